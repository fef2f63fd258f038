"""Runs a set's own scorer beside ours on a few visible records."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from khaldun.evaluate.task import Task
from khaldun.pipeline import Pipeline
from tests.conftest import bench

SOME = 30


def some(set_: str, file: str, *, every: int = 1) -> list[dict[str, Any]]:
    """Visible records of a set, spread over the file; skips where the set is absent."""
    lines = (bench(set_) / file).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:: every or 1][:SOME]]


def compare(task: Task, records: list[dict[str, Any]], line: Pipeline, tmp_path: Path) -> tuple[dict[str, float], Any]:
    """Our figures and what the set's ``score.py`` prints, on the same predictions."""
    made = list(task.predict(records, line))
    ours = task.score(made, records)
    script = bench(task.name).parent / "score.py"
    files = [_write(tmp_path / f"{name}.jsonl", rows) for name, rows in (("made", made), ("gold", records))]
    done = subprocess.run([sys.executable, str(script), *files], capture_output=True, text=True, check=True)
    return ours, json.loads(done.stdout)


def same(ours: Mapping[str, float], pairs: Iterable[tuple[str, float]]) -> None:
    """Each of our figures beside theirs, to the third decimal."""
    for name, theirs in pairs:
        assert ours[name] == pytest.approx(theirs, abs=6e-4), name


def blind(records: list[dict[str, Any]], *gold: str) -> list[dict[str, Any]]:
    """The records without their gold fields."""
    return [{key: value for key, value in record.items() if key not in gold} for record in records]


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)
