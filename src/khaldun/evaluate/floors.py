"""Floors: no figure may fall below what was once reached, unless somebody says why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from khaldun.evaluate.measure import Measured
from khaldun.evaluate.results import Results
from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.samples import Extent

SLACK = {Extent.FULL: 0.005, Extent.QUICK: 0.03}
"""How far under the measured value a floor lies. Libraries of another build, and processors that add up int8 products
otherwise, may turn a single case, and in the short samples that is up to a fortieth."""

_UNFLOORED = ("error", "median")
"""Words in the names of figures of which less is better."""

Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was lowered on purpose."""

    extent: str
    key: str
    figure: str
    before: float
    after: float
    khaldun: str
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by extent, measurement (``task/file``) and figure, and every lowering with its reason."""

    full: Table
    quick: Table
    lowered: tuple[Lowered, ...] = ()

    def of(self, extent: str) -> Table:
        """The floors of an extent."""
        return self.full if extent == "full" else self.quick


@dataclass(frozen=True, slots=True)
class Below:
    """A figure under its floor."""

    key: str
    figure: str
    value: float
    floor: float

    def __str__(self) -> str:
        return f"{self.key}: {self.figure} is {self.value:.4f}, its floor {self.floor:.4f}"


def read_floors(path: Path) -> Floors:
    """The floors of a file; none where the file is not there. Raises ``EvaluationError`` when it is something else."""
    if not path.is_file():
        return Floors({}, {})
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return Floors(record["full"], record["quick"], tuple(Lowered(**row) for row in record["lowered"]))
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise EvaluationError(f"{path} is no file of floors: {error!r}") from error


def write_floors(path: Path, floors: Floors) -> None:
    """Write floors as JSON."""
    lowered = [{name: getattr(row, name) for name in Lowered.__slots__} for row in floors.lowered]
    record = {"full": floors.full, "quick": floors.quick, "lowered": lowered}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def below(floors: Floors, results: Results) -> list[Below]:
    """The figures under their floors; a figure that has a floor and is no longer given counts as zero."""
    table = floors.of(results.extent.value)
    return [
        Below(m.key, figure, m.figure(figure) or 0.0, floor)
        for m in results.measured
        for figure, floor in table.get(m.key, {}).items()
        if (m.figure(figure) or 0.0) < floor
    ]


def raised(floors: Floors, results: Results, reason: str | None = None) -> Floors:
    """Floors lifted to the results. A floor that would fall needs a ``reason``, which is kept.

    Raises ``EvaluationError`` listing the figures that fell when no reason is given.
    """
    fallen = below(floors, results)
    if fallen and not reason:
        told = "\n".join(f"  {item}" for item in fallen)
        raise EvaluationError(f"these fell; say why with --allow-regression:\n{told}")
    extent = results.extent.value
    table = {key: dict(figures) for key, figures in floors.of(extent).items()}
    for m in results.measured:
        table[m.key] = dict(
            _lifted(table.get(m.key, {}), m, {i.figure for i in fallen if i.key == m.key}, results.extent)
        )
    kept = tuple(_lowered(item, results, reason or "") for item in fallen)
    lowered = (*floors.lowered, *kept)
    quick = results.extent is Extent.QUICK
    return Floors(floors.full, table, lowered) if quick else Floors(table, floors.quick, lowered)


def _lifted(old: Mapping[str, float], m: Measured, fallen: set[str], extent: Extent) -> Iterator[tuple[str, float]]:
    for figure, value in m.figures:
        if not any(word in figure.split() for word in _UNFLOORED):
            new = _floor(value, extent)
            yield figure, new if figure in fallen else max(new, old.get(figure, 0.0))


def _floor(value: float, extent: Extent) -> float:
    return round(max(0.0, value - SLACK[extent]), 4)


def _lowered(item: Below, results: Results, reason: str) -> Lowered:
    extent, after = results.extent, _floor(item.value, results.extent)
    return Lowered(extent.value, item.key, item.figure, item.floor, after, results.khaldun, reason)
