"""Whether two events are one incident: small named features, each with its points and its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import log

from khaldun.link.copies import COPY, copy_share
from khaldun.link.facet import Facet, Reality
from khaldun.link.map import apart, contained, kilometres
from khaldun.link.rules import rules
from khaldun.link.words import likeness
from khaldun.model import Count, CountKind, DatePrecision, Interval, PlacePrecision

WALL = float("-inf")
"""The points of a pair that must stay apart."""
_SLACK = timedelta(3)
"""Days by which a stamp or a reading may err before "told before it happened" is believed."""
_FAINT = 0.02
"""Likeness below which reports differ no further."""
_USUAL = 0.1
"""Likeness of two reports of the same trade and nothing more, where likeness counts neither way."""
_VAGUE_DAYS = timedelta(31)


@dataclass(frozen=True, slots=True)
class Feature:
    """Points for or against, and why, in words for the reader; ``wall`` forbids joining whatever else agrees."""

    name: str
    points: float
    text: str
    wall: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The features of a pair and their sum; ``wall`` names what forbids joining, or is empty."""

    features: tuple[Feature, ...]
    points: float
    wall: str = ""

    @property
    def reason(self) -> str:
        """The features that speak for joining, strongest first, in words."""
        found = sorted((f for f in self.features if f.points > 0), key=lambda f: (-f.points, f.name))
        return ", ".join(feature.text for feature in found if feature.text)


def compare(one: Facet, other: Facet) -> Comparison:
    """The comparison of two events; the same whichever comes first."""
    if other.order < one.order:
        one, other = other, one
    found: list[Feature] = []
    for features in _FEATURES:
        for feature in features(one, other):
            found.append(feature)
            if feature.wall:
                return Comparison(tuple(found), WALL, feature.text)
    return Comparison(tuple(found), round(sum(feature.points for feature in found), 6))


def _give(name: str, text: str = "", times: float = 1.0) -> Feature:
    return Feature(name, rules().points[name] * times, text)


def _wall(text: str) -> Feature:
    return Feature("wall", 0.0, text, wall=True)


def _frame(one: Facet, other: Facet) -> Iterator[Feature]:
    """Where the pair starts from, and what can never be one thing."""
    if one.family != other.family:
        yield _wall("different kinds of deed")
    if Reality.CLAIM not in (one.reality, other.reality) and one.reality is not other.reality:
        yield _wall(f"one is {one.coded.event.status.value}, the other {other.coded.event.status.value}")
    yield _give("within_report" if one.report == other.report else "across_reports")
    if one.verbal:
        yield _give("verbal")


def _type(one: Facet, other: Facet) -> Iterator[Feature]:
    here, there = one.coded.event, other.coded.event
    same = here.type is there.type
    if not same:
        yield _give("other_type")
    if here.mode and there.mode:
        yield _give("same_mode", f"both {here.mode}") if here.mode == there.mode else _give("other_mode")
    if one.trigger == other.trigger:
        yield _give("same_trigger", f"both “{there.trigger.quote}”")


def _time(one: Facet, other: Facet) -> Iterator[Feature]:
    first, second = one.when, other.when
    if _too_early(one, other) or _too_early(other, one):
        yield _wall("one was told before the other happened")
    gap = _gap(first, second) if first and second else 0
    if gap >= rules().limits["wall_days"] and one.sure and other.sure:
        yield _wall(f"{gap} days apart")
    if one.report == other.report:
        yield from _days_within(one, other, gap)
    elif first and second and _is_day(first) and _is_day(second):
        yield _of_days(gap, first)
    elif first and second and _edged(first) and _edged(second):
        yield _give("overlapping_time", "times overlap") if gap <= 1 else _give("other_days")
    else:
        yield from _told(one, other)


def _days_within(one: Facet, other: Facet, gap: int) -> Iterator[Feature]:
    """In one report a borrowed day proves nothing; two days of their own do."""
    if one.sure and other.sure and one.when and other.when and _edged(one.when) and _edged(other.when):
        yield _give("within_other_day") if gap else _give("within_same_day", f"same day ({one.when.start})")


def _of_days(gap: int, day: Interval) -> Feature:
    if gap == 0:
        return _give("same_day", f"same day ({day.start})")
    if gap == 1:
        return _give("next_day", "a day apart")
    return _give("few_days" if gap <= 3 else "ten_days" if gap <= 10 else "other_days")


def _told(one: Facet, other: Facet) -> Iterator[Feature]:
    """Where a day is missing, news of one deed is told within days of it, or of other news of it."""
    days = [f.when.start if f.when and f.when.start and _edged(f.when) else f.told for f in (one, other)]
    if days[0] is None or days[1] is None:
        yield _give("untold")
        return
    gap = abs((days[0] - days[1]).days)
    names = {2: "told_at_once", 7: "told_within_week", 14: "told_within_fortnight", 30: "told_within_month"}
    name = next((name for most, name in names.items() if gap <= most), "told_later")
    yield _give(name, f"told within {gap} days of it" if gap <= 7 else "")


def _edged(span: Interval) -> bool:
    return bool(span.start and span.stop and span.stop - span.start <= _VAGUE_DAYS)


def _is_day(span: Interval) -> bool:
    return span.precision is DatePrecision.DAY


