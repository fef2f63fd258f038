"""The towns a local outlet may be of: those our table gives, or those it is named for ("kokomotribune.com")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khaldun.knowledge.place_tables import outlets
from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place, PlacePrecision

_SHORTEST = 5  # letters of a town's name that are not there by chance
_BEFORE = re.compile(r"^(?:nbc|abc|cbs|fox|click|online|inside|local|thisis|my|the|daily|action|news)\d*")
_MOST = 8  # bearers of a name


def home_towns(host: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The towns of an outlet by its host; empty where neither table nor name tells."""
    known = outlets().get(host) or outlets().get(host.partition(".")[2])
    if known:
        named = gazetteer.named(known.town, country=known.country)
        return tuple(p for p in named if p.precision is PlacePrecision.TOWN and p.admin1 == known.province)[:1]
    for names in _names(host):
        towns = [place for name in names if gazetteer.known(name) for place in gazetteer.named(name, limit=_MOST)]
        if found := tuple(place for place in towns if place.precision is PlacePrecision.TOWN):
            return found
    return ()


def _names(host: str) -> Iterator[tuple[str, ...]]:
    """What may be a town's name in the labels of a host, before a word for an outlet or alone, as one word or two."""
    for label in host.split(".")[:-1]:
        plain = label.replace("-", "")
        for stem in dict.fromkeys((plain, _BEFORE.sub("", plain))):
            for stop in range(len(stem), _SHORTEST - 1, -1):
                rest = stem[stop:]
                if stem[:stop] not in place_words().outlets and (
                    not rest or rest.startswith(tuple(place_words().outlets))
                ):
                    yield (stem[:stop], *(f"{stem[:cut]} {stem[cut:stop]}" for cut in range(2, stop - 2)))
