"""Chooses among the places of one name, by what stands beside the name and what else the report speaks of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.place_weights import weights
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place, PlacePrecision, Span
from khaldun.resolve.place_find import Toponym
from khaldun.resolve.place_measure import Points, contains, features, neighbours
from khaldun.resolve.place_setting import Setting


@dataclass(frozen=True, slots=True)
class Reading:
    """A place a toponym may stand for; ``score`` is its probability among the readings of the name.

    ``rule`` names the strongest reason, ``witness`` the passage that gave it (None: the name alone).
    """

    place: Place
    score: float
    rule: str
    witness: Span | None = None


<<<<<<< .merge_file_gamXLv
@dataclass(frozen=True, slots=True)
class Setting:
    """What a report says about where it is set."""

    areas: dict[str, Span]
    """Folded names of provinces and districts spoken of, with the passage."""
    countries: dict[str, tuple[float, Span]]
    """Alpha-3 codes with their share of the report's places and peoples, and a passage."""
    outlet: str
    """The outlet's name and host, folded, without spaces."""
    domain: str | None
    """The country of the outlet's web domain, alpha-3."""


def setting(dossier: Dossier, toponyms: Sequence[Toponym]) -> Setting:
    """The setting of a report, from its toponyms and demonyms and its outlet."""
    votes: dict[str, float] = {}
    passages: dict[str, Span] = {}
    areas: dict[str, Span] = {}
    for toponym in toponyms:
        for country, vote in _votes(toponym):
            votes[country] = votes.get(country, 0.0) + vote
            if vote > 0.3:
                passages.setdefault(country, toponym.span)
        for place in toponym.places[:4]:
            if place.precision in {PlacePrecision.PROVINCE, PlacePrecision.DISTRICT}:
                areas.setdefault(name_key(place.name), toponym.span)
    total = sum(votes.values()) or 1.0
    shares = {c: (vote / total, passages[c]) for c, vote in votes.items() if c in passages}
    report = dossier.report
    host = _host(report.url) if report and report.url else ""
    outlet = name_key(f"{report.outlet or ''} {host}").replace(" ", "") if report else ""
    return Setting(areas, shares, outlet, _domain_country(host))


def _votes(toponym: Toponym) -> Iterator[tuple[str, float]]:
    """Which countries a name speaks for: a state or people wholly, a town by how few share its name."""
    if toponym.demonym:
        people = Countries.load().demonym(toponym.span.quote)
        if people:
            yield people.alpha3, 1.0
        return
    first = toponym.places[:1]
    if first and first[0].precision is PlacePrecision.COUNTRY and first[0].country:
        yield first[0].country, 1.0
        return
    homes = [place.country for place in toponym.places[:10] if place.country]
    for country in set(homes):
        yield country, homes.count(country) / len(homes) / (1 if len(set(homes)) == 1 else 2)


=======
>>>>>>> .merge_file_vpwe8X
def rank(toponyms: Sequence[Toponym], found: Setting, gazetteer: Gazetteer) -> dict[Toponym, tuple[Reading, ...]]:
    """The readings of each toponym, best first, in two rounds: the second knows the first's choices."""
    points = {place.id: gazetteer.representative_point(place) for t in toponyms for place in t.places[:_DEEP]}
    chosen: dict[Toponym, Place] = {t: t.places[0] for t in toponyms if t.places and _sure(t)}
    readings: dict[Toponym, tuple[Reading, ...]] = {}
    for _ in range(2):
        readings = {t: _readings(t, toponyms, found, chosen, points) for t in toponyms if t.places}
        chosen = {t: all_[0].place for t, all_ in readings.items()}
    return readings


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
<<<<<<< .merge_file_gamXLv
    scored.sort(key=lambda entry: -entry[0])
    return tuple(
        Reading(place, math.exp(score - top) / total, *_reason(place, measured, beside, found))
        for score, place, measured in scored
    )


def neighbours(toponym: Toponym, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """The toponyms beside this one that may contain it: "X, Y", "X in Y", "X (Y)", the next one after that too."""
    same = [t for t in toponyms if t.sentence == toponym.sentence and t.first > toponym.last and not t.demonym]
    beside: list[Toponym] = []
    last = toponym.last
    for other in same:
        if other.first - last > 4:
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
    points: dict[str, tuple[float, float] | None],
) -> dict[str, float]:
    """The measured features of one reading; the ranking model weighs them."""
    measured = {
        "people": math.log10((place.population or 0) + 100),
        "order": math.log1p(number),
        f"kind:{place.precision.value}": 1.0,
        "capital": float(_is_capital(place)),
    }
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
    measured |= _beside_features(place, toponym, beside)
    measured |= _near_features(place, toponym, chosen, points)
    return measured

=======
    shares = {place: math.exp(score - top) / total for score, place, _ in scored}
    made = [
        Reading(place, _with_namesakes(place, shares), *_reason(place, measured, beside, found))
        for _, place, measured in scored
    ]
    return tuple(sorted(made, key=lambda reading: -reading.score))
>>>>>>> .merge_file_vpwe8X


<<<<<<< .merge_file_gamXLv

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
        inside = any(contains(area, place) for area in other.places[:6])
        if number == 0 and gap == 2:
            measured["beside-contains"] = float(inside)
            area = bool(other.places) and other.places[0].precision in _GROUND
            measured["beside-differs"] = float(area and not inside)
        elif inside:
            measured["next-contains"] = 1.0
    return measured


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
    points: dict[str, tuple[float, float] | None],
) -> dict[str, float]:
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
=======
def _with_namesakes(place: Place, shares: dict[Place, float]) -> float:
    """The share of a town and of the areas around it that bear its name: choosing among them is no doubt about it."""
    around = [area for area in shares if contains(area, place)] if place.precision is PlacePrecision.TOWN else []
    return min(1.0, shares[place] + sum(shares[area] for area in around))
>>>>>>> .merge_file_vpwe8X


def _reason(
    place: Place, measured: dict[str, float], beside: Sequence[Toponym], found: Setting
) -> tuple[str, Span | None]:
    """The strongest reason for a reading, with its passage."""
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
