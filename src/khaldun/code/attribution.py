"""Who says so: the chain of speakers around a candidate, outermost first."""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.model import Attribution, Because


def chain(candidate: Candidate, setting: Setting) -> tuple[tuple[Attribution, ...], tuple[Because, ...]]:
    """The attribution of a candidate with its reasons; empty means the outlet's own voice."""
    return (), ()
