"""Who did it, to whom, against what, where and when: the fillers of an event, read from the parse."""

from __future__ import annotations

from khaldun.code.roles.assign import assign
from khaldun.code.roles.learn import refine

__all__ = ["assign", "refine"]
