"""Our own tables of places: regions, names the press uses, label points, well-known facilities, local outlets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.compiled import data_folder
from khaldun.model import PlacePrecision


@dataclass(frozen=True, slots=True)
class Region:
    """A region that is no administrative unit. ``label`` is where a map would write its name."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    weight: int
    label: tuple[float, float] | None

    @property
    def country(self) -> str | None:
        """The country it lies in, when that is one."""
        return self.countries[0] if len(self.countries) == 1 else None


class Regions:
    """The regions of ``regions.tsv``."""

    @staticmethod
    @cache
    def load() -> tuple[Region, ...]:
        """All regions, in the order of the file."""
        return tuple(_region(row) for row in _rows("regions.tsv"))


class Labels:
    """Where a map writes the name of a country (by alpha-3) or province (``geonames:`` number)."""

    def __init__(self, points: dict[str, tuple[float, float]]) -> None:
        self._points = points

    @classmethod
    def load(cls) -> Labels:
        """The points of ``label_points.tsv`` with those of ``country_points.tsv`` laid over."""
        rows = (*_rows("label_points.tsv"), *_rows("country_points.tsv"))
        return cls({code: (float(lat), float(lon)) for code, lat, lon in rows})

    def of(self, code: str) -> tuple[float, float] | None:
        """The label point for a code, latitude first."""
        return self._points.get(code)


@dataclass(frozen=True, slots=True)
class Nickname:
    """A press, historical or short name. ``target`` as the head of ``names.tsv`` explains."""

    target: str
    country: str | None
    name: str


def nicknames() -> tuple[Nickname, ...]:
    """The rows of ``names.tsv``."""
    return tuple(Nickname(target, country or None, name) for target, country, name in _rows("names.tsv"))


@dataclass(frozen=True, slots=True)
class Facility:
    """A well-known facility or quarter and the town it stands in (``town`` a name of ``country``)."""

    name: str
    town: str
    country: str
    kind: PlacePrecision


@cache
def facilities() -> tuple[Facility, ...]:
    """The facilities of ``facilities.tsv``."""
    return tuple(
        Facility(name, town, country, PlacePrecision(kind)) for name, town, country, kind in _rows("facilities.tsv")
    )


@dataclass(frozen=True, slots=True)
class Outlet:
    """The town a local outlet works from, with its first-level unit and country (alpha-3)."""

    town: str
    province: str
    country: str


@cache
def outlets() -> dict[str, Outlet]:
    """The outlets of ``outlets.tsv`` by host."""
    return {host: Outlet(town, province, country) for host, town, province, country in _rows("outlets.tsv")}


def _region(row: list[str]) -> Region:
    slug, name, aliases, countries, weight, lat, lon = row
    label = (float(lat), float(lon)) if lat else None
    return Region(slug, name, _list(aliases), _list(countries), int(weight), label)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _rows(file: str) -> Iterator[list[str]]:
    """The cells of each line of a table, header and comment lines left out."""
    lines = (data_folder() / "places" / file).read_text("utf-8").splitlines()
    content = [line for line in lines if line.strip() and not line.startswith("#")]
    yield from (line.split("\t") for line in content[1:])
