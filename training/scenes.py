"""Makes ``scene_weights.tsv`` and ``scene_local_weights.tsv`` of ``data/places``: where a report's deeds took place.

The first weighs the places a report names for an event that names none; the second does so for all attacks told by an
outlet whose town is known, that town and small places nobody lists among the candidates. The first one that ships was
fitted on all reports, before local ones had a model of their own; a new one needs a look at every set with places.

Input, as ``KIND=FILE``: ``towns``, JSONL of reports with ``docid``, ``title``, ``published``, ``url``, ``text`` and
``incident``, and beside it ``incidents.jsonl`` with ``city`` and ``state`` (the visible gun violence reports; the texts
are their publishers'); ``templates``, JSONL with ``docid``, ``text`` and ``templates``, each with ``location`` (the
visible part of MUC-4). Output: a softmax regression over the candidates of an event, "nowhere named" among them.
About ten minutes on one core for 3,500 reports.
Run: python training/scenes.py src/khaldun/data/places towns=DOCS.jsonl templates=TRAIN.jsonl
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from khaldun import config
from khaldun.evaluate.coding import Text, code
from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, EventType, PlacePrecision, RoleName
from khaldun.resolve.places.assign import events_to_place
from khaldun.resolve.places.scene_measure import Spot
from khaldun.run import line

RIDGE = 0.5
ROUNDS = 600
"""Steps of Adam; the loss no longer falls after 300."""
MOST = 12  # events taken of one report; together they weigh as much as one
FOLDS = 5
EDGES = (0.3, 0.5, 0.7, 0.9)

Row = Mapping[str, Any]
Judge = Callable[[Sequence[Spot]], list[bool]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one event as features, "nowhere" last, and which are right; ``story`` keeps folds apart.

    ``local``: the town of the report's outlet is known.
    """

    story: str
    local: bool
    weight: float
    measured: tuple[dict[str, float], ...]
    right: tuple[bool, ...]


def main(folder: str, *sources: str) -> None:
    """Cross-validate by story, then write the weights of all choices."""
    gazetteer, steps = Gazetteer.open(), line.build(config.load())
    choices: list[Choice] = []
    for source in sources:
        kind, _, path = source.partition("=")
        rows = list({"towns": towns, "templates": templates}[kind](Path(path)))
        for coded, (_, judge, story) in zip(code(map(as_text, (row for row, *_ in rows)), steps), rows, strict=True):
            choices += choices_of(coded.dossier, judge, story, gazetteer)
    for name, kept in (
        ("scene_local", [c for c in choices if c.local]),
        ("scene", [c for c in choices if not c.local]),
    ):
        sys.stdout.write(f"{name}\n")
        report(kept)
        write(Path(folder) / f"{name}_weights.tsv", kept)


def as_text(row: Row) -> Text:
    """A report as the line takes it."""
    return Text(row["docid"], row["text"], row.get("title"), row.get("published"), None, row.get("url"))


def towns(path: Path) -> Iterator[tuple[Row, Judge, str]]:
    """Reports with the town of their incident."""
    told = {row["incident"]: row for row in _rows(path.with_name("incidents.jsonl"))}
    for row in _rows(path):
        record = told.get(row["incident"], {})
        if record.get("city"):
            yield row, lambda spots, record=record: of_town(spots, record), row["incident"]


def templates(path: Path) -> Iterator[tuple[Row, Judge, str]]:
    """Reports whose templates all have one location."""
    for row in _rows(path):
        places = {json.dumps(t["location"]["alts"]) for t in row["templates"] if t.get("location")}
        if len(places) == 1:
            alternatives = json.loads(places.pop())
            yield row, lambda spots, told=alternatives: of_location(spots, told), row["docid"]


def of_town(spots: Sequence[Spot], record: Row) -> list[bool]:
    """The town of a record ("Trenton (Hamilton)": either), else its county, else its state."""
    state, names = name_key(record["state"]), [name_key(part.strip(" )")) for part in record["city"].split("(")]
    county = "(county)" in record["city"]
    levels = [
        *([(PlacePrecision.TOWN, name) for name in names] if not county else []),
        (PlacePrecision.DISTRICT, f"{names[0]} county"),
    ]
    for precision, name in levels:
        right = [
            s.place.precision is precision and name in _called(s) and name_key(s.place.admin1 or "") == state
            for s in spots
        ]
        if any(right):
            return right
    return [s.place.precision is PlacePrecision.PROVINCE and name_key(s.place.name) == state for s in spots]


