"""Time phrases to intervals: when each event took place, relative to the day its report was told.

An event's own TIME fillers come first; then a time in its sentence that does not tell when something was said;
then the day of another event of its kind beside it or in the lead; last, for news of what happened, "before
publication" with no day at all. The day of publication is never taken for the day of the event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from khaldun.model import Because, DatePrecision, Dossier, Event, Interval, Link, RoleName, Sentence, Span, Status
from khaldun.resolve.dates.anchor import Anchor, anchor_of
from khaldun.resolve.dates.attach import between, follows_deed, of_another_clause, says_when_said
from khaldun.resolve.dates.beside import beside, counted_back, counted_from, is_dated
from khaldun.resolve.dates.grammar import Found, find_times
from khaldun.resolve.dates.scene import is_deed, scene_day
from khaldun.resolve.dates.time_value import Tense, TimeKind, TimeValue

_DONE = (Status.HAPPENED, Status.ATTEMPTED, Status.FOILED, Status.DENIED, Status.BACKGROUND)
_NEWS = (Status.HAPPENED, Status.ATTEMPTED, Status.FOILED)
_NO_ANCHOR = date(2030, 1, 1)
_SCORES: Mapping[DatePrecision, float] = {
    DatePrecision.DAY: 0.9, DatePrecision.WEEK: 0.85, DatePrecision.MONTH: 0.85, DatePrecision.YEAR: 0.85,
    DatePrecision.SEASON: 0.8, DatePrecision.RANGE: 0.8, DatePrecision.UNKNOWN: 0.6,
}  # fmt: skip
_SAME_SENTENCE = 0.8
"""Factor for a time in the sentence that the coder did not give to the event."""
_SCENES = {True: 0.45, False: 0.35}
"""Scores of a day from the sentences around: where one says that something happened then, and where none does."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A report's text, its anchor, and every expression of time in it, by the tense it is read in."""

    dossier: Dossier
    text: str
    anchor: Anchor | None
    sentences: Mapping[str, Sentence]
    found: Mapping[Tense | None, tuple[Found, ...]]


def resolve_dates(dossier: Dossier) -> tuple[Link, ...]:
    """The time of every event of a coded dossier, at most one link an event and filler, best reading rank 0."""
    events = dossier.events or ()
    if dossier.report is None or not events:
        return ()
    telling = _telling(dossier)
    own = {event.id: tuple(_own(event, telling)) for event in events}
    own |= {event.id: tuple(_counted(event, own, telling)) for event in events if not own[event.id]}
    scene = _scene_of(events, own, telling)
    return tuple(link for event in events for link in own[event.id] or _otherwise(event, own, scene, telling))


def _telling(dossier: Dossier) -> Telling:
    text = dossier.report.text if dossier.report else ""
    anchor = anchor_of(dossier.report) if dossier.report else None
    day = anchor.day if anchor else _NO_ANCHOR
    found = {tense: _readable(find_times(text, day, tense=tense), anchor) for tense in (None, Tense.PAST)}
    return Telling(dossier, text, anchor, {s.id: s for s in dossier.sentences or ()}, found)


def _readable(found: tuple[Found, ...], anchor: Anchor | None) -> tuple[Found, ...]:
    """Without an anchor only what names its own year can be read."""
    return found if anchor else tuple(one for one in found if one[2].explicit)


def _own(event: Event, telling: Telling) -> Iterator[Link]:
    """The readings of an event's own fillers, else of a time in its sentence."""
    times = telling.found[Tense.PAST if event.status in _DONE else None]
    for role in event.fillers(RoleName.TIME):
        inside = [one for one in times if one[0] < role.span.stop and role.span.start < one[1]]
        yield from _best(event, inside, telling, 1.0, "")
    if not event.fillers(RoleName.TIME):
        yield from _best(event, _in_sentence(event, times, telling), telling, _SAME_SENTENCE, "+same-sentence")


def _counted(event: Event, own: Mapping[str, tuple[Link, ...]], telling: Telling) -> Iterator[Link]:
    """The day of "a day after the raid", once the raid has one."""
    for role in event.fillers(RoleName.TIME):
        for start, stop, value in telling.found[None]:
            if value.kind is TimeKind.DURATION and start < role.span.stop and role.span.start < stop:
                at, events = (start, stop), telling.dossier.events or ()
                link = counted_from(event, at, value.value, telling.text, events, own)
                link = link or counted_back(event, at, value.value, telling.text, _before(event, start, telling))
                yield from (link,) if link else ()


def _before(event: Event, at: int, telling: Telling) -> list[Found]:
    """The times of an event's sentence that stand before a position."""
    sentence = telling.sentences.get(event.sentence)
    times = telling.found[Tense.PAST if event.status in _DONE else None]
    return [one for one in times if sentence and sentence.span.start <= one[0] and one[1] <= at]


