"""The timeline and the who-to-whom matrix of the page: what ``analyse`` counts, cut down to what a page can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khaldun.analyse.dyads import Dyad, matrix
from khaldun.analyse.parties import Party
from khaldun.analyse.timelines import Bin, Timeline, Unit, start_of, timeline
from khaldun.export.values import quad
from khaldun.model import EventType, IncidentSummary

_SIDE = 12
"""Rows and columns of the matrix that stay readable on a laptop."""
_SPANS = ((Unit.DAY, 45), (Unit.WEEK, 300), (Unit.MONTH, 2200))
"""Units of the timeline and the longest span in days each still reads well at."""
_FAMILIES = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
"""The names of the quad classes, by which the page colours."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the timeline: incidents by family, as (family, number)."""

    label: str
    parts: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Bars:
    """The timeline; ``left_out`` counts incidents not dated closely enough for its unit, or not at all."""

    bars: tuple[Bar, ...]
    unit: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: the incidents from actor to recipient."""

    conflict: int
    cooperation: int
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Who to whom: names of columns (recipients), and rows of (actor, cells); an empty cell is None."""

    recipients: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    left_out: int


def family(type_: EventType) -> str:
    """The quad class of a type by its name."""
    return _FAMILIES[quad(type_) - 1]


def bars(summaries: Sequence[IncidentSummary]) -> Bars:
    """Incidents a day, week, month or year, empty ones included; only those dated that closely.

    News looks back: the few incidents long before the rest share one bar, "earlier".
    """
    days = sorted(s.when.start for s in summaries if s.when and s.when.start and s.when.stop)
    if not days:
        return Bars((), Unit.MONTH.value, len(summaries))
    first = _bulk_begins(days)
    unit = next((unit for unit, most in _SPANS if (days[-1] - first).days <= most), Unit.YEAR)
    begin = start_of(first, unit)
    counted = timeline(summaries, unit, since=begin)
    before = Counter(family(s.type) for s in summaries if s.when and s.when.stop and s.when.stop < begin)
    early = (_bar("earlier", before),) if before else ()
    drawn = (*early, *(_bar(_label(one.start, unit), _families(counted, one)) for one in counted.bins))
    return Bars(drawn, unit.value, len(summaries) - sum(bar.total for bar in drawn))


def _bulk_begins(days: Sequence[date]) -> date:
    """The first day once the earliest incidents (one in five at most) that lie far before the rest are set aside."""
    whole = (days[-1] - days[0]).days
    for rank in range(len(days) // 5, 0, -1):
        if (days[-1] - days[rank]).days * 2 < whole:
            return days[rank]
    return days[0]


def _families(counted: Timeline, one: Bin) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, number in zip(counted.names, one.parts, strict=True):
        found[family(EventType(name))] += number
    return found


def _bar(label: str, found: Counter[str]) -> Bar:
    return Bar(label, tuple(sorted((name, number) for name, number in found.items() if number)), found.total())


def _label(start: date, unit: Unit) -> str:
    forms = {Unit.DAY: "%Y-%m-%d", Unit.WEEK: "week of %Y-%m-%d", Unit.MONTH: "%Y-%m", Unit.YEAR: "%Y"}
    return start.strftime(forms[unit])


def grid(summaries: Sequence[IncidentSummary]) -> Grid:
    """Who did something to whom, the busiest actors and recipients that are known by name or kind."""
    found = matrix(summaries, examples=len(summaries))
    cells = {(d.actor, d.recipient): d for d in found.dyads if d.actor.id and d.recipient.id}
    doers, hit = ([party for party in side if party.id] for side in (found.actors, found.recipients))
    hit = [one for one in hit if any((doer, one) in cells for doer in doers)][:_SIDE]
    doers = [one for one in doers if any((one, other) in cells for other in hit)][:_SIDE]
    rows = tuple((doer.name, tuple(_cell(cells.get((doer, other))) for other in hit)) for doer in doers)
    return Grid(tuple(party.name for party in hit), rows, _hidden(cells, doers, hit))


def _hidden(cells: dict[tuple[Party, Party], Dyad], doers: Sequence[Party], hit: Sequence[Party]) -> int:
    return sum(actor not in doers or recipient not in hit for actor, recipient in cells)


def _cell(dyad: Dyad | None) -> Cell | None:
    if dyad is None:
        return None
    conflict = sum(number for type_, number in dyad.types if "conflict" in family(type_))
    return Cell(conflict, dyad.incidents - conflict, dyad.examples)
