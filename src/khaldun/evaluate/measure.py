"""Measures one file of one task: predictions, figures, and what they were made from."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from khaldun.evaluate.rows import read_rows
from khaldun.evaluate.task import Task, placed
from khaldun.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one file. ``records`` of ``there`` were taken, the first ones; ``sha256`` is that of the file."""

    task: str
    file: str
    sha256: str
    records: int
    there: int
    figures: tuple[tuple[str, float], ...]
    seconds: float

    @property
    def key(self) -> str:
        """The name of the measurement: task and file."""
        return f"{self.task}/{self.file}"

    def figure(self, name: str) -> float | None:
        """A figure by name; None where this file gives none of that name."""
        return dict(self.figures).get(name)


def measure(task: Task, path: Path, line: Pipeline, size: int | None) -> Measured:
    """Run a task over the first ``size`` records of a file with gold.

    Raises ``EvaluationError`` for a file that cannot be read, ``ValueError`` for one without gold.
    """
    began = time.monotonic()
    every = read_rows(path)
    records = every[:size]
    if not records or not all(task.has_gold(record) for record in records):
        raise ValueError(f"{path} has no gold fields")
    here = placed(task, path.parent)
    figures = here.score(list(here.predict(records, line)), records)
    seconds = round(time.monotonic() - began, 1)
    rounded = tuple((name, round(value, 4)) for name, value in figures.items())
    return Measured(task.name, path.name, _sha256(path), len(records), len(every), rounded, seconds)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
