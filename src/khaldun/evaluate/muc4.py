"""MUC-4: reports of 1988 to 1990 in upper case to incident templates. The line's incidents, renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.templates import TemplateBoard, paired, values
from khaldun.evaluate.reasons import told_reasons
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import (
    Actor,
    CodedEvent,
    CountKind,
    EventType,
    IncidentSummary,
    Interval,
    MentionKind,
    Place,
    Role,
    RoleName,
)
from khaldun.pipeline import Pipeline

_RESPONSES = "TST3+TST4, recomputed on the released responses (set's README)"
_PREDICTIONS = "TST3+TST4, recomputed on the released predictions (set's README)"
_SHOWN = ("type", "stage", "perp_individual", "perp_org", "phys_target", "hum_target_name", "hum_target_desc")


class Muc4:
    """The MUC-4 set: templates of incidents, all slots."""

    name = "muc4"
    files = ("dev.jsonl", "train.jsonl")
    headline = "all slots F1"
    peers = (
        Peer("GE 1992", 0.59, _RESPONSES, verified=True),
        Peer("NYU, UMass 1992", 0.49, _RESPONSES, verified=True),
        Peer("IterX", 0.574, _PREDICTIONS, verified=True, figure="CEAF-REE F1"),
        Peer("GRIT", 0.545, _PREDICTIONS, verified=True, figure="CEAF-REE F1"),
        Peer("GE 1992", 0.523, _RESPONSES, verified=True, figure="CEAF-REE F1"),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report."""
        texts = [Text(r["docid"], r["text"], published=_day(r)) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            yield {"docid": record["docid"], "templates": [template for template, _ in told_templates(coded)]}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """All slots; templates found; relevant reports; fillers of each role over a document."""
        made, board = {row["docid"]: row["templates"] for row in predictions}, TemplateBoard()
        for record in gold:
            board.add(made.get(record["docid"], []), record)
        slots, roles = board.total(board.slots), board.total(board.roles)
        figures = {
            "all slots F1": slots.f1,
            "all slots precision": slots.precision,
            "all slots recall": slots.recall,
            "templates F1": board.templates.scored.f1,
            "relevant reports F1": board.relevance.scored.f1,
            "role fillers F1": roles.f1,
            "CEAF-REE F1": board.total(board.entities).f1,
        }
        named = ("type", "date", "location", "perp_org", "phys_target", "hum_target_name", "hum_target_desc")
        return figures | {f"{slot} F1": board.slots[slot].scored.f1 for slot in named}

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Missed and false templates, and wrong slots of paired ones."""
        made = {row["docid"]: row["templates"] for row in predictions}
        for record in gold:
            yield from _wrong(record, made.get(record["docid"], []))

    def has_gold(self, record: Row) -> bool:
        """Key templates are under ``templates``."""
        return "templates" in record


def _day(record: Row) -> str | None:
    found = (record.get("dateline") or {}).get("date")
    return str(found) if found else None


def told_templates(coded: Coded) -> Iterator[tuple[dict[str, Any], list[CodedEvent]]]:
    """The templates of a report, each with the events it was filled from."""
    from khaldun.link.linker import link_incidents
    from khaldun.link.summary import summarise

    events = {item.event.id: item for item in coded.events}
    people = _people(coded)
    for incident in link_incidents(coded.events):
        members = [events[id] for id in incident.events]
        summary = summarise(incident, members)
        if template := _template(summary, members, people):
            yield template, members


def _people(coded: Coded) -> tuple[tuple[int, int], ...]:
    """Where persons are named."""
    mentions = coded.dossier.mentions or ()
    return tuple((m.span.start, m.span.stop) for m in mentions if m.kind is MentionKind.PERSON)


def _template(
    summary: IncidentSummary, members: Sequence[CodedEvent], people: Sequence[tuple[int, int]]
) -> dict[str, Any] | None:
    """The template of an incident; None for what the set leaves out."""
    kind, stage = _type(summary), crosswalk("muc4_stage").get(summary.status.value)
    if not kind or not stage or summary.target_kind in crosswalk("muc4_outside"):
        return None
    template: dict[str, Any] = {"type": kind, "stage": stage, "because": told_reasons(members)}
    template |= {"date": _date(summary.when), "location": _location(summary.place, summary.country)}
    template |= _perpetrators(members) | _targets(summary, members, people) | _weapon(members)
    for count, name in ((CountKind.KILLED, "killed"), (CountKind.INJURED, "injured")):
        found = next((one.best for one in summary.counts if one.kind is count), None)
        if found is not None:
            template[name] = found
    return template


def _type(summary: IncidentSummary) -> str | None:
    table, plain = crosswalk("muc4_type"), summary.type.value
    fitting = [f"{plain}+{summary.weapon}", f"{plain}/{summary.mode}"]
    fitting += [plain] if summary.type is EventType.ASSAULT else []
    return next((table[name] for name in fitting if name in table), None)


def _date(when: Interval | None) -> dict[str, str | None] | None:
    if when is None or when.stop is None:
        return None
    return {"start": _iso(when.start), "end": _iso(when.stop)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _location(place: Place | None, country: str | None) -> dict[str, Any] | None:
    from khaldun.knowledge.countries import Countries

    found = Countries.load().get(country) if country else None
    if found is None:
        return None
    named = [place.admin1, place.name] if place and not place.id.startswith("country:") else []
    return {"country": found.name.upper(), "places": [name.upper() for name in named if name]}


def _perpetrators(members: Sequence[CodedEvent]) -> dict[str, Any]:
    """Named groups apart from persons: the actor a role is read as tells them apart, and whose violence it is."""
    table = crosswalk("muc4_perpetrator")
    groups: list[str] = []
    persons: list[str] = []
    kinds: list[str] = []
    for member in members:
        for role in member.event.fillers(RoleName.ACTOR):
            actor = _actor(member, role)
            kinds += [table[actor.kind]] if actor and actor.kind in table else []
            named = actor is not None and not actor.id.startswith("unnamed:") and actor.kind in table
            (groups if named else persons).append(role.span.quote)
    found: dict[str, Any] = {"perp_org": _once(groups), "perp_individual": _once(persons)}
    found["perp_category"] = kinds[0] if kinds else None
    if groups:
        found["perp_org_confidence"] = ["REPORTED AS FACT"]
    return found


def _actor(member: CodedEvent, role: Role) -> Actor | None:
    links = (link for link in member.best(RoleName.ACTOR) if link.span == role.span)
    return next((link.to for link in links if isinstance(link.to, Actor)), None)


def _targets(
    summary: IncidentSummary, members: Sequence[CodedEvent], people: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    hit = [role for m in members for role in m.event.fillers(RoleName.RECIPIENT)]
    things = _once(role.span.quote for m in members for role in m.event.fillers(RoleName.TARGET))
    names = _once(role.span.quote for role in hit if _named(role, people))
    described = _once(role.span.quote for role in hit if not _named(role, people))
    found: dict[str, Any] = {"phys_target": things, "hum_target_name": names, "hum_target_desc": described}
    kind = summary.target_kind or ""
    if things and kind in crosswalk("muc4_physical"):
        found["phys_target_type"] = [crosswalk("muc4_physical")[kind]]
    if hit:
        found["hum_target_type"] = [crosswalk("muc4_human").get(kind, "CIVILIAN")]
        found["hum_target_number"] = ["1"] * len(names)
        found["hum_target_effect"] = _effects(members)
    return found


def _named(role: Role, people: Sequence[tuple[int, int]]) -> bool:
    return any(a < role.span.stop and role.span.start < b for a, b in people)


def _effects(members: Sequence[CodedEvent]) -> list[str]:
    told = {count.kind for member in members for count in member.event.counts if count.low > 0 and not count.total}
    pairs = ((CountKind.KILLED, "DEATH"), (CountKind.INJURED, "INJURY"))
    return [word for kind, word in pairs if kind in told]


def _weapon(members: Sequence[CodedEvent]) -> dict[str, Any]:
    table, found = crosswalk("muc4_weapon"), [m.event.weapon for m in members if m.event.weapon]
    kinds = [_weapon_type(weapon.category, weapon.span.quote.lower(), table) for weapon in found]
    return {"instrument_id": _once(w.span.quote for w in found), "instrument_type": _once(k for k in kinds if k)}


def _weapon_type(category: str, quote: str, table: Mapping[str, str]) -> str | None:
    """The word's own line in the table, in the singular, else its category's."""
    closer = next((theirs for ours, theirs in table.items() if ours in quote), None)
    return closer or table.get(category)


def _once(found: Iterable[str]) -> list[str]:
    """Each filler once, the shorter of two of which one holds the other left out."""
    listed = list(dict.fromkeys(" ".join(text.split()) for text in found))
    return [one for one in listed if not any(one != other and one in other for other in listed)]


def _wrong(record: Row, ours: Sequence[Row]) -> Iterator[Wrong]:
    keys, docid = record["templates"], record["docid"]
    pairs = paired(ours, keys)
    for i, j in pairs.items():
        for slot in _SHOWN:
            wanted, got = _shown(keys[j][slot]), "; ".join(values(ours[i], slot))
            if wanted.upper() != got.upper():
                yield Wrong(docid, f"{slot}", wanted, got, record["text"][:120], ours[i].get("because", ""))
    for j, key in enumerate(keys):
        if j not in pairs.values() and not key["optional"]:
            yield Wrong(docid, "missed", _outline(key), "", record["text"][:200])
    for i, one in enumerate(ours):
        if i not in pairs:
            told = "; ".join(f"{slot}={value}" for slot in _SHOWN for value in values(one, slot))
            yield Wrong(docid, "false", "", told, record["text"][:120], one.get("because", ""))


def _shown(fills: Any) -> str:
    return "; ".join(fill if isinstance(fill, str) else "/".join(fill["values"]) for fill in fills)


def _outline(key: Row) -> str:
    return "; ".join(f"{slot}={told}" for slot in _SHOWN if (told := _shown(key[slot])))
