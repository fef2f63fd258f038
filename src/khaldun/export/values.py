"""Single values of flat tables: one way of writing names, days, coordinates and counts for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from khaldun.analyse.days import first_day
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import Actor, CodedEvent, CountKind, CountRange, EventType, IncidentSummary, Interval, Place, Role

Row = dict[str, str | int | float | None]
"""One line of a flat table; None is an empty cell."""

_BETWEEN = "; "


def listed(values: Iterable[str]) -> str | None:
    """Several values in one cell, each once, in order; None when there are none."""
    return _BETWEEN.join(dict.fromkeys(values)) or None


def day(value: date | None) -> str | None:
    """A day as ISO 8601 text."""
    return value.isoformat() if value else None


def time_cells(when: Interval | None) -> Row:
    """First and last day, and how closely they are known."""
    stop = when.stop if when else None
    return {
        "date": day(first_day(when)),
        "date_end": day(stop),
        "date_precision": when.precision.value if when else None,
    }


def side_cells(side: str, actors: Sequence[Actor], words: Sequence[str]) -> Row:
    """Names, ids and words of the actors or recipients (``side`` in the singular)."""
    return {
        f"{side}s": listed(actor.name for actor in actors) or listed(words),
        f"{side}_ids": listed(actor.id for actor in actors),
        f"{side}_words": listed(words),
    }


def place_cells(place: Place | None, country: str | None) -> Row:
    """The place, its parents and its point."""
    if place is None:
        names = ("place", "place_id", "place_precision", "admin1", "admin2")
        return {**dict.fromkeys(names), "country": country, "latitude": None, "longitude": None, "point_from": None}
    return {
        "place": place.name, "place_id": place.id, "place_precision": place.precision.value, "admin1": place.admin1,
        "admin2": place.admin2, "country": country, "latitude": place.lat, "longitude": place.lon,
        "point_from": place.point_from or None,
    }  # fmt: skip


def words_of(roles: Iterable[Role]) -> tuple[str, ...]:
    """The phrases of some roles, on one line each."""
    return tuple(" ".join(role.span.quote.split()) for role in roles)


def counted(summary: IncidentSummary, kind: CountKind) -> CountRange | None:
    """The numbers of one kind over all members."""
    return next((found for found in summary.counts if found.kind is kind), None)


def quad(type_: EventType) -> int:
    """The PLOVER quad class of a type, 1 to 4."""
    return int(crosswalk("quad")[type_.value])


def scale(type_: EventType, mode: str | None) -> float:
    """The PLOVER score of a mode where it has one, else of its type; -10 to 10."""
    table = crosswalk("scale")
    return float(table.get(f"{type_.value}:{mode}", table[type_.value]))


def outlets(summary: IncidentSummary, members: Sequence[CodedEvent] = ()) -> tuple[str, ...]:
    """The outlets that tell of an incident, in alphabetical order."""
    told = {outlet for claim in summary.claims for outlet in claim.outlets}
    return tuple(sorted(told | {member.report.outlet for member in members if member.report.outlet}))


def members_by_incident(
    events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary]
) -> dict[str, tuple[CodedEvent, ...]]:
    """The events at hand of each incident, in the incident's own order."""
    found = {coded.event.id: coded for coded in events}
    return {s.incident.id: tuple(found[id] for id in s.incident.events if id in found) for s in summaries}


def in_order(summaries: Iterable[IncidentSummary]) -> list[IncidentSummary]:
    """Incidents by day, those without one last, then by id: the order of every file."""
    return sorted(summaries, key=lambda s: (first_day(s.when) or date.max, s.incident.id))
