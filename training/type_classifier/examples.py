"""Training examples of the type classifier, read from the public sets; none of their text is kept here.

An example is a sentence with a marked source and target, its PLOVER root (fifteen classes: YIELD stands for CONCEDE
and RETREAT, as in the PLV set) and its quad class (0 none, 1 verbal cooperation, 2 material cooperation, 3 verbal
conflict, 4 material conflict); either label may be missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "YIELD"), 1),
    **dict.fromkeys(("COOPERATE", "AID"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the character ranges of source and target (None: not marked), and its labels (-1: not known)."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    root: int = -1
    quad: int = -1


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def unmark(marked: str) -> tuple[str, tuple[int, int] | None, tuple[int, int] | None]:
    """Text and ranges of a sentence with <s>…</s> and <t>…</t>."""
    plain, at, found, start = [], 0, {}, {}
    for piece in re.split(r"(</?[st]>)", marked):
        if piece in ("<s>", "<t>"):
            start[piece[1]] = at
        elif piece in ("</s>", "</t>"):
            found[piece[2]] = (start[piece[2]], at)
        else:
            plain.append(piece)
            at += len(piece)
    return "".join(plain), found.get("s"), found.get("t")


def plv(bench: Path) -> list[Example]:
    """The visible PLV sentences, with root and quad."""
    found = []
    for row in _rows(bench / "plv" / "visible" / "train.jsonl"):
        text, source, target = unmark(row["marked"])
        found.append(Example(text, source, target, ROOTS.index(row["root"]), QUAD[row["root"]]))
    return found


def cameo(bench: Path, exclude: set[str]) -> list[Example]:
    """The visible CAMEO sentences of ConfliBERT with quad class and spans, less those of ``exclude`` (see ``key``)."""
    folder = bench / "cameo_conflibert" / "visible"
    quad = {key(row["text"]): int(row["penta"]) for row in _rows(folder / "class_train.jsonl")}
    found = []
    for row in _rows(folder / "actors_train.jsonl"):
        if key(row["text"]) in quad and key(row["text"]) not in exclude:
            ends = [row[role][0] if row[role] else None for role in ("source", "target")]
            source, target = ((end["start"], end["end"]) if end else None for end in ends)
            found.append(Example(row["text"], source, target, -1, quad[key(row["text"])]))
    return found


def key(text: str) -> str:
    """What two copies of a sentence share, whatever their spacing and quotation marks."""
    return re.sub(r"[\W_]+", "", text).lower()


def unlabelled(bench: Path) -> list[tuple[str, str]]:
    """Sentences without labels for distillation: (set, sentence), from visible parts only."""
    found: dict[str, tuple[str, str]] = {}
    for row in _rows(bench / "event_location" / "visible" / "train.jsonl"):
        found.setdefault(key(row["text"]), ("event_location", row["text"]))
    for name in ("class_train",):
        for row in _rows(bench / "cameo_conflibert" / "visible" / f"{name}.jsonl"):
            found.setdefault(key(row["text"]), ("cameo_conflibert", row["text"]))
    for name in ("train", "dev"):
        for row in _rows(bench / "polnear" / "visible" / f"{name}.jsonl"):
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", row["text"]):
                if 40 < len(sentence) < 320 and "\n" not in sentence:
                    found.setdefault(key(sentence), ("polnear", sentence))
    return list(found.values())
