"""Training examples of the type classifier, read from public sets and annotations; none of their text is kept here.

An example is a sentence with a marked source and target and what is known of it: its PLOVER root (fifteen classes:
YIELD stands for CONCEDE and RETREAT, as in the PLV set), its quad class (0 none, 1 verbal cooperation, 2 material
cooperation, 3 verbal conflict, 4 material conflict), whether the pair deals with one another at all, and its sub-event.
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
SUBS = (
    "ABDUCT_DISSAP", "AGREEMENT", "AIR_STRIKE", "ARMED_CLASH", "ARREST", "ART_MISS_ATTACK", "ATTACK", "ATTRIB",
    "CHANGE_TO_GROUP_ACT", "CHEM_WEAP", "DIPLO", "DISR_WEAP", "FORCE_AGAINST_PROTEST", "GOV_REGAINS_TERIT", "GRENADE",
    "HQ_ESTABLISHED", "MAN_MADE_DISASTER", "MOB_VIOL", "NATURAL_DISASTER", "NON_STATE_ACTOR_OVERTAKES_TER",
    "NON_VIOL_TERRIT_TRANSFER", "ORG_CRIME", "OTHER", "PEACE_PROTEST", "PROPERTY_DISTRUCT", "PROTEST_WITH_INTER",
    "REM_EXPLOS", "SEX_VIOL", "SUIC_BOMB", "VIOL_DEMONSTR",
)  # fmt: skip
_TAUGHT = Path(__file__).parents[1] / "annotations" / "types" / "taught.jsonl"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the character ranges of source and target (None: not marked), and its labels (-1: not known).

    ``told`` is 1 when source and target deal with one another in it, 0 when not. ``weight`` scales its loss.
    ``soft_root`` and ``soft_quad`` are a teacher's probabilities and stand for labels.
    """

    text: str
    source: Range | None
    target: Range | None
    root: int = -1
    quad: int = -1
    told: int = -1
    sub: int = -1
    weight: float = 1.0
    soft_root: tuple[float, ...] = ()
    soft_quad: tuple[float, ...] = ()


def rows(path: Path) -> Iterator[dict]:
    """The records of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def key(text: str) -> str:
    """What two copies of a sentence share, whatever their spacing and quotation marks."""
    return re.sub(r"[\W_]+", "", text).lower()


def unmark(marked: str) -> tuple[str, Range | None, Range | None]:
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
    return _marked(bench / "plv" / "visible" / "train.jsonl")


def taught() -> list[Example]:
    """Sentences written for training (``annotations/types/taught.jsonl``), with root and quad."""
    return _marked(_TAUGHT)


def _marked(path: Path) -> list[Example]:
    """Sentences with a marked pair that do tell of it, in the form of the PLV set."""
    found = []
    for row in rows(path):
        text, source, target = unmark(row["marked"])
        found.append(Example(text, source, target, ROOTS.index(row["root"]), QUAD[row["root"]], told=1))
    return found


def cameo(bench: Path, exclude: set[str]) -> list[Example]:
    """The visible CAMEO sentences of ConfliBERT with quad class and spans, less those of ``exclude`` (see ``key``)."""
    folder = bench / "cameo_conflibert" / "visible"
    quad = {key(row["text"]): int(row["penta"]) for row in rows(folder / "class_train.jsonl")}
    found = []
    for row in rows(folder / "actors_train.jsonl"):
        if key(row["text"]) in quad and key(row["text"]) not in exclude:
            ends = [row[role][0] if row[role] else None for role in ("source", "target")]
            source, target = ((end["start"], end["end"]) if end else None for end in ends)
            found.append(Example(row["text"], source, target, -1, quad[key(row["text"])]))
    return found


def snippets(bench: Path) -> list[Example]:
    """The visible snippets of CASE 2021 task 2: a sub-event type, nothing marked."""
    path = bench / "case2021_task2" / "visible" / "train.jsonl"
    return [Example(row["text"], None, None, sub=SUBS.index(row["type"])) for row in rows(path)]


def own_snippets() -> list[Example]:
    """The snippets of our own in ``training/annotations/sub_events``."""
    path = Path(__file__).parents[1] / "annotations" / "sub_events" / "written.jsonl"
    return [Example(row["text"], None, None, sub=SUBS.index(row["type"])) for row in rows(path)]


def soft(path: Path | None, weight: float = 1.0) -> list[Example]:
    """Pairs with a teacher's probabilities, as ``teach.py`` writes them."""
    found = []
    for row in rows(path) if path else ():
        source, target = (tuple(row[name]) if row[name] else None for name in ("source", "target"))
        given = (tuple(row["root"]), tuple(row["quad"]))
        found.append(Example(row["text"], source, target, weight=weight, soft_root=given[0], soft_quad=given[1]))
    return found


def unlabelled(bench: Path) -> list[tuple[str, str]]:
    """Sentences without labels for distillation: (set, sentence), from visible parts only."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows(bench / "event_location" / "visible" / "train.jsonl"):
        found.setdefault(key(row["text"]), ("event_location", row["text"]))
    for row in rows(bench / "cameo_conflibert" / "visible" / "class_train.jsonl"):
        found.setdefault(key(row["text"]), ("cameo_conflibert", row["text"]))
    for name in ("train", "dev"):
        for row in rows(bench / "polnear" / "visible" / f"{name}.jsonl"):
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", row["text"]):
                if 40 < len(sentence) < 320 and "\n" not in sentence:
                    found.setdefault(key(sentence), ("polnear", sentence))
    return list(found.values())
