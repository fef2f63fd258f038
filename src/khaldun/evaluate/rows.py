"""Reads and writes the JSONL files of benchmarks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from khaldun.evaluate.task import Row


class EvaluationError(Exception):
    """The evaluation cannot be run as asked; the message says why."""


def read_rows(path: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """The records of a JSONL file; raises ``EvaluationError`` naming the line that is none."""
    try:
        with path.open(encoding="utf-8") as lines:
            return [_row(path, number, line) for number, line in islice(enumerate(lines, 1), limit) if line.strip()]
    except OSError as error:
        raise EvaluationError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path} is not UTF-8 text: {error}") from error


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{path}, line {number}: not JSON ({error.msg})") from error
    if not isinstance(row, dict):
        raise EvaluationError(f"{path}, line {number}: not a JSON object")
    return row


def as_line(row: Row) -> str:
    """A record as one line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write records as JSONL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(as_line(row) for row in rows)
