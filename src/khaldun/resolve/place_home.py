"""The towns a local outlet may be named for: "kokomotribune.com" is of Kokomo, whichever place that is."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place, PlacePrecision

_SHORTEST = 5  # letters of a town's name that are not there by chance
_BEFORE = ("the", "my", "daily")
_MOST = 8  # bearers of a name


def home_towns(host: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Towns whose name, followed by a word for an outlet, makes the host; empty where none does."""
    stem = max(host.split(".")[:-1], key=len, default="").replace("-", "")
    for shorter in (stem, *(stem.removeprefix(word) for word in _BEFORE if stem.startswith(word))):
        for name in _names(shorter):
            if gazetteer.known(name):
                towns = gazetteer.named(name, limit=_MOST)
                return tuple(place for place in towns if place.precision is PlacePrecision.TOWN)
    return ()


def _names(stem: str) -> Iterator[str]:
    """What may be the name before a word for an outlet, the longest first, as one word and as two."""
    for stop in range(len(stem) - 1, _SHORTEST - 1, -1):
        if stem[stop:].startswith(tuple(place_words().outlets)):
            yield stem[:stop]
            yield from (f"{stem[:cut]} {stem[cut:stop]}" for cut in range(2, stop - 2))
