"""Tells page furniture (credits, sharing, appeals, related stories) from the report, by the cues in data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from khaldun.knowledge.toml_files import shipped

_MAX = 160


@dataclass(frozen=True, slots=True)
class Furniture:
    """Why a line is no part of the report; ``gives`` and ``value`` carry metadata found in it."""

    why: str
    tail: bool = False
    gives: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Cue:
    why: str
    lines: tuple[re.Pattern[str], ...]
    max: int
    tail: bool
    plain: bool
    gives: str


def data(name: str) -> Mapping[str, Any]:
    """A cue file of this step."""
    return shipped(f"cues/{name}")


def furniture(line: str, *, plain: bool) -> Furniture | None:
    """What furniture a line is, or None for a line of the report. ``plain``: the line comes from plain text."""
    if len(line) > _longest():
        return None
    for cue in _cues():
        if len(line) > cue.max or (cue.plain and not plain):
            continue
        if found := next((match for pattern in cue.lines if (match := pattern.fullmatch(line))), None):
            value = (found.group(cue.gives) or "").strip(" .|,-–") if cue.gives else ""
            return Furniture(cue.why, cue.tail, cue.gives, value)
    return None


def is_caption(line: str) -> bool:
    """Whether a line of plain text describes a picture."""
    patterns, longest = _captions()
    return len(line) <= longest and any(pattern.fullmatch(line) for pattern in patterns)


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(_read_cues())


@cache
def _longest() -> int:
    return max(cue.max for cue in _cues())


def _read_cues() -> Iterator[_Cue]:
    for raw in data("clean_furniture.toml")["cue"]:
        yield _Cue(
            raw["why"], _patterns(raw["lines"]), raw.get("max", _MAX), raw.get("tail", False), raw.get("plain", False),
            raw.get("gives", ""),
        )  # fmt: skip


@cache
def _captions() -> tuple[tuple[re.Pattern[str], ...], int]:
    raw = data("clean_captions.toml")
    return _patterns([*raw["starts"], *raw["ends"]]), raw["max"]


def _patterns(expressions: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression, re.IGNORECASE | re.DOTALL) for expression in expressions)
