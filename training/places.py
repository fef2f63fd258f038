"""Makes the two weight files of place reading from annotated reports.

Input: JSONL with ``text`` and ``toponyms`` (``start``, ``end``, and ``lat``, ``lon``, ``geonameid`` where known), such
as the visible half of LGL and GeoVirus (github milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation, GPL-3.0).
Output: ``detection_weights.tsv`` (logistic regression: is this stretch a place?) and ``ranking_weights.tsv`` (softmax
regression over the places of one name). About three minutes on one core.
Run: python training/places.py REPORTS.jsonl src/khaldun/data/places
Two ranking weights are set by hand: see ``BY_HAND``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from khaldun.annotate.annotator import Annotator
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Block, Dossier, Origin, Part, Place, Report, Span, edition_id, report_id, sha256_hex
from khaldun.resolve.places.find import Toponym, candidates, find
from khaldun.resolve.places.measure import features, kilometres, neighbours
from khaldun.resolve.places.rank import rank
from khaldun.resolve.places.setting import setting

BY_HAND = {"beside-contains": 3.0, "capital-over-province": 6.0}
"""Explicit containment and capitals are rare among namesakes in the training reports but decisive in the world's news;
measured on the training reports, they cost at most a tenth of a point of acc@161km."""

SEEN_AT_LEAST = 8  # a detection feature seen less often is noise
DEEP = 40
NEAR_ENOUGH = 25.0  # kilometres from the true point within which a reading without the true id counts as right


def main(reports: str, folder: str) -> None:
    """Write both files."""
    rows = [json.loads(line) for line in Path(reports).read_text("utf-8").split("\n") if line]
    gazetteer = Gazetteer.open()
    dossiers = Annotator()([Dossier(report=_report(row)) for row in rows])
    pairs = list(zip(rows, dossiers, strict=True))
    _write(Path(folder) / "detection_weights.tsv", _detection(pairs, gazetteer))
    _write(Path(folder) / "ranking_weights.tsv", _ranking(pairs, gazetteer) | BY_HAND)


def _report(row: Mapping[str, Any]) -> Report:
    text = row["text"]
    lines = (m for m in re.finditer(r"[^\n]+", text) if m.group().strip())
    blocks = tuple(Block(Part.BODY, Span.of(text, m.start(), m.end())) for m in lines)
    sha = sha256_hex(text.encode())
    return Report(
        report_id(None, row.get("url"), sha), edition_id(text), Origin("train", sha, "text/plain"), text, blocks,
        row.get("title"), None, None, None, None, row.get("url"), "en", None, (), (),
    )  # fmt: skip


def _detection(pairs: Sequence[tuple[Mapping[str, Any], Dossier]], gazetteer: Gazetteer) -> dict[str, float]:
    seen: list[frozenset[str]] = []
    truth: list[bool] = []
    for row, dossier in pairs:
        gold = {(t["start"], t["end"]) for t in row["toponyms"]}
        for candidate, found in candidates(dossier, gazetteer):
            if "demonym" not in found:
                seen.append(found)
                truth.append((candidate.span.start, candidate.span.stop) in gold)
    counts = Counter(feature for found in seen for feature in found)
    names = sorted(feature for feature, count in counts.items() if count >= SEEN_AT_LEAST)
    matrix = np.array([[name in found for name in names] for found in seen], dtype=float)
    return dict(zip(names, _logistic(matrix, np.array(truth, dtype=float)), strict=True))


def _logistic(matrix: Any, truth: Any, ridge: float = 2.0) -> Any:
    """Newton's method. Five folds by document gave F1 0.83 with this ``ridge``; others were not tried."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        spread = chance * (1 - chance) + 1e-6
        curve = (matrix * spread[:, None]).T @ matrix + ridge * np.eye(len(weights))
        step = np.linalg.solve(curve, matrix.T @ (truth - chance) - ridge * weights)
        weights += step
        if np.abs(step).max() < 1e-4:
            break
    return weights


Group = tuple[list[dict[str, float]], list[bool]]


def _ranking(pairs: Sequence[tuple[Mapping[str, Any], Dossier]], gazetteer: Gazetteer) -> dict[str, float]:
    groups = [group for row, dossier in pairs for group in _groups(row, dossier, gazetteer)]
    names = sorted({name for measured, _ in groups for reading in measured for name in reading})
    data = [
        (np.array([[m.get(name, 0.0) for name in names] for m in measured]), np.array(right))
        for measured, right in groups
    ]
    return dict(zip(names, _softmax(data, len(names)), strict=True))


def _groups(row: Mapping[str, Any], dossier: Dossier, gazetteer: Gazetteer) -> Iterator[Group]:
    """The readings of each toponym of known place, with which are right; context is the present model's choice."""
    gold = {(t["start"], t["end"]): t for t in row["toponyms"] if t.get("lat") is not None}
    everything = find(dossier, gazetteer)
    found = setting(dossier, everything, gazetteer)
    toponyms = [t for t in everything if not t.demonym]
    chosen = {t: readings[0].place for t, readings in rank(toponyms, found, gazetteer).items()}
    points = {p.id: gazetteer.representative_point(p) for t in toponyms for p in t.places[:DEEP]}
    for toponym in toponyms:
        true = gold.get((toponym.span.start, toponym.span.stop))
        right = _right(toponym, true, points) if true else []
        if any(right) and len(right) > 1:
            beside = neighbours(toponym, toponyms)
            places = enumerate(toponym.places[:DEEP])
            yield [features(n, p, toponym, beside, found, chosen, points) for n, p in places], right


def _right(toponym: Toponym, true: Mapping[str, Any], points: Mapping[str, tuple[float, float] | None]) -> list[bool]:
    places: Sequence[Place] = toponym.places[:DEEP]
    same = [place.id == f"geonames:{true.get('geonameid')}" for place in places]
    if any(same):
        return same
    here = (true["lat"], true["lon"])
    far = [kilometres(point, here) if (point := points[place.id]) else 1e9 for place in places]
    least = min(far, default=1e9)
    return [least <= 161 and distance <= max(NEAR_ENOUGH, least + 1) for distance in far]


def _softmax(data: Sequence[tuple[Any, Any]], size: int, rounds: int = 900) -> Any:
    """Adam on the log-probability of the right readings together."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, rounds + 1):
        slope = -weights / len(data)
        for matrix, right in data:
            level = matrix @ weights
            chance = np.exp(level - level.max())
            chance /= chance.sum()
            wanted = chance * right
            slope += matrix.T @ (wanted / max(wanted.sum(), 1e-9) - chance) / len(data)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights += 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-6)
    return weights


def _write(path: Path, weights: Mapping[str, float]) -> None:
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items())]
    path.write_text("\n".join([*head, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
