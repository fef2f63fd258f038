"""Names that stand for a place no gazetteer lists, though other places bear them.

"Corlin, Mo." is a hamlet in Missouri even where we know a Corlin in Texas only, and what a station in Pittsburgh calls
Homewood is a quarter of its own town, not the Homewood two states away that its report never speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khaldun.knowledge.place_names import name_key
from khaldun.model import Place, PlacePrecision
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.measure import Points, contains, kilometres, neighbours
from khaldun.resolve.places.rank import Reading
from khaldun.resolve.places.setting import Setting

_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.REGION)
_FAR = 250.0
"""Kilometres from a local outlet's town beyond which it says where a place lies."""
_FAMED = 100_000
"""People of a town that needs no state beside it, anywhere in its country."""


def listed(
    readings: Mapping[Toponym, tuple[Reading, ...]], found: Setting, points: Points
) -> dict[Toponym, tuple[Reading, ...]]:
    """The readings without those of names whose bearers all lie elsewhere: such a name has none."""
    toponyms = tuple(readings)
    return {
        toponym: ()
        if told and (_elsewhere(toponym, told, toponyms) or _far_off(told[0].place, found, points))
        else told
        for toponym, told in readings.items()
    }


def _elsewhere(toponym: Toponym, told: Sequence[Reading], toponyms: Sequence[Toponym]) -> bool:
    """Whether a province follows the name at once that holds none of its bearers."""
    area = province_beside(toponym, toponyms)
    return (
        area is not None and told[0].place.precision not in _WIDE and not any(contains(area, one.place) for one in told)
    )


def province_beside(toponym: Toponym, toponyms: Sequence[Toponym]) -> Place | None:
    """The province of "Corlin, Mo.", where its name is no great town's too."""
    for other in neighbours(toponym, toponyms)[:1]:
        first = other.places[:1]
        town = any(p.precision is PlacePrecision.TOWN and (p.population or 0) >= _FAMED for p in other.places)
        if first and first[0].precision is PlacePrecision.PROVINCE and other.first - toponym.last == 2 and not town:
            return first[0]
    return None


def _far_off(place: Place, found: Setting, points: Points) -> bool:
    """Whether a small place lies far from the town of its local outlet, in a province the report does not name."""
    homes = [(home.lat, home.lon) for home in found.home if home.lat is not None and home.lon is not None]
    here = points.get(place.id)
    if not homes or here is None or place.precision in _WIDE or (place.population or 0) >= _FAMED:
        return False
    spoken = place.admin1 and name_key(place.admin1) in found.areas
    abroad = place.country != found.home[0].country
    known = place.admin1 in {home.admin1 for home in found.home}
    return not spoken and not abroad and not known and all(kilometres(here, home) > _FAR for home in homes)
