"""When events happened: expressions of time are read, and the days of events chosen."""

from __future__ import annotations

from khaldun.resolve.dates.assign import resolve_dates

__all__ = ["resolve_dates"]
