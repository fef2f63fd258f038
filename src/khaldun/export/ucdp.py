"""Lethal incidents in the 49 columns of UCDP GED, made of our own data; ids of UCDP's own registers stay empty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from khaldun.analyse.days import first_day
from khaldun.export import parties
from khaldun.export.csvfile import write_rows
from khaldun.export.values import Row, counted, day, in_order, listed, members_by_incident, outlets
from khaldun.knowledge.countries import Countries
from khaldun.model import CodedEvent, CountKind, CountRange, EventType, IncidentSummary, Interval, Place, PlacePrecision

_WHERE = {
    PlacePrecision.FACILITY: 1, PlacePrecision.TOWN: 1, PlacePrecision.DISTRICT: 3, PlacePrecision.PROVINCE: 4,
    PlacePrecision.REGION: 5, PlacePrecision.COUNTRY: 6, PlacePrecision.UNKNOWN: 7,
}  # fmt: skip
_UNCLEAR = 7
_SPANS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""Days an event may have lain in, at most, and the code of ``date_prec``."""


def write(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:
    """One lethal incident a line, by day: assaults told as done, with at least one death in the best number."""
    members = members_by_incident(events, summaries)
    rows = (_row(summary, found, members[summary.incident.id]) for summary, found in _lethal(summaries))
    return write_rows(rows, "ucdp", out)


def _lethal(summaries: Sequence[IncidentSummary]) -> Iterable[tuple[IncidentSummary, CountRange]]:
    for summary in in_order(summaries):
        found = counted(summary, CountKind.KILLED)
        if found and found.best >= 1 and summary.type is EventType.ASSAULT and summary.status in parties.REAL:
            yield summary, found


def violence(summary: IncidentSummary) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None when the sides are not known well enough."""
    one, other = parties.doer(summary), parties.sufferer(summary)
    if one not in parties.ARMED or other is None:
        return None
    if other == parties.CIVILIANS:
        return 3
    states = {parties.STATE, parties.EXTERNAL}
    return (1 if {one, other} & states else 2) if other in parties.ARMED else None


def _row(summary: IncidentSummary, found: CountRange, members: Sequence[CodedEvent]) -> Row:
    first, country = first_day(summary.when), Countries.load().get(summary.country or "")
    one, other = (_name(summary, side) for side in ("actor", "recipient"))
    kind, date_prec = violence(summary), date_precision(summary.when)
    filled: Row = {
        "id": summary.incident.id, "year": first.year if first else None, "type_of_violence": kind,
        "dyad_name": f"{one} - {other}" if one and other else None, "side_a": one, "side_b": other,
        "number_of_sources": summary.sources, **_sources(summary, members), **_where(summary.place),
        "country": country.name if country else summary.country, "event_clarity": 1 if date_prec == 1 else 2,
        "date_prec": date_prec, "date_start": day(summary.when.start) if summary.when else None,
        "date_end": day(summary.when.stop) if summary.when else None,
        "deaths_civilians" if kind == 3 else "deaths_unknown": found.best,
        "best": found.best, "high": found.high, "low": found.low,
    }  # fmt: skip
    return filled


def _name(summary: IncidentSummary, side: str) -> str | None:
    actors = summary.actors if side == "actor" else summary.recipients
    words = summary.actor_names if side == "actor" else summary.recipient_names
    return ", ".join(actor.name for actor in actors) or ", ".join(words) or None


def date_precision(when: Interval | None) -> int | None:
    """1 a day, 2 up to six days, 3 a week, 4 a month, 5 up to a year; None when less is known than that."""
    if when is None or when.start is None or when.stop is None:
        return None
    days = (when.stop - when.start).days + 1
    return next((code for most, code in _SPANS if days <= most), None)


def _sources(summary: IncidentSummary, members: Sequence[CodedEvent]) -> Row:
    reports = list(dict.fromkeys(member.report for member in members))
    cited = (
        ",".join(filter(None, (r.outlet, day(r.published.at.date()) if r.published else None, r.title)))
        for r in reports
    )
    days = sorted(report.published.at.date().isoformat() for report in reports if report.published)
    return {
        "source_article": listed(cited), "source_office": listed(outlets(summary, members)),
        "source_date": listed(days), "source_headline": listed(r.title for r in reports if r.title),
        "source_original": _speakers(members),
    }  # fmt: skip


def _speakers(members: Sequence[CodedEvent]) -> str | None:
    chains = (said.speaker for member in members for said in member.event.attribution)
    return listed(" ".join(speaker.quote.split()) for speaker in chains if speaker)


def _where(place: Place | None) -> Row:
    if place is None:
        return {"where_prec": _UNCLEAR}
    located = place.lat is not None and place.lon is not None
    return {
        "where_prec": _WHERE[place.precision],
        "where_coordinates": (place.point_from or place.name) if located else None,
        "where_description": place.name, "adm_1": place.admin1, "adm_2": place.admin2, "latitude": place.lat,
        "longitude": place.lon, "geom_wkt": f"POINT ({place.lon} {place.lat})" if located else None,
        "priogrid_gid": grid_cell(place.lat, place.lon),
    }  # fmt: skip


def grid_cell(latitude: float | None, longitude: float | None) -> int | None:
    """The PRIO-GRID cell: half-degree cells numbered from 1 at 90 S 180 W, eastwards and then northwards."""
    if latitude is None or longitude is None:
        return None
    row, column = (min(math.floor(2 * (x + edge)), 4 * edge - 1) for x, edge in ((latitude, 90), (longitude, 180)))
    return row * 720 + column + 1
