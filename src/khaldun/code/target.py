"""What kind of target was hit: categories from ``data/cues/targets``."""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.model import Because, TargetKind


def find(candidate: Candidate, setting: Setting) -> tuple[TargetKind | None, tuple[Because, ...]]:
    """The kind of target of a candidate (roles assigned) with the reason."""
    return None, ()
