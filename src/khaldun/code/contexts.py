"""Contexts of an event: what its paragraph is about, by the codebook's cues."""

from __future__ import annotations

import re
from functools import lru_cache

from khaldun.code.candidate import Candidate, Setting
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import Because, Span

_FROM_MODE = {"misinformation": "misinformation", "cyber": "cyber"}


def find(candidate: Candidate, setting: Setting, codebook: Codebook) -> tuple[tuple[str, ...], tuple[Because, ...]]:
    """The contexts whose cues stand in the paragraph of the candidate, each with the first cue."""
    block = next((b.span for b in setting.report.blocks if b.span.contains(candidate.span)), candidate.sentence.span)
    made: dict[str, Because] = {}
    for name, pattern in _patterns(tuple(codebook.contexts.items())):
        if match := pattern.search(block.quote):
            at = block.start + match.start()
            made[name] = Because("contexts", f"contexts:{name}", Span(at, at + len(match.group()), match.group()), 0.7)
    if candidate.mode in _FROM_MODE:
        name = _FROM_MODE[candidate.mode]
        made.setdefault(name, Because("contexts", f"contexts:mode-{name}", candidate.span, 0.9))
    return tuple(made), tuple(made.values())


@lru_cache(maxsize=8)
def _patterns(contexts: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """One pattern a context: whole words, plural s allowed; cues in capitals only keep their case."""
    made = []
    for name, cues in contexts:
        parts = [re.escape(c) if c.isupper() else f"(?i:{re.escape(c)}s?)" for c in sorted(cues, key=len, reverse=True)]
        made.append((name, re.compile(rf"\b(?:{'|'.join(parts)})\b")))
    return tuple(made)
