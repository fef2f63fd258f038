"""Rules for expressions with calendar names or numbers: days, months, years, quarters, seasons, holidays."""

from __future__ import annotations

import re
from datetime import date

from khaldun.model import DatePrecision, Interval
from khaldun.resolve.dates.calendar import interval_of, month_end, month_value, safe
from khaldun.resolve.dates.pattern import part_of, rules
from khaldun.resolve.dates.time_value import Moment, Reader, Reading, Rule, Tense, TimeKind
from khaldun.resolve.dates.words import day_number, month_number, number

_NEAR_FUTURE_DAYS = 50
"""A day whose clause merely looks past may still be to come when it is this near ("was told to leave by Jan. 14");
tuned on TimeBank, where 30 to 60 do alike."""


def choose(days: list[date], moment: Moment) -> date:
    """The one of several yearly occurrences that is meant: by tense, else the nearest to the anchor."""
    past = [day for day in days if day <= moment.anchor]
    future = [day for day in days if day >= moment.anchor]
    if moment.tense is Tense.PAST and past and (moment.sure or _far(future, moment)):
        return max(past)
    if moment.tense is Tense.FUTURE and future and (moment.sure or not _far(future, moment)):
        return min(future)
    return min(days, key=lambda day: (abs((day - moment.anchor).days), day))


def _far(days: list[date], moment: Moment) -> bool:
    return not days or (min(days) - moment.anchor).days > _NEAR_FUTURE_DAYS


def years(moment: Moment) -> range:
    """The years that a day without a year may lie in."""
    return range(max(moment.anchor.year - 1, 1), moment.anchor.year + 2)


def full_year(text: str, moment: Moment) -> int:
    """The year of four digits, two digits or an apostrophe and two digits; two digits end near the anchor."""
    digits = int(re.sub(r"\D", "", text))
    if digits >= 100:
        return digits
    century = moment.anchor.year // 100 * 100
    return min((century - 100 + digits, century + digits), key=lambda year: (year > moment.anchor.year + 5, -year))


_YEAR_STEP = {"last": -1, "previous": -1, "next": 1, "coming": 1}


def told_year(text: str, moment: Moment) -> int:
    """The year of digits, of spoken words or of "last year"."""
    if text[-1].isdigit():
        return full_year(text, moment)
    words_ = text.lower().split()
    if words_[-1].startswith("year"):
        return moment.focus.year if "that" in words_ else moment.anchor.year + _YEAR_STEP.get(words_[-2], 0)
    return spoken_year(text)


def spoken_year(text: str) -> int:
    """The year of two spoken numbers, as in "nineteen ninety-one"."""
    head, tail = text.split(maxsplit=1)
    return int(number(head) or 0) * 100 + int(number(tail) or 0)


