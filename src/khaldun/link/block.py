"""Which events are worth comparing: those that share a key of time and place, actor or rare words, or a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from khaldun.link.facet import Facet
from khaldun.link.rules import rules

Key = tuple[str | int, ...]

_BUCKET = 4
"""Days a bucket of time. An event reaches one day beyond its own, so neighbours across an edge still meet."""
_SEASON = 30
"""Days a stretch in which rare words alone bring events together."""
_NAMED = 8
"""Rare words of a sentence that make keys, and as many of the report."""
_BANDS = 8
"""Slots of a fingerprint that together make a key for copies."""


def candidates(facets: Sequence[Facet]) -> Iterator[tuple[int, int]]:
    """Pairs of positions worth comparing, each once, lower first.

    A key shared by more events than ``limits.block`` tells nothing and makes no pairs by itself.
    """
    held: dict[Key, list[int]] = defaultdict(list)
    for position, facet in enumerate(facets):
        for key in set(_keys(facet)):
            held[key].append(position)
    seen: set[tuple[int, int]] = set()
    for key, members in held.items():
        if len(members) <= _most(key):
            seen.update((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
    return iter(sorted(seen))


def _most(key: Key) -> float:
    return rules().limits["word_block" if key[0] == "word" else "block"]


def _keys(facet: Facet) -> Iterator[Key]:
    yield ("report", facet.report, facet.family)
    for bucket in _buckets(facet):
        yield from (("place", facet.family, bucket, place) for place in _places(facet))
        yield from (("actor", facet.family, bucket, who, _country(facet)) for who in _parties(facet))
    rare = {*_rare((w, r) for w, r in facet.words.items() if w in facet.about), *_rare(facet.about.items())}
    yield from (("word", facet.family, season, word) for season in _seasons(facet) for word in rare)
    print_ = facet.coded.report.fingerprint
    for band in range(0, len(print_), _BANDS):
        yield ("copy", facet.family, band, *print_[band : band + _BANDS])


def _buckets(facet: Facet) -> Iterator[int]:
    """The buckets of days that an event may lie in; the fortnight before telling when its days are not known."""
    span, back = facet.when, timedelta(rules().limits["days_back"])
    first, last = (span.start, span.stop) if span else (None, None)
    if first is None or last is None or last - first > back:
        if facet.told is None and (last or first) is None:
            return
        last = last or facet.told or first
        first = last - back if last else None
    if first and last:
        yield from range((first.toordinal() - 1) // _BUCKET, (last.toordinal() + 1) // _BUCKET + 1)


def _seasons(facet: Facet) -> tuple[int, ...]:
    """Overlapping stretches of time for rare words: by the event's days where known, and by the telling."""
    span = facet.when
    days = {day for day in (span.start if span and span.stop else None, facet.told) if day}
    seasons = {day.toordinal() // _SEASON + step for day in days for step in (0, 1)}
    return tuple(sorted(seasons)) or (-1,)


def _places(facet: Facet) -> Iterator[str]:
    place = facet.place
    if place:
        yield place.id
        if place.admin1:
            yield f"{place.country}/{place.admin1}"


def _country(facet: Facet) -> str:
    return (facet.place.country if facet.place else None) or ""


def _parties(facet: Facet) -> Iterable[str]:
    return facet.actors | facet.recipients


def _rare(weighed: Iterable[tuple[str, float]]) -> list[str]:
    ranked = sorted(weighed, key=lambda item: (-item[1], item[0]))
    return [word for word, _ in ranked[:_NAMED]]
