"""WikiEvents: triggers and arguments in whole reports, in the KAIROS ontology. The line's events, renamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.evaluate.metrics.prf import Prf
from khaldun.evaluate.metrics.spans import overlap
from khaldun.evaluate.reasons import told_reasons
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import CodedEvent, CountKind, Dossier, Event, Passed, Sentence, Span, Token
from khaldun.pipeline import Pipeline

Pairs = list[tuple[Row, Row]]
_COUNTED = {"Life.Die.Unspecified": CountKind.KILLED, "Life.Injure.Unspecified": CountKind.INJURED}
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


class WikiEvents:
    """The WikiEvents set: triggers by overlap, their types, and arguments of paired events."""

    name = "wikievents"
    files = ("dev.jsonl",)
    headline = "trigger F1"
    peers = (Peer("PAIE, SCPRG, gold triggers given", 0.65, "from memory", verified=False, figure="argument role F1"),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report."""
        texts = [Text(r["docid"], r["text"]) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            yield {"docid": record["docid"], "events": list(_events(record["text"], coded))}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Triggers, without type, with its first level, with all of it; arguments without and with role."""
        tally = dict.fromkeys(
            ("trigger", "first level", "type", "span", "role", "given", "wanted", "mine", "theirs"), 0
        )
        for _, theirs, ours, pairs in _documents(predictions, gold):
            tally["given"], tally["wanted"] = tally["given"] + len(ours), tally["wanted"] + len(theirs)
            tally["mine"] += sum(len(event["arguments"]) for event in ours)
            tally["theirs"] += sum(len(event["arguments"]) for event in theirs)
            tally["trigger"] += len(pairs)
            tally["first level"] += sum(_level(a) == _level(b) for a, b in pairs)
            tally["type"] += sum(a["type"] == b["type"] for a, b in pairs)
            met = [pair for a, b in pairs for pair in _arguments(a, b)]
            tally["span"] += len(met)
            tally["role"] += sum(x["role"] == y["role"] for x, y in met)
        triggers = {
            f"{name} F1": _prf(tally, name, "given", "wanted").f1 for name in ("trigger", "first level", "type")
        }
        arguments = {f"argument {name} F1": _prf(tally, name, "mine", "theirs").f1 for name in ("span", "role")}
        shown = _prf(tally, "trigger", "given", "wanted")
        return triggers | {"trigger precision": shown.precision, "trigger recall": shown.recall} | arguments

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Missed and false triggers, wrong types, lost arguments."""
        for record, theirs, ours, pairs in _documents(predictions, gold):
            text, docid = record["text"], record["docid"]
            used, met = [id(a) for a, _ in pairs], [id(b) for _, b in pairs]
            for a, b in pairs:
                if a["type"] != b["type"]:
                    yield Wrong(docid, "wrong type", b["type"], a["type"], _around(text, b), a.get("because", ""))
                held = [id(y) for _, y in _arguments(a, b)]
                for y in b["arguments"]:
                    if y["start"] is not None and id(y) not in held:
                        told = f"{y['role']}: {y['text']}"
                        yield Wrong(docid, f"lost argument of {_level(b)}", told, "", _around(text, b))
            for b in theirs:
                if id(b) not in met:
                    yield Wrong(docid, f"missed {_level(b)}", b["type"], "", _around(text, b))
            for a in ours:
                if id(a) not in used:
                    yield Wrong(docid, f"false {_level(a)}", "", a["type"], _around(text, a), a.get("because", ""))

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``events``."""
        return "events" in record


def _events(given: str, coded: Coded) -> Iterator[dict[str, Any]]:
    if coded.dossier.report is None:
        return
    writer = _Writer(coded.dossier, Aligned(given, coded.dossier.report.text))
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for item in coded.events:
        if row := writer.row(item, item.event.trigger):
            rows.setdefault((row["start"], row["end"]), row)
    for item in coded.events:
        for because in item.event.because:
            if because.rule == "coder:alongside" and because.span and (row := writer.row(item, because.span)):
                rows.setdefault((row["start"], row["end"]), row)
    for passed in coded.dossier.passed or ():
        if row := writer.mention(passed):
            rows.setdefault((row["start"], row["end"]), row)
    taken = list(rows)
    for row in writer.words():
        if not any(overlap(_range(row), place) for place in taken):
            rows[_range(row)] = row
    yield from _told_once(list(rows.values()))


def _told_once(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each place with the nearest word alone, and who died or was hurt not as a target as well, as the set has it."""
    hurt = [_range(x) for row in rows for x in row["arguments"] if x["role"] == "Victim"]
    near: dict[tuple[int, int], int] = {}
    for row in rows:
        for x in row["arguments"]:
            near[_range(x)] = min(near.get(_range(x), _gap(row, x)), _gap(row, x))
    for row in rows:
        kept = [x for x in row["arguments"] if x["role"] != "Place" or near[_range(x)] == _gap(row, x)]
        kept = [x for x in kept if x["role"] != "Target" or not any(overlap(_range(x), one) for one in hurt)]
        yield {**row, "arguments": kept}


def _gap(a: Row, b: Row) -> int:
    return int(max(b["start"] - a["end"], a["start"] - b["end"], 0))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes our events with the set's types, roles and offsets."""

    dossier: Dossier
    aligned: Aligned

    def row(self, item: CodedEvent, trigger: Span) -> dict[str, Any] | None:
        """One event by one of its words; None where the ontology has no such type or the given text no such word."""
        event = item.event
        place = self.aligned.span(trigger.start, trigger.stop)
        type_ = crosswalk("kairos_trigger").get(self._lemma(event.sentence, trigger)) or _type(event)
        if not type_ or not place:
            return None
        row = {"type": type_, "start": place[0], "end": place[1], "because": told_reasons([item])}
        return row | {"arguments": list(self._arguments(event, type_))}

    def mention(self, passed: Passed) -> dict[str, Any] | None:
        """A word that names a deed and tells nothing of it, which the line passes over and the set marks."""
        name = "absorbed" if passed.rule == "coder:absorbed" else passed.reason
        place = self.aligned.span(passed.trigger.start, passed.trigger.stop)
        if f"{name} {passed.type.value}" not in crosswalk("kairos_passed") or not place:
            return None
        lemma = self._lemma(passed.sentence, passed.trigger)
        type_ = crosswalk("kairos_trigger").get(lemma) or crosswalk("kairos_type").get(passed.type.value)
        row: dict[str, Any] = {
            "type": type_,
            "start": place[0],
            "end": place[1],
            "because": passed.rule,
            "arguments": [],
        }
        return row if type_ else None

    def words(self) -> Iterator[dict[str, Any]]:
        """Words that name a deed or a harm wherever they stand, and whom a verb of dying says it of."""
        for sentence in self.dossier.sentences or ():
            for token in sentence.tokens:
                type_ = crosswalk("kairos_word").get(token.lemma.lower())
                place = self.aligned.span(token.start, token.stop) if type_ and token.pos in _CONTENT else None
                if place:
                    row = {"type": type_, "start": place[0], "end": place[1], "because": "crosswalk:kairos_word"}
                    yield row | {"arguments": list(self._dying(sentence, token))}

    def _dying(self, sentence: Sentence, token: Token) -> Iterator[dict[str, Any]]:
        subject = sentence.child(token, "nsubj") if token.lemma.lower() == "die" else None
        if subject:
            span = sentence.cut(sentence.subtree(subject, without=("relcl", "acl", "appos", "punct")))
            if place := self.aligned.span(span.start, span.stop):
                yield {"role": "Victim", "start": place[0], "end": place[1]}

    def _arguments(self, event: Event, type_: str) -> Iterator[dict[str, Any]]:
        """The roles of an event; whom a death or a harm befell is those counted with it, where the event tells both."""
        counted = [count.span for count in event.counts if count.kind is _COUNTED.get(type_)]
        told = [(_role(type_, role.name.value), role.span) for role in event.roles]
        if counted:
            told = [(name, span) for name, span in told if name != "Victim"]
            told += [("Victim", span) for span in counted]
        for name, span in told:
            place = self.aligned.span(span.start, span.stop)
            if name and place:
                yield {"role": name, "start": place[0], "end": place[1]}

    def _lemma(self, sentence: str, trigger: Span) -> str:
        found = next((s for s in self.dossier.sentences or () if s.id == sentence), None)
        inside = found.tokens_in(trigger) if found else ()
        return inside[0].lemma.lower() if inside else ""


def _type(event: Event) -> str | None:
    table = crosswalk("kairos_type")
    return table.get(f"{event.type.value}/{event.mode}") or table.get(event.type.value)


def _role(type_: str, name: str) -> str | None:
    if type_.endswith("DetonateExplode") and name in crosswalk("kairos_detonate_role"):
        return crosswalk("kairos_detonate_role")[name]
    return crosswalk("kairos_role").get(f"{'.'.join(type_.split('.')[:2])} {name}")


def _documents(predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[Row, list[Row], list[Row], Pairs]]:
    made = {row["docid"]: row["events"] for row in predictions}
    for record in gold:
        theirs, ours = record["events"], made.get(record["docid"], [])
        weights = [[_likeness(a, b) for b in theirs] for a in ours]
        pairs = best_pairs(weights) if ours and theirs else []
        yield record, theirs, ours, [(ours[i], theirs[j]) for i, j in pairs]


def _likeness(a: Row, b: Row) -> float:
    if not overlap(_range(a), _range(b)):
        return 0.0
    if a["type"] == b["type"]:
        return 2.0
    return 1.5 if _level(a) == _level(b) else 1.0


def _arguments(a: Row, b: Row) -> Pairs:
    ours, theirs = a["arguments"], [y for y in b["arguments"] if y["start"] is not None]
    if not ours or not theirs:
        return []
    weights = [[_same(x, y) for y in theirs] for x in ours]
    return [(ours[i], theirs[j]) for i, j in best_pairs(weights)]


def _same(x: Row, y: Row) -> float:
    if not overlap(_range(x), _range(y)):
        return 0.0
    return 1.5 if x["role"] == y["role"] else 1.0


def _prf(tally: dict[str, int], right: str, given: str, wanted: str) -> Prf:
    return Prf(tally[right], tally[given], tally[wanted])


def _level(event: Row) -> str:
    return str(event["type"]).split(".")[0]


def _range(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _around(text: str, row: Row) -> str:
    start, stop = _range(row)
    return " ".join(f"{text[max(0, start - 80) : start]}[{text[start:stop]}]{text[stop : stop + 80]}".split())
