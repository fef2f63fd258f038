"""Reports of the South Asia Terrorism Portal: which kinds of attack they tell of. Runs the whole line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.passages import Labelled, label_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import Event, Status
from khaldun.pipeline import Pipeline

KINDS = ("armed", "bombing", "kidnapping", "infrastructure")
_UNSPECIFIC = "violence"
"""What a crosswalk line gives for violence without told means: armed assault, unless the report tells a kind."""
_TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.ATTEMPTED, Status.FOILED, Status.BACKGROUND})


class SatpRelevant:
    """The satp_relevant set; several kinds may hold."""

    name = "satp_relevant"
    files = ("train.jsonl", "dev.jsonl")
    headline = "kinds micro F1"
    peers = (
        Peer("ConfliBERT 2021, fine-tuned", 0.894, "re-evaluation with three seeds, held-back part", verified=True),
        Peer("TF-IDF + logistic regression, trained", 0.818, "the set's README", verified=True),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report."""
        texts = [Text(str(r["id"]), r["text"]) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            told = _kinds(coded)
            yield {"id": record["id"], "labels": [int(kind in told) for kind in KINDS]}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Micro and macro F1, whole answers, and each kind."""
        return label_figures("kinds", _pairs(predictions, gold), KINDS)

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Kinds missed and made up."""
        for record, (wanted, ours) in zip(gold, _pairs(predictions, gold), strict=True):
            missed, false = sorted(set(wanted) - set(ours), key=str), sorted(set(ours) - set(wanted), key=str)
            for kind in missed:
                yield Wrong(record["id"], f"missed {kind}", str(wanted), str(ours), record["text"])
            for kind in false:
                yield Wrong(record["id"], f"false {kind}", str(wanted), str(ours), record["text"])

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``labels``."""
        return "labels" in record


def _pairs(predictions: Sequence[Row], gold: Sequence[Row]) -> Labelled:
    made = {row["id"]: row["labels"] for row in predictions}
    return [(_named(record["labels"]), _named(made.get(record["id"], ()))) for record in gold]


def _named(marks: Sequence[int]) -> list[str]:
    return [kind for kind, mark in zip(KINDS, marks, strict=False) if mark]


def _kinds(coded: Coded) -> set[str]:
    found = {kind for item in coded.events if item.event.status in _TOLD for kind in _kinds_of(item.event)}
    unspecific = _UNSPECIFIC in found
    found.discard(_UNSPECIFIC)
    return found or ({"armed"} if unspecific else set())


def _kinds_of(event: Event) -> list[str]:
    """By mode and means together; by each of them, telling for itself; by the type where neither tells."""
    table, weapon = crosswalk("satp_kind"), event.weapon.category if event.weapon else ""
    if both := table.get(f"{event.type}:{event.mode}@{weapon}"):
        return [both]
    told = [table[key] for key in (f"{event.type}:{event.mode}", f"{event.type}@{weapon}") if key in table]
    return told or [kind for kind in (table.get(event.type.value),) if kind]
