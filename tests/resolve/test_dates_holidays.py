"""Moveable days against almanac dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from khaldun.resolve.dates.holidays import easter, hebrew, islamic, nth_weekday, occurrences, orthodox_easter
from khaldun.resolve.dates.words import words


def test_easter() -> None:
    assert [easter(year) for year in (2000, 2021, 2024)] == [date(2000, 4, 23), date(2021, 4, 4), date(2024, 3, 31)]
    assert [orthodox_easter(year) for year in (2021, 2023)] == [date(2021, 5, 2), date(2023, 4, 16)]


@pytest.mark.parametrize(
    ("hijri", "announced"),
    [
        ((1442, 1, 10), date(2020, 8, 29)),
        ((1443, 9, 1), date(2022, 4, 2)),
        ((1444, 10, 1), date(2023, 4, 21)),
        ((1445, 12, 10), date(2024, 6, 16)),
        ((1436, 10, 1), date(2015, 7, 17)),
    ],
)
def test_islamic_days_lie_within_a_day_of_the_announced(hijri: tuple[int, int, int], announced: date) -> None:
    assert abs(islamic(*hijri) - announced) <= timedelta(1)


def test_hebrew_days() -> None:
    assert hebrew(1973, 7, 10) == date(1973, 10, 6)
    assert hebrew(2023, 7, 22) == date(2023, 10, 7)
    assert hebrew(2024, 1, 15) == date(2024, 4, 23)


def test_nth_weekday() -> None:
    assert nth_weekday(1999, 11, 4, 4) == date(1999, 11, 25)
    assert nth_weekday(2023, 5, 1, -1) == date(2023, 5, 29)
    assert nth_weekday(2023, 12, 7, -1) == date(2023, 12, 31)


def test_every_listed_holiday_has_days() -> None:
    for holiday in words().holidays:
        assert [span for year in range(2015, 2020) for span in occurrences(holiday, year)], holiday.names
