"""What ``khaldun evaluate --all DIR`` does: measures everything, keeps results, guards floors, writes the document."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from khaldun.evaluate.command import task_named
from khaldun.evaluate.floors import below, raised, read_floors, write_floors
from khaldun.evaluate.measure import Measured
from khaldun.evaluate.results import Results, read_results, results_of, write_results
from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.samples import Extent
from khaldun.evaluate.suite import jobs, run_suite
from khaldun.evaluate.table import table
from khaldun.evaluate.tasks import TASKS
from khaldun.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. ``folder`` holds the benchmarks (None: use the results kept in ``into``).

    ``only`` measures one task and keeps what was measured of the others.
    """

    folder: Path | None
    into: Path
    extent: Extent
    update_floors: bool = False
    reason: str | None = None
    document: Path | None = None
    only: str | None = None


def run_all(asked: Asked) -> None:
    """Measure or read results, raise the floors, print the table and write the document, as asked.

    Raises ``EvaluationError`` when figures fell below their floors: before floors are raised (a reason is missing),
    else after everything was written.
    """
    results = _measured(asked.folder, asked) if asked.folder else read_results(asked.into, asked.extent)
    pinned = asked.into / "floors.json"
    floors = read_floors(pinned)
    fallen = below(floors, results)
    if asked.update_floors:
        floors = raised(floors, results, asked.reason)
        write_floors(pinned, floors)
    sys.stdout.write(table(results, floors, TASKS))
    if asked.document:
        from khaldun.evaluate.document import write_document

        write_document(asked.document, results, TASKS)
    if fallen and not asked.update_floors:
        raise EvaluationError("below the floor:\n" + "\n".join(f"  {item}" for item in fallen))


def _measured(folder: Path, asked: Asked) -> Results:
    tasks = [task_named(asked.only)] if asked.only else list(TASKS.values())
    kept = read_results(asked.into, asked.extent).measured if asked.only else ()
    others = [m for m in kept if m.task != asked.only]

    def keep(done: Sequence[Measured]) -> None:
        sys.stderr.write(f"{done[-1].key}: {done[-1].records} records in {done[-1].seconds:.0f} s\n")
        write_results(asked.into, results_of(_ordered([*others, *done]), asked.extent))

    run_suite(jobs(folder, tasks, asked.extent), _line, keep)
    return read_results(asked.into, asked.extent)


def _ordered(measured: Sequence[Measured]) -> list[Measured]:
    """In the order of the tasks."""
    names = list(TASKS)
    return sorted(measured, key=lambda m: names.index(m.task) if m.task in names else len(names))


def _line() -> Pipeline:
    from khaldun import config
    from khaldun.run import line

    return line.build(config.load())
