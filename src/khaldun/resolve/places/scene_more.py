"""Candidate scenes no gazetteer gives: small places it does not list, and the town of the outlet, named or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.place_words import place_words
from khaldun.model import Place, PlacePrecision, content_id
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.rank import Reading
from khaldun.resolve.places.scene_measure import Spot
from khaldun.resolve.places.setting import Setting
from khaldun.resolve.places.unlisted import province_beside

_HOME = 1.5
"""Names that the town of the outlet counts for, where the province of a small place is asked. Set by hand."""

UNLISTED, OUTLET_TOWN = "places:unlisted", "places:outlet-town"


def of_outlet(known: Sequence[Spot], found: Setting) -> Iterator[Spot]:
    """The one town of a local outlet, where the report does not name it."""
    for home in found.home if len(found.home) == 1 else ():
        if all(spot.place.id != home.id for spot in known):
            yield Spot(home, Reading(home, 0.0, OUTLET_TOWN), (), ())


def unlisted(
    toponyms: Sequence[Toponym],
    readings: Mapping[Toponym, tuple[Reading, ...]],
    known: Sequence[Spot],
    found: Setting,
) -> Iterator[Spot]:
    """The names that nothing we know bears there, as places of the province beside them, else of the report's."""
    listed = {name_key(toponym.span.quote) for toponym, told in readings.items() if told}
    named: dict[str, list[Toponym]] = {}
    for toponym in toponyms:
        key = name_key(toponym.span.quote)
        if not toponym.demonym and not readings.get(toponym) and key not in listed and not _is_part(key):
            named.setdefault(key, []).append(toponym)
    around = _around(known, found) if named else None
    for key, mentions in named.items():
        beside = next((area for t in mentions if (area := province_beside(t, toponyms))), around)
        if beside and beside.country:
            id = content_id("text", (key, beside.id)).replace("text-", "text:", 1)
            place = Place(id, mentions[0].span.quote, PlacePrecision.TOWN, country=beside.country, admin1=beside.name)
            yield Spot(place, Reading(place, mentions[0].likely, UNLISTED, mentions[0].span), tuple(mentions), ())


def _is_part(key: str) -> bool:
    """Whether a name speaks of a street, a building or an institution."""
    words, last = place_words(), key.split()[-1:]
    return any(word in words.streets | words.facility | words.organisation | words.units for word in last)


def _around(known: Sequence[Spot], found: Setting) -> Place | None:
    """The province that most of a report's places lie in, its outlet's town among them."""
    homes = {(home.country, home.admin1) for home in found.home}
    votes: dict[tuple[str | None, str | None], float] = dict.fromkeys(homes, _HOME / max(len(homes), 1))
    for spot in known:
        province = spot.place.name if spot.place.precision is PlacePrecision.PROVINCE else spot.place.admin1
        if province:
            key = spot.place.country, province
            votes[key] = votes.get(key, 0.0) + len(spot.mentions) * spot.reading.score
    country, name = max(votes, key=lambda one: votes[one], default=(None, None))
    return (
        Place(f"around:{country}:{name}", name, PlacePrecision.PROVINCE, country=country) if country and name else None
    )
