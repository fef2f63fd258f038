"""The rules of the date grammar: patterns from ``data/cues/dates_patterns.toml`` joined to their readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from khaldun.knowledge.toml_files import shipped
from khaldun.resolve.dates.time_value import Reader, Rule
from khaldun.resolve.dates.words import pieces

_PARTS = {
    "early": "START", "start": "START", "beginning": "START", "mid": "MID", "middle": "MID", "late": "END",
    "end": "END",
}  # fmt: skip


_SPACE = r"(?:[^\S\n]|\n(?![^\S\n]*\n))"
"""White space within a paragraph: no expression goes on in the next one."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and pattern of every rule, in the order of the file."""
    raw = shipped("cues/dates_patterns.toml")
    return tuple((rule["name"], _compiled(re.sub(r"\n\s*", "", rule["pattern"]))) for rule in raw["rules"])


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with every ``{piece}`` filled in: whole words, any case."""
    filled = re.sub(r"\{([a-z]+)\}", lambda piece: pieces()[piece.group(1)], pattern)
    filled = re.sub(r"\\s([+*])", lambda many: _SPACE + many.group(1), filled)
    edge = "" if filled.startswith("(?<") else r"(?<![\w'’])"
    return re.compile(rf"{edge}(?:{filled})(?!\w)", re.IGNORECASE)


def rules(readers: Mapping[str, Reader]) -> tuple[Rule, ...]:
    """The rules whose names have a reader here. Raises ``ValueError`` for a reader without a pattern."""
    made = tuple(
        Rule(name, pattern, readers[name], order)
        for order, (name, pattern) in enumerate(_patterns())
        if name in readers
    )
    idle = set(readers) - {rule.name for rule in made}
    if idle:
        raise ValueError(f"no pattern for the date rules {sorted(idle)}")
    return made


def part_of(text: str | None) -> str:
    """START, MID or END for "early", "the middle of" …; empty for no or another word."""
    words = (text or "").lower().replace("-", " ").split()
    return next((_PARTS[word] for word in words if word in _PARTS), "")