def calendar_day(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "Dec. 12", "12 December 2022", "the 12th of December"."""
    month, number_ = month_number(match["month"]), day_number(match["day"])
    if number_ is None or (match["month"].lower() in ("may", "march") and not match["month"][0].isupper()):
        return None
    if match["year"]:
        year = told_year(match["year"], moment)
        told = safe(year, month, number_)
        return Reading(TimeKind.DATE, told.isoformat(), explicit=True) if told else None
    days = [day for year in years(moment) if (day := safe(year, month, number_))]
    return Reading(TimeKind.DATE, choose(days, moment).isoformat()) if days else None


def _numeric(match: re.Match[str], moment: Moment) -> Reading | None:
    first, second = int(match["first"]), int(match["second"])
    year = full_year(match["year"], moment)
    both = {True: safe(year, second, first), False: safe(year, first, second)}
    found = {key: day for key, day in both.items() if day}
    if not found:
        return None
    if moment.day_first in found:
        return Reading(TimeKind.DATE, found[bool(moment.day_first)].isoformat(), explicit=True)
    day = min(found.values(), key=lambda day: (day > moment.anchor, abs((moment.anchor - day).days)))
    if len(set(found.values())) == 1:
        return Reading(TimeKind.DATE, day.isoformat(), explicit=True)
    return _two_ways(day, sorted(found.values()), moment)


def _two_ways(day: date, ways: list[date], moment: Moment) -> Reading:
    """04/05/2022 with no hint: a day when one reading alone lies just before the telling, else a range over both."""
    others = [way for way in ways if way != day]
    if abs((moment.anchor - day).days) <= 7 < min(abs((moment.anchor - way).days) for way in others):
        return Reading(TimeKind.DATE, day.isoformat(), explicit=True)
    return Reading(
        TimeKind.DATE, day.isoformat(), interval=Interval(ways[0], ways[-1], DatePrecision.RANGE), explicit=True
    )


def _iso(match: re.Match[str], _moment: Moment) -> Reading | None:
    day = safe(int(match["year"]), int(match["month"]), int(match["day"]))
    return Reading(TimeKind.DATE, day.isoformat(), explicit=True) if day else None


def _day_range(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "April 3-5", "between 3 and 5 April 2021", "from 28 March to 2 April"."""
    groups = match.groupdict()
    last = _end_of_range(match["month"], match["stop"], match["year"], moment)
    first_month = groups.get("month0") or match["month"]
    first_day = day_number(match["start"])
    if last is None or first_day is None:
        return None
    first = safe(last.year, month_number(first_month), first_day)
    if first and first > last:
        first = safe(last.year - 1, month_number(first_month), first_day)
    if not first or (last - first).days > 366:
        return None
    span = Interval(first, last, DatePrecision.RANGE)
    return Reading(TimeKind.DATE, first.isoformat(), interval=span, explicit=bool(match["year"]))


def _end_of_range(month: str, day: str, year: str | None, moment: Moment) -> date | None:
    number_ = day_number(day)
    if number_ is None:
        return None
    if year:
        return safe(full_year(year, moment), month_number(month), number_)
    days = [at for one in years(moment) if (at := safe(one, month_number(month), number_))]
    return choose(days, moment) if days else None


def _bare_day(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "on the 12th": of the anchor's month, or of the one before when that is still to come."""
    number_ = day_number(match["day"])
    months = [(moment.anchor.year, moment.anchor.month), _month_before(moment.anchor)]
    days = [day for year, month in months if number_ and (day := safe(year, month, number_))]
    return Reading(TimeKind.DATE, choose(days, moment).isoformat()) if days else None


def _month_before(day: date) -> tuple[int, int]:
    return (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)


def _month(match: re.Match[str], moment: Moment) -> Reading | None:
    """A month, with a year or with "last", "next", "this" or nothing before it."""
    name, groups = match["month"], match.groupdict()
    if not name[0].isupper() or (_doubtful(name) and not _month_context(match, moment)):
        return None
    month, part = month_number(name), part_of(groups.get("part"))
    if groups.get("year"):
        year = told_year(match["year"], moment)
        return Reading(TimeKind.DATE, f"{year:04d}-{month:02d}", part, explicit=match["year"][-1].isdigit())
    starts = [date(year, month, 1) for year in years(moment)]
    day = _directed(groups.get("which"), starts, moment)
    return Reading(TimeKind.DATE, month_value(day), part)


_AHEAD = re.compile(r"\b(?:by|until|till|through|before)\s+(?:early\s+|late\s+)?$", re.IGNORECASE)


def _directed(which: str | None, starts: list[date], moment: Moment) -> date:
    """The month that "last", "this", "next" or nothing points at; its first day."""
    here = moment.anchor.replace(day=1)
    word = (which or "").lower().split()[-1:] or [""]
    if word[0] in ("last", "past", "previous"):
        return max(day for day in starts if day < here)
    if word[0] in ("next", "coming"):
        return min(day for day in starts if day > here)
    if word[0] == "this":
        return next(day for day in starts if day.year == here.year)
    past = [day for day in starts if day <= here]
    if not moment.sure and _AHEAD.search(moment.text[max(0, moment.start - 16) : moment.start]):
        return min(starts, key=lambda day: (abs((day - here).days), day))
    if moment.tense is Tense.PAST:
        return max(past)
    if moment.tense is Tense.FUTURE:
        return min(day for day in starts if day >= here)
    return min(starts, key=lambda day: (abs((day - here).days), day))


def _doubtful(name: str) -> bool:
    """Words that are verbs or names as often as months."""
    return name.lower() in ("may", "march", "mar", "jan", "jun", "april", "june", "august") and (
        name.isupper() or name.lower() in ("may", "march", "mar", "jan", "jun")
    )


_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|of|until|till|by|from|to|and|through|during|for|before|after|between|last|next|this|early|late|"
    r"mid|each|every|as early as)[\s-]+$",
    re.IGNORECASE,
)


def _month_context(match: re.Match[str], moment: Moment) -> bool:
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("which") or groups.get("part")) or bool(
        _BEFORE_MONTH.search(moment.text[max(0, match.start() - 24) : match.start()])
    )


def _month_range(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "between March and June 2020", "from January to April": whole months."""
    last = interval_of(f"{full_year(match['year'], moment):04d}-{month_number(match['month']):02d}")
    if last is None or last.start is None:
        return None
    year = last.start.year if month_number(match["month0"]) <= last.start.month else last.start.year - 1
    first = date(year, month_number(match["month0"]), 1)
    span = Interval(first, month_end(last.start.year, last.start.month), DatePrecision.RANGE)
    return Reading(TimeKind.DATE, month_value(first), interval=span, explicit=True)


_READERS: dict[str, Reader] = {
    "iso-day": _iso,
    "numeric-day": _numeric,
    "month-day": calendar_day,
    "day-month": calendar_day,
    "day-range": _day_range,
    "bare-day": _bare_day,
    "month-year": _month,
    "month-range": _month_range,
    "month": _month,
}

CALENDAR_RULES: tuple[Rule, ...] = rules(_READERS)
