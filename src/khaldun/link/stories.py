"""Which reports are about one thing, whether or not an event was coded in them: the stories of a project.

Reports are compared by their words, by the incidents they share, and by the days and places of their events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khaldun.link.cluster import Clusters
from khaldun.link.feature import edged, gap
from khaldun.link.map import kilometres
from khaldun.link.rules import rules
from khaldun.link.words import Vector, learn
from khaldun.model import CodedEvent, Incident, Interval, Place, Report

Story = tuple[str, ...]
"""The ids of reports that are about one thing, in the order given."""
_NEAR = 3  # days that two readings of one deed's day may lie apart: as in the comparison of events
_FAR = 100.0  # kilometres between places of one deed: the reach of an ASSAULT
_FAINT = 0.02  # likeness below which reports differ no further
_WEEKS = 14  # days after which news of a deed is no longer news


@dataclass(frozen=True, slots=True)
class _About:
    """What one report tells: its words, when it told them, and the days, places and incidents of its events."""

    words: Vector
    told: date | None
    days: tuple[Interval, ...]
    places: tuple[Place, ...]
    incidents: frozenset[str]


def stories(
    reports: Sequence[Report], coded: Iterable[CodedEvent] = (), incidents: Iterable[Incident] = ()
) -> tuple[Story, ...]:
    """Reports (each id once) that belong together, every report in one story; ``coded`` are their events."""
    about = _gathered(reports, coded, incidents)
    limits = rules().limits
    points = {(a, b): _points(about[a], about[b], shared) for (a, b), shared in _likenesses(about)}
    groups = Clusters(len(reports), 0.0, -limits["story"]).run(points, ())
    return tuple(tuple(reports[n].id for n in members) for members in groups)


def _gathered(
    reports: Sequence[Report], coded: Iterable[CodedEvent], incidents: Iterable[Incident]
) -> tuple[_About, ...]:
    events: dict[str, list[CodedEvent]] = defaultdict(list)
    for item in coded:
        events[item.report.id].append(item)
    of = {event: incident.id for incident in incidents for event in incident.events}
    _, vectors = learn(reports)
    return tuple(_about(report, vectors[report.id], events[report.id], of) for report in reports)


def _about(report: Report, words: Vector, events: Sequence[CodedEvent], of: Mapping[str, str]) -> _About:
    days = dict.fromkeys(item.when for item in events if item.when and edged(item.when))
    places = dict.fromkeys(item.place for item in events if item.place and item.place.lat is not None)
    shared = frozenset(of[item.event.id] for item in events if item.event.id in of)
    told = report.published.at.date() if report.published else None
    return _About(words, told, tuple(days), tuple(places), shared)


def _likenesses(about: Sequence[_About]) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of reports that share words, with their likeness; found by the words, not by comparing all with all.

    A word that very many reports hold tells next to nothing, and is passed over for them.
    """
    holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
    most = rules().limits["block"]
    for n, one in enumerate(about):
        found: dict[int, float] = defaultdict(float)
        for word, weight in one.words.items():
            for other, theirs in holding[word] if len(holding[word]) <= most else ():
                found[other] += weight * theirs
            holding[word].append((n, weight))
        yield from (((other, n), value) for other, value in sorted(found.items()) if value > _FAINT)


def _points(one: _About, other: _About, alike: float) -> float:
    """What speaks for one story, above zero, or against it."""
    limits = rules().limits
    points = alike - limits["story"]
    if one.incidents & other.incidents:
        points += limits["story_incident"]
    if one.days and other.days and min(gap(a, b) for a in one.days for b in other.days) > _NEAR:
        points -= limits["story_other_days"]
    if one.places and other.places and min(_between(a, b) for a in one.places for b in other.places) > _FAR:
        points -= limits["story_other_places"]
    if one.told and other.told and abs((one.told - other.told).days) > _WEEKS:
        points -= limits["story_later"]
    return points


def _between(one: Place, other: Place) -> float:
    return kilometres(one, other) or 0.0
