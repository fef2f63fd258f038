"""Joins our own labels of (source, target) pairs back to the sentences they were made on.

The labels are kept without any text: set, file and record of a public set, character offsets, the label, and a hash of
the sentence. A row whose record is absent, or whose sentence has changed, is given back as missed, never guessed.

Usage: annotated.py --bench DIR [--rows annotations/types/pairs.jsonl]   tells what can be joined, and how well a
second reading agreed with the first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from examples import QUAD, ROOTS, Example

ROWS = Path(__file__).parents[1] / "annotations" / "types" / "pairs.jsonl"
SECOND = ROWS.with_name("second.jsonl")
NONE = "NONE"  # the sentence tells no deed or word from source to target


@dataclass(frozen=True, slots=True)
class Label:
    """One row of the file: where the pair stands (offsets in the record's text) and what was decided."""

    set: str
    file: str
    id: str
    sentence: tuple[int, int]
    hash: str
    source: tuple[int, int]
    target: tuple[int, int]
    label: str
    mode: str = ""
    reading: int = 1  # 2 in second.jsonl: read again for agreement, never for training

    def shifted(self, span: tuple[int, int]) -> tuple[int, int]:
        """A span of the record as a span of the sentence."""
        return span[0] - self.sentence[0], span[1] - self.sentence[0]


@dataclass(frozen=True, slots=True)
class Joined:
    """A label with its sentence; ``example`` has offsets within that sentence, root -1 and quad 0 for NONE."""

    label: Label
    example: Example


@dataclass(frozen=True, slots=True)
class Missed:
    """A label that could not be joined, and why."""

    label: Label
    why: str


def hash_of(sentence: str) -> str:
    """Sixteen hexadecimal digits that tell whether a sentence is still the one that was read."""
    return sha256(sentence.encode()).hexdigest()[:16]


def labels(path: Path = ROWS) -> Iterator[Label]:
    """The rows of a label file, in its order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            spans = {name: (row[name][0], row[name][1]) for name in ("sentence", "source", "target")}
            yield Label(
                row["set"], row["file"], row["id"], spans["sentence"], row["hash"], spans["source"], spans["target"],
                row["label"], row.get("mode", ""), row.get("pass", 1),
            )  # fmt: skip


@cache
def _texts(path: Path) -> dict[str, list[str]]:
    """Texts of one file of a public set by record (some sets give an id twice); empty where the file is absent."""
    found: dict[str, list[str]] = {}
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for row in (json.loads(line) for line in lines if line.strip()):
                found.setdefault(str(row.get("id", row.get("docid"))), []).append(_text(row))
    return found


def _text(row: dict[str, Any]) -> str:
    """A record's text; where a set gives tokens only (RAMS), the tokens of all sentences with single spaces."""
    text: str = row["text"] if "text" in row else " ".join(" ".join(tokens) for tokens in row["sentences"])
    return text


def _joined(row: Label, texts: list[str]) -> Joined | Missed:
    """The label on the one text of its record that still holds its sentence."""
    for text in texts:
        sentence = text[slice(*row.sentence)]
        if hash_of(sentence) == row.hash:
            root = ROOTS.index(row.label) if row.label != NONE else -1
            spans = row.shifted(row.source), row.shifted(row.target)
            return Joined(row, Example(sentence, *spans, root, QUAD.get(row.label, 0)))
    return Missed(row, "another sentence" if texts else "no such record")


def join(rows: Iterable[Label], bench: Path) -> tuple[list[Joined], list[Missed]]:
    """Labels with their sentences from the visible parts under ``bench``, and those that could not be joined."""
    all_ = [_joined(row, _texts(bench / row.set / "visible" / f"{row.file}.jsonl").get(row.id, [])) for row in rows]
    return [j for j in all_ if isinstance(j, Joined)], [m for m in all_ if isinstance(m, Missed)]


def agreement(path: Path = SECOND) -> tuple[int, float, float]:
    """Rows read twice, the share that agrees, and Cohen's kappa (0 where only chance agrees)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    first, second = (Counter(row[name] for row in rows) for name in ("first", "label"))
    seen = sum(row["first"] == row["label"] for row in rows) / len(rows)
    chance = sum(first[label] * second[label] for label in first) / len(rows) ** 2
    return len(rows), seen, (seen - chance) / (1 - chance)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--rows", type=Path, default=ROWS)
    args = parser.parse_args()
    found, missed = join(labels(args.rows), args.bench)
    print(len(found), "joined,", len(missed), "missed", dict(Counter(m.why for m in missed)))
    print(dict(Counter(j.label.label for j in found).most_common()))
    print(dict(Counter(j.label.set for j in found).most_common()))
    print("read twice: {}, agreement {:.3f}, kappa {:.3f}".format(*agreement()))


if __name__ == "__main__":
    main()
