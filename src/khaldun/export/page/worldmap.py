"""Boundaries and incident points as SVG, from the bundled TopoJSON: no tile server, no script needed to see it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

WIDTH = 1000
"""Width of the drawing in its own units."""
_LEAST_SPAN = 6.0  # degrees: a single town is shown with its surroundings, about 600 km across
_PAD = 0.25  # of the span of the points, on each side

_GRID = 24  # cells a side when a spot for a name is sought
_LEAST_CELLS = 12  # of the grid: below, a name would not fit

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One country or province: its code, name, whether it is disputed, and its rings of (lon, lat) degrees."""

    country: str
    name: str
    disputed: bool
    rings: tuple[Ring, ...]

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        lons = [lon for ring in self.rings for lon, _ in ring]
        lats = [lat for ring in self.rings for _, lat in ring]
        return min(lons), min(lats), max(lons), max(lats)


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that is drawn, in degrees, as an equirectangular map true to scale at its middle."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Drawing units a degree of longitude."""
        return WIDTH / (self.east - self.west)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is than one of longitude in the middle of the view."""
        return 1 / max(0.2, math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def height(self) -> float:
        """Height of the drawing in its units."""
        return (self.north - self.south) * self.scale * self.stretch

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Degrees to drawing units."""
        return round((lon - self.west) * self.scale, 1), round((self.north - lat) * self.scale * self.stretch, 1)

    def meets(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box in degrees touches the view."""
        west, south, east, north = box
        return west < self.east and self.west < east and south < self.north and self.south < north


WORLD = View(-180.0, -58.0, 180.0, 78.0)


def view_of(points: Sequence[tuple[float, float]]) -> View:
    """The view that shows all points (lon, lat) with a margin; the whole world when there are none."""
    if not points:
        return WORLD
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    span = max(max(lons) - min(lons), (max(lats) - min(lats)) * 1.6, _LEAST_SPAN) * (1 + 2 * _PAD)
    lon, lat = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    half = min(span, 360.0) / 2
    return View(lon - half, lat - half * 0.6, lon + half, lat + half * 0.6)


@cache
def shapes(layer: str) -> tuple[Shape, ...]:
    """All shapes of a layer, ``admin0`` or ``admin1``."""
    text = (files("khaldun") / "data" / "places" / "world.topo.json").read_text(encoding="utf-8")
    topology = json.loads(text)
    arcs = [tuple(_walk(arc, topology["transform"])) for arc in topology["arcs"]]
    return tuple(_shape(geometry, arcs) for geometry in topology["objects"][layer]["geometries"] if "arcs" in geometry)


def _walk(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[float, float]]:
    """Undo the delta coding and quantisation of one arc."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _shape(geometry: dict[str, Any], arcs: Sequence[Ring]) -> Shape:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon)
    told = geometry["properties"]
    return Shape(told["country"], told.get("name") or "", bool(told.get("disputed")), rings)


def _ring(indexes: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    points: list[tuple[float, float]] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


def path(shape: Shape, view: View) -> str:
    """The SVG path of a shape; points that fall on the same spot are drawn once."""
    return "".join(_ring_path(ring, view) for ring in shape.rings)


def _ring_path(ring: Ring, view: View) -> str:
    spots: list[tuple[float, float]] = []
    for lon, lat in ring:
        spot = view.place(lon, lat)
        if not spots or spot != spots[-1]:
            spots.append(spot)
    if len(spots) < 3:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in spots) + "Z"


def drawn(layer: str, view: View, countries: frozenset[str] | None = None) -> Iterator[tuple[Shape, str]]:
    """Shapes of a layer that touch the view, with their paths; ``countries`` (alpha-3) keeps only theirs."""
    for shape in shapes(layer):
        if (countries is None or shape.country in countries) and view.meets(shape.box()):
            line = path(shape, view)
            if line:
                yield shape, line


def middle_in(shape: Shape, view: View) -> tuple[float, float] | None:
    """Where to write a shape's name: the spot nearest to the middle of what is in view; None for a small corner."""
    width, height = view.east - view.west, view.north - view.south
    grid = [
        (view.west + (i + 0.5) * width / _GRID, view.south + (j + 0.5) * height / _GRID)
        for i in range(1, _GRID - 1)
        for j in range(1, _GRID - 1)
    ]
    inside = [point for point in grid if _holds(shape, *point)]
    if len(inside) < _LEAST_CELLS:
        return None
    lon, lat = (sum(point[n] for point in inside) / len(inside) for n in (0, 1))
    return view.place(*min(inside, key=lambda point: (point[0] - lon) ** 2 + (point[1] - lat) ** 2))


def _holds(shape: Shape, lon: float, lat: float) -> bool:
    """Whether a point lies in a shape, by the even-odd rule over all its rings."""
    crossings = 0
    for ring in shape.rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1
