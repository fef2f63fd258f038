"""Makes data/places/label_points.tsv: where a map writes the name of each country and province.

Input: a TopoJSON file of Natural Earth's admin-1 boundaries (public domain) with the layers ``admin0`` and
``admin1``. Output: for each country (alpha-3) and province (``geonames:`` number) the centroid of the largest
polygon, two decimals.
Run: python training/label_points.py WORLD.topo.json > src/khaldun/data/places/label_points.tsv
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ISO = {"KOS": "XKX", "PSX": "PSE", "SDS": "SSD", "SAH": "ESH"}
"""Natural Earth's own codes and the ISO 3166 ones."""

Ring = list[tuple[float, float]]


def main(path: str) -> None:
    """Print the table."""
    topology = json.loads(Path(path).read_text("utf-8"))
    arcs = list(_arcs(topology))
    made: dict[str, tuple[float, float]] = {}
    for layer in ("admin0", "admin1"):
        for shape in topology["objects"][layer]["geometries"]:
            code = _code(layer, shape.get("properties", {}))
            rings = list(_rings(shape, arcs))
            if code and rings:
                made.setdefault(code, _centroid(max(rings, key=lambda ring: abs(_area(ring)))))
    sys.stdout.write("code\tlat\tlon\n")
    sys.stdout.writelines(f"{code}\t{lat:.2f}\t{lon:.2f}\n" for code, (lon, lat) in sorted(made.items()))


def _code(layer: str, properties: dict[str, Any]) -> str | None:
    if layer == "admin0":
        return _ISO.get(properties["adm0_a3"], properties["adm0_a3"])
    number = int(properties.get("gn_id") or 0)
    return f"geonames:{number}" if number > 0 else None


def _arcs(topology: dict[str, Any]) -> Iterator[Ring]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def _rings(shape: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"] or "", [])
    for polygon in polygons or []:
        line: Ring = []
        for number in polygon[0]:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            line.extend(arc if not line else arc[1:])
        yield line


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


def _centroid(ring: Ring) -> tuple[float, float]:
    area = _area(ring) or 1e-12
    x = y = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (6 * area), y / (6 * area)


if __name__ == "__main__":
    main(sys.argv[1])
