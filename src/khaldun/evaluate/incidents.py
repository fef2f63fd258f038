"""Whole news texts to incidents: the main job end to end. Predictions in the format of the set's ``score.py``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.evaluate.metrics.prf import Prf
from khaldun.evaluate.reasons import told_reasons
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.model import CodedEvent, CountKind, EventType, IncidentSummary, RoleName
from khaldun.pipeline import Pipeline

PHYSICAL = (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT)
_FIELDS = ("type", "status", "country", "weapon")


class Incidents:
    """The incidents set: physical incidents, once a text, with their fields."""

    name = "incidents"
    files = ("dev.jsonl",)
    headline = "incidents F1"
    peers = (Peer("two human annotators", 0.944, "the set's README", verified=True),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a text."""
        texts = [Text(r["id"], r["text"], published=r.get("published"), outlet=r.get("outlet")) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            yield {"id": record["id"], "incidents": list(_incidents(record["text"], coded))}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Incident F1, fields of the incidents found, and the share of empty texts left empty."""
        board = Board()
        for record, made in _joined(predictions, gold):
            board.add(record, made)
        return board.figures()

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Missed and false incidents, and wrong fields of found ones."""
        for record, made in _joined(predictions, gold):
            yield from _wrong(record, made)

    def has_gold(self, record: Row) -> bool:
        """Gold incidents are under ``core``."""
        return "core" in record


def _joined(predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    physical = {kind.value for kind in PHYSICAL}
    made = {row["id"]: [i for i in row["incidents"] if i["type"] in physical] for row in predictions}
    for record in gold:
        yield record, made.get(record["id"], [])


def _incidents(given: str, coded: Coded) -> Iterator[dict[str, Any]]:
    """The incidents of one text, linked and summarised as a project would."""
    from khaldun.link.linker import link_incidents
    from khaldun.link.summary import summarise

    if coded.dossier.report is None:
        return
    aligned = Aligned(given, coded.dossier.report.text)
    events = {item.event.id: item for item in coded.events}
    for incident in link_incidents(coded.events):
        members = [events[id] for id in incident.events]
        summary = summarise(incident, members)
        if summary.type in PHYSICAL:
            yield _row(summary, members, aligned)


def _row(summary: IncidentSummary, members: Sequence[CodedEvent], aligned: Aligned) -> dict[str, Any]:
    from khaldun.knowledge.crosswalks import crosswalk

    weapons = crosswalk("incidents_weapon")
    row: dict[str, Any] = {
        "type": summary.type.value,
        "status": crosswalk("incidents_status")[summary.status.value],
        "actors": _named(members, summary.actor_names, RoleName.ACTOR),
        "recipients": _named(members, summary.recipient_names, RoleName.RECIPIENT, RoleName.TARGET),
        "country": summary.country,
        "place": _place(summary, members),
        "weapon": weapons.get(summary.weapon or "") or None,
        "evidence": sorted({span for member in members if (span := evidence(member, aligned))}),
    }
    row["because"] = told_reasons(members)
    for kind, name in ((CountKind.KILLED, "deaths"), (CountKind.INJURED, "injuries")):
        row[f"{name}_low"], row[f"{name}_high"] = _best(summary, members, kind)
    return row


def _best(summary: IncidentSummary, members: Sequence[CodedEvent], kind: CountKind) -> tuple[int | None, int | None]:
    """The number an incident's tellings support best, with the high end of those that give it.

    The set records figures: what only a vague word tells ("dozens") is no number there.
    """
    from khaldun.link.tally import is_vague, told

    found = next((count for count in summary.counts if count.kind is kind), None)
    if found is None:
        return None, None
    same = [(one, m) for m in members for total in (False, True) if (one := told(m, kind, total=total))]
    best = [(one, m) for one, m in same if one.low == found.best]
    if best and all(is_vague(one, m) for one, m in best):
        return None, None
    return found.best, max((one.high or one.low for one, _ in best), default=found.best)


def _named(members: Sequence[CodedEvent], names: Sequence[str], *roles: RoleName) -> list[str]:
    """The words of the text, then the names they were resolved to."""
    quotes = [role.span.quote for member in members for name in roles for role in member.event.fillers(name)]
    resolved = [actor.name for member in members for name in roles for actor in member.actors(name)]
    return list(dict.fromkeys([*quotes, *names, *resolved]))


def _place(summary: IncidentSummary, members: Sequence[CodedEvent]) -> str | None:
    """The words of the text for the place; the resolved name where a rule supplied it."""
    for member in members:
        for link in member.best(RoleName.PLACE):
            if link.span and link.to is not None and link.to == summary.place:
                return link.span.quote
    return summary.place.name if summary.place and summary.place.id.startswith(("geonames", "text")) else None


def evidence(member: CodedEvent, aligned: Aligned) -> tuple[int, int] | None:
    """The range of the given text that an event was coded from: its sentence."""
    start = member.report.text.find(member.sentence, max(0, member.event.trigger.stop - len(member.sentence)))
    return aligned.span(start, start + len(member.sentence)) if start >= 0 else None


class Board:
    """Adds up texts to figures, as the set's scorer does."""

    def __init__(self) -> None:
        self.found = self.false = self.missed = 0
        self.quiet = self.quiet_right = 0
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def add(self, record: Row, made: Sequence[Row]) -> None:
        """One text."""
        core, spare = _paired(record, made)
        self.found += len(core)
        self.missed += len(record["core"]) - len(core)
        self.false += len(made) - len(core) - spare
        if not record["core"] and not record["optional"]:
            self.quiet += 1
            self.quiet_right += not made
        for ours, theirs in core:
            for field, ok in _judged(ours, theirs):
                self.asked[field] += 1
                self.right[field] += ok

    def figures(self) -> dict[str, float]:
        """All figures by name."""
        scored = Prf(self.found, self.found + self.false, self.found + self.missed)
        figures = {
            "incidents F1": scored.f1,
            "incidents precision": scored.precision,
            "incidents recall": scored.recall,
            "texts without incidents left empty": self.quiet_right / self.quiet if self.quiet else 1.0,
        }
        return figures | {f"{name} right": self.right[name] / n for name, n in sorted(self.asked.items())}


def _paired(record: Row, made: Sequence[Row]) -> tuple[list[tuple[Row, Row]], int]:
    """(ours, gold) pairs on core incidents, and how many of the rest meet an optional one."""
    pairs = best_pairs([[likeness(p, g, record["text"]) for g in record["core"]] for p in made])
    taken = {a for a, _ in pairs}
    left = [p for n, p in enumerate(made) if n not in taken]
    spare = best_pairs([[likeness(p, g, record["text"]) for g in record["optional"]] for p in left])
    return [(made[a], record["core"][b]) for a, b in pairs], len(spare)


def likeness(ours: Row, gold: Row, text: str) -> float:
    """How well two incidents match; 0 when neither evidence nor type, country and a participant agree."""
    told = _told(ours, gold, text)
    same_type = ours["type"] in as_list(gold["type"])
    country = ours.get("country") in as_list(gold["country"])
    people = any_alike(ours["actors"], gold["actors"]) + any_alike(ours["recipients"], gold["recipients"])
    place = bool(ours.get("place")) and any_alike([ours["place"]], [p for p in as_list(gold["place"]) if p])
    if not told and not (same_type and country and people):
        return 0.0
    return 0.4 * told + 0.25 * same_type + 0.1 * country + 0.1 * people + 0.1 * place


def _told(ours: Row, gold: Row, text: str) -> bool:
    quotes = gold["quotes"] if "quotes" in gold else [gold["quote"]]
    spans = [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]
    return any(s < b and a < e for s, e in ours.get("evidence", []) for a, b in spans)


def _judged(ours: Row, gold: Row) -> Iterator[tuple[str, bool]]:
    for field in _FIELDS:
        yield field, ours.get(field) in as_list(gold[field])
    if any(as_list(gold["place"])):
        yield "place", bool(ours.get("place")) and any_alike([ours["place"]], [p for p in as_list(gold["place"]) if p])
    if any(low is not None for low in as_list(gold["deaths_low"])):
        low_right = ours.get("deaths_low") in as_list(gold["deaths_low"])
        yield "deaths", low_right and ours.get("deaths_high") in as_list(gold["deaths_high"])
    else:
        yield "no deaths claimed", ours.get("deaths_low") is None
    if any(low is not None for low in as_list(gold["injuries_low"])):
        yield "injuries", ours.get("injuries_low") in as_list(gold["injuries_low"])
    if gold["actors"]:
        yield "actor", any_alike(ours["actors"], gold["actors"]) or bool(gold["actor_empty_ok"] and not ours["actors"])
    if gold["recipients"]:
        yield "recipient", any_alike(ours["recipients"], gold["recipients"])


def as_list(value: Any) -> list[Any]:
    """The readings that gold allows for a field."""
    return value if isinstance(value, list) else [value]


def any_alike(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether one of our names or phrases is like one of theirs, as the set's scorer has it."""
    listed = list(theirs)
    return any(_alike(a, b) for a in ours for b in listed)


def _alike(a: str, b: str) -> bool:
    a, b = _fold(a), _fold(b)
    if not a or not b:
        return False
    if a in b or b in a:
        return True
    shared = (set(a.split()) & set(b.split())) - {"the", "of", "a", "an", "and", "in", "s"}
    return bool(shared) and SequenceMatcher(None, a, b).ratio() > 0.5


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text or "").lower()).strip()


def _wrong(record: Row, made: Sequence[Row]) -> Iterator[Wrong]:
    core, _ = _paired(record, made)
    text = record["text"]
    for ours, gold in core:
        for field, ok in _judged(ours, gold):
            if not ok:
                wanted, got = (_told_field(row, field) for row in (gold, ours))
                yield Wrong(record["id"], f"wrong {field}", wanted, got, gold["quotes"][0][:300], _why(ours))
    met = [gold for _, gold in core]
    for gold in record["core"]:
        if not any(gold is other for other in met):
            yield Wrong(record["id"], "missed", f"{gold['type']} {gold['triggers']}", "", gold["quotes"][0][:300])
    used = [ours for ours, _ in core]
    for ours in made:
        spare = any(likeness(ours, gold, text) for gold in record["optional"])
        if not spare and not any(ours is other for other in used):
            start, stop = ours["evidence"][0] if ours["evidence"] else (0, 0)
            told = str(ours["actors"][:2])
            yield Wrong(record["id"], f"false {ours['type']}", "", told, text[start:stop][:300], _why(ours))


def _why(ours: Row) -> str:
    return str(ours.get("because", ""))


def _told_field(row: Row, field: str) -> str:
    names = {"deaths": "deaths_low", "no deaths claimed": "deaths_low", "injuries": "injuries_low"}
    names |= {"actor": "actors", "recipient": "recipients"}
    return str(row.get(names.get(field, field)))
