"""The page's timeline and matrix: what analysis counts, cut to what a page shows, nothing dropped in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from khaldun.export.page.figures import bars, family, grid
from khaldun.model import Actor, DatePrecision, EventType, Incident, IncidentSummary, Interval
from tests.export.hand import BARE, FULL


def at(n: int, start: date, stop: date | None = None, **changes: object) -> IncidentSummary:
    when = Interval(start, stop or start, DatePrecision.RANGE)
    return replace(FULL, incident=Incident(f"incident-{n}", (), ()), when=when, **changes)  # type: ignore[arg-type]


def test_bars_are_days_weeks_or_years_by_the_span():
    days = bars([at(1, date(2023, 1, 1)), at(2, date(2023, 1, 3), type=EventType.AID)])
    assert (days.unit, [bar.total for bar in days.bars]) == ("day", [1, 0, 1])
    assert days.bars[2].parts == (("material-cooperation", 1),)
    years = bars([at(n, date(2000 + n, 5, 5)) for n in range(10)])
    assert (years.unit, years.bars[0].label, len(years.bars)) == ("year", "2000", 10)


def test_a_few_long_before_share_one_bar():
    old, new = at(0, date(1990, 1, 1)), [at(n, date(2023, 1, n)) for n in range(1, 8)]
    found = bars([old, *new])
    assert (found.bars[0].label, found.bars[0].total, len(found.bars)) == ("earlier", 1, 8)


def test_what_is_dated_too_loosely_is_counted_as_left_out():
    loose = at(1, date(2023, 1, 1), date(2023, 1, 9))
    found = bars([loose, at(2, date(2023, 1, 2)), replace(BARE, when=None)])
    assert (sum(bar.total for bar in found.bars), found.left_out) == (1, 2)
    assert bars([replace(BARE, when=None)]).bars == ()


def test_the_matrix_shows_only_rows_and_columns_with_something_in_them():
    many = [Actor(f"a{n}", f"Actor {n:02}", (), "armed_group") for n in range(15)]
    one = Actor("z", "Zed", (), "armed_group")
    told = [at(n, date(2023, 1, 1), actors=(actor,), recipients=(one,)) for n, actor in enumerate(many)]
    found = grid(told)
    assert (len(found.rows), found.recipients, found.left_out) == (12, ("Zed",), 3)
    assert all(cell and cell.conflict == 1 and cell.cooperation == 0 for _, cells in found.rows for cell in cells)


def test_colours_follow_the_quad_classes():
    told = {family(type_) for type_ in EventType}
    assert told == {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}
    assert (family(EventType.THREATEN), family(EventType.MOBILIZE)) == ("verbal-conflict", "material-conflict")
