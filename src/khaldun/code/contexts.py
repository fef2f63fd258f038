"""Contexts of an event: what its paragraph is about, by the codebook's cues."""

from __future__ import annotations

import re
from functools import lru_cache

from khaldun.code.candidate import Candidate, Setting
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import Because, Span

_Contexts = tuple[tuple[str, tuple[str, ...]], ...]
_FROM_MODE = {"misinformation": "misinformation", "cyber": "cyber"}


def find(candidate: Candidate, setting: Setting, codebook: Codebook) -> tuple[tuple[str, ...], tuple[Because, ...]]:
    """The contexts whose cues stand in the paragraph of the candidate, each with the first cue."""
    block = next((b.span for b in setting.report.blocks if b.span.contains(candidate.span)), candidate.sentence.span)
    made: dict[str, Because] = {}
    for name, start, cue in _cues_in(block.quote, tuple(codebook.contexts.items())):
        at = block.start + start
        made[name] = Because("contexts", f"contexts:{name}", Span(at, at + len(cue), cue), 0.7)
    if candidate.mode in _FROM_MODE:
        name = _FROM_MODE[candidate.mode]
        made.setdefault(name, Because("contexts", f"contexts:mode-{name}", candidate.span, 0.9))
    return tuple(made), tuple(made.values())


@lru_cache(maxsize=256)
def _cues_in(text: str, contexts: _Contexts) -> tuple[tuple[str, int, str], ...]:
    """The contexts of a paragraph with the place and words of the first cue; events of one paragraph share them."""
    lowered = text.lower()
    made = []
    for name, needles, pattern in _patterns(contexts):
        if any(needle in lowered for needle in needles) and (match := pattern.search(text)):
            made.append((name, match.start(), match.group()))
    return tuple(made)


@lru_cache(maxsize=8)
def _patterns(contexts: _Contexts) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """One pattern a context: whole words, plural s allowed; cues in capitals only keep their case.

    The cues in small letters stand beside it: to look for them first is forty times as fast as the pattern.
    """
    made = []
    for name, cues in contexts:
        parts = [re.escape(c) if c.isupper() else f"(?i:{re.escape(c)}s?)" for c in sorted(cues, key=len, reverse=True)]
        needles = tuple(cue.lower() for cue in cues)
        made.append((name, needles, re.compile(rf"\b(?:{'|'.join(parts)})\b")))
    return tuple(made)
