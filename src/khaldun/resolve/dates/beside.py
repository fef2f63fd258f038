"""The day of an event that has no time of its own, from another event of the same kind in the same report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from khaldun.model import Because, Event, Interval, Link, RoleName, Sentence, Span, Status
from khaldun.resolve.dates.grammar import Found
from khaldun.resolve.dates.rules_relative import shift

_REACH = 2
"""Sentences looked at around an event."""
_NEIGHBOUR, _LEAD, _COUNTED = 0.5, 0.4, 0.9
"""Factors on the score of the day borrowed."""
_NEWS = timedelta(60)
"""Days from the telling within which a deed is news and no history."""
_AHEAD = 60
"""Characters after "a day after" in which the event it counts from is named."""
_SCORE = 0.9
"""Score of a day read off the words."""
_ALIKE = (Status.HAPPENED, Status.ATTEMPTED, Status.FOILED)


def beside(
    event: Event,
    events: Sequence[Event],
    own: Mapping[str, tuple[Link, ...]],
    sentences: Mapping[str, Sentence],
    told: date | None = None,
) -> Link | None:
    """A link borrowed from the nearest dated event of the same type and kind of status, else from the lead's.

    What happened long before the telling (``told``) lends its day only where none is news, and to what follows it.
    """
    if event.status not in _ALIKE:
        return None
    here = _number(event, sentences)
    alike = [
        e for e in events if e.id != event.id and e.type is event.type and e.status in _ALIKE and is_dated(own[e.id])
    ]
    news = [e for e in alike if told is not None and _is_news(own[e.id], told)]
    if not news and told is not None:
        alike = [other for other in alike if _number(other, sentences) < here]
    ranked = sorted(news or alike, key=lambda other: (abs(_number(other, sentences) - here), _number(other, sentences)))
    near = next((other for other in ranked if abs(_number(other, sentences) - here) <= _REACH), None)
    if near:
        return _borrow(event, own[near.id], "dates:neighbour", _NEIGHBOUR)
    lead = min(news or alike, key=lambda other: _number(other, sentences), default=None)
    if lead and _number(lead, sentences) <= _REACH:
        return _borrow(event, own[lead.id], "dates:lead", _LEAD)
    return None


def _is_news(links: tuple[Link, ...], told: date) -> bool:
    return any(
        isinstance(link.to, Interval) and link.to.start is not None and abs(told - link.to.start) <= _NEWS
        for link in links
    )


def counted_from(
    event: Event,
    at: tuple[int, int],
    length: str,
    text: str,
    events: Sequence[Event],
    own: Mapping[str, tuple[Link, ...]],
) -> Link | None:
    """The day that lies a length ("P2D") before or after the event named next, when that one is dated."""
    way = re.search(r"\b(before|after|prior)\W*$", text[: at[1]], re.IGNORECASE)
    if at[1] <= event.trigger.start <= at[1] + _AHEAD:
        return None  # "a day after gunmen fired" dates what came after
    told = re.fullmatch(r"P(\d+)([DWMY])", length)
    after = text[at[1] : at[1] + _AHEAD].lower()
    named = [e for e in events if e.id != event.id and is_dated(own[e.id]) and re.search(rf"\b{_stem(e)}", after)]
    if not (way and told and named):
        return None
    source = next(link for link in own[named[0].id] if is_dated((link,)))
    if not isinstance(source.to, Interval) or source.to.start is None or source.to.stop is None:
        return None
    count = int(told[1]) * (1 if way[1].lower() == "after" else -1)
    days = Interval(shift(source.to.start, told[2], count), shift(source.to.stop, told[2], count), source.to.precision)
    score = round(source.score * _COUNTED, 3)
    reasons = (Because("time", "dates:offset+event", Span.of(text, *at), score), *source.because)
    return Link(event.id, RoleName.TIME, Span.of(text, *at), days, 0, score, reasons)


def counted_back(event: Event, at: tuple[int, int], length: str, text: str, before: Sequence[Found]) -> Link | None:
    """The day of a deed told in "he spoke on Monday, a day after gunmen fired": a day before that Monday.

    ``before``: the times read earlier in the sentence.
    """
    way = re.search(r"\b(before|after)\W*$", text[: at[1]], re.IGNORECASE)
    told = re.fullmatch(r"P(\d+)([DWMY])", length)
    days = next((one[2].interval for one in reversed(before) if _is_day(one[2].interval)), None)
    if not (way and told and days and days.start and at[1] <= event.trigger.start <= at[1] + _AHEAD):
        return None
    day = shift(days.start, told[2], int(told[1]) * (-1 if way[1].lower() == "after" else 1))
    passage, score = Span.of(text, *at), _SCORE * _COUNTED
    why = (Because("time", "dates:offset+event", passage, score),)
    return Link(event.id, RoleName.TIME, passage, Interval(day, day, days.precision), 0, score, why)


def _is_day(days: Interval | None) -> bool:
    return days is not None and days.start is not None and days.start == days.stop


def _stem(event: Event) -> str:
    """The start of the trigger's last word, the same in "attack", "attacked" and "attacks"."""
    word = event.trigger.quote.lower().split()[-1]
    return re.escape(word[: max(4, len(word) - 3)])


def _number(event: Event, sentences: Mapping[str, Sentence]) -> int:
    sentence = sentences.get(event.sentence)
    return sentence.number if sentence else 0


def is_dated(links: tuple[Link, ...]) -> bool:
    """Whether a link tells a stretch of at most a week."""
    return any(
        isinstance(link.to, Interval) and link.to.start and link.to.stop and link.to.stop - link.to.start < timedelta(8)
        for link in links
    )


def _borrow(event: Event, links: tuple[Link, ...], rule: str, factor: float) -> Link:
    source = next(link for link in links if is_dated((link,)))
    score = round(source.score * factor, 3)
    reasons = (Because("time", rule, source.span, score), *source.because)
    return Link(event.id, RoleName.TIME, source.span, source.to, 0, score, reasons)
