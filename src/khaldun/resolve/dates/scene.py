"""The day of a deed told without one: that of "it happened Monday night" and of what else the report tells around it.

A report of one deed tells its day once, often in a sentence that holds no deed the coder reads ("Officers were called
to the house at 6 p.m. Sunday"). A day that hangs on a verb of telling, or on what follows a deed (arrest, charge,
hospital), is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from khaldun.model import DatePrecision, Event, EventType, Sentence, Token
from khaldun.resolve.dates.attach import PRESENT, governor
from khaldun.resolve.dates.grammar import Found
from khaldun.resolve.dates.words import words

_DEEDS = frozenset({EventType.ASSAULT})
_BEFORE, _AFTER, _LEAD = 2, 4, 6
"""Sentences before and after the deed, and at the head of the report, that may tell its day."""
_OLDEST = timedelta(60)
"""A day further back is history more often than news."""


def scene_day(
    events: Sequence[Event], found: Sequence[Found], sentences: Sequence[Sentence], told: date
) -> tuple[Found, bool] | None:
    """The time that most likely is that of a report's deeds, and whether it is told to have happened then.

    ``events``: the report's, none of whose deeds has a day of its own. What happened is taken before what was done, the
    earlier before the later.
    """
    deeds = {event.sentence for event in events if is_deed(event)}
    at = [sentence.number for sentence in sentences if sentence.id in deeds]
    ranked = sorted(_near(at, found, sentences, told), key=lambda one: (not one[1], one[2]))
    return (ranked[0][0], ranked[0][1]) if ranked else None


def is_deed(event: Event) -> bool:
    """Whether an event is of the kind that a report tells the day of by itself."""
    return event.type in _DEEDS


def _near(
    at: Sequence[int], found: Sequence[Found], sentences: Sequence[Sentence], told: date
) -> Iterator[tuple[Found, bool, int]]:
    """Each day near a deed, whether its sentence says that something happened, and where it stands."""
    for sentence in sentences:
        number = sentence.number
        if not (number < _LEAD or any(-_BEFORE <= number - deed <= _AFTER for deed in at)):
            continue
        for one in found:
            inside = sentence.span.start <= one[0] and one[1] <= sentence.span.stop
            stamp = one[2].explicit and one[2].interval and one[2].interval.stop == told
            if inside and not stamp and _is_recent_day(one, told) and not tells_of_after(sentence, one[0]):
                yield one, _happens(sentence, one[0]), number


def _is_recent_day(one: Found, told: date) -> bool:
    days = one[2].interval
    if days is None or days.start is None or days.stop is None or days.stop - days.start > timedelta(1):
        return False
    return days.precision in (DatePrecision.DAY, DatePrecision.RANGE) and told - _OLDEST <= days.start <= told


def tells_of_after(sentence: Sentence, start: int) -> bool:
    """Whether the time at ``start`` hangs on a verb of telling or on what follows a deed."""
    token = next((t for t in sentence.tokens if t.start <= start < t.stop), None)
    verb = governor(sentence, token) if token else None
    if verb is None or verb.tag in PRESENT:
        return False
    saying = words().saying
    if verb.lemma in saying["verbs"] or verb.lemma in saying["aftermath"]:
        return True
    return verb.lemma in saying["states"] and any(_is_state(sentence, verb, t) for t in sentence.tokens)


def _is_state(sentence: Sentence, verb: Token, token: Token) -> bool:
    """Whether a word is the state that somebody is in after a deed: "was in critical condition Tuesday"."""
    if token.lemma not in words().saying["state-nouns"]:
        return False
    above = sentence.head_of(token)
    return above.index == verb.index or sentence.head_of(above).index == verb.index


def _happens(sentence: Sentence, start: int) -> bool:
    token = next((t for t in sentence.tokens if t.start <= start < t.stop), None)
    verb = governor(sentence, token) if token else None
    return verb is not None and verb.lemma in words().saying["happening"]
