"""Days that recur by the Christian, Islamic, Hebrew, Persian and civil calendars.

Light arithmetic instead of tables: Easter by the Gregorian and Julian reckoning, the Islamic year by the tabular
calendar (within a day of the sighted moon, so its days are read as a range), the Hebrew year by its molad rules.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from khaldun.model import DatePrecision, Interval
from khaldun.resolve.dates.words import Holiday

_ISLAMIC_EPOCH = 227014
"""Ordinal (Gregorian, proleptic) of 1 Muharram of the year 1, astronomical reckoning (nearest to the days announced in
2010-2024)."""
_HEBREW_EPOCH = -1373427
"""Ordinal of 1 Tishri of the year 1."""
_MOON_DOUBT = timedelta(1)


def easter(year: int) -> date:
    """Western Easter Sunday, by the Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    lag = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = epact + lag - 7 * ((golden + 11 * epact + 22 * lag) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday (Julian computus), as a Gregorian date; right from 1900 to 2099."""
    epact = (19 * (year % 19) + 15) % 30
    shift = epact + (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7 + 114
    return date(year, shift // 31, shift % 31 + 1) + timedelta(13)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar as a Gregorian date."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(_ISLAMIC_EPOCH - 1 + days)


@cache
def _hebrew_new_year(year: int) -> int:
    """Ordinal of 1 Tishri."""
    return _HEBREW_EPOCH + _hebrew_delay(year) + _hebrew_shift(year)


def _hebrew_delay(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_shift(year: int) -> int:
    before, here, after = (_hebrew_delay(year + step) for step in (-1, 0, 1))
    return 2 if after - here == 356 else 1 if here - before == 382 else 0


def hebrew(year: int, month: int, day: int) -> date:
    """A day of the Hebrew months Nisan (1, spring of the civil ``year``) and Tishri (7) as a Gregorian date."""
    tishri = _hebrew_new_year(year + 3761)
    start = tishri if month == 7 else tishri - 177  # Nisan to Tishri is always six months of 177 days together
    return date.fromordinal(start + day - 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth ISO weekday of a month; negative ``nth`` counts from the end."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.isoweekday() - weekday) % 7 - 7 * (nth + 1))


_RULES: dict[str, Callable[[int, tuple[int, ...]], date]] = {
    "fixed": lambda year, at: date(year, *at),
    "easter": lambda year, at: easter(year) + timedelta(at[0]),
    "orthodox": lambda year, at: orthodox_easter(year) + timedelta(at[0]),
    "hebrew": lambda year, at: hebrew(year, *at),
    "persian": lambda year, at: date(year, 3, 20 if year % 4 in (0, 1) else 21) + timedelta(at[0]),
    "weekday": lambda year, at: nth_weekday(year, *at),
}


def occurrences(holiday: Holiday, year: int) -> tuple[Interval, ...]:
    """The holiday's days that begin in a civil year: none or two of an Islamic one are possible."""
    if holiday.rule == "islamic":
        hijri = int((year - 622) * 33 / 32)
        first = [islamic(hijri + step, *holiday.at) for step in range(-1, 4)]
        return tuple(_moon(day, holiday.days) for day in first if day.year == year)
    day = _RULES[holiday.rule](year, holiday.at)
    if holiday.days == 1:
        return (Interval(day, day, DatePrecision.DAY),)
    return (Interval(day, day + timedelta(holiday.days - 1), DatePrecision.RANGE),)


def _moon(day: date, days: int) -> Interval:
    return Interval(day - _MOON_DOUBT, day + timedelta(days - 1) + _MOON_DOUBT, DatePrecision.RANGE)
