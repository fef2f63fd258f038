"""Chooses among the places of one name, by what stands beside the name and what else the report speaks of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.place_weights import weights
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place, PlacePrecision, Span
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.measure import Points, contains, features, neighbours
from khaldun.resolve.places.setting import Setting

_UNITS = frozenset((PlacePrecision.PROVINCE, PlacePrecision.DISTRICT))


@dataclass(frozen=True, slots=True)
class Reading:
    """A place a toponym may stand for; ``score`` is its probability among the readings of the name.

    ``rule`` names the strongest reason, ``witness`` the passage that gave it (None: the name alone).
    """

    place: Place
    score: float
    rule: str
    witness: Span | None = None


def rank(
    toponyms: Sequence[Toponym], found: Setting, gazetteer: Gazetteer, weak: Sequence[Toponym] = ()
) -> dict[Toponym, tuple[Reading, ...]]:
    """The readings of each toponym, best first, in two rounds: the second knows the first's choices.

    ``weak`` names are read beside the others, which never look at them.
    """
    points = {place.id: gazetteer.representative_point(place) for t in (*toponyms, *weak) for place in t.places[:_DEEP]}
    chosen: dict[Toponym, Place] = {t: t.places[0] for t in toponyms if t.places and _sure(t)}
    readings: dict[Toponym, tuple[Reading, ...]] = {}
    for _ in range(2):
        readings = {t: _readings(t, toponyms, found, chosen, points) for t in toponyms if t.places}
        chosen = {t: all_[0].place for t, all_ in readings.items()}
    return readings | {t: _readings(t, toponyms, found, chosen, points) for t in weak if t.places}


_DEEP = 40  # readings weighed per name


def _sure(toponym: Toponym) -> bool:
    """A state, or a name only one place bears."""
    return len(toponym.places) == 1 or toponym.places[0].precision is PlacePrecision.COUNTRY


def _readings(
    toponym: Toponym,
    toponyms: Sequence[Toponym],
    found: Setting,
    chosen: dict[Toponym, Place],
    points: Points,
) -> tuple[Reading, ...]:
    model = weights("ranking")
    beside = neighbours(toponym, toponyms)
    scored = []
    for number, place in enumerate(toponym.places[:_DEEP]):
        measured = features(number, place, toponym, beside, found, chosen, points)
        scored.append((model.dot(measured), place, measured))
    top = max(score for score, _, _ in scored)
    total = sum(math.exp(score - top) for score, _, _ in scored)
    shares = {place: math.exp(score - top) / total for score, place, _ in scored}
    made = [
        Reading(place, _with_namesakes(place, shares), *_reason(toponym, place, measured, beside, found))
        for _, place, measured in scored
    ]
    return tuple(sorted(made, key=lambda reading: -reading.score))


def _with_namesakes(place: Place, shares: dict[Place, float]) -> float:
    """The share of a town and of the areas around it that bear its name: choosing among them is no doubt about it."""
    if place.precision is not PlacePrecision.TOWN:
        return shares[place]
    around = [area for area in shares if area.precision in _UNITS and contains(area, place)]
    return min(1.0, shares[place] + sum(shares[area] for area in around))


def _reason(
    toponym: Toponym, place: Place, measured: dict[str, float], beside: Sequence[Toponym], found: Setting
) -> tuple[str, Span | None]:
    """The strongest reason for a reading, with its passage."""
    if toponym.sounding:
        return "places:transliteration", found.countries[place.country][1] if place.country else None
    if measured["beside-contains"] or measured["next-contains"]:
        holder = next((o for o in beside if any(contains(area, place) for area in o.places[:6])), None)
        return "places:contained-in", holder.span if holder else None
    for feature, name in (("district-spoken-of", place.admin2), ("province-spoken-of", place.admin1)):
        if measured[feature] and name:
            return f"places:{feature.replace('-spoken-of', '')}-of-report", found.areas.get(name_key(name))
    if measured["country-spoken-of"] and place.country and place.precision is not PlacePrecision.COUNTRY:
        return "places:country-of-report", found.countries[place.country][1]
    if measured.get("nearest", 0.0) > 0.3:
        return "places:near-others", None
    if measured["outlet-country"] or measured["outlet-name"]:
        return "places:outlet", None
    return "places:likeliest-of-name", None