def _gap(first: Interval, second: Interval) -> int:
    """Days between two intervals; 0 when they overlap or an end is open towards the other."""
    if first.stop and second.start and second.start > first.stop:
        return (second.start - first.stop).days
    if second.stop and first.start and first.start > second.stop:
        return (first.start - second.stop).days
    return 0


def _too_early(one: Facet, other: Facet) -> bool:
    """Whether ``one``, which happened, was told before ``other`` began."""
    if one.told is None or other.when is None or other.when.start is None or one.reality is Reality.AHEAD:
        return False
    return other.sure and other.when.start > one.told + _SLACK


def _place(one: Facet, other: Facet) -> Iterator[Feature]:
    here, there = one.place, other.place
    if here is None or there is None:
        return
    if apart(here, there, rules().reach(one.coded.event.type)):
        yield _wall(f"{here.name} and {there.name} lie too far apart")
    if here.id == there.id:
        yield _same_place(here.precision, here.name)
    elif (distance := kilometres(here, there)) is not None and distance <= rules().reach(one.coded.event.type):
        yield _give("near", f"{here.name} lies {distance:.0f} km from {there.name}")
    elif inside := contained(here, there):
        name = "same_province" if inside != "country" else "same_country"
        yield _give(name, f"{here.name} and {there.name} in one {inside}")


def _same_place(precision: PlacePrecision, name: str) -> Feature:
    names = {
        PlacePrecision.FACILITY: "same_facility", PlacePrecision.TOWN: "same_town",
        PlacePrecision.DISTRICT: "same_town",
        PlacePrecision.PROVINCE: "same_province", PlacePrecision.REGION: "same_province",
    }  # fmt: skip
    return _give(names.get(precision, "same_country"), f"same place ({name})")


def _actors(one: Facet, other: Facet) -> Iterator[Feature]:
    shared = one.actors & other.actors
    if shared:
        yield _give("shared_actor", f"same actor ({', '.join(sorted(shared))})")
    elif one.kin & other.actors or other.kin & one.actors or one.kin & other.kin:
        yield _give("related_actor", "related actors")
    elif one.actors and other.actors and not _swapped(one, other):
        yield _give("other_actor") if one.blamed or other.blamed else _wall("different actors")
    if one.verbal and not shared:
        yield _give("other_speaker")
    met = one.recipients & other.recipients
    if met:
        yield _give("shared_recipient", f"same side hit ({', '.join(sorted(met))})")
    elif one.recipients and other.recipients and not _swapped(one, other):
        yield _give("other_recipient")


def _swapped(one: Facet, other: Facet) -> bool:
    """A fight told from both sides: the actor of one is the recipient of the other."""
    return bool(one.actors & other.recipients or other.actors & one.recipients)


def _means(one: Facet, other: Facet) -> Iterator[Feature]:
    here, there = one.coded.event, other.coded.event
    if here.weapon and there.weapon:
        same = here.weapon.category == there.weapon.category
        yield _give("same_weapon", f"same weapon ({here.weapon.category})") if same else _give("other_weapon")
    if here.target_kind and there.target_kind:
        same = here.target_kind.category == there.target_kind.category
        yield _give("same_target", f"same target ({here.target_kind.category})") if same else _give("other_target")


def _counts(one: Facet, other: Facet) -> Iterator[Feature]:
    for kind in (CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED):
        here, there = one.coded.event.count(kind), other.coded.event.count(kind)
        if here is None or there is None:
            continue
        if _agree(here, there):
            yield _give("same_count", f"{kind.value}: {here.low} in both", min(2.0, 0.6 + here.low / 10))
        elif not (here.total or there.total):
            yield _give("other_count")


def _agree(here: Count, there: Count) -> bool:
    high = max(here.low, here.high or here.low), max(there.low, there.high or there.low)
    return here.low <= high[1] and there.low <= high[0]


def _words(one: Facet, other: Facet) -> Iterator[Feature]:
    shared = sorted(one.words.keys() & other.words.keys(), key=lambda word: (-one.words[word], word))
    if shared:
        weight = sum(max(0.0, one.words[word] - 2) for word in shared)
        points = min(rules().limits["words_cap"], rules().points["shared_words"] * weight)
        yield Feature("shared_words", points, f"shared words: {', '.join(shared[:4])}")
    if len(shared) >= 6 and len(shared) >= 0.8 * min(len(one.words), len(other.words)):
        yield _give("same_words", "nearly the same sentence")


def _reports(one: Facet, other: Facet) -> Iterator[Feature]:
    if one.report == other.report:
        yield from _resumption(one, other)
        return
    alike = likeness(one.about, other.about)
    times = log(max(alike, _FAINT) / _USUAL)
    yield _give("report_likeness", f"reports alike ({alike:.2f})" if alike >= 0.2 else "", times)
    if copy_share(one.coded.report.fingerprint, other.coded.report.fingerprint) >= COPY:
        yield _give("wire_copy", "copies of one text")


def _resumption(one: Facet, other: Facet) -> Iterator[Feature]:
    """In one report: "the attack" takes up the deed told before; "another attack" does not."""
    if other.another and not other.definite:
        yield _give("repeated")
    elif other.definite and other.coded.event.sentence != one.coded.event.sentence:
        yield _give("resumption", f"“{other.coded.event.trigger.quote}” takes up what was told before")


_FEATURES: tuple[Callable[[Facet, Facet], Iterator[Feature]], ...] = (
    _frame, _time, _place, _actors, _type, _means, _counts, _words, _reports,
)  # fmt: skip
