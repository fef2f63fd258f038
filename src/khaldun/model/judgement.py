"""A reviewer's decision: append-only, and the one thing that cannot be recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer said of ``subjects`` (ids).

    ``patch`` and ``as_seen`` are JSON texts; ``replaces`` is an id or None.
    """

    id: str
    subjects: tuple[str, ...]
    verdict: str
    patch: str
    note: str
    as_seen: str
    made_by: str
    made_at: datetime
    replaces: str | None = None
