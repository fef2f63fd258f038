"""How far a deed got: happened, attempted, threatened, denied …"""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.model import Because, Status


def judge(candidate: Candidate, setting: Setting) -> tuple[Status, tuple[Because, ...]]:
    """The status of a candidate (roles assigned) with its reasons."""
    return Status.HAPPENED, (Because("status", "status:no-cue", candidate.span, 0.5),)
