"""Measures what speaks for one reading of a place name: what stands beside it, what lies near, how big it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from khaldun.knowledge.place_names import name_key
from khaldun.model import Place, PlacePrecision
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.setting import Setting, is_capital

Points = Mapping[str, tuple[float, float] | None]
"""Place ids to their representative points, latitude first."""

NEAR = 150.0
"""Kilometres within which two places of a report count as neighbours: a few hours by road."""

_BESIDE = 8
"""Words from a name to the next that may still contain it: "X, a small town in the east of Y". Only a name that does
contain it counts."""

_GROUND = frozenset((PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.REGION))

_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.PROVINCE))


def neighbours(toponym: Toponym, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """The toponyms beside this one that may contain it: "X, Y", "X in Y", "X (Y)", the next one after that too."""
    same = [t for t in toponyms if t.sentence == toponym.sentence and t.first > toponym.last and not t.demonym]
    beside: list[Toponym] = []
    last = toponym.last
    for other in same:
        if other.first - last > _BESIDE:
            break
        beside.append(other)
        last = other.last
    return tuple(beside[:2])


def features(
    number: int,
    place: Place,
    toponym: Toponym,
    beside: Sequence[Toponym],
    found: Setting,
    chosen: dict[Toponym, Place],
    points: Points,
) -> dict[str, float]:
    """The measured features of one reading; the ranking model weighs them."""
    measured = {
        "people": math.log10((place.population or 0) + 100),
        "order": math.log1p(number),
        f"kind:{place.precision.value}": 1.0,
        "capital": float(is_capital(place)),
    }
    first = toponym.places[0]
    over = first.precision is PlacePrecision.PROVINCE and first.country == place.country
    over = over and toponym.told is not PlacePrecision.PROVINCE  # "Washington state" is no capital
    measured["capital-over-province"] = float(over and measured["capital"] > 0)
    if number == 0:
        measured[f"first:{place.precision.value}"] = 1.0
        rivals = [
            o for o in toponym.places[1:6] if o.precision is PlacePrecision.PROVINCE and o.country != place.country
        ]
        undisputed = place.precision is PlacePrecision.COUNTRY and not rivals
        measured["country-undisputed"] = float(undisputed)
    share, _ = found.countries.get(place.country or "", (0.0, None))
    measured["country-share"] = share
    measured["country-spoken-of"] = float(share > 0)
    measured["province-spoken-of"] = float(_spoken(place.admin1, toponym, found))
    measured["district-spoken-of"] = float(_spoken(place.admin2, toponym, found))
    measured["outlet-country"] = float(found.domain is not None and found.domain == place.country)
    key = name_key(place.name).replace(" ", "")
    measured["outlet-name"] = float(len(key) > 4 and place.precision is PlacePrecision.TOWN and key in found.outlet)
    measured["outlet-province"] = float(_long_in(place.admin1, found.outlet))
    measured["kind-told"] = float(place.precision is toponym.told)
    measured["kind-differs"] = float(toponym.told is not None and place.precision is not toponym.told)
    here = points.get(place.id) if place.precision not in _WIDE else None
    homes = [(home.lat, home.lon) for home in found.home if home.lat is not None and home.lon is not None]
    measured["near-home"] = max((math.exp(-kilometres(here, h) / NEAR) for h in homes), default=0.0) if here else 0.0
    measured |= _beside_features(place, toponym, beside)
    measured |= _near_features(place, toponym, chosen, points)
    return measured


def _spoken(area: str | None, toponym: Toponym, found: Setting) -> bool:
    span = found.areas.get(name_key(area)) if area else None
    return span is not None and span.quote != toponym.span.quote


def _long_in(name: str | None, text: str) -> bool:
    key = name_key(name).replace(" ", "") if name else ""
    return len(key) > 4 and key in text


def _beside_features(place: Place, toponym: Toponym, beside: Sequence[Toponym]) -> dict[str, float]:
    measured = {"beside-contains": 0.0, "beside-differs": 0.0, "next-contains": 0.0}
    for number, other in enumerate(beside):
        gap = other.first - (beside[number - 1].last if number else toponym.last)
        inside = not _peers(toponym, other) and any(contains(area, place) for area in other.places[:6])
        if number == 0 and gap == 2:
            measured["beside-contains"] = float(inside)
            area = bool(other.places) and other.places[0].precision in _GROUND
            measured["beside-differs"] = float(area and not inside)
        elif inside:
            measured["next-contains"] = 1.0
    return measured


def _peers(one: Toponym, other: Toponym) -> bool:
    """Whether two names are the same kind of area, as in a list of states: neither contains the other."""
    if not one.places or not other.places:
        return False
    kinds = {one.places[0].precision, other.places[0].precision}
    return len(kinds) == 1 and kinds <= _WIDE


def contains(area: Place, place: Place) -> bool:
    """Whether a country, province or district holds a place, by the names the gazetteer gives."""
    if area.country != place.country or area.country is None or area.id == place.id:
        return False
    if area.precision is PlacePrecision.COUNTRY:
        return place.precision is not PlacePrecision.COUNTRY
    if area.precision is PlacePrecision.PROVINCE:
        return place.admin1 == area.name
    return area.precision is PlacePrecision.DISTRICT and place.admin2 == area.name and place.admin1 == area.admin1


def _near_features(
    place: Place,
    toponym: Toponym,
    chosen: dict[Toponym, Place],
    points: Points,
) -> dict[str, float]:
    if place.precision in _WIDE:
        inside = {o.id for t, o in chosen.items() if t.span.quote != toponym.span.quote and contains(place, o)}
        return {"nearest": float(bool(inside)), "near": min(len(inside), 5) / 5}
    here = points.get(place.id)
    if here is None:
        return {}
    others = {
        other.id: point
        for t, other in chosen.items()
        if t.span.quote != toponym.span.quote
        and other.precision in {PlacePrecision.TOWN, PlacePrecision.DISTRICT}
        and (point := points.get(other.id))
    }
    closeness = sorted((math.exp(-kilometres(here, point) / NEAR) for point in others.values()), reverse=True)
    same = (
        {other.admin1 for t, other in chosen.items() if t.span.quote != toponym.span.quote} if place.admin1 else set()
    )
    return {
        "nearest": closeness[0] if closeness else 0.0,
        "near": sum(closeness[:5]) / 5,
        "same-province": float(place.admin1 in same),
    }


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance between two points, latitude first, in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
