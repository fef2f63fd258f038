"""The figures on confidence, field by field: kept as JSON, written as a document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.evaluate.calibration.answer import Answer
from khaldun.evaluate.calibration.bands import FOLDS, sure, unseen
from khaldun.evaluate.calibration.figures import Reliability, by_field, reliability
from khaldun.knowledge.calibration import shipped

_HEAD = """# How sure is sure?

Every field of an event says how sure it is, 0 to 1. This page says how often such a field is right, on texts with
gold. Raw scores of rules are turned into these probabilities by `data/calibration/bands.tsv`.

*Error* is the expected calibration error: the mean gap between stated confidence and the share of right answers, in
ten steps, weighted by answers. It is given for the rules' raw scores, for the bands that ship (fitted on these very
answers, so it flatters), and for bands fitted on four fifths of the documents and measured on the others, in turn:
that is the honest one.
"""


@dataclass(frozen=True, slots=True)
class FieldReport:
    """Reliability of one field: by raw scores, as it ships, and with bands that had not seen the document."""

    field: str
    tasks: tuple[tuple[str, int], ...]
    raw: Reliability
    shipped: Reliability
    unseen: Reliability


def reports(answers: Sequence[Answer]) -> list[FieldReport]:
    """The report of every field that was answered."""
    raw, apart = by_field(answers), by_field(unseen(answers))
    return [_report(field, raw[field], apart[field]) for field in raw]


def _report(field: str, answers: Sequence[Answer], apart: Sequence[Answer]) -> FieldReport:
    tasks = sorted({answer.task for answer in answers})
    counted = tuple((task, sum(answer.task == task for answer in answers)) for task in tasks)
    ours = [sure(answer, shipped()) for answer in answers]
    return FieldReport(field, counted, reliability(answers), reliability(ours), reliability(apart))


def as_json(found: Sequence[FieldReport]) -> str:
    """The figures as JSON text; the same answers give the same text."""
    return json.dumps({one.field: _entry(one) for one in found}, indent=1) + "\n"


def _entry(one: FieldReport) -> dict[str, Any]:
    return {
        "answers": one.raw.n,
        "right": round(one.raw.right, 4),
        "error raw": round(one.raw.error, 4),
        "error shipped": round(one.shipped.error, 4),
        "error on unseen documents": round(one.unseen.error, 4),
        "sets": dict(one.tasks),
    }


def table(found: Sequence[FieldReport]) -> str:
    """The figures as aligned text."""
    lines = [f"{'field':<15} {'answers':>7} {'right':>6} {'raw':>6} {'shipped':>8} {'unseen':>7}"]
    for one in found:
        errors = f"{one.raw.error:6.3f} {one.shipped.error:8.3f} {one.unseen.error:7.3f}"
        lines.append(f"{one.field:<15} {one.raw.n:7} {one.raw.right:6.3f} {errors}")
    return "\n".join(lines) + "\n"


def document(found: Sequence[FieldReport]) -> str:
    """The page of docs: all fields in one table, then the steps of each."""
    head = [
        "| field | answers | right | error, raw scores | error, as shipped | error, unseen documents | sets |",
        "|---|---|---|---|---|---|---|",
    ]
    parts = [_HEAD.strip(), "\n".join([*head, *map(_row, found)]), *_explained()]
    return "\n\n".join([*parts, *(text for one in found for text in _steps(one))]) + "\n"


def _row(one: FieldReport) -> str:
    sets = ", ".join(f"{task} {n}" for task, n in one.tasks)
    errors = f"{one.raw.error:.3f} | {one.shipped.error:.3f} | {one.unseen.error:.3f}"
    return f"| {one.field} | {one.raw.n} | {one.raw.right:.3f} | {errors} | {sets} |"


def _explained() -> Iterator[str]:
    yield (
        "`event` is the coding as a whole (column `confidence`), `type` its type; `actor`, `recipient`, `place` and "
        "`time` are the words found for a role, `actor read`, `place read` and `time read` what these were read as; "
        "`place described` is a place that is in no gazetteer, `place inferred` and `time inferred` are what the whole "
        "report says where the passage does not; "
        "`incident` is a join of reports. Fields that no set tells (context, target kind, counts other than killed "
        f"and injured) keep their raw scores. Unseen documents: {FOLDS} parts, each measured with bands of the others."
    )


def _steps(one: FieldReport) -> Iterator[str]:
    yield f"## {one.field}"
    rows = [f"| {step.said:.2f} | {step.right:.2f} | {step.n} |" for step in one.unseen.steps]
    yield "\n".join(["| stated (unseen documents) | right | answers |", "|---|---|---|", *rows])


def write(found: Sequence[FieldReport], into: Path | None, page: Path | None) -> None:
    """Keep the figures in ``into/calibration.json`` and write the page, where asked."""
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        (into / "calibration.json").write_text(as_json(found), encoding="utf-8")
    if page is not None:
        page.write_text(document(found), encoding="utf-8")
