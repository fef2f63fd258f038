"""Places a name that stands in a table beside its districts, with no sentence around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.place_names import loose_key, name_key
from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place, PlacePrecision
from khaldun.resolve.places.measure import kilometres

_BRACKETS = re.compile(r"\([^)]*\)")

_FAR = 60.0
"""Kilometres from the district's middle beyond which a namesake is another place; districts are rarely wider."""


def place_of_row(gazetteer: Gazetteer, name: str, country: str | None, areas: Sequence[str] = ()) -> Place | None:
    """The place of a row: ``name`` ("Abdin village"), the country's name, its province and district if known.

    None where no place of that name, in any transliteration, lies in or near the areas.
    """
    state = Countries.load().named(country) if country else None
    code = state.alpha3 if state else None
    for variant in _variants(name):
        places = (*gazetteer.named(variant, country=code), *gazetteer.sounding(variant, country=code))
        kind = _kind(name)
        for place in places:
            if place.precision is kind and _fits(place, areas, gazetteer, code):
                return place
    return None


def _variants(name: str) -> Iterator[str]:
    """The name without its kind and without what stands in brackets, then its alternatives one by one."""
    plain = _BRACKETS.sub("", name)
    for part in (plain, *plain.split("/")):
        words = part.split()
        while words and name_key(words[-1]) in place_words().units | place_words().facility | place_words().heads:
            words.pop()
        if words:
            yield " ".join(words)


def _kind(name: str) -> PlacePrecision | None:
    last = name_key(name).split()[-1:]
    kinds = {
        "province": PlacePrecision.PROVINCE,
        "governorate": PlacePrecision.PROVINCE,
        "district": PlacePrecision.DISTRICT,
    }
    return kinds.get(last[0], PlacePrecision.TOWN) if last else None


def _fits(place: Place, areas: Sequence[str], gazetteer: Gazetteer, country: str | None) -> bool:
    """Whether a place lies in the areas, by name or by distance from the middle of the narrowest."""
    province, district = (*areas, "", "")[:2]
    if not province or place.precision is PlacePrecision.PROVINCE:
        return True
    if district and country:
        unit = gazetteer.admin2(country, district)
        middle = gazetteer.representative_point(unit) if unit else None
        here = gazetteer.representative_point(place)
        if middle and here and kilometres(middle, here) > _FAR:
            return False
    return place.admin1 is None or _alike(place.admin1, province)


def _alike(one: str, other: str) -> bool:
    """Whether two spellings of an area agree, words for its kind left out."""
    stripped = [" ".join(w for w in name_key(n).split() if w not in place_words().units) for n in (one, other)]
    return stripped[0] == stripped[1] or loose_key(stripped[0]) == loose_key(stripped[1])
