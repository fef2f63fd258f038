"""The map of the incidents that have a point: land, borders, names, dots."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.export.page.worldmap import View, drawn, middle_in, shapes, view_of
from khaldun.knowledge.countries import Countries
from khaldun.model import IncidentSummary, PlacePrecision


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the map with the incidents there; units are those of the drawing."""

    x: float
    y: float
    radius: float
    place: str
    label: str
    incidents: tuple[str, ...]
    borrowed: bool


@dataclass(frozen=True, slots=True)
class Land:
    """A country or province as an SVG path."""

    line: str
    name: str
    layer: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A country's name where it is written on the map."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The map: size in drawing units, land, dots, and how many incidents have no point and why."""

    width: float
    height: float
    land: tuple[Land, ...]
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]
    unlocated: tuple[tuple[str, int], ...]


def chart(summaries: Sequence[IncidentSummary]) -> Chart:
    """The map of the incidents that have a point."""
    at: dict[tuple[float, float], list[IncidentSummary]] = defaultdict(list)
    without: Counter[str] = Counter()
    for summary in summaries:
        place = summary.place
        if place is not None and place.lon is not None and place.lat is not None:
            at[place.lon, place.lat].append(summary)
        else:
            without[place.precision.value if place else PlacePrecision.UNKNOWN.value] += 1
    view = view_of(list(at))
    countries = frozenset(s.country for s in summaries if s.country)
    land = (*_land("admin0", view, None), *(_land("admin1", view, countries) if at else ()))
    land = (*land, *(replace(shape, layer="border") for shape in _land("admin0", view, countries)))
    dots = tuple(_dot(point, found, view) for point, found in sorted(at.items()))
    names = tuple(_names(view)) if at else ()
    return Chart(1000, round(view.height, 1), land, dots, names, tuple(sorted(without.items())))


def _land(layer: str, view: View, countries: frozenset[str] | None) -> tuple[Land, ...]:
    return tuple(Land(line, shape.name, layer, shape.disputed) for shape, line in drawn(layer, view, countries))


def _names(view: View) -> Iterator[Name]:
    """Country names in the middle of what the view shows of their largest part."""
    countries = Countries.load()
    for shape in shapes("admin0"):
        known = countries.get(shape.country)
        middle = middle_in(shape, view) if view.meets(shape.box()) else None
        if known is not None and middle is not None:
            yield Name(*middle, known.name)


def _dot(point: tuple[float, float], found: Sequence[IncidentSummary], view: View) -> Dot:
    x, y = view.place(*point)
    place = found[0].place
    label = f"{place.name if place else ''}: {len(found)} incident{'s' if len(found) > 1 else ''}"
    borrowed = all(s.place is not None and s.place.point_from for s in found)
    return Dot(
        x,
        y,
        round(5 + 3 * len(found) ** 0.5, 1),
        place.name if place else "",
        label,
        tuple(s.incident.id for s in found),
        borrowed,
    )
