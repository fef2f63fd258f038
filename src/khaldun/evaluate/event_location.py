"""Where the event of a marked verb took place. Runs the whole line; the answer is the place role of that event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.code.coder import Coder
from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code, code_step
from khaldun.evaluate.metrics.spans import overlap
from khaldun.evaluate.passages import bounds, clean_span, span_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, Role, RoleName, Sentence, Span, Token
from khaldun.pipeline import Pipeline


class EventLocation:
    """The event_location set."""

    name = "event_location"
    files = ("train.jsonl",)
    headline = "overlap F1"
    peers = (Peer("nearest 'in X'", 0.474, "the set's README: floor of the held-back part", verified=True),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a sentence; no place when none is told, or when the verb tells of no event known here."""
        gazetteer, coder = Gazetteer.open(), code_step(line)
        texts = [Text(str(r["id"]), r["text"]) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            yield {"id": record["id"], "locations": _locations(record, coded, gazetteer, coder)}

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


def _locations(record: Row, coded: Coded, gazetteer: Gazetteer, coder: Coder) -> list[dict[str, int]]:
    from khaldun.resolve.places.report import find_places

    report = coded.dossier.report
    if report is None:
        return []
    aligned = Aligned(record["text"], report.text)
    verbs = [clean_span(report, aligned, bounds(mark)) for mark in record["event"]]
    told = [role for verb in verbs for role in _phrases(verb, coded, coder)]
    named = [found.span for found in find_places(coded.dossier, gazetteer)]
    cut = {name for role in told for name in _narrowest(role, named, coded.dossier.sentences or ())}
    found = {place for span in cut if (place := aligned.span(span.start, span.stop))}
    return [{"start": start, "end": end} for start, end in sorted(found)]


def _phrases(verb: Span | None, coded: Coded, coder: Coder) -> list[Role]:
    """The places of the event that the verb tells; of a verb that tells none here, by the same step."""
    if verb is None:
        return []
    told = [item.event for item in coded.events if item.event.trigger.overlaps(verb)]
    if told:
        return [role for event in told for role in event.fillers(RoleName.PLACE)]
    return list(_places_of(verb, coded.dossier, coder))


def _places_of(verb: Span, dossier: Dossier, coder: Coder) -> Iterator[Role]:
    """The code step's places of a verb that is in no codebook."""
    from khaldun.code.candidate import Setting

    if dossier.report is None:
        return
    setting = Setting(dossier.report, dossier.sentences or (), dossier.quotations or (), dossier.mentions or ())
    for sentence in setting.sentences:
        for token in sentence.tokens_in(verb)[:1]:
            yield from coder.places_of(sentence, token, setting)


def _narrowest(role: Role, named: Sequence[Span], sentences: Sequence[Sentence]) -> list[Span]:
    """The name that a phrase gives for its place ("Kano" in "a market in Kano"), all names of a list of places;
    without a name, the phrase. A name that is the phrase's head is meant, whether any gazetteer knows it or not."""
    phrase = role.span
    inside = [name for name in named if phrase.overlaps(name)]
    if len(inside) > 1 and " and " in phrase.quote[inside[0].stop - phrase.start : inside[-1].start - phrase.start]:
        return inside
    heading = [name for name in inside if name.overlaps(role.head)]
    return (heading or _name_at(role.head, sentences) or inside)[:1] or _named(phrase, sentences)


def _named(phrase: Span, sentences: Sequence[Sentence]) -> list[Span]:
    """A phrase that has a name in it; the set marks no places without ("the house")."""
    return [phrase] if any(t.pos == "PROPN" for s in sentences for t in s.tokens_in(phrase)) else []


def _name_at(head: Span, sentences: Sequence[Sentence]) -> list[Span]:
    """The run of proper nouns that holds a word, if it is one."""
    for sentence in sentences:
        for token in sentence.tokens_in(head)[:1]:
            run = [token] if token.pos == "PROPN" else []
            for step in (-1, 1):
                at = token.index + step
                while run and 0 <= at < len(sentence.tokens) and _is_of_name(sentence.tokens[at]):
                    run.append(sentence.tokens[at])
                    at += step
            return [sentence.cut(run)] if run else []
    return []


def _is_of_name(token: Token) -> bool:
    return token.pos == "PROPN" or token.text == "-"
