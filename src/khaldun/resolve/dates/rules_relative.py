"""Rules for expressions that point from the day of telling or from the day last told of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from khaldun.model import DatePrecision, Interval
from khaldun.resolve.dates.calendar import add_days, add_months, month_value, quarter_value, week_value
from khaldun.resolve.dates.pattern import part_of, rules
from khaldun.resolve.dates.time_value import Moment, Reader, Reading, Rule, Tense, TimeKind
from khaldun.resolve.dates.words import number, unit_letter, words

_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "Y10": 120, "Y100": 1200}
_DEADLINE = re.compile(r"\b(?:until|till|as\s+soon\s+as)\s+$", re.IGNORECASE)
"""Before a weekday: what stays so up to then is told before it."""
_DAYS = {"D": 1, "W": 7, "W2": 14}


def with_part(day: date, daypart: str | None) -> Reading:
    """A day, or a part of it when the words name one ("Wednesday night")."""
    if not daypart:
        return Reading(TimeKind.DATE, day.isoformat())
    code = words().dayparts[daypart.lower().removesuffix("s")]
    return Reading(TimeKind.TIME, f"{day.isoformat()}T{code}")


def shift(day: date, unit: str, count: float) -> date:
    """``day`` moved by a count of a unit (an ISO letter of ``[units]``), halves included."""
    if unit.startswith("T"):
        return day
    if unit in _DAYS:
        return add_days(day, round(_DAYS[unit] * count))
    return add_months(day, round(_MONTHS[unit] * count))


def value_at(day: date, unit: str) -> str:
    """The value of the stretch of one unit that a day lies in: ``2023-01``, ``2023-W01``, ``2023`` …"""
    makers: dict[str, Callable[[date], str]] = {
        "W": week_value, "W2": week_value, "M": month_value, "Q": quarter_value, "Y": lambda at: f"{at.year:04d}",
        "Y10": lambda at: f"{at.year:04d}", "Y100": lambda at: f"{at.year // 100:02d}",
    }  # fmt: skip
    return makers[unit](day) if unit in makers else day.isoformat()


def _day_word(match: re.Match[str], moment: Moment) -> Reading | None:
    word = match["word"].lower()
    day = add_days(moment.anchor, _DAY_WORDS[word])
    return with_part(day, "night" if word == "tonight" else match["daypart"])


def _day_beyond(match: re.Match[str], moment: Moment) -> Reading | None:
    return Reading(TimeKind.DATE, add_days(moment.anchor, -2 if match["word"].lower() == "before" else 2).isoformat())


def _this_part(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "this morning", "last night", "later this afternoon"."""
    back = 1 if match["which"].lower() == "last" else 0
    return with_part(add_days(moment.anchor, -back), match["daypart"])


def _overnight(_match: re.Match[str], moment: Moment) -> Reading | None:
    night = add_days(moment.anchor, -1)
    span = Interval(night, moment.anchor, DatePrecision.RANGE)
    return Reading(TimeKind.TIME, f"{night.isoformat()}TNI", interval=span)


def _weekday(match: re.Match[str], moment: Moment) -> Reading | None:
    """A weekday: the last one up to the anchor, unless the words or the tense point ahead."""
    name = match["weekday"].lower()
    if name.endswith("s") and match["plural"]:
        return None
    wanted, which = words().weekdays[name], " ".join((match["which"] or "").lower().split())
    return with_part(weekday_near(moment, wanted, which), match["daypart"] or match["daypart0"])


def weekday_near(moment: Moment, wanted: int, which: str) -> date:
    """The day of a weekday (1 Monday) that "last", "next", "this" or the tense point at."""
    back = (moment.anchor.isoweekday() - wanted) % 7
    past, ahead = add_days(moment.anchor, -back), add_days(moment.anchor, (7 - back) % 7)
    if which in ("last", "past", "this past", "the previous", "previous"):
        return past if back else add_days(past, -7)
    if which in ("next", "this coming", "the coming", "the next"):
        return ahead if back else add_days(ahead, 7)
    if which in ("the following", "following"):
        return add_days(moment.focus, (wanted - moment.focus.isoweekday() - 1) % 7 + 1)
    if which == "this" and moment.tense is not Tense.PAST:
        return ahead
    deadline = not moment.sure and _DEADLINE.search(moment.text[max(0, moment.start - 12) : moment.start])
    return ahead if moment.tense is Tense.FUTURE or deadline else past


