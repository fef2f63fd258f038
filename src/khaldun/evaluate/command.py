"""What ``khaldun evaluate TASK`` does: lists tasks, runs one, prints figures, predictions or wrong cases."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from khaldun.evaluate.rows import EvaluationError, as_line, read_rows, write_rows
from khaldun.evaluate.task import Task, Wrong, placed
from khaldun.evaluate.tasks import TASKS

__all__ = ["EvaluationError", "Wanted", "list_tasks", "run_task", "task_named"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to run a task on (its first ``limit`` records), and how many wrong cases a kind to show (0: figures)."""

    data: Path | None
    predictions: Path | None = None
    gold: Path | None = None
    errors: int = 0
    limit: int | None = None
    as_json: bool = False


def list_tasks() -> None:
    """Print every task with the files it takes and the figure that counts."""
    for task in TASKS.values():
        sys.stdout.write(f"{task.name:<18} {', '.join(task.files):<32} {task.headline}\n")
    sys.stdout.write(f"{'calibration':<18} {'the folder of all sets':<32} error of stated confidence, field by field\n")
    sys.stdout.write(f"{'speed':<18} {'any file with texts':<32} share of the bare model's throughput\n")


def task_named(name: str) -> Task:
    """A task by name; raises ``EvaluationError`` listing those there are."""
    if name not in TASKS:
        raise EvaluationError(f"no task '{name}'; there are: {', '.join(TASKS)}")
    return TASKS[name]


def run_task(name: str, wanted: Wanted) -> None:
    """Predict, write predictions if asked, and score where there is gold. Raises ``EvaluationError``."""
    from khaldun import config
    from khaldun.run import line

    task = task_named(name)
    if wanted.data is None:
        raise EvaluationError(f"task {name} needs --data FILE ({' or '.join(task.files)} of the set)")
    records = read_rows(wanted.data, wanted.limit)
    gold = read_rows(wanted.gold, wanted.limit) if wanted.gold else records
    made = list(placed(task, wanted.data.parent).predict(records, line.build(config.load())))
    if wanted.predictions:
        write_rows(wanted.predictions, made)
    if not gold or not all(task.has_gold(record) for record in gold):
        if not wanted.predictions:
            sys.stdout.writelines(as_line(row) for row in made)
        sys.stderr.write(f"{len(made)} predictions; no gold fields here, so no scores\n")
        return
    judge = placed(task, (wanted.gold or wanted.data).parent)
    if wanted.errors:
        _show_errors(list(judge.wrong(made, gold)), wanted.errors)
    else:
        _show(judge.score(made, gold), wanted.as_json)


def _show(figures: dict[str, float], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({k: round(v, 4) for k, v in figures.items()}, indent=1) + "\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:<44} {value:8.4f}\n")


def _show_errors(found: Sequence[Wrong], most: int) -> None:
    """Wrong cases grouped by kind of error, the commonest kind first, ``most`` a kind."""
    kinds: dict[str, list[Wrong]] = defaultdict(list)
    for wrong in found:
        kinds[wrong.kind].append(wrong)
    ordered = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    for kind, cases in ordered:
        sys.stdout.write(f"\n== {kind}: {len(cases)}\n")
        for case in cases[:most]:
            sys.stdout.write(f"-- {case.record}\n")
            sides = (("gold", case.gold), ("ours", case.ours), ("text", case.text), ("because", case.because))
            sys.stdout.writelines(f"   {side}: {' '.join(told.split())}\n" for side, told in sides if told)
    sys.stdout.write("\n" + "".join(f"{len(cases):6} {kind}\n" for kind, cases in ordered))
