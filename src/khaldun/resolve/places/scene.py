"""Where an event without a place of its own may have taken place: the places its report names, weighed together.

A local report says "police were called to Main Street" and names its town in the dateline; a longer one tells the
village two sentences on. Every place the report names is a candidate, nations named by their people too; in the report
of a local outlet also small places no gazetteer lists and the outlet's own town, named or not. A small linear model
weighs them for each event, one for local reports and one for others (``data/places/scene_local_weights.tsv`` and
``scene_weights.tsv``, made by ``training/scenes.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.place_weights import weights
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Event, Place, PlacePrecision, Sentence
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.measure import contains
from khaldun.resolve.places.rank import Reading
from khaldun.resolve.places.scene_measure import NOWHERE, Spot, event_features, is_dateline, report_features
from khaldun.resolve.places.scene_more import of_outlet, unlisted
from khaldun.resolve.places.setting import Setting

_DESK = 300_000
"""People of a town from which agencies keep a desk there that reports on the country around it. Set by hand."""

_SECOND = 0.05
"""Probability from which the second reading of a name is a candidate too: below it hardly ever is right."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A candidate scene of an event; ``chance`` is its share among all candidates and "nowhere named"."""

    spot: Spot
    chance: float


class Scenes:
    """The candidate scenes of one report."""

    def __init__(
        self,
        toponyms: Sequence[Toponym],
        readings: Mapping[Toponym, tuple[Reading, ...]],
        found: Setting,
        sentences: Sequence[Sentence],
        gazetteer: Gazetteer,
    ) -> None:
        self._sentences = {sentence.number: sentence for sentence in sentences}
        self._found = found
        self._numbers = {sentence.id: sentence.number for sentence in sentences}
        self.is_local = bool(found.home)
        known = tuple(_spots(toponyms, readings, gazetteer, deep=self.is_local))
        more = (*unlisted(toponyms, readings, known, found), *of_outlet(known, found)) if self.is_local else ()
        self.spots = (*known, *more)
        self._fixed = [report_features(spot, self.spots, self._sentences, found) for spot in self.spots]

    def is_desk(self, spot: Spot) -> bool:
        """Whether a spot is only the town of a desk: a large one that nothing but a dateline names."""
        large = (spot.place.population or 0) >= _DESK
        named = bool(spot.mentions or spot.peoples)  # the town of the outlet need not be
        return large and named and all(is_dateline(toponym, self._sentences) for toponym in spot.mentions)

    def measured(self, event: Event, told: Mapping[str, tuple[Event, Place]]) -> Iterator[dict[str, float]]:
        """The features of each candidate for an event, in the order of ``spots``, those of "nowhere" last.

        ``told`` has, by id, the other events of the report whose own words give a place.
        """
        here = self._numbers.get(event.sentence, 0)
        others = [(self._numbers.get(e.sentence, 0) - here, e.type is event.type, p) for e, p in told.values()]
        for spot, fixed in zip(self.spots, self._fixed, strict=True):
            yield fixed | event_features(event, here, spot, others, self._sentences, self._found)
        yield {NOWHERE: 1.0, f"{NOWHERE}:rivals": math.log1p(len(self.spots))}

    def ranked(self, event: Event, told: Mapping[str, tuple[Event, Place]]) -> tuple[Scene, ...]:
        """The candidates for an event, likeliest first; their chances and that of "nowhere" make one."""
        model = weights("scene_local" if self.is_local else "scene")
        levels = [model.dot(measured) for measured in self.measured(event, told)]
        top = max(levels)
        total = sum(math.exp(level - top) for level in levels)
        scenes = (
            Scene(spot, math.exp(level - top) / total) for spot, level in zip(self.spots, levels[:-1], strict=True)
        )
        return tuple(sorted(scenes, key=lambda scene: -scene.chance))


def together(scenes: Sequence[Scene], area: Place) -> float:
    """The chance that an event took place in an area: its own and that of the candidates inside it."""
    return sum(s.chance for s in scenes if s.spot.place.id == area.id or contains(area, s.spot.place))


def _spots(
    toponyms: Sequence[Toponym],
    readings: Mapping[Toponym, tuple[Reading, ...]],
    gazetteer: Gazetteer,
    *,
    deep: bool,
) -> Iterator[Spot]:
    """One candidate a place, from the best readings of all names; ``deep``: the towns among their second ones too."""
    named: dict[str, list[Toponym]] = {}
    peoples: dict[str, list[Toponym]] = {}
    best: dict[str, Reading] = {}
    for toponym in toponyms:
        if toponym.demonym:
            country = Countries.load().demonym(toponym.span.quote)
            place = gazetteer.get(f"country:{country.alpha3}") if country else None
            if place:
                peoples.setdefault(place.id, []).append(toponym)
                best.setdefault(place.id, Reading(place, 1.0, "places:demonym", toponym.span))
        for reading in _worth(readings.get(toponym, ())) if deep else readings.get(toponym, ())[:1]:
            named.setdefault(reading.place.id, []).append(toponym)
            known = best.get(reading.place.id)
            if known is None or known.score < reading.score or known.rule == "places:demonym":
                best[reading.place.id] = reading
    for id, reading in best.items():
        if reading.place.precision is not PlacePrecision.UNKNOWN:
            yield Spot(reading.place, reading, tuple(named.get(id, ())), tuple(peoples.get(id, ())))


def _worth(found: Sequence[Reading]) -> tuple[Reading, ...]:
    second = (r for r in found[1:2] if r.score >= _SECOND and r.place.precision is PlacePrecision.TOWN)
    return (*found[:1], *second)
