"""Whether two events are one incident: small named features, each with its points and its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from math import log

from khaldun.link.copies import COPY, copy_share
from khaldun.link.facet import Facet, Reality
from khaldun.link.feature import WALL, Comparison, Feature, agree, edged, gap, give, named, swapped, wall
from khaldun.link.map import apart, contained, kilometres
from khaldun.link.rules import rules
from khaldun.link.within import WITHIN
from khaldun.link.words import likeness
from khaldun.model import CountKind, DatePrecision, Interval, PlacePrecision

_SLACK = timedelta(3)
"""Days by which a stamp or a reading may err before "told before it happened" is believed."""
_FAINT = 0.02
"""Likeness below which reports differ no further."""
_USUAL = 0.1
"""Likeness of two reports of the same trade and nothing more, where likeness counts neither way."""


def compare(one: Facet, other: Facet) -> Comparison:
    """The comparison of two events; the same whichever comes first."""
    if other.order < one.order:
        one, other = other, one
    found: list[Feature] = []
    for features in (_frame, *(WITHIN if one.report == other.report else _ACROSS)):
        for feature in features(one, other):
            found.append(feature)
            if feature.wall:
                return Comparison(tuple(found), WALL, feature.text)
    return Comparison(tuple(found), round(sum(feature.points for feature in found), 6))


def _frame(one: Facet, other: Facet) -> Iterator[Feature]:
    """What can never be one thing."""
    if one.family != other.family:
        yield wall("different kinds of deed")
    if Reality.CLAIM not in (one.reality, other.reality) and one.reality is not other.reality:
        yield wall(f"one is {one.coded.event.status.value}, the other {other.coded.event.status.value}")


def _type(one: Facet, other: Facet) -> Iterator[Feature]:
    """Where a pair across reports starts from, and the kind of deed."""
    yield give("across_reports")
    if one.verbal:
        yield give("verbal")
    if not one.types & other.types:
        yield give("other_type")
    if one.modes and other.modes:
        same = one.modes & other.modes
        yield give("same_mode", f"both {min(same)}") if same else give("other_mode")
    if one.triggers & other.triggers:
        yield give("same_trigger", f"both “{other.coded.event.trigger.quote}”")


def _time(one: Facet, other: Facet) -> Iterator[Feature]:
    first, second = one.when, other.when
    days = gap(first, second)
    if (_too_early(one, other) or _too_early(other, one)) and days < rules().limits["wall_days"]:
        yield give("told_before")
    elif days >= rules().limits["wall_days"] and one.sure and other.sure:
        yield wall(f"{days} days apart")
    elif first and second and _is_day(first) and _is_day(second):
        yield _of_days(days, first)
    elif edged(first) and edged(second):
        yield give("overlapping_time", "times overlap") if days <= 1 else give("other_days")
    else:
        yield from _told(one, other)


def _of_days(days: int, day: Interval) -> Feature:
    if days == 0:
        return give("same_day", f"same day ({day.start})")
    if days == 1:
        return give("next_day", "a day apart")
    return give("few_days" if days <= 3 else "ten_days" if days <= 10 else "other_days")


def _told(one: Facet, other: Facet) -> Iterator[Feature]:
    """Where a day is missing, news of one deed is told within days of it, or of other news of it."""
    days = [f.when.start if f.when and f.when.start and edged(f.when) else f.told for f in (one, other)]
    if days[0] is None or days[1] is None:
        yield give("untold")
        return
    between = abs((days[0] - days[1]).days)
    names = {2: "told_at_once", 7: "told_within_week", 14: "told_within_fortnight", 30: "told_within_month"}
    name = next((name for most, name in names.items() if between <= most), "told_later")
    yield give(name, f"told within {between} days of it" if between <= 7 else "")


def _is_day(span: Interval) -> bool:
    return span.precision is DatePrecision.DAY


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
        sure = one.placed and other.placed
        yield wall(f"{here.name} and {there.name} lie too far apart") if sure else give("other_place")
    elif here.id == there.id:
        yield _same_place(here.precision, here.name)
    elif (distance := kilometres(here, there)) is not None and distance <= rules().reach(one.coded.event.type):
        yield give("near", f"{here.name} lies {distance:.0f} km from {there.name}")
    elif inside := contained(here, there):
        name = "same_province" if inside != "country" else "same_country"
        yield give(name, f"{here.name} and {there.name} in one {inside}")


def _same_place(precision: PlacePrecision, name: str) -> Feature:
    names = {
        PlacePrecision.FACILITY: "same_facility", PlacePrecision.TOWN: "same_town",
        PlacePrecision.DISTRICT: "same_town",
        PlacePrecision.PROVINCE: "same_province", PlacePrecision.REGION: "same_province",
    }  # fmt: skip
    return give(names.get(precision, "same_country"), f"same place ({name})")


def _actors(one: Facet, other: Facet) -> Iterator[Feature]:
    shared = named(one.actors & other.actors)
    if shared:
        yield give("shared_actor", f"same actor ({', '.join(sorted(shared))})")
    elif one.kin & other.actors or other.kin & one.actors or one.kin & other.kin:
        yield give("related_actor", "related actors")
    elif named(one.actors) and named(other.actors) and not swapped(one, other):
        yield give("other_actor") if one.blamed or other.blamed else wall("different actors")
    if one.verbal and not shared:
        yield give("other_speaker")
    met = one.recipients & other.recipients
    if met:
        yield give("shared_recipient", f"same side hit ({', '.join(sorted(met))})", _by_name(met))
    elif named(one.recipients) and named(other.recipients) and not swapped(one, other):
        yield give("other_recipient")


def _by_name(shared: frozenset[str]) -> float:
    """A name in common tells more than "gunmen" or "civilians" in both."""
    return 1.0 if named(shared) else rules().limits["unnamed_share"]


def _means(one: Facet, other: Facet) -> Iterator[Feature]:
    if one.weapons and other.weapons:
        same = one.weapons & other.weapons
        yield give("same_weapon", f"same weapon ({min(same)})") if same else give("other_weapon")
    if one.targets and other.targets:
        same = one.targets & other.targets
        yield give("same_target", f"same target ({min(same)})") if same else give("other_target")


def _counts(one: Facet, other: Facet) -> Iterator[Feature]:
    for kind in (CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED):
        here, there = ([c for c in f.counts if c.kind is kind and c.low] for f in (one, other))
        met = [a for a in here for b in there if agree(a, b)]
        if met:
            most = max(count.low for count in met)
            yield give("same_count", f"{kind.value}: {most} in both", min(2.0, 0.6 + most / 10))
        elif here and there and not any(count.total for count in (*here, *there)):
            yield give("other_count")


def _words(one: Facet, other: Facet) -> Iterator[Feature]:
    shared = sorted(one.words.keys() & other.words.keys(), key=lambda word: (-one.words[word], word))
    if shared:
        weight = sum(max(0.0, one.words[word] - 2) for word in shared)
        points = min(rules().limits["words_cap"], rules().points["shared_words"] * weight)
        yield Feature("shared_words", points, f"shared words: {', '.join(shared[:4])}")
    if len(shared) >= 6 and len(shared) >= 0.8 * min(len(one.words), len(other.words)):
        yield give("same_words", "nearly the same sentence")


def _reports(one: Facet, other: Facet) -> Iterator[Feature]:
    alike = likeness(one.about, other.about)
    times = log(max(alike, _FAINT) / _USUAL)
    yield give("report_likeness", f"reports alike ({alike:.2f})" if alike >= 0.2 else "", times)
    if copy_share(one.coded.report.fingerprint, other.coded.report.fingerprint) >= COPY:
        yield give("wire_copy", "copies of one text")


_ACROSS: tuple[Callable[[Facet, Facet], Iterator[Feature]], ...] = (
    _time, _place, _actors, _type, _means, _counts, _words, _reports,
)  # fmt: skip
