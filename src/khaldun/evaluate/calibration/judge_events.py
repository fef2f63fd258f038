"""Judges whole events: against incidents of news texts, coders' sentences, and marked triggers with arguments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.calibration.answer import Answer, Judge
from khaldun.evaluate.coding import Coded
from khaldun.evaluate.incidents import PHYSICAL, any_alike, as_list, evidence, likeness
from khaldun.evaluate.metrics.spans import Range, overlap
from khaldun.evaluate.passages import bounds
from khaldun.evaluate.task import Row
from khaldun.evaluate.telling import read_as
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import CodedEvent, CountKind, Place, RoleName

_HIT = (RoleName.RECIPIENT, RoleName.TARGET)
_ALL_COUNTS = ((CountKind.KILLED, "deaths_low"), (CountKind.INJURED, "injuries_low"))


def incidents(record: Row, coded: Coded) -> Iterator[Answer]:
    """The incidents set: an event of physical force is right when it is told where an incident of its type is."""
    if coded.dossier.report is None:
        return
    judge, aligned = Judge("incidents", str(record["id"])), Aligned(record["text"], coded.dossier.report.text)
    for item in coded.events:
        if item.event.type in PHYSICAL:
            row = _as_incident(item, aligned)
            golds = [*record["core"], *record["optional"]]
            gold = max(golds, key=lambda one: likeness(row, one, record["text"]), default=None)
            met = gold is not None and likeness(row, gold, record["text"]) > 0
            yield from judge.type(item.event, met and gold is not None and row["type"] in as_list(gold["type"]))
            if met and gold is not None and gold in record["core"] and row["type"] in as_list(gold["type"]):
                yield from _incident_fields(judge, item, gold)


def _as_incident(item: CodedEvent, aligned: Aligned) -> Row:
    event, place = item.event, evidence(item, aligned)
    return {
        "type": event.type.value,
        "country": item.place.country if item.place else None,
        "place": next((role.span.quote for role in event.fillers(RoleName.PLACE)), None),
        "actors": [role.span.quote for role in event.fillers(RoleName.ACTOR)],
        "recipients": [role.span.quote for name in _HIT for role in event.fillers(name)],
        "evidence": [place] if place else [],
    }


def _incident_fields(judge: Judge, item: CodedEvent, gold: Row) -> Iterator[Answer]:
    event, where = item.event, [place for place in as_list(gold["place"]) if place]
    yield from judge.field(
        event, "status", crosswalk("incidents_status")[event.status.value] in as_list(gold["status"])
    )
    for names, key in (((RoleName.ACTOR,), "actors"), (_HIT, "recipients")):
        for role in (role for name in names for role in event.fillers(name)):
            yield from judge.field(event, role.name.value, any_alike([role.span.quote], gold[key]), role.span)
    for role in event.fillers(RoleName.PLACE):
        yield from judge.field(event, "place", any_alike([role.span.quote], where), role.span)
    for link in item.best(RoleName.PLACE):
        if isinstance(link.to, Place):
            country = link.to.country in as_list(gold["country"])
            named = link.to.id.startswith("country:") or any_alike([link.to.name], where)
            yield from judge.link(link, country and named)
    for kind, key in _ALL_COUNTS:
        count = event.count(kind)
        if count is not None:
            yield from judge.field(event, kind.value, count.low in as_list(gold[key]), count.span)
    used = crosswalk("incidents_weapon").get(event.weapon.category) if event.weapon else None
    if used:
        yield from judge.field(event, "weapon", used in as_list(gold["weapon"]))


def cameo_coders(record: Row, coded: Coded) -> Iterator[Answer]:
    """The cameo_coders set: the quad class among those most coders saw, fillers that meet passages they marked."""
    report, gold = coded.dossier.report, record["consensus"]
    if report is None:
        return
    judge, aligned = Judge("cameo_coders", str(record["id"])), Aligned(record["text"], report.text)
    marked = {name: [bounds(row) for row in gold[name]] for name in ("sources", "targets", "locations", "times")}
    parts = {RoleName.ACTOR: "sources", RoleName.PLACE: "locations", RoleName.TIME: "times"}
    for item in coded.events:
        told = read_as(item.event, crosswalk("cameo_coders_penta"))
        yield from judge.type(item.event, told.isdigit() and int(told) in gold["penta"])
        for role in item.event.roles if gold["penta"] else ():
            theirs = marked[parts.get(role.name, "targets")]
            if role.name is not RoleName.INSTRUMENT:
                at = aligned.span(role.span.start, role.span.stop)
                yield from judge.field(item.event, role.name.value, _meets(at, theirs), role.span)


def wikievents(record: Row, coded: Coded) -> Iterator[Answer]:
    """The wikievents set: triggers of the same kind of event, and arguments of the same part."""
    report = coded.dossier.report
    if report is None:
        return
    judge, aligned = Judge("wikievents", str(record["docid"])), Aligned(record["text"], report.text)
    table = crosswalk("kairos_type")
    for item in coded.events:
        event = item.event
        kind = table.get(f"{event.type.value}/{event.mode}") or table.get(event.type.value)
        at = aligned.span(event.trigger.start, event.trigger.stop)
        if not kind or at is None:
            continue
        here = [one for one in record["events"] if overlap((one["start"], one["end"]), at)]
        alike = [one for one in here if one["type"].split(".")[0] == kind.split(".")[0]]
        yield from judge.type(event, bool(alike))
        for one in alike[:1]:
            yield from _arguments(judge, item, one, aligned)


def _arguments(judge: Judge, item: CodedEvent, gold: Row, aligned: Aligned) -> Iterator[Answer]:
    marked = [(one["role"], (one["start"], one["end"])) for one in gold["arguments"] if one["start"] is not None]
    short = ".".join(gold["type"].split(".")[:2])
    for role in item.event.roles:
        wanted = crosswalk("kairos_role").get(f"{short} {role.name.value}")
        theirs = [place for name, place in marked if name == wanted]
        if theirs:  # the set leaves parts of an event unmarked where the report tells them elsewhere
            at = aligned.span(role.span.start, role.span.stop)
            yield from judge.field(item.event, role.name.value, _meets(at, theirs), role.span)


def _meets(at: Range | None, theirs: Sequence[Range]) -> bool:
    return at is not None and any(overlap(at, other) for other in theirs)
