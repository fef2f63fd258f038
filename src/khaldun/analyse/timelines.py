"""How many incidents in every day, week, month or year, empty ones included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from khaldun.analyse.parties import pairs
from khaldun.model import IncidentSummary

_DAY = timedelta(days=1)
_LARGEST = 100_000
"""Bins of one timeline: 270 years of days. A report that dates a battle to 330 BC must not fill the memory."""


class Unit(StrEnum):
    """The length of a bin. Weeks begin on Monday (ISO 8601)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Series(StrEnum):
    """What a bin is divided by."""

    TYPE = "type"
    STATUS = "status"
    COUNTRY = "country"
    PLACE = "place"
    DYAD = "dyad"


@dataclass(frozen=True, slots=True)
class Bin:
    """The days from ``start`` to ``stop`` (both included) and their incidents.

    ``parts`` has a number for every name of the timeline, in the same order. An incident of several dyads is in
    each of their parts and once in ``total``.
    """

    start: date
    stop: date
    parts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bins without a gap. ``vague`` counts incidents not dated closely enough, ``undated`` those not dated at all."""

    unit: Unit
    names: tuple[str, ...]
    bins: tuple[Bin, ...]
    vague: int
    undated: int


def timeline(
    summaries: Sequence[IncidentSummary],
    unit: Unit = Unit.DAY,
    by: Series = Series.TYPE,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Timeline:
    """Count incidents from ``since`` to ``until``, or from the first to the last that fits a bin.

    An incident is counted only where its whole interval lies in one bin: one known to the month is in no day.
    Raises ``ValueError`` for a stretch of more than 100,000 bins.
    """
    dated = [summary for summary in summaries if summary.when and (summary.when.start or summary.when.stop)]
    placed = [(start, summary) for summary in dated if (start := _bin_of(summary, unit))]
    first = start_of(since, unit) if since else min((start for start, _ in placed), default=None)
    last = until or max((start for start, _ in placed), default=None)
    starts = tuple(_starts(first, last, unit)) if first and last else ()
    within = [(start, summary) for start, summary in placed if starts and starts[0] <= start <= starts[-1]]
    names = tuple(sorted({name for _, summary in within for name in _NAMES[by](summary)}))
    bins = _count(starts, within, names, unit, by)
    return Timeline(unit, names, bins, len(dated) - len(placed), len(summaries) - len(dated))


def _count(
    starts: Sequence[date],
    within: Sequence[tuple[date, IncidentSummary]],
    names: Sequence[str],
    unit: Unit,
    by: Series,
) -> tuple[Bin, ...]:
    totals = Counter(start for start, _ in within)
    parts = Counter((start, name) for start, summary in within for name in _NAMES[by](summary))
    return tuple(
        Bin(start, _next(start, unit) - _DAY, tuple(parts[start, name] for name in names), totals[start])
        for start in starts
    )


def start_of(day: date, unit: Unit) -> date:
    """The first day of the bin a day lies in."""
    if unit is Unit.YEAR:
        return day.replace(month=1, day=1)
    if unit is Unit.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit is Unit.WEEK else day


def _next(start: date, unit: Unit) -> date:
    if unit in (Unit.MONTH, Unit.YEAR):
        return start_of(start + timedelta(days=31 if unit is Unit.MONTH else 366), unit)
    return start + (timedelta(days=7) if unit is Unit.WEEK else _DAY)


def _starts(first: date, last: date, unit: Unit) -> Iterator[date]:
    if (last - first).days > _LARGEST * {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}[unit]:
        raise ValueError(f"too long for a timeline by {unit.value}: {first} to {last}; narrow the days or take months")
    while first <= last:
        yield first
        first = _next(first, unit)


def _bin_of(summary: IncidentSummary, unit: Unit) -> date | None:
    """The bin that holds the whole interval of an incident, if one does."""
    when = summary.when
    if when is None or when.start is None or when.stop is None:
        return None
    start = start_of(when.start, unit)
    return start if start_of(when.stop, unit) == start else None


def _dyads(summary: IncidentSummary) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{pair.actor.name} → {pair.recipient.name}" for pair in pairs(summary)))


_NAMES: dict[Series, Callable[[IncidentSummary], tuple[str, ...]]] = {
    Series.TYPE: lambda summary: (summary.type.value,),
    Series.STATUS: lambda summary: (summary.status.value,),
    Series.COUNTRY: lambda summary: (summary.country,) if summary.country else (),
    Series.PLACE: lambda summary: (summary.place.name,) if summary.place else (),
    Series.DYAD: _dyads,
}