def _in_sentence(event: Event, times: tuple[Found, ...], telling: Telling) -> list[Found]:
    """The times of the event's sentence that may be the event's, nearest to its trigger first."""
    sentence = telling.sentences.get(event.sentence)
    if sentence is None:
        return []
    inside = [one for one in times if sentence.span.start <= one[0] and one[1] <= sentence.span.stop]
    free = [one for one in inside if not _of_else(one, event, sentence, telling)]
    if is_deed(event) and event.status in _NEWS:
        free = [one for one in free if not follows_deed(sentence, one[0], event.trigger)]
    return sorted(free, key=lambda one: max(one[0] - event.trigger.stop, event.trigger.start - one[1]))


def _of_else(one: Found, event: Event, sentence: Sentence, telling: Telling) -> bool:
    """Whether a time of the sentence is that of a telling, of the report itself, or of another deed."""
    if says_when_said(sentence, one[0], event.trigger) or _stamp(one, telling):
        return True
    return of_another_clause(sentence, one[0], event.trigger)


def _stamp(one: Found, telling: Telling) -> bool:
    """Whether a full date is that of the report itself: "LIMA, 3 Jan 2023 --" tells when it was written."""
    days = one[2].interval
    return bool(telling.anchor and one[2].explicit and days and days.start == days.stop == telling.anchor.day)


def _best(event: Event, found: list[Found], telling: Telling, factor: float, suffix: str) -> Iterator[Link]:
    """The closest-edged reading of the times found, as one link; two that span a range are read together."""
    readings = [(start, stop, value, span) for start, stop, value in found if (span := _days(event, value, telling))]
    if not readings:
        return
    pair = between(telling.text, [(start, stop, span) for start, stop, _, span in readings])
    start, stop, value, span = min(readings, key=lambda one: _width(one[3]))
    start, stop, span = pair or (start, stop, span)
    score = _SCORES[span.precision] * factor
    yield _link(event, telling, span, (start, stop), f"{value.rule}{suffix}", score, bool(value.explicit))


def _width(span: Interval) -> int:
    if span.start is None or span.stop is None:
        return 10**6 if span.start or span.precision is not DatePrecision.UNKNOWN else 10**7
    return (span.stop - span.start).days


def _days(event: Event, value: TimeValue, telling: Telling) -> Interval | None:
    """The days a reading allows for this event: nothing that happened lies after the day of telling."""
    span = value.interval
    if span is None or value.kind is TimeKind.SET:
        return None
    if telling.anchor is None or event.status not in _DONE:
        return span
    return no_later(span, telling.anchor.day)


def no_later(span: Interval, day: date) -> Interval | None:
    """The part of an interval up to a day; None when it all lies after it."""
    if span.start is not None and span.start > day:
        return None
    if (span.stop is None and span.start is not None) or (span.stop is not None and span.stop > day):
        return Interval(span.start, day, span.precision)
    return span


def _link(
    event: Event, telling: Telling, days: Interval, at: tuple[int, int], rule: str, score: float, explicit: bool
) -> Link:
    passage = Span.of(telling.text, *at)
    reasons = [Because("time", rule, passage, score)]
    if telling.anchor and not explicit:
        reasons.append(Because("time", telling.anchor.rule, telling.anchor.span, 1.0))
    return Link(event.id, RoleName.TIME, passage, days, 0, score, tuple(reasons))


def _scene_of(
    events: tuple[Event, ...], own: Mapping[str, tuple[Link, ...]], telling: Telling
) -> tuple[Found, bool] | None:
    """The day that a report tells around its deeds, when it tells none of them."""
    if telling.anchor is None or any(
        is_dated(own[event.id]) for event in events if is_deed(event) and event.status in _NEWS
    ):
        return None
    return scene_day(events, telling.found[Tense.PAST], telling.dossier.sentences or (), telling.anchor.day)


def _from_scene(event: Event, scene: tuple[Found, bool] | None, telling: Telling) -> Link | None:
    if scene is None or event.status not in _NEWS or not is_deed(event):
        return None
    (start, stop, value), happens = scene
    days, rule = _days(event, value, telling), "dates:scene-happened" if happens else "dates:scene"
    return _link(event, telling, days, (start, stop), rule, _SCENES[happens], False) if days else None


def _otherwise(
    event: Event, own: Mapping[str, tuple[Link, ...]], scene: tuple[Found, bool] | None, telling: Telling
) -> tuple[Link, ...]:
    """The day of an event beside it, else "before publication", else a link that says nothing was found."""
    told = telling.anchor.day if telling.anchor else None
    near = beside(event, telling.dossier.events or (), own, telling.sentences, told)
    if near:
        return (near,)
    around = _from_scene(event, scene, telling)
    if around:
        return (around,)
    if telling.anchor and event.status in _NEWS:
        days = Interval(None, telling.anchor.day, DatePrecision.UNKNOWN)
        why = (
            Because("time", "dates:before-publication", event.trigger, 0.3),
            Because("time", telling.anchor.rule, telling.anchor.span, 1.0),
        )
        return (Link(event.id, RoleName.TIME, None, days, 0, 0.3, why),)
    return tuple(
        Link(event.id, RoleName.TIME, role.span, None, 0, 0.0, (Because("time", "dates:not-read", role.span, 0.0),))
        for role in event.fillers(RoleName.TIME)
    )
