"""UCDP place names of Syria with their districts to points. Runs the gazetteer's search.

A name is found when the gazetteer lists a place of that name there; for others the row tells the point of the
district or province, and says so: it stands for the area and is no claim about the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.metrics.distance import distances, kilometres
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place
from khaldun.pipeline import Pipeline
from khaldun.resolve.places.row import place_of_row

_KIND = re.compile(
    r"\s+(town|village|city|district|governorate|neighbou?rhood|area|subdistrict|sub-district|countryside)$", re.I
)
_BEFORE = re.compile(r"^(mintaqat|markaz|muhafazat|nahiyat|west|east|north|south|western|eastern)\s+", re.I)
"""Arabic words for district, centre and province, and parts of a place that no gazetteer lists."""

_EXACT = 1  # their precision of a known point
_RIGHT = 25.0  # km
_OWN, _AREA = "place", "area"


class UcdpPlaces:
    """The ucdp_places set."""

    name = "ucdp_places"
    files = ("places.jsonl",)
    headline = "found within 25 km"
    peers: tuple[Peer, ...] = ()

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:  # noqa: ARG002
        """One row a name; ``of`` tells whether lat and lon are the place's own or its area's (None: neither known)."""
        gazetteer = Gazetteer.open()
        for record in records:
            own = _own_point(record, gazetteer)
            lat, lon = own or _area_point(record, gazetteer) or (None, None)
            yield {"id": record["id"], "lat": lat, "lon": lon, "of": _told(own is not None, lat is not None)}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Shares within 5, 25 and 161 km: of the names found, of all (area points too), of those UCDP knows exactly."""
        made = {row["id"]: row for row in predictions}
        found = [_error(made[g["id"]], g) for g in gold if made.get(g["id"], {}).get("of") == _OWN]
        errors = [_error(made.get(record["id"]), record) for record in gold]
        exact = [e for e, record in zip(errors, gold, strict=True) if record["where_prec"] == _EXACT]
        every, points = distances(errors), distances(exact)
        return {
            "found": len(found) / (len(gold) or 1),
            "found within 25 km": distances(found).acc_25,
            "found within 161 km": distances(found).acc_161,
            "within 25 km": every.acc_25,
            "within 161 km": every.acc_161,
            "within 5 km": sum(e is not None and e <= 5 for e in errors) / (len(errors) or 1),
            "answered": sum(e is not None for e in errors) / (len(errors) or 1),
            "exact places within 25 km": points.acc_25,
            "exact places within 161 km": points.acc_161,
        }

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Names not found and points more than 25 km off."""
        made = {row["id"]: row for row in predictions}
        for record in gold:
            error = _error(made.get(record["id"]), record)
            told = f"{record['place']}, {record['adm2']}, {record['adm1']}"
            of = made.get(record["id"], {}).get("of")
            if of != _OWN:
                yield Wrong(record["id"], "not found", told, f"its {of}'s point" if of else "", "")
            elif error is not None and error > _RIGHT:
                yield Wrong(record["id"], "misplaced", told, f"{error:.0f} km off", str(made[record["id"]]))

    def has_gold(self, record: Row) -> bool:
        """Gold is ``lat`` and ``lon``."""
        return "lat" in record


def _error(row: Row | None, record: Row) -> float | None:
    if row is None or row.get("lat") is None:
        return None
    return kilometres(record["lat"], record["lon"], row["lat"], row["lon"])


def _told(own: bool, area: bool) -> str | None:
    return _OWN if own else _AREA if area else None


def _own_point(record: Row, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The point of the place of that name in its district."""
    areas = (record.get("adm1") or "", record.get("adm2") or "")
    place = place_of_row(gazetteer, record["place"], record["country"], areas)
    return (place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None


def _area_point(record: Row, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The point that stands for the district, or province; that of its seat where maps write no name."""
    country = Countries.load().named(record["country"])
    if country is None:
        return None
    units = [_name(record.get(key) or "") for key in ("adm2", "adm1")]
    areas = [a for unit in units if unit and (a := _area(unit, country.alpha3, gazetteer))]
    seats = [gazetteer.named(unit, country=country.alpha3, limit=1) for unit in units if unit]
    found = (*areas[:1], *(seat for group in seats for seat in group))
    return next((point for place in found if (point := gazetteer.representative_point(place))), None)


def _name(told: str) -> str:
    return _BEFORE.sub("", _KIND.sub("", told.strip()))


def _area(unit: str, country: str, gazetteer: Gazetteer) -> Place | None:
    return gazetteer.admin2(country, unit) or gazetteer.admin1(country, unit)
