"""Makes the weights of incident sheets from reports with key templates.

usage: train.py --bench BENCH --out src/khaldun/data/models/incident_sheet

Every report goes through the product's own line. Stage one judges noun phrases: a phrase is an example of a share
where it names a fill of that slot; of several phrases that name one fill, those that a first model finds unlikely are
left out, since a key does not say which mention it means. Stage two judges incidents: wanted where their template can
be paired with a key's. It sees shares found by models of the other half of the reports.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from keys import Wording, entities, named_by
from linear import Columns, fitted

from khaldun import config
from khaldun.analyse.sheet.features import features, scene_of
from khaldun.analyse.sheet.phrases import phrases
from khaldun.analyse.sheet.sheet import sheets
from khaldun.analyse.sheet.weights import SHARES, Weights
from khaldun.evaluate import muc4_wanted
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.templates import paired
from khaldun.evaluate.muc4_template import template_of, type_of
from khaldun.evaluate.muc4_where import Told
from khaldun.knowledge.actors import ActorBook
from khaldun.run import line

BORDERS = (-2.4, -1.8, -1.5, -1.8, -1.5, -2.1)
"""Log-odds of each share from which a phrase is taken: best F on the development part."""
WANTED = -0.7
"""Log-odds from which an incident is taken: best slots on the development part."""
NEGATIVES = 0.3
"""Share of the phrases without a part that is used; they weigh accordingly more."""
_ROUNDS = 2


@dataclass(frozen=True)
class Read:
    """A report with its key, its coding, and its phrases as wordings and features."""

    record: dict[str, Any]
    coded: Coded
    wordings: tuple[Wording, ...]
    features: tuple[frozenset[str], ...]


def read(path: Path, book: ActorBook) -> list[Read]:
    """Code the reports of a file."""
    records = [json.loads(row) for row in path.read_text("utf-8").splitlines() if row.strip()]
    texts = [Text(r["docid"], r["text"], published=(r.get("dateline") or {}).get("date")) for r in records]
    found = []
    for record, coded in zip(records, code(texts, line.build(config.load())), strict=True):
        scene = scene_of(coded.dossier, book)
        listed = tuple(phrases(coded.dossier))
        found.append(Read(record, coded, tuple(map(Wording.of, listed)), tuple(features(p, scene) for p in listed)))
    return found


def shares(reports: Sequence[Read], least: int) -> Weights:
    """Stage one."""
    rows = [row for report in reports for row in report.features]
    columns = Columns.of(rows, least)
    matrix, kept = columns.matrix(rows), np.random.RandomState(0).rand(len(rows)) < NEGATIVES
    parts = []
    for share, border in zip(SHARES, BORDERS, strict=True):
        names: list[list[tuple[int, int]]] = []
        for number, report in enumerate(reports):
            known = entities(report.record, share)
            names += [[(number, at) for at in named_by(wording, known, share)] for wording in report.wordings]
        labels = np.array([bool(found) for found in names])
        used = np.flatnonzero(labels | kept)
        weights = np.where(labels, 1.0, 1 / NEGATIVES)
        for _ in range(_ROUNDS):
            model = fitted(matrix[used], labels[used], weights[used])
            scores = model.decision_function(matrix)
            weights = _without_unlikely(names, labels, scores)
        column = model.coef_[0].copy()
        column[columns.at["bias"]] += model.intercept_[0] - border
        parts.append(column)
    return Weights({name: tuple(float(part[at]) for part in parts) for name, at in columns.at.items()})


def _without_unlikely(names: list[list[tuple[int, int]]], labels: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Weights that leave out mentions which are neither likely nor the likeliest of their entity."""
    best: dict[tuple[int, int], int] = {}
    for at in np.flatnonzero(labels):
        for entity in names[at]:
            if entity not in best or scores[at] > scores[best[entity]]:
                best[entity] = int(at)
    firm = set(best.values())
    told = np.array([float(at in firm or scores[at] > 0) for at in range(len(labels))])
    return np.where(labels, told, 1 / NEGATIVES)


def wanted(reports: Sequence[Read], book: ActorBook) -> dict[str, float]:
    """Stage two."""
    rows: list[frozenset[str]] = []
    labels: list[bool] = []
    for half in (0, 1):
        model = shares(reports[1 - half :: 2], 5)
        for report in reports[half::2]:
            if report.coded.dossier.report is None:
                continue
            told = Told.of(report.coded.dossier.report.text)
            found = sheets(report.coded.dossier, report.coded.events, book, muc4_wanted.is_possible, model=model)
            made = [(sheet, template_of(sheet, told)) for sheet in found if type_of(sheet)]
            kept = [(sheet, template) for sheet, template in made if template]
            pairs = paired([template for _, template in kept], report.record["templates"])
            rows += [muc4_wanted.features(sheet) for sheet, _ in kept]
            labels += [at in pairs for at in range(len(kept))]
    columns = Columns.of(rows, 4)
    model_ = fitted(columns.matrix(rows), np.array(labels))
    values = {name: float(model_.coef_[0][at]) for name, at in columns.at.items()}
    values["bias"] += float(model_.intercept_[0]) - WANTED
    return values


def write(path: Path, title: str, rows: dict[str, tuple[float, ...]], least: float) -> None:
    """Write weights, those of no effect left out."""
    kept = {n: row for n, row in sorted(rows.items()) if n == "bias" or max(map(abs, row)) >= least}
    body = ("\t".join([name, *(f"{weight:.2f}" for weight in row)]) for name, row in kept.items() if name.isprintable())
    path.write_text("\n".join([*(f"# {part}" for part in title.splitlines()), *body, ""]), "utf-8")


def main() -> None:
    """Train on the training part and write both files."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    book = ActorBook.load()
    reports = read(given.bench / "muc4/visible/train.jsonl", book)
    write(
        given.out / "shares.tsv",
        "How much each feature of a noun phrase speaks for each part in an incident: perpetrator, group, target,\n"
        "means, named victim, described victim (training/incident_sheet). The bias makes 0 the best border.",
        dict(shares(reports, 8).values),
        0.08,
    )
    write(
        given.out / "muc4_wanted.tsv",
        "What speaks for and against an incident being one that the MUC-4 task asks for (training/incident_sheet).",
        {name: (weight,) for name, weight in wanted(reports, book).items()},
        0.03,
    )


if __name__ == "__main__":
    main()
