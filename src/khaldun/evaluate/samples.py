"""How much of each benchmark file a run takes: ``data/evaluation/samples.tsv``, each line with its reason."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Extent(StrEnum):
    """A whole measurement, or the short one that guards every change."""

    FULL = "full"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class Sample:
    """The first records of one file that a run takes; None: all; 0: the run leaves the file out."""

    task: str
    file: str
    full: int | None
    quick: int | None
    reason: str

    def size(self, extent: Extent) -> int | None:
        """The number of records."""
        return self.full if extent is Extent.FULL else self.quick


@cache
def samples() -> tuple[Sample, ...]:
    """All lines of the table; raises ``ValueError`` for one without a reason."""
    text = (files("khaldun") / "data" / "evaluation" / "samples.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    if silent := [f"{row['task']} {row['file']}" for row in rows if not (row["reason"] or "").strip()]:
        raise ValueError(f"samples without a reason: {', '.join(silent)}")
    return tuple(Sample(r["task"], r["file"], _size(r["full"]), _size(r["quick"]), r["reason"]) for r in rows)


def sample_of(task: str, file: str) -> Sample:
    """The line for a file; one not listed is taken whole, and left out of short runs."""
    for sample in samples():
        if (sample.task, sample.file) == (task, file):
            return sample
    return Sample(task, file, None, 0, "not listed: taken whole")


def _size(told: str) -> int | None:
    return None if told == "all" else int(told)
