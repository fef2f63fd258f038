"""Finds expressions of time in a text and reads each one, relative to the day the text was told."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from khaldun.model import DatePrecision, Interval
from khaldun.resolve.dates.calendar import interval_of
from khaldun.resolve.dates.rules_calendar import CALENDAR_RULES
from khaldun.resolve.dates.rules_period import PERIOD_RULES
from khaldun.resolve.dates.rules_relative import RELATIVE_RULES
from khaldun.resolve.dates.rules_span import SPAN_RULES
from khaldun.resolve.dates.tense import tense_at
from khaldun.resolve.dates.time_value import Bound, Moment, Reading, Rule, Tense, TimeKind, TimeValue
from khaldun.resolve.dates.words import any_of, words

RULES: tuple[Rule, ...] = (*CALENDAR_RULES, *PERIOD_RULES, *RELATIVE_RULES, *SPAN_RULES)
"""Of two matches that overlap the longer wins, then the one that stands first in the patterns' file."""

Found = tuple[int, int, TimeValue]


def find_times(
    text: str, anchor: date, *, tense: Tense | None = None, day_first: bool | None = None
) -> tuple[Found, ...]:
    """Start, stop and reading of every expression of time, in order, not overlapping.

    ``anchor`` is the day of telling. ``tense`` overrides what the words around an expression say; ``day_first``
    settles 04/05/2022 where it is known. "That day", "two weeks later" point from the day last told of in the text.
    """
    found: list[Found] = []
    anchor = _sane(anchor)
    focus, told_at, period = anchor, -1, ""
    for start, stop, match, rule in _matches(text, anchor):
        reading = rule.read(match, _moment(text, (start, stop), anchor, focus, told_at, tense, day_first, period))
        if reading:
            value = _value(reading, rule, text, (start, stop))
            found.append((start, stop, value))
            if value.interval and value.interval.start and value.interval.stop:
                focus, told_at = value.interval.start, stop
                period = _reported(period, value, anchor)
    return tuple(found)


def _reported(period: str, value: TimeValue, anchor: date) -> str:
    """The quarter or half-year reported on, once a time has been told: the latest one ended."""
    ended = value.interval and value.interval.stop and value.interval.stop <= anchor
    return max(period, value.value) if ended and re.fullmatch(r"\d{4}-[QH]\d", value.value) else period


Match = tuple[int, int, "re.Match[str]", Rule]


@lru_cache(maxsize=2)  # a report is read in two tenses, which find the same expressions
def _matches(text: str, anchor: date) -> tuple[Match, ...]:
    """The matches kept, in order: longest first, rules in order; a match its rule refuses leaves room for others."""
    trial = Moment(anchor, anchor, Tense.UNKNOWN, text, 0, 0)
    every = [
        (match.start(), match.end(), match, rule, rule.order) for rule in RULES for match in rule.pattern.finditer(text)
    ]
    every.sort(key=lambda one: (one[0] - one[1], one[4], one[0]))
    taken: list[Match] = []
    covered = bytearray(len(text))
    for start, stop, match, rule, _ in every:
        if not any(covered[start:stop]) and rule.read(match, trial):
            covered[start:stop] = b"\x01" * (stop - start)
            taken.append((start, stop, match, rule))
    taken.sort(key=lambda one: one[0])
    return tuple(taken)


def _sane(day: date) -> date:
    """The day held away from the calendar's ends, so that a year more or less always exists."""
    return day if 1000 <= day.year <= 9000 else date(min(max(day.year, 1000), 9000), day.month, min(day.day, 28))


def _moment(
    text: str,
    at: tuple[int, int],
    anchor: date,
    focus: date,
    told_at: int,
    tense: Tense | None,
    day_first: bool | None,
    period: str,
) -> Moment:
    near = focus if told_at >= 0 and not _SENTENCE_END.search(text, told_at, at[0]) else None
    told = tense or tense_at(text, *at)
    return Moment(anchor, focus, told, text, *at, day_first, tense is not None, near, period)


_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+[A-Z\"“]|\n\s*\n")


def _value(reading: Reading, rule: Rule, text: str, at: tuple[int, int]) -> TimeValue:
    bound = Bound.ON if _is_of_a_deed(text, *at) else bound_before(text, at[0])
    if bound is Bound.SINCE and rule.name.endswith("range"):
        bound = Bound.ON  # "from 3 to 5 April" says both ends itself
    if "T" in reading.value and reading.value[-1].isdigit() and reading.kind is TimeKind.TIME:
        bound = Bound.ON  # "just before 9 a.m. Monday" lies on that Monday
    span = reading.interval or interval_of(reading.value, reading.part)
    return TimeValue(
        reading.kind,
        reading.value,
        f"dates:{rule.name}",
        opened(span, bound) if span else None,
        bound,
        reading.explicit,
    )


def opened(span: Interval, bound: Bound) -> Interval:
    """The days meant once "since", "until", "before" or "after" stand before them."""
    if bound is Bound.SINCE:
        return Interval(span.start, None, span.precision)
    if bound is Bound.UNTIL:
        return Interval(None, span.stop, span.precision)
    if bound is Bound.BEFORE:
        return Interval(None, span.start, DatePrecision.UNKNOWN)
    if bound is Bound.AFTER:
        return Interval(span.stop, None, DatePrecision.UNKNOWN)
    return span


@cache
def _bounds() -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    return tuple(
        (Bound(name), re.compile(rf"\b{any_of(entries)}\s+(?:at\s+least\s+)?(?:the\s+)?$", re.IGNORECASE))
        for name, entries in words().bounds.items()
    )


def bound_before(text: str, start: int) -> Bound:
    """The bound that the words just before ``start`` set."""
    before = text[max(0, start - 24) : start]
    return next((bound for bound, pattern in _bounds() if pattern.search(before)), Bound.ON)


_NAMES_A_DEED = re.compile(r"['’]s\s+\w|['’]\s+\w")


def _is_of_a_deed(text: str, start: int, stop: int) -> bool:
    """Whether a day only says which deed is meant: "after Sunday's raid", "following the 31 October attack"."""
    article = re.match(r"the\s", text[start:stop], re.IGNORECASE) or text[max(0, start - 4) : start].lower() == "the "
    return bool(_NAMES_A_DEED.match(text, stop)) or bool(article and _NOUN.match(text, stop))


_NOUN = re.compile(
    r"\s+(?!(?:in|on|at|of|by|and|or|to|from|with|when|that|until|after|before|the|a|an)\b)[^\W\d]{4,}", re.IGNORECASE
)
"""A word right behind a day that opens with an article; prepositions and the like are none."""
