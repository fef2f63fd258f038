"""Judges reports against records of incidents: what was joined, when, where, how many, who did it to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from khaldun.evaluate.calibration.answer import Answer, Judge
from khaldun.evaluate.coding import Coded
from khaldun.evaluate.cross_report import Linked, linked
from khaldun.evaluate.metrics.distance import kilometres
from khaldun.evaluate.metrics.fills import string_credit
from khaldun.evaluate.metrics.templates import judged, paired
from khaldun.evaluate.muc4 import told_templates
from khaldun.evaluate.task import Row
from khaldun.knowledge.calibration import Calibration
from khaldun.model import CodedEvent, CountKind, EventType, Incident, Interval, Link, Place, PlacePrecision, RoleName

_NEAR = 25.0  # km: a city and its outskirts
_HIT = (RoleName.RECIPIENT, RoleName.TARGET)
_COUNTS = (CountKind.KILLED, CountKind.INJURED)


def gva(records: Sequence[Row], coded: Sequence[Coded], archive: Mapping[str, Row]) -> Iterator[Answer]:
    """The gun violence set: joins across reports; day, place and counts of the incident a report is mainly about."""
    found = linked(coded, (EventType.ASSAULT,), Calibration())
    gold = {
        one.dossier.report.id: str(r["incident"]) for r, one in zip(records, coded, strict=True) if one.dossier.report
    }
    for incident in found.incidents.values():
        yield from _joins("gva_incidents", incident, found, gold)
    for record, one in zip(records, coded, strict=True):
        told, main = archive.get(str(record["incident"]), {}), found.main.get(one.id)
        own = [item for item in one.events if main and found.of.get(item.event.id) == main]
        if told.get("date"):
            yield from _record(Judge("gva_incidents", one.id), own, told)


def ecbplus(records: Sequence[Row], coded: Sequence[Coded]) -> Iterator[Answer]:
    """The ECB+ set: joins across reports."""
    found = linked(coded, calibration=Calibration())
    gold = {
        one.dossier.report.id: str(r["incident"]) for r, one in zip(records, coded, strict=True) if one.dossier.report
    }
    for incident in found.incidents.values():
        yield from _joins("ecbplus", incident, found, gold)


def _joins(task: str, incident: Incident, found: Linked, gold: Mapping[str, str]) -> Iterator[Answer]:
    """Reports that joined others: right where most of the others are of the report's own incident.

    A reason names the words of the later side; a report's own retellings, whose joins no gold judges, are left out.
    """
    members = [found.events[id] for id in incident.events]
    first: dict[str, CodedEvent] = {}
    for member in members:
        first.setdefault(member.report.id, member)
    for because in incident.because:
        report = next((id for id, member in first.items() if member.event.trigger == because.span), None)
        others = [gold[id] for id in first if id != report]
        if report and others:
            right = 2 * sum(other == gold[report] for other in others) >= len(others)
            yield Answer(task, gold[report], because.field, because.rule, because.score, right)


def _record(judge: Judge, own: Sequence[CodedEvent], told: Row) -> Iterator[Answer]:
    for link in _distinct(own):
        if isinstance(link.to, Interval):
            yield from judge.link(link, _holds(link.to, date.fromisoformat(told["date"])))
        elif isinstance(link.to, Place) and not _is_off_the_map(link.to):
            yield from judge.link(link, _is_there(link.to, told))
    for kind in _COUNTS:
        if told.get(kind.value) is not None:
            yield from _first_count(judge, own, kind, told[kind.value])


def _distinct(own: Sequence[CodedEvent]) -> list[Link]:
    """Each time and place that a report gives once, by its first event: what is taken over is no other answer."""
    found: dict[object, Link] = {}
    for item in own:
        for link in (*item.best(RoleName.TIME), *item.best(RoleName.PLACE)):
            found.setdefault(link.to, link)
    return list(found.values())


def _first_count(judge: Judge, own: Sequence[CodedEvent], kind: CountKind, told: int) -> Iterator[Answer]:
    """The first number of a kind that a report gives of its incident; later ones may be of a part of it."""
    for item in own:
        count = item.event.count(kind)
        if count is not None:
            yield from judge.field(item.event, kind.value, count.low == told, count.span)
            return


def _holds(when: Interval, day: date) -> bool:
    return (when.start is None or when.start <= day) and (when.stop is None or day <= when.stop)


def _is_off_the_map(place: Place) -> bool:
    """Whether a place is only a name in the text, which no record can confirm."""
    return place.id.startswith("text:") and place.lat is None


def _is_there(place: Place, told: Row) -> bool:
    if place.precision is PlacePrecision.COUNTRY:
        return place.country == "USA"
    if place.precision in (PlacePrecision.PROVINCE, PlacePrecision.REGION) or place.lat is None or place.lon is None:
        return told.get("state") in (place.name, place.admin1)
    return told.get("lat") is not None and kilometres(place.lat, place.lon, told["lat"], told["lon"]) <= _NEAR


def muc4(record: Row, coded: Coded) -> Iterator[Answer]:
    """The MUC-4 set: fields of the events behind templates that meet a key template."""
    judge = Judge("muc4", str(record["docid"]))
    told = list(told_templates(coded))
    for i, j in paired([template for template, _ in told], record["templates"]).items():
        template, members = told[i]
        key, counted = record["templates"][j], record["templates"][j].get("casualties") or {}
        doers = [value for slot in ("perp_individual", "perp_org") for fill in key[slot] for value in fill["values"]]
        hit = [
            value for slot in ("hum_target_name", "hum_target_desc", "phys_target") for fill in key[slot]
            for value in fill["values"]
        ]  # fmt: skip
        for item in members:
            yield from judge.field(item.event, "status", judged(template, key, "stage").credit > 0)
            for names, wanted in (((RoleName.ACTOR,), doers), (_HIT, hit)):
                for role in (role for name in names for role in item.event.fillers(name)):
                    right = string_credit(role.span.quote, wanted) > 0
                    yield from judge.field(item.event, role.name.value, right, role.span)
            if item.event.weapon and key["instrument_type"]:
                yield from judge.field(item.event, "weapon", judged(template, key, "instrument_type").credit > 0)
        for kind in _COUNTS:
            exact = counted.get(kind.value) or {}
            if exact.get("exact"):
                yield from _first_count(judge, members, kind, exact["min"])
