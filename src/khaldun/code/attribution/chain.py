"""The chain of speakers around a candidate, outermost first."""

from __future__ import annotations

from khaldun.code.attribution.report import attributions
from khaldun.code.candidate import Candidate, Setting
from khaldun.model import Attribution, Because


def chain(candidate: Candidate, setting: Setting) -> tuple[tuple[Attribution, ...], tuple[Because, ...]]:
    """The attribution of a candidate with its reasons; empty means the outlet's own voice."""
    word = candidate.sentence.cut([candidate.token])
    told = [s for s in attributions(setting) if s.vouches and s.covers(word)]
    told.sort(key=lambda s: -s.size)
    links = tuple(Attribution(s.speaker, s.cue, s.stance) for s in told)
    return links, tuple(Because("attribution", s.rule, s.cue) for s in told)
