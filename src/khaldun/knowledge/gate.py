"""The cues of ``data/cues/gate.toml``: what tempts a coder and is no event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.toml_files import shipped
from khaldun.model import EventType

_LISTS = frozenset({"violence", "trend"})
_KEYS = frozenset({"phrases", "strong", "words", "types", "triggers", "need", "report", "opening"})


@dataclass(frozen=True, slots=True)
class GateReason:
    """One reason for refusing, with its cues. ``types`` and ``triggers`` empty: all."""

    name: str
    types: frozenset[EventType]
    triggers: frozenset[str]
    phrases: re.Pattern[str] | None
    strong: re.Pattern[str] | None
    words: re.Pattern[str] | None
    need: int
    report: int
    opening: frozenset[EventType]
    """Types of which a ``strong`` word in the opening refuses all in a report that tells of no real harm."""


@dataclass(frozen=True, slots=True)
class GateCues:
    """All reasons, the words of real harm, and what makes a trend."""

    reasons: tuple[GateReason, ...]
    violence: re.Pattern[str]
    trend_verbs: frozenset[str]
    trend_heads: frozenset[str]
    trend_often: frozenset[str]
    private: frozenset[str]
    penal: frozenset[str]
    ideas: frozenset[str]
    truces: frozenset[str]
    ending: frozenset[str]
    somebody: frozenset[str]


@cache
def gate_cues() -> GateCues:
    """The cues, read once. Raises ``ValueError`` naming every unknown key or type."""
    raw = shipped("cues/gate.toml")
    problems = [f"[{name}] {key}" for name, row in raw.items() if name not in _LISTS for key in row if key not in _KEYS]
    if problems:
        raise ValueError("gate.toml: unknown " + ", ".join(problems))
    reasons = tuple(_reason(name, row) for name, row in raw.items() if name not in _LISTS)
    violence = _pattern(raw["violence"]["words"])
    if violence is None:
        raise ValueError("gate.toml: [violence] has no words")
    return GateCues(
        reasons,
        violence,
        frozenset(raw["trend"]["verbs"]),
        frozenset(raw["trend"]["heads"]),
        frozenset(raw["trend"]["often"]),
        frozenset(raw["trend"]["private"]),
        frozenset(raw["trend"]["penal"]),
        frozenset(raw["trend"]["ideas"]),
        frozenset(raw["trend"]["truces"]),
        frozenset(raw["trend"]["ending"]),
        frozenset(raw["trend"]["somebody"]),
    )


def _reason(name: str, row: Mapping[str, object]) -> GateReason:
    return GateReason(
        name,
        frozenset(EventType(t) for t in _words(row, "types")),
        frozenset(_words(row, "triggers")),
        _pattern(_words(row, "phrases")),
        _pattern(_words(row, "strong")),
        _pattern(_words(row, "words")),
        int(str(row.get("need", 3))),
        int(str(row.get("report", 9))),
        frozenset(EventType(t) for t in _words(row, "opening")),
    )


def _words(row: Mapping[str, object], key: str) -> list[str]:
    value = row.get(key, [])
    return [str(each) for each in value] if isinstance(value, list) else []


def _pattern(words: list[str]) -> re.Pattern[str] | None:
    """Whole words or phrases, any case, the longest first."""
    if not words:
        return None
    inner = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{inner})\b", re.IGNORECASE)
