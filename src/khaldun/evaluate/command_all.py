"""What ``khaldun evaluate --all DIR`` does: measures everything, keeps results, guards floors, writes the document."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

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
    """What was asked for. ``folder`` holds the benchmarks (None: use the results kept in ``into``)."""

    folder: Path | None
    into: Path
    extent: Extent
    update_floors: bool = False
    reason: str | None = None
    document: Path | None = None


def run_all(asked: Asked) -> None:
    """Measure or read results; print the table; then floors and document as asked.

    Raises ``EvaluationError`` when figures fell below their floors, after everything was written.
    """
    results = _measured(asked.folder, asked) if asked.folder else read_results(asked.into, asked.extent)
    pinned = asked.into / "floors.json"
    floors = read_floors(pinned)
    sys.stdout.write(table(results, floors, TASKS))
    if asked.document:
        from khaldun.evaluate.document import write_document

        write_document(asked.document, results, TASKS)
    if asked.update_floors:
        write_floors(pinned, raised(floors, results, asked.reason))
    elif fallen := below(floors, results):
        raise EvaluationError("below the floor:\n" + "\n".join(f"  {item}" for item in fallen))


def _measured(folder: Path, asked: Asked) -> Results:
    found = jobs(folder, TASKS.values(), asked.extent)
    results = results_of(run_suite(found, _line, _tell), asked.extent)
    write_results(asked.into, results)
    return results


def _line() -> Pipeline:
    from khaldun import config
    from khaldun.run import line

    return line.build(config.load())


def _tell(m: Measured) -> None:
    sys.stderr.write(f"{m.key}: {m.records} records in {m.seconds:.0f} s\n")
