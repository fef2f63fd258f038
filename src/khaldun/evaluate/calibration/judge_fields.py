"""Judges single fields: places, points, times, speakers and codes of actors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.calibration.answer import Answer, Judge
from khaldun.evaluate.coding import Coded
from khaldun.evaluate.metrics.distance import kilometres
from khaldun.evaluate.metrics.spans import overlap
from khaldun.evaluate.passages import bounds
from khaldun.evaluate.task import Row
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Interval, Place, RoleName

_FAR = 161.0  # km: 100 miles, the literature's measure of a right point
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})
_VALUE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def event_location(record: Row, coded: Coded) -> Iterator[Answer]:
    """The event_location set: the place of the marked verb."""
    report = coded.dossier.report
    if report is None:
        return
    judge, aligned = Judge("event_location", str(record["id"])), Aligned(record["text"], report.text)
    verbs, wanted = [[bounds(row) for row in record[name]] for name in ("event", "locations")]
    for item in coded.events:
        at = aligned.span(item.event.trigger.start, item.event.trigger.stop)
        if at and any(overlap(at, verb) for verb in verbs):
            for role in item.event.fillers(RoleName.PLACE):
                place = aligned.span(role.span.start, role.span.stop)
                right = place is not None and any(overlap(place, other) for other in wanted)
                yield from judge.field(item.event, "place", right, role.span)


def geoparsing(record: Row, coded: Coded) -> Iterator[Answer]:
    """The geoparsing set: points of events' places within 161 km of the marked name's."""
    report = coded.dossier.report
    if report is None:
        return
    judge, aligned = Judge("geoparsing", str(record["docid"])), Aligned(record["text"], report.text)
    marked = [(bounds(row), row) for row in record["toponyms"] if row.get("lat") is not None]
    for item in coded.events:
        for link in item.best(RoleName.PLACE):
            at = aligned.span(link.span.start, link.span.stop) if link.span else None
            here = [row for place, row in marked if at and overlap(at, place)]
            if here and isinstance(link.to, Place):
                yield from judge.link(link, any(_near(link.to, row) for row in here))


def _near(place: Place, row: Row) -> bool:
    point = Gazetteer.open().representative_point(place)
    return point is not None and kilometres(*point, row["lat"], row["lon"]) <= _FAR


def timex(record: Row, coded: Coded) -> Iterator[Answer]:
    """The timex set: days of events' times against the value of the marked expression they were read from."""
    report = coded.dossier.report
    if report is None:
        return
    judge, aligned = Judge("timex", str(record["docid"])), Aligned(record["text"], report.text)
    marked = [(bounds(row), _days(row["value"])) for row in record["timex"]]
    for item in coded.events:
        for link in item.best(RoleName.TIME):
            at = aligned.span(link.span.start, link.span.stop) if link.span else None
            here = [days for place, days in marked if days and at and overlap(at, place)]
            if here and isinstance(link.to, Interval):
                yield from judge.link(link, (link.to.start, link.to.stop) in here)


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of a year, month or day; None for everything else that has a value."""
    match = _VALUE.fullmatch(value[:10])
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        start = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return start, start
    after = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
    return start, after - timedelta(1)


def polnear(record: Row, coded: Coded) -> Iterator[Answer]:
    """The polnear set: who says what an event's words stand in."""
    report = coded.dossier.report
    if report is None:
        return
    judge, aligned = Judge("polnear", str(record["docid"])), Aligned(record["text"], report.text)
    for item in coded.events:
        at = aligned.span(item.event.trigger.start, item.event.trigger.stop)
        around = [
            one for one in record["attributions"] if at and any(overlap(at, bounds(row)) for row in one["content"])
        ]
        sources = [bounds(row) for one in around for row in one["source"]]
        if any(record["text"][a:b].lower() in _PRONOUNS for a, b in sources):
            continue  # we give whom a pronoun stands for, which the set does not mark
        for said in item.event.attribution:
            if said.speaker is not None and said.cue is not None:
                place = aligned.span(said.speaker.start, said.speaker.stop)
                right = place is not None and any(overlap(place, source) for source in sources)
                yield from judge.field(item.event, "attribution", right, said.cue)