def of_location(spots: Sequence[Spot], alternatives: Sequence[Sequence[Row]]) -> list[bool]:
    """The finest part of a location ("COLOMBIA: ANTIOQUIA: MEDELLIN") that any candidate is called."""
    for level in range(1, 4):
        told = [one for parts in alternatives if len(parts) >= level for one in _several(parts[-level])]
        names = {name_key(one["name"]) for one in told}
        right = [bool(names & _called(spot)) for spot in spots]
        if any(right):
            return right
    return [False] * len(spots)


def _several(part: Row | Sequence[Row]) -> Sequence[Row]:
    """The places of a part; a stretch between two ("A (CITY) - B (CITY)") has both."""
    return [part] if isinstance(part, Mapping) else part


def _called(spot: Spot) -> set[str]:
    quotes = (toponym.span.quote for toponym in (*spot.mentions, *spot.peoples))
    return {name_key(spot.place.name), *map(name_key, quotes)}


def choices_of(dossier: Dossier, judge: Judge, story: str, gazetteer: Gazetteer) -> Iterator[Choice]:
    """The attacks of a report; of one whose outlet's town is not known, those that name no place."""
    attacks = (one for one in events_to_place(dossier, gazetteer) if one[0].type is EventType.ASSAULT)
    found = [one for one in attacks if one[1].is_local or not one[0].fillers(RoleName.PLACE)][:MOST]
    for _, scenes, measured in found:
        right = judge(scenes.spots)
        yield Choice(story, scenes.is_local, 1 / len(found), measured, (*right, not any(right)))


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """Adam on the log-probability of the right candidates together."""
    names = sorted({name for choice in choices for measured in choice.measured for name in measured})
    column = {name: n for n, name in enumerate(names)}
    starts = np.cumsum([0, *(len(choice.measured) for choice in choices)])
    of = np.repeat(np.arange(len(choices)), np.diff(starts))
    matrix = np.zeros((len(of), len(names)))
    for at, measured in enumerate(m for choice in choices for m in choice.measured):
        for name, value in measured.items():
            matrix[at, column[name]] = value
    right = np.array([r for choice in choices for r in choice.right], dtype=float)
    weight = np.array([choice.weight for choice in choices])
    weight /= weight.sum()
    found, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, ROUNDS + 1):
        chance = _shares(matrix @ found, starts, of)
        wanted = chance * right
        wanted /= np.maximum(np.add.reduceat(wanted, starts[:-1]), 1e-12)[of]
        slope = ((wanted - chance) * weight[of]) @ matrix - RIDGE * found / len(choices)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        found += 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-6)
    return dict(zip(names, map(float, found), strict=True))


def _shares(level: Any, starts: Any, of: Any) -> Any:
    chance = np.exp(level - np.maximum.reduceat(level, starts[:-1])[of])
    return chance / np.add.reduceat(chance, starts[:-1])[of]


def report(choices: Sequence[Choice]) -> None:
    """Print, on folds held out, how often the likeliest candidate is right where its chance passes an edge."""
    seen: list[tuple[float, float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([c for c in choices if _fold(c) != fold])
        seen += [(c.weight, *_best(c, weights)) for c in choices if _fold(c) == fold]
    total = sum(weight for weight, _, _ in seen)
    for edge in EDGES:
        kept = [(weight, right) for weight, chance, right in seen if chance >= edge]
        answered = sum(weight for weight, _ in kept)
        right = sum(weight for weight, ok in kept if ok)
        sys.stdout.write(f"chance {edge}: answered {answered / total:.3f}, right {right / max(answered, 1e-9):.3f}\n")


def _fold(choice: Choice) -> int:
    return int(hashlib.md5(choice.story.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def _best(choice: Choice, weights: Mapping[str, float]) -> tuple[float, bool]:
    level = np.array([sum(weights.get(k, 0.0) * v for k, v in m.items()) for m in choice.measured])
    chance = np.exp(level - level.max())
    chance /= chance.sum()
    best = int(chance[:-1].argmax()) if len(chance) > 1 else -1
    return (float(chance[best]), choice.right[best]) if best >= 0 else (0.0, False)


def write(path: Path, choices: Sequence[Choice]) -> None:
    """Write the weights, the comment at the head of the present file kept."""
    head = [text for text in path.read_text("utf-8").splitlines() if text.startswith("#")]
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(fit(choices).items())]
    path.write_text("\n".join([*head, *lines]) + "\n", "utf-8")


def _rows(path: Path) -> Iterable[Row]:
    return (json.loads(text) for text in path.read_text("utf-8").split("\n") if text)


if __name__ == "__main__":
    main(sys.argv[1], *sys.argv[2:])
