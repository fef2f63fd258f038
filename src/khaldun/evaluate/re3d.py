"""re3d: the entities of defence texts on Iraq and Syria. Runs reading, cleaning and annotation.

Its relations (who belongs to whom, who is where) are not a thing that Khaldun reads: none are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.annotate import described
from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.prf import Prf
from khaldun.evaluate.metrics.spans import overlap, span_prf
from khaldun.evaluate.passages import bounds, span_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import Mention, MentionKind, Sentence, Token
from khaldun.pipeline import Pipeline

_MACHINES = frozenset({MentionKind.PLATFORM, MentionKind.VEHICLE})


class Re3d:
    """The re3d set."""

    name = "re3d"
    files = ("train.jsonl",)
    headline = "typed exact F1"
    peers = (Peer("ConfliBERT 2021, fine-tuned (tokens)", 0.684, "re-evaluation with three seeds", verified=True),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a document."""
        texts = [Text(str(r["docid"]), r["text"]) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            entities = list(_entities(record["text"], coded))
            yield {"docid": record["docid"], "entities": entities, "relations": []}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """F1 of passages of whatever type, of passages with their type, and of each type."""
        pairs = list(_pairs(predictions, gold))
        per = {kind: _of_type(pairs, kind) for kind in sorted({e["type"] for theirs, _ in pairs for e in theirs})}
        right, given, wanted = (sum(getattr(x, part) for x in per.values()) for part in ("right", "given", "wanted"))
        figures = {"typed exact F1": Prf(right, given, wanted).f1, **span_figures("passages", pairs)}
        return figures | {f"{kind} exact F1": x.f1 for kind, x in per.items()}

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Entities missed, made up, cut otherwise and of another type."""
        for record, (theirs, ours) in zip(gold, _pairs(predictions, gold), strict=True):
            text = record["text"]
            for wanted in theirs:
                found = [e for e in ours if overlap(bounds(e), bounds(wanted))]
                kind = _fault(wanted, found)
                if kind:
                    said = " | ".join(f"{text[slice(*bounds(e))]} ({e['type']})" for e in found)
                    yield Wrong(
                        record["docid"], f"{kind} {wanted['type']}", wanted["text"], said, _around(text, wanted)
                    )
            for made in ours:
                if not any(overlap(bounds(made), bounds(e)) for e in theirs):
                    said = text[slice(*bounds(made))]
                    yield Wrong(record["docid"], f"made up {made['type']}", "", said, _around(text, made))

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``entities``."""
        return "entities" in record


def _pairs(predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    made = {row["docid"]: row["entities"] for row in predictions}
    return ((record["entities"], made.get(record["docid"], [])) for record in gold)


def _of_type(pairs: Sequence[tuple[list[Row], list[Row]]], kind: str) -> Prf:
    return span_prf(
        ([bounds(e) for e in theirs if e["type"] == kind], [bounds(e) for e in ours if e["type"] == kind])
        for theirs, ours in pairs
    )


def _entities(given: str, coded: Coded) -> Iterator[dict[str, Any]]:
    dossier, types = coded.dossier, crosswalk("re3d_type")
    if dossier.report is None or dossier.sentences is None:
        return
    aligned, seen = Aligned(given, dossier.report.text), set()
    for sentence in dossier.sentences:
        for mention in _told(sentence, [m for m in dossier.mentions or () if m.sentence == sentence.number]):
            place, kind = aligned.span(_start(mention, sentence), mention.span.stop), types[mention.kind.value]
            if place and (place, kind) not in seen:
                seen.add((place, kind))
                yield {"start": place[0], "end": place[1], "type": kind}


def _told(sentence: Sentence, named: Sequence[Mention]) -> Iterator[Mention]:
    """Names and descriptions; pronouns that own ("their") are none to the annotators."""
    found = described.find(sentence, named)
    ends = {mention.span.stop for mention in found if mention.kind in _MACHINES}
    for mention in (*named, *found):
        owns = sentence.tokens[mention.head].tag == "PRP$"
        machine = mention.kind is MentionKind.WEAPON and mention.span.stop in ends
        if not owns and not machine:
            yield mention


def _start(mention: Mention, sentence: Sentence) -> int:
    """Where annotators let a mention begin: with the article of a group, with a figure."""
    inside = sentence.tokens_in(mention.span)
    if mention.kind is MentionKind.COUNT:
        return next((token.start for token in inside if token.pos == "NUM"), mention.span.start)
    if mention.source == "description":
        return mention.span.start
    first = inside[0].index if inside else 0
    held = {token.index for token in inside}
    while first > 0 and _belongs(sentence.tokens[first - 1], mention.kind, held):
        first -= 1
        held.add(first)
    return min(mention.span.start, sentence.tokens[first].start) if inside else mention.span.start


def _belongs(before: Token, kind: MentionKind, held: set[int]) -> bool:
    return kind is MentionKind.ACTOR and before.text.lower() == "the" and before.head in held


def _fault(wanted: Row, found: Sequence[Row]) -> str:
    """What is wrong with the answer to one gold entity; empty: nothing."""
    if any(bounds(e) == bounds(wanted) and e["type"] == wanted["type"] for e in found):
        return ""
    if not found:
        return "missed"
    return "other type for" if any(bounds(e) == bounds(wanted) for e in found) else "cut otherwise"


def _around(text: str, row: Row) -> str:
    start, stop = bounds(row)
    return " ".join(f"{text[max(0, start - 50) : start]}[{text[start:stop]}]{text[stop : stop + 40]}".split())
