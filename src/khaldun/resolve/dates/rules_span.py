"""Rules for lengths of time, recurring times, clock times and words like "now" and "recently"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from khaldun.model import DatePrecision, Interval
from khaldun.resolve.dates.calendar import add_days
from khaldun.resolve.dates.pattern import rules
from khaldun.resolve.dates.rules_calendar import calendar_day
from khaldun.resolve.dates.rules_relative import length, shift, weekday_near
from khaldun.resolve.dates.time_value import Moment, Reader, Reading, Rule, Tense, TimeKind
from khaldun.resolve.dates.words import number, unit_letter, words

_LATELY = timedelta(7)
"""How far back the day last told of still is the day of an hour told alone."""
_EVENING = 18
"""An hour from which a report of the same day would hardly tell."""


def _duration(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "three days", "nearly two months", "several years", "five-year"."""
    if re.match(r"[\s-]+old\b", moment.text[match.end() :]):
        return None
    told, groups = match["count"], match.groupdict()
    count = number(told) if told else None
    if told and (count is None or (told.lower() in ("a", "an") and not groups.get("half"))):
        return None if count is None else _one(match)
    if groups.get("half") and count is not None:
        count += 0.5
    return Reading(TimeKind.DURATION, length(unit_letter(match["unit"]), count))


def _one(match: re.Match[str]) -> Reading:
    return Reading(TimeKind.DURATION, length(unit_letter(match["unit"]), 1))


def _bare_length(match: re.Match[str], _moment: Moment) -> Reading | None:
    """Read "days", "several weeks": a length of unknown count."""
    return Reading(TimeKind.DURATION, length(unit_letter(match["unit"]), None))


def _window(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "the past three months", "the last few days", "the next two years": a length that touches the telling."""
    groups = match.groupdict()
    unit, told = unit_letter(match["unit"]), groups.get("count")
    count = number(told) if told else None if groups.get("vague") else 1.0
    back = match["which"].lower().split()[-1] in ("past", "last", "recent", "previous", "latest")
    return Reading(TimeKind.DURATION, length(unit, count), interval=_beside(moment, unit, count, back))


def _beside(moment: Moment, unit: str, count: float | None, back: bool) -> Interval:
    if unit.startswith("T") and (count or 1) <= 24:
        other = add_days(moment.anchor, (-1 if back else 1) * (count == 24))
        precision = DatePrecision.DAY if other == moment.anchor else DatePrecision.RANGE
        return Interval(min(other, moment.anchor), max(other, moment.anchor), precision)
    if count is None:
        edge = moment.anchor
        return Interval(None, edge, DatePrecision.UNKNOWN) if back else Interval(edge, None, DatePrecision.UNKNOWN)
    other = shift(moment.anchor, unit, -count if back else count)
    first, last = min(other, moment.anchor), max(other, moment.anchor)
    return Interval(first, last, DatePrecision.RANGE)


def _set(match: re.Match[str], _moment: Moment) -> Reading | None:
    unit, told = unit_letter(match["unit"]), match["count"]
    return Reading(TimeKind.SET, length(unit, number(told) if told else 1))


def _adverb_set(match: re.Match[str], _moment: Moment) -> Reading | None:
    word = match["word"].lower()
    unit = {"daily": "D", "weekly": "W", "monthly": "M", "yearly": "Y", "annually": "Y", "annual": "Y", "hourly": "TH",
            "quarterly": "Q", "nightly": "D"}[word]  # fmt: skip
    return Reading(TimeKind.DURATION if word == "annual" else TimeKind.SET, length(unit, 1))


def _reference(value: str) -> Callable[[re.Match[str], Moment], Reading | None]:
    """A reader for words that name the past, the present or the future and nothing closer."""

    def read(_match: re.Match[str], moment: Moment) -> Reading | None:
        spans = {
            "PAST_REF": Interval(None, moment.anchor, DatePrecision.UNKNOWN),
            "FUTURE_REF": Interval(moment.anchor, None, DatePrecision.UNKNOWN),
        }
        return Reading(TimeKind.DATE, value, interval=spans.get(value))

    return read


def _recent(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "recent weeks", "the recent few years"."""
    span = Interval(None, moment.anchor, DatePrecision.UNKNOWN)
    return Reading(TimeKind.DATE, length(unit_letter(match["unit"]), None), interval=span)


def _coming(match: re.Match[str], moment: Moment) -> Reading | None:
    span = Interval(moment.anchor, None, DatePrecision.UNKNOWN)
    return Reading(TimeKind.DURATION, length(unit_letter(match["unit"]), None), interval=span)


def _clock(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "10:35 a.m. Wednesday", "1800 UTC", "6 p.m. on Monday", "noon Saturday"."""
    groups = match.groupdict()
    hour, minute, told_zone = _hour(match), groups.get("minute"), groups.get("zone") or ""
    if hour is None or (told_zone and not told_zone.isupper() and not told_zone.lower().startswith("local")):
        return None  # "1115 Mt. Vernon Avenue" is no time in the mountains
    day = moment.anchor
    if groups.get("weekday"):
        day = weekday_near(moment, words().weekdays[groups["weekday"].lower()], "")
    elif groups.get("word"):
        day = add_days(day, {"yesterday": -1, "tomorrow": 1}.get(groups["word"].lower(), 0))
    elif groups.get("month"):
        told = calendar_day(match, moment)
        day = date.fromisoformat(told.value) if told else day
    elif moment.near:
        day = moment.near
    elif moment.sure and moment.tense is Tense.PAST:
        day = _told_day(moment, hour)
    zone = "Z" if told_zone in ("UTC", "GMT") else ""
    return Reading(TimeKind.TIME, f"{day.isoformat()}T{hour:02d}:{minute or '00'}{zone}")


def _told_day(moment: Moment, hour: int) -> date:
    """The day of an hour told alone of a deed: the day last told of; else an evening is the one before the telling."""
    if timedelta() < moment.anchor - moment.focus <= _LATELY:
        return moment.focus
    return add_days(moment.anchor, -1) if hour >= _EVENING else moment.anchor


def _hour(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("named"):
        return {"noon": 12, "midday": 12, "midnight": 0}[groups["named"].lower()]
    hour = int(groups["hour"])
    half = (groups.get("half") or "").lower().replace(".", "").replace(" ", "")
    if half and not 1 <= hour <= 12:
        return None
    if half.startswith("p") or (groups.get("late") and hour < 12 and half == ""):
        return hour % 12 + 12
    return hour % 12 if half.startswith("a") else hour if hour <= 24 else None


_READERS: dict[str, Reader] = {
    "length": _duration,
    "vague-length": _bare_length,
    "window": _window,
    "recent": _recent,
    "coming": _coming,
    "set": _set,
    "adverb-set": _adverb_set,
    "present": _reference("PRESENT_REF"),
    "past": _reference("PAST_REF"),
    "future": _reference("FUTURE_REF"),
    "clock": _clock,
}

SPAN_RULES: tuple[Rule, ...] = rules(_READERS)
