"""Which measured files a shipped model has seen in training: ``data/evaluation/trained.tsv``."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def seen_in_training(task: str, file: str) -> str | None:
    """What was trained on a file; None where nothing was."""
    return _seen().get((task, file))


@cache
def _seen() -> dict[tuple[str, str], str]:
    text = (files("khaldun") / "data" / "evaluation" / "trained.tsv").read_text(encoding="utf-8")
    return {(row["task"], row["file"]): row["reason"] for row in csv.DictReader(text.splitlines(), delimiter="\t")}
