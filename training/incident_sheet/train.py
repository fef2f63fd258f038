"""Makes the weights of incident sheets from reports with key templates.

usage: train.py --bench BENCH --out src/khaldun/data/models/incident_sheet

Every report goes through the product's own line. Stage one judges noun phrases: a phrase is an example of a share
where it names a fill of that slot; of several phrases that name one fill, those that a first model finds unlikely are
left out, since a key does not say which mention it means. Stage two judges incidents: wanted where their template can
be paired with a key's. Stage three judges participants beside wanted incidents: in where the paired key has them. Both
see shares found by models of the other half of the reports.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from keys import SLOTS, Wording, credits_of, entities, named_by
from linear import Columns, fitted

from khaldun import config
from khaldun.analyse.sheet.allotment import LEAST
from khaldun.analyse.sheet.allotment import features as allotment_features
from khaldun.analyse.sheet.features import Scene, features, scene_of
from khaldun.analyse.sheet.participants import Participant, joined, with_read_off
from khaldun.analyse.sheet.phrases import Phrase, phrases
from khaldun.analyse.sheet.sheet import Sheet, bare_sheets, kept_sheets, seats
from khaldun.analyse.sheet.weights import SHARES, Share, Weights
from khaldun.evaluate import muc4_wanted
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.templates import paired
from khaldun.evaluate.muc4_template import template_of
from khaldun.evaluate.muc4_where import Told
from khaldun.knowledge.actors import ActorBook
from khaldun.run import line

BORDERS = (-2.4, -1.8, -1.5, -1.8, -1.5, -2.1)
"""Log-odds of each share from which a phrase is taken: best F on the development part."""
ALLOTTED = (-0.6, -0.2, -0.6, -0.4, -0.4, 0.0)
"""Added to the border of best F of each share when participants are allotted: best slots on the development part."""
WANTED = -0.7
"""Log-odds from which an incident is taken: best slots on the development part."""
NEGATIVES = 0.3
"""Share of the phrases without a part that is used; they weigh accordingly more."""
_ROUNDS = 2


@dataclass(frozen=True)
class Read:
    """A report with its key, its coding, its incidents, and its phrases as wordings and features."""

    record: dict[str, Any]
    coded: Coded
    bare: tuple[Sheet, ...]
    scene: Scene
    phrases: tuple[Phrase, ...]
    wordings: tuple[Wording, ...]
    features: tuple[frozenset[str], ...]


def read(path: Path, book: ActorBook) -> list[Read]:
    """Code the reports of a file."""
    records = [json.loads(row) for row in path.read_text("utf-8").splitlines() if row.strip()]
    texts = [Text(r["docid"], r["text"], published=(r.get("dateline") or {}).get("date")) for r in records]
    coding = code(texts, line.build(config.load()))
    return [read_one(record, coded, book) for record, coded in zip(records, coding, strict=True)]


def read_one(record: dict[str, Any], coded: Coded, book: ActorBook) -> Read:
    """All that is learned from in one coded report."""
    scene = scene_of(coded.dossier, book)
    listed = tuple(phrases(coded.dossier))
    seen = tuple(features(phrase, scene) for phrase in listed)
    return Read(record, coded, tuple(bare_sheets(coded.events)), scene, listed, tuple(map(Wording.of, listed)), seen)


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


def crossed(reports: Sequence[Read], least: int = 5) -> list[tuple[Participant, ...]]:
    """The possible participants of each report, found by a model of the other half of the reports."""
    made: list[tuple[Participant, ...]] = [()] * len(reports)
    for half in (0, 1):
        model = shares(reports[1 - half :: 2], least)
        for at in range(half, len(reports), 2):
            report = reports[at]
            judged = zip(report.phrases, map(model.scores, report.features), strict=True)
            made[at] = joined(judged, report.scene, LEAST)
    return made


def templates(report: Read, kept: Sequence[Sheet]) -> tuple[list[Sheet], dict[int, int]]:
    """The sheets that make a template, and the places of the keys that their templates can be paired with."""
    if report.coded.dossier.report is None:
        return [], {}
    told = Told.of(report.coded.dossier.report.text)
    made = [(sheet, template_of(sheet, told)) for sheet in kept]
    full = [(sheet, template) for sheet, template in made if template]
    return [sheet for sheet, _ in full], paired([template for _, template in full], report.record["templates"])


def wanted(reports: Sequence[Read], found: Sequence[tuple[Participant, ...]]) -> dict[str, float]:
    """Stage two: which incidents are asked for."""
    rows: list[frozenset[str]] = []
    labels: list[bool] = []
    for report, possible in zip(reports, found, strict=True):
        listed = kept_sheets(report.coded.dossier, report.bare, possible, muc4_wanted.is_possible)
        kept, pairs = templates(report, listed)
        rows += [muc4_wanted.features(sheet) for sheet in kept]
        labels += [at in pairs for at in range(len(kept))]
    columns = Columns.of(rows, 4)
    model_ = fitted(columns.matrix(rows), np.array(labels))
    values = {name: float(model_.coef_[0][at]) for name, at in columns.at.items()}
    values["bias"] += float(model_.intercept_[0]) - WANTED
    return values


@dataclass(frozen=True)
class Asked:
    """A participant beside an incident: its features, and the credit that the key gives to it."""

    report: int
    share: Share
    features: frozenset[str]
    credit: float


def asked(
    reports: Sequence[Read], found: Sequence[tuple[Participant, ...]], known: dict[str, float]
) -> tuple[list[Asked], Counter[Share]]:
    """What stage three learns from, and how many fills the keys want of each share."""

    def fits(sheet: Sheet) -> bool:
        return muc4_wanted.is_possible(sheet) and muc4_wanted.score(sheet, known) > 0

    made: list[Asked] = []
    total: Counter[Share] = Counter()
    for number, (report, possible) in enumerate(zip(reports, found, strict=True)):
        kept, pairs = templates(report, kept_sheets(report.coded.dossier, report.bare, possible, fits))
        everyone, keys = with_read_off(possible), report.record["templates"]
        seated = seats(report.coded.dossier, kept)
        for at in range(len(kept)):
            key = keys[pairs[at]] if at in pairs else None
            credit = credits_of(everyone, key) if key else {}
            total += Counter({share: len(key[SLOTS[share]]) for share in SHARES if key})
            made += [
                Asked(number, one.share, allotment_features(one, at, seated, everyone), credit.get(n, 0.0))
                for n, one in enumerate(everyone)
            ]
    return made, total


def allotment(listed: Sequence[Asked], total: Counter[Share]) -> Weights:
    """Stage three: who takes part in which incident; each share's border is the best on halves not learned from."""
    columns = Columns.of([one.features for one in listed], 5)
    matrix = columns.matrix([one.features for one in listed])
    parts = []
    for share, added in zip(SHARES, ALLOTTED, strict=True):
        mine = np.array([n for n, one in enumerate(listed) if one.share is share])
        credit = np.array([listed[n].credit for n in mine])
        half = np.array([listed[n].report % 4 // 2 for n in mine])
        weights = np.where(credit == 0.5, 0.5, 1.0)
        scores = np.zeros(len(mine))
        for side in (0, 1):
            model = fitted(matrix[mine[half != side]], credit[half != side] > 0, weights[half != side])
            scores[half == side] = model.decision_function(matrix[mine[half == side]])
        border = best_border(scores, credit, total[share])
        model = fitted(matrix[mine], credit > 0, weights)
        column = model.coef_[0].copy()
        column[columns.at["bias"]] += model.intercept_[0] - border - added
        parts.append(column)
    return Weights({name: tuple(float(part[at]) for part in parts) for name, at in columns.at.items()})


def best_border(scores: np.ndarray, credit: np.ndarray, total: int) -> float:
    """The score above which taking everything gives the best F."""
    order = np.argsort(-scores)
    right, given = np.cumsum(credit[order]), np.arange(1, len(order) + 1)
    best = int(np.argmax(2 * right / (given + total)))
    print(f"best F {2 * right[best] / (given[best] + total):.3f} at {scores[order][best]:.2f}")
    return float(scores[order][best])


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
        0.04,
    )
    found = crossed(reports)
    known = wanted(reports, found)
    write(
        given.out / "allotment.tsv",
        "How much each feature of a participant beside an incident speaks for its taking part in it, one column a\n"
        "share as in shares.tsv (training/incident_sheet). The bias makes 0 the best border.",
        dict(allotment(*asked(reports, found, known)).values),
        0.02,
    )
    write(
        given.out / "muc4_wanted.tsv",
        "What speaks for and against an incident being one that the MUC-4 task asks for (training/incident_sheet).",
        {name: (weight,) for name, weight in known.items()},
        0.03,
    )


if __name__ == "__main__":
    main()
