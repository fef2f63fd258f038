"""What ``khaldun evaluate`` does: lists tasks, runs one, prints figures or wrong cases."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from khaldun.evaluate.task import Row, Task, Wrong
from khaldun.evaluate.tasks import TASKS


class EvaluationError(Exception):
    """The evaluation cannot be run as asked; the message says why."""


def list_tasks() -> None:
    """Print every task with the files it takes and the figure that counts."""
    for task in TASKS.values():
        sys.stdout.write(f"{task.name:<18} {', '.join(task.files):<28} {task.headline}\n")


def task_named(name: str) -> Task:
    """A task by name; raises ``EvaluationError`` listing those there are."""
    if name not in TASKS:
        raise EvaluationError(f"no task '{name}'; there are: {', '.join(TASKS)}")
    return TASKS[name]


def read_rows(path: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """The records of a JSONL file; raises ``EvaluationError`` naming the line that is none."""
    try:
        with path.open(encoding="utf-8") as lines:
            return [_row(path, number, line) for number, line in islice(enumerate(lines, 1), limit) if line.strip()]
    except OSError as error:
        raise EvaluationError(f"cannot read {path}: {error.strerror}") from error


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{path}, line {number}: not JSON ({error.msg})") from error
    if not isinstance(row, dict):
        raise EvaluationError(f"{path}, line {number}: not a JSON object")
    return row


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write records as JSONL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def run_task(
    name: str,
    data: Path | None,
    *,
    predictions: Path | None,
    gold: Path | None,
    errors: int,
    limit: int | None,
    as_json: bool,
) -> None:
    """Predict, write predictions if asked, and score where there is gold."""
    from khaldun import config
    from khaldun.run import line

    task = task_named(name)
    if data is None:
        raise EvaluationError(f"task {name} needs --data FILE ({' or '.join(task.files)} of the set)")
    records = read_rows(data, limit)
    made = list(task.predict(records, line.build(config.load())))
    if predictions:
        write_rows(predictions, made)
    wanted = read_rows(gold, limit) if gold else records
    if not wanted or not all(task.has_gold(record) for record in wanted):
        sys.stderr.write(f"{len(made)} predictions; no gold fields here, so no scores\n")
        return
    if errors:
        _show_errors(list(task.wrong(made, wanted)), errors)
        return
    _show(task.score(made, wanted), as_json)


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
    for kind, cases in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
        sys.stdout.write(f"\n== {kind}: {len(cases)}\n")
        for case in cases[:most]:
            sys.stdout.write(f"-- {case.record}\n   gold: {case.gold}\n   ours: {case.ours}\n   text: {case.text}\n")
            if case.because:
                sys.stdout.write(f"   because: {case.because}\n")
