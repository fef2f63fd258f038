"""Errors of points in kilometres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_EARTH = 6371.0  # km, mean radius
_FARTHEST = 20039.0  # km, half way round: what a missing answer counts as in the geoparsing literature


@dataclass(frozen=True, slots=True)
class Distances:
    """Shares of points within 161 km (100 miles) and 25 km, and the median error; a missing answer is never near."""

    acc_161: float
    acc_25: float
    median: float
    n: int


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def distances(errors: Sequence[float | None]) -> Distances:
    """Score errors in km; None is no answer."""
    full = sorted(_FARTHEST if error is None else error for error in errors)
    n = len(full) or 1
    median = full[len(full) // 2] if full else 0.0
    return Distances(sum(x <= 161 for x in full) / n, sum(x <= 25 for x in full) / n, median, len(full))
