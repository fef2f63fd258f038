"""Places against each other: how far apart, and whether one lies in the other."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from khaldun.model import Place, PlacePrecision

_EARTH_KM = 6371.0
_EXACT = (PlacePrecision.FACILITY, PlacePrecision.TOWN, PlacePrecision.DISTRICT)


def kilometres(one: Place, other: Place) -> float | None:
    """The distance of two places that have points and are no larger than a district; None otherwise."""
    if one.precision not in _EXACT or other.precision not in _EXACT:
        return None
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b, c, d = map(radians, (one.lat, one.lon, other.lat, other.lon))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return _EARTH_KM * 2 * asin(min(1.0, sqrt(half)))


def apart(one: Place, other: Place, reach: float) -> bool:
    """Whether two places cannot hold one incident: other countries, other provinces, or points beyond ``reach`` km."""
    if one.id == other.id:
        return False
    distance = kilometres(one, other)
    if distance is not None:
        return distance > reach
    if one.country and other.country and one.country != other.country:
        return True
    return bool(one.admin1 and other.admin1 and one.admin1 != other.admin1)


def contained(one: Place, other: Place) -> str:
    """The level that two places share: ``district``, ``province``, ``country`` or empty."""
    if not (one.country and one.country == other.country):
        return ""
    if one.admin1 and one.admin1 == other.admin1:
        return "district" if one.admin2 and one.admin2 == other.admin2 else "province"
    return "country"
