"""PLOVER's single-category rules: what a type and a status make together."""

from __future__ import annotations

from khaldun.code.candidate import Candidate
from khaldun.model import Because, Status


def apply(candidate: Candidate, status: Status) -> tuple[Candidate, Status, tuple[Because, ...]]:
    """The candidate after the rules, with a reason for each that changed it."""
    return candidate, status, ()
