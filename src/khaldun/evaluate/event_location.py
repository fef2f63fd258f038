"""Where the event of a marked verb took place. Runs the whole line; the answer is the place role of that event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.spans import overlap
from khaldun.evaluate.passages import bounds, clean_span, span_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, EventType, RoleName, Span
from khaldun.pipeline import Pipeline


class EventLocation:
    """The event_location set."""

    name = "event_location"
    files = ("train.jsonl",)
    headline = "overlap F1"
    peers = (Peer("nearest 'in X'", 0.474, "the set's README: floor of the held-back part", verified=True),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a sentence; no place when none is told, or when the verb tells of no event known here."""
        gazetteer = Gazetteer.open()
        texts = [Text(str(r["id"]), r["text"]) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            yield {"id": record["id"], "locations": _locations(record, coded, gazetteer)}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """F1 of the passages, and the share of sentences whose whole answer is right."""
        pairs = list(_pairs(predictions, gold))
        figures = {name.strip(): value for name, value in span_figures("", pairs).items()}
        figures["whole answer right"] = sum(_right(theirs, ours) for theirs, ours in pairs) / (len(pairs) or 1)
        return figures

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Places missed, made up, or others than meant."""
        for record, (theirs, ours) in zip(gold, _pairs(predictions, gold), strict=True):
            if not _right(theirs, ours):
                kind = "missed" if not ours else "made up" if not theirs else "another place"
                wanted, said = (_quoted(record["text"], rows) for rows in (theirs, ours))
                verb = " ".join(event["text"] for event in record["event"])
                yield Wrong(record["id"], kind, wanted, said, f"[{verb}] {record['text']}")

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``locations``."""
        return "locations" in record


def _pairs(predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    made = {row["id"]: row["locations"] for row in predictions}
    return ((record["locations"], made.get(record["id"], [])) for record in gold)


def _quoted(text: str, rows: Sequence[Row]) -> str:
    return " | ".join(text[slice(*bounds(row))] for row in rows)


def _right(theirs: Sequence[Row], ours: Sequence[Row]) -> bool:
    """Whether every place of either side meets one of the other."""
    return all(
        any(overlap(bounds(a), bounds(b)) for b in other)
        for one, other in ((theirs, ours), (ours, theirs))
        for a in one
    )


def _locations(record: Row, coded: Coded, gazetteer: Gazetteer) -> list[dict[str, int]]:
    from khaldun.resolve.places import find_places

    report = coded.dossier.report
    if report is None:
        return []
    aligned = Aligned(record["text"], report.text)
    phrases = [span for mark in record["event"] for span in _phrases(clean_span(report, aligned, bounds(mark)), coded)]
    named = [found.span for found in find_places(coded.dossier, gazetteer)]
    cut = {name for phrase in phrases for name in _narrowest(phrase, named)}
    found = {place for span in cut if (place := aligned.span(span.start, span.stop))}
    return [{"start": start, "end": end} for start, end in sorted(found)]


def _phrases(verb: Span | None, coded: Coded) -> list[Span]:
    """The place phrases of the event that the verb tells; of a verb that tells none here, by the same rules."""
    if verb is None:
        return []
    events = [item.event for item in coded.events]
    told = [event for event in events if event.trigger.overlaps(verb)]
    if told:
        return [role.span for event in told for role in event.fillers(RoleName.PLACE)]
    return list(_places_of(verb, coded.dossier))


def _places_of(verb: Span, dossier: Dossier) -> Iterator[Span]:
    """The code step's places of any verb. The type a candidate must have says nothing about where it was."""
    from khaldun.code.candidate import Candidate, Setting
    from khaldun.code.roles.places_in import places

    if dossier.report is None:
        return
    setting = Setting(dossier.report, dossier.sentences or (), dossier.quotations or (), dossier.mentions or ())
    for sentence in setting.sentences:
        for token in sentence.tokens_in(verb)[:1]:
            candidate = Candidate(sentence, (token.index,), token.index, EventType.MOBILIZE, None, "", 0.0)
            yield from (phrase for phrase, *_ in places(candidate, setting))


def _narrowest(phrase: Span, named: Sequence[Span]) -> list[Span]:
    """The name that a phrase gives for its place ("Kano" in "a market in Kano"), all names of a list of places;
    without a name, the phrase."""
    inside = [name for name in named if phrase.overlaps(name)]
    if len(inside) > 1 and " and " in phrase.quote[inside[0].stop - phrase.start : inside[-1].start - phrase.start]:
        return inside
    return inside[:1] or [phrase]
