"""Arithmetic of days, months and years, and the reading of a date's value as a stretch of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from khaldun.model import DatePrecision, Interval

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PART_THIRDS = {"START": 0, "MID": 1, "END": 2}


def safe(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def add_days(day: date, days: int) -> date:
    """``day`` moved by a number of days, held within the calendar's range."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months, on the last day of the month where the month is too short."""
    at = min(max(day.year * 12 + day.month - 1 + months, 12), MAXYEAR * 12 + 11)
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def week_value(day: date) -> str:
    """The ISO week of a day, as in ``2023-W01``."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: date) -> str:
    """The month of a day, as in ``2023-01``."""
    return f"{day.year:04d}-{day.month:02d}"


def quarter_value(day: date) -> str:
    """The quarter of a day, as in ``2023-Q1``."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])"
    r"|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?(?:T.*)?"
)


def interval_of(value: str, part: str = "") -> Interval | None:
    """The days of a date value; ``part`` (START, MID, END) narrows it to that third. None for values with no edges."""
    whole = _decades(value) if re.fullmatch(r"\d{2,3}", value) else _whole(value)
    return whole if whole is None or part not in _PART_THIRDS else _third(whole, _PART_THIRDS[part])


def _whole(value: str) -> Interval | None:
    match = _VALUE.fullmatch(value)
    if not match or int(match["year"]) < 1:
        return None
    year = int(match["year"])
    if match["day"]:
        day = safe(year, int(match["month"]), int(match["day"]))
        return Interval(day, day, DatePrecision.DAY) if day else None
    if match["week"]:
        return _week(year, int(match["week"]), bool(match["weekend"]))
    if match["month"]:
        return _months(year, int(match["month"]), 1, DatePrecision.MONTH)
    if match["quarter"]:
        return _months(year, int(match["quarter"]) * 3 - 2, 3, DatePrecision.RANGE)
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, 6, DatePrecision.RANGE)
    if match["season"]:
        return _months(year, _SEASON_START[match["season"]], 3, DatePrecision.SEASON)
    return Interval(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def _week(year: int, week: int, weekend: bool) -> Interval | None:
    if not 1 <= week <= 53:
        return None
    monday = add_days(date(year, 1, 4), 7 * (week - 1) - date(year, 1, 4).weekday())
    if weekend:
        return Interval(add_days(monday, 5), add_days(monday, 6), DatePrecision.RANGE)
    return Interval(monday, add_days(monday, 6), DatePrecision.WEEK)


def _months(year: int, month: int, length: int, precision: DatePrecision) -> Interval | None:
    if not 1 <= month <= 12:
        return None
    first = date(year, month, 1)
    return Interval(first, add_days(add_months(first, length), -1), precision)


def _decades(value: str) -> Interval:
    width = 10 ** (4 - len(value))
    first = int(value) * width
    return Interval(date(max(first, 1), 1, 1), date(first + width - 1, 12, 31), DatePrecision.RANGE)


def _third(whole: Interval, index: int) -> Interval:
    if whole.start is None or whole.stop is None or whole.start == whole.stop:
        return whole
    days = (whole.stop - whole.start).days + 1
    start = whole.start + timedelta(days * index // 3)
    return Interval(start, whole.start + timedelta(days * (index + 1) // 3 - 1), DatePrecision.RANGE)
