"""The cue words of place names, from ``data/cues/places.toml``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from khaldun.knowledge.toml_table import Table


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Word lists, lower case; the file says what each is for."""

    prepositions: frozenset[str]
    units: frozenset[str]
    heads: frozenset[str]
    organisation: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    common: frozenset[str]
    facility: frozenset[str]
    directions: frozenset[str]
    located: frozenset[str]
    authorities: frozenset[str]
    persons: frozenset[str]
    streets: frozenset[str]
    outlets: frozenset[str]
    told_province: frozenset[str]
    told_district: frozenset[str]
    told_town: frozenset[str]
    quarters: frozenset[str]
    address: frozenset[str]
    care: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The lists, read once. Raises ``CueError`` for a malformed file."""
    table = Table.of_file("places")
    return PlaceWords(**{field.name: table.words(field.name) for field in fields(PlaceWords)})
