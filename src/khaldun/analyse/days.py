"""The day an incident is sorted and counted under."""

from __future__ import annotations

from datetime import date

from khaldun.model import Interval


def first_day(when: Interval | None) -> date | None:
    """The first known day, else the last ("before 3 January"), else None."""
    return (when.start or when.stop) if when else None