def _weekday_set(match: re.Match[str], _moment: Moment) -> Reading | None:
    part = f"T{words().dayparts[match['daypart'].lower().removesuffix('s')]}" if match["daypart"] else ""
    return Reading(TimeKind.SET, f"XXXX-WXX-{words().weekdays[match['weekday'].lower()]}{part}")


def _this_unit(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "last week", "this year", "earlier this month", "the previous month", "that year"."""
    unit, which = unit_letter(match["unit"]), match["which"].lower().split()[-1]
    if unit.startswith("T") or unit == "W2":
        return None
    if which in ("that", "same", "following") or (unit == "D" and which in ("next", "previous")):
        base, step = moment.focus, {"following": 1, "next": 1, "previous": -1}.get(which, 0)
    elif which == "previous" and moment.focus != moment.anchor:
        base, step = moment.focus, -1
    else:
        base, step = moment.anchor, {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    day = shift(base.replace(day=1) if unit in ("M", "Q") else base, unit, step)
    reading = _same_day(day, unit, which, moment)
    return reading or Reading(
        TimeKind.DATE, value_at(day, unit), part_of(match["part"]), _so_far(match, unit, day, moment)
    )


def _same_day(day: date, unit: str, which: str, _moment: Moment) -> Reading | None:
    return Reading(TimeKind.DATE, day.isoformat()) if unit == "D" and which != "this" else None


def _so_far(match: re.Match[str], unit: str, day: date, moment: Moment) -> Interval | None:
    """Read "earlier this year": from its first day to the telling, no later."""
    if not (match["part"] or "").lower().startswith("earlier") or value_at(moment.anchor, unit) != value_at(day, unit):
        return None
    start = {"W": add_days(day, -day.weekday()), "M": day.replace(day=1), "Y": day.replace(month=1, day=1)}.get(unit)
    return Interval(start, moment.anchor, DatePrecision.RANGE) if start else None


def _end_of_unit(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "the end of the month", "the start of the year", "year-end": of the anchor's own unit."""
    unit = unit_letter(match["unit"])
    return (
        None if unit.startswith("T") else Reading(TimeKind.DATE, value_at(moment.anchor, unit), part_of(match["part"]))
    )


def _weekend(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "the weekend", "last weekend": the last one begun, unless told ahead."""
    saturday = add_days(moment.anchor, -((moment.anchor.isoweekday() - 6) % 7))
    which = (match["which"] or "").lower().split()[-1:] or [""]
    if which[0] == "last" and moment.anchor.isoweekday() >= 6:
        saturday = add_days(saturday, -7)
    if which[0] in ("next", "coming") or moment.tense is Tense.FUTURE or (which[0] == "this" and _early(moment)):
        saturday = add_days(saturday, 7)
    return Reading(TimeKind.DATE, f"{week_value(saturday)}-WE")


def _early(moment: Moment) -> bool:
    return moment.tense is not Tense.PAST and 3 <= moment.anchor.isoweekday() <= 5


def _ago(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "two weeks ago", "a decade ago": back from the anchor."""
    return _offset(match, moment, moment.anchor, -1)


def _earlier(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "two days later", "three weeks earlier", "a day before": from the day last told of."""
    word = match["way"].lower()
    if match["count"] is None and match["vague"] is None and word not in ("earlier", "later"):
        return None
    if word in ("after", "before", "prior") and re.match(r"\s+[\w‘’“\"']", moment.text[match.end() :]):
        return _from_event(match)
    base = moment.anchor if word == "from" else moment.focus
    return _offset(match, moment, base, -1 if word in ("earlier", "before", "prior", "previously") else 1)


def _from_event(match: re.Match[str]) -> Reading | None:
    """Read "a day after the attack": a length, whose day depends on an event."""
    count = number(match["count"] or "")
    return Reading(TimeKind.DURATION, length(unit_letter(match["unit"]), count))


def length(unit: str, count: float | None) -> str:
    """The ISO duration of a count of a unit; an unknown count is X ("several days" is PXD)."""
    times = {"W2": 2, "Y10": 10, "Y100": 100}.get(unit, 1)
    shown = "X" if count is None else f"{count * times:g}"
    return f"P{'T' if unit.startswith('T') else ''}{shown}{unit.lstrip('T')[0]}"


def year_before(period: str) -> str:
    """The quarter, half or month a year before one: what figures told beside it are compared with."""
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def _offset(match: re.Match[str], moment: Moment, base: date, way: int) -> Reading | None:
    unit, count = unit_letter(match["unit"]), number(match["count"] or "")
    if count is None and unit == "Y" and (match["vague"] or "").lower() == "the":
        return _year_ago(match, moment)
    if count is None:
        return _vague_offset(base, way) if match["vague"] else None
    if unit.startswith("T"):
        return Reading(TimeKind.DATE, base.isoformat()) if count <= 24 else None
    if unit == "Y" and count == 1 and way < 0 and moment.period:
        return Reading(TimeKind.DATE, year_before(moment.period))
    if match["half"]:
        count += 0.5
    day = shift(base, unit, way * count)
    if unit in ("D", "W", "W2") and count <= 3:
        return _exact_days(match, day, unit)
    return Reading(TimeKind.DATE, value_at(day, unit))


def _exact_days(_match: re.Match[str], day: date, unit: str) -> Reading:
    """Days and few weeks point at a day; a week's count may be a few days off, so its days are a range."""
    span = None if unit == "D" else Interval(add_days(day, -3), add_days(day, 3), DatePrecision.RANGE)
    return Reading(TimeKind.DATE, day.isoformat(), interval=span)


def _vague_offset(base: date, way: int) -> Reading:
    span = Interval(None, base, DatePrecision.UNKNOWN) if way < 0 else Interval(base, None, DatePrecision.UNKNOWN)
    return Reading(TimeKind.DATE, "PAST_REF" if way < 0 else "FUTURE_REF", interval=span)


def _next_day(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "the next day", "the same day", "the following morning": from the day last told of."""
    step = {"next": 1, "following": 1, "same": 0, "previous": -1, "that": 0, "very": 0}[
        match["which"].lower().split()[-1]
    ]
    daypart = match["what"].lower()
    return with_part(add_days(moment.focus, step), None if daypart == "day" else daypart)


def _year_ago(_match: re.Match[str], moment: Moment) -> Reading | None:
    return Reading(TimeKind.DATE, year_before(moment.period) if moment.period else f"{moment.anchor.year - 1:04d}")


def _year_end(_match: re.Match[str], moment: Moment) -> Reading | None:
    return Reading(TimeKind.DATE, f"{moment.anchor.year:04d}", "END")


def _year_told(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "the full year": the anchor's; "the year ended June 30": a length, whose days the words after it give."""
    whole = re.search(r"full|entire|whole", match.group(), re.IGNORECASE)
    return Reading(TimeKind.DATE, f"{moment.anchor.year:04d}") if whole else Reading(TimeKind.DURATION, "P1Y")


def _day_told(_match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "ended the day", "for the day": the day last told of."""
    return Reading(TimeKind.DATE, moment.focus.isoformat())


def _weekday_week(match: re.Match[str], moment: Moment) -> Reading | None:
    """Read "Monday last week", "Friday of this week", "Tuesday next week"."""
    step = {"last": -7, "previous": -7, "next": 7}.get(match["which"].lower(), 0)
    monday = add_days(moment.anchor, -moment.anchor.weekday() + step)
    return Reading(TimeKind.DATE, add_days(monday, words().weekdays[match["weekday"].lower()] - 1).isoformat())


_READERS: dict[str, Reader] = {
    "day-word": _day_word,
    "day-beyond": _day_beyond,
    "part-of-today": _this_part,
    "overnight": _overnight,
    "weekday": _weekday,
    "weekday-set": _weekday_set,
    "weekday-of-week": _weekday_week,
    "this-unit": _this_unit,
    "end-of-unit": _end_of_unit,
    "earlier-in-unit": _end_of_unit,
    "weekend": _weekend,
    "ago": _ago,
    "offset": _earlier,
    "next-day": _next_day,
    "year-ago": _year_ago,
    "year-end": _year_end,
    "year-told": _year_told,
    "day-told": _day_told,
}

RELATIVE_RULES: tuple[Rule, ...] = rules(_READERS)
