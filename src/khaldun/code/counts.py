"""How many were killed, injured, abducted, arrested, displaced, or took part."""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.model import Because, Count


def find(candidate: Candidate, setting: Setting) -> tuple[tuple[Count, ...], tuple[Because, ...]]:
    """The counts that belong to a candidate (roles assigned) with their reasons."""
    return (), ()
