"""Rules for years, decades, quarters, seasons and holidays."""

from __future__ import annotations

import re
from datetime import date

from khaldun.model import DatePrecision, Interval
from khaldun.resolve.dates.calendar import add_days, quarter_value
from khaldun.resolve.dates.holidays import occurrences
from khaldun.resolve.dates.pattern import part_of, rules
from khaldun.resolve.dates.rules_calendar import choose, full_year, spoken_year, told_year, years
from khaldun.resolve.dates.rules_relative import year_before
from khaldun.resolve.dates.time_value import Moment, Reader, Reading, Rule, Tense, TimeKind
from khaldun.resolve.dates.words import day_number, words

_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|from|to|and|through|during|for|before|after|between|early|late|mid|year|the|"
    r"fiscal|around|about|or|spring|summer|fall|autumn|winter|post|pre|calendar)[\s-]+|[(/–-]\s?|[,;]\s)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s+(?:[a-z]+s|people|men|women|children|percent|per\s+cent|killed|dead|troops|km|meters?)\b")


def _year(match: re.Match[str], moment: Moment) -> Reading | None:
    """A year of four digits, unless what follows it is being counted."""
    before, after = moment.text[max(0, match.start() - 16) : match.start()], moment.text[match.end() : match.end() + 24]
    cue = _YEAR_CUE.search(before)
    if _COUNTED.match(after) and not (cue and re.match(r"\s+(?:was|is|has|as|its|his|this)\b", after)):
        return None
    year = int(match["year"])
    if not cue and not moment.anchor.year - 60 <= year <= moment.anchor.year + 20:
        return None
    return Reading(TimeKind.DATE, f"{year:04d}", part_of(match["part"]), explicit=True)


def _year_range(match: re.Match[str], _moment: Moment) -> Reading | None:
    """Read "2014-2016", "between 1994 and 1996", "from 2001 to 2005", "2019-20"."""
    first = int(match["start"])
    last = int(match["stop"]) if len(match["stop"]) == 4 else first // 100 * 100 + int(match["stop"])
    if not first < last <= first + 100:
        return None
    span = Interval(date(first, 1, 1), date(last, 12, 31), DatePrecision.RANGE)
    return Reading(TimeKind.DATE, f"{first:04d}", interval=span, explicit=True)


def _word_year(match: re.Match[str], _moment: Moment) -> Reading | None:
    """Spoken years: "nineteen ninety-one"; "twenty six" is none."""
    year = spoken_year(match["year"])
    return Reading(TimeKind.DATE, f"{year:04d}", explicit=True) if year % 100 >= 10 and year < 2100 else None


def _decade(match: re.Match[str], moment: Moment) -> Reading | None:
    text = match["decade"].lower()
    digits = re.sub(r"\D", "", text)
    tens = int(digits) // 10 if digits else words().decades[text]
    return Reading(
        TimeKind.DATE, str(tens if tens >= 100 else _century_of(tens, moment) + tens), part_of(match["part"])
    )


def _century_of(tens: int, moment: Moment) -> int:
    here = moment.anchor.year // 100 * 10
    return here if here + tens <= moment.anchor.year // 10 else here - 10


def _century(match: re.Match[str], _moment: Moment) -> Reading | None:
    told = day_number(match["nth"])
    return Reading(TimeKind.DATE, f"{told - 1:02d}", part_of(match["part"]), explicit=True) if told else None


def _quarter(match: re.Match[str], moment: Moment) -> Reading | None:
    """The nth quarter or half of a named year, or the latest one begun."""
    groups = match.groupdict()
    told = groups.get("nth") or groups.get("digit")
    of = 2 if match["what"].lower() == "half" else 4
    index = {"final": of, "last": of, "latter": of, "1": 1, "2": 2, "3": 3, "4": 4}.get(told.lower()) if told else None
    index = index or day_number(told or "")
    if not index or index > of:
        return None
    if told_in := groups.get("year") or groups.get("year0"):
        year = told_year(re.sub(r"[’']s$", "", told_in), moment)
    else:
        begun = date(moment.anchor.year, 12 // of * (index - 1) + 1, 1) <= moment.anchor
        year = moment.anchor.year if begun or moment.tense is Tense.FUTURE else moment.anchor.year - 1
    return Reading(TimeKind.DATE, f"{year:04d}-{'QH'[of == 2]}{index}")


_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _season(match: re.Match[str], moment: Moment) -> Reading | None:
    """A season of a year told, or the last, this or the next one; northern."""
    groups = match.groupdict()
    code = words().seasons[match["season"].lower()]
    if groups.get("year"):
        year = told_year(match["year"], moment)
        return Reading(TimeKind.DATE, f"{year:04d}-{code}", part_of(groups.get("part")))
    starts = [date(year, _SEASON_MONTH[code], 1) for year in years(moment)]
    which = (groups.get("which") or "").lower()
    day = _season_start(which, starts, moment)
    return Reading(TimeKind.DATE, f"{day.year:04d}-{code}", part_of(groups.get("part")))


def _season_start(which: str, starts: list[date], moment: Moment) -> date:
    ended = [day for day in starts if add_days(day, 91) < moment.anchor]
    coming = [day for day in starts if day > moment.anchor]
    if which in ("last", "the previous") and ended:
        return max(ended)
    if (which in ("next", "the coming") or moment.tense is Tense.FUTURE) and coming:
        return min(coming)
    begun = [day for day in starts if day <= moment.anchor]
    this_year = [day for day in starts if day.year == moment.anchor.year]
    return this_year[0] if which == "this" and this_year else max(begun)


def _holiday(match: re.Match[str], moment: Moment) -> Reading | None:
    name = " ".join(match["name"].lower().split())
    holiday = next(entry for entry in words().holidays if name in entry.names)
    told = [full_year(match["year"], moment)] if match["year"] else list(years(moment))
    if not all(1800 <= year <= 2200 for year in told):
        return None
    found = {span.start: span for year in told for span in occurrences(holiday, year) if span.start}
    if not found:
        return None
    span = found[choose(list(found), moment)]
    middle = span.start if span.stop == span.start else add_days(span.start or moment.anchor, 1)
    value = (middle or moment.anchor).isoformat()
    return Reading(TimeKind.DATE, value, interval=span, explicit=bool(match["year"]))


def _period(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "the quarter", "the latest quarter": the one last ended; "the year-ago quarter": a year before."""
    ended = add_days(date(moment.anchor.year, (moment.anchor.month - 1) // 3 * 3 + 1, 1), -1)
    told = moment.period or quarter_value(ended)
    compared = re.search(r"ago|earlier|last\s+year|before", match.group(), re.IGNORECASE)
    return Reading(TimeKind.DATE, year_before(told) if compared else told)


_READERS: dict[str, Reader] = {
    "year": _year,
    "year-range": _year_range,
    "spoken-year": _word_year,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "period": _period,
    "season": _season,
    "holiday": _holiday,
}

PERIOD_RULES: tuple[Rule, ...] = rules(_READERS)
