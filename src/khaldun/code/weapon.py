"""What was used: weapon categories from ``data/cues/weapons``."""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.model import Because, Weapon


def find(candidate: Candidate, setting: Setting) -> tuple[Weapon | None, tuple[Because, ...]]:
    """The weapon of a candidate (roles assigned) with the reason."""
    return None, ()
