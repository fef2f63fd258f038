"""UCDP place names of Syria with their districts to points. Runs the gazetteer's search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.metrics.distance import distances, kilometres
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place, PlacePrecision
from khaldun.pipeline import Pipeline

_KIND = re.compile(
    r"\s+(town|village|city|district|governorate|neighbou?rhood|area|subdistrict|sub-district|countryside)$", re.I
)
_BEFORE = re.compile(r"^(mintaqat|markaz|muhafazat|nahiyat|west|east|north|south|western|eastern)\s+", re.I)
"""Arabic words for district, centre and province, and parts of a place that no gazetteer lists."""

_EXACT = 1  # their precision of a known point
_RIGHT = 25.0  # km


class UcdpPlaces:
    """The ucdp_places set."""

    name = "ucdp_places"
    files = ("places.jsonl",)
    headline = "within 25 km"
    peers: tuple[Peer, ...] = ()

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:  # noqa: ARG002
        """One row a name; lat and lon None where no place of that name was found."""
        gazetteer = Gazetteer.open()
        for record in records:
            lat, lon = _point(record, gazetteer) or (None, None)
            yield {"id": record["id"], "lat": lat, "lon": lon}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Shares within 5, 25 and 161 km, of all names and of those whose point UCDP knows exactly."""
        made = {row["id"]: row for row in predictions}
        errors = [_error(made.get(record["id"]), record) for record in gold]
        exact = [e for e, record in zip(errors, gold, strict=True) if record["where_prec"] == _EXACT]
        every, points = distances(errors), distances(exact)
        return {
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
            if error is None:
                yield Wrong(record["id"], "not found", told, "", "")
            elif error > _RIGHT:
                yield Wrong(record["id"], "misplaced", told, f"{error:.0f} km off", str(made[record["id"]]))

    def has_gold(self, record: Row) -> bool:
        """Gold is ``lat`` and ``lon``."""
        return "lat" in record


def _error(row: Row | None, record: Row) -> float | None:
    if row is None or row.get("lat") is None:
        return None
    return kilometres(record["lat"], record["lon"], row["lat"], row["lon"])


def _point(record: Row, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The point of the name in its district, or province; without the name, that of the district or province."""
    country = Countries.load().named(record["country"])
    if country is None:
        return None
    units = [_name(record.get(key) or "") for key in ("adm2", "adm1")]
    areas = [a for unit in units if unit and (a := _area(unit, country.alpha3, gazetteer))]
    readings = [place for name in _names(record["place"]) for place in _called(name, country.alpha3, gazetteer)]
    best = max(readings, key=lambda place: _fits(place, areas), default=None)
    seats = [gazetteer.named(unit, country=country.alpha3, limit=1) for unit in units if unit]
    found = (place for place in (best, *areas[:1], *(seat for group in seats for seat in group)) if place is not None)
    return next((point for place in found if (point := gazetteer.representative_point(place))), None)


def _names(told: str) -> list[str]:
    """The names of a place without the word for its kind; "A/B" are two."""
    return [name for part in told.split("/") if (name := _name(part))]


def _name(told: str) -> str:
    return _BEFORE.sub("", _KIND.sub("", told.strip()))


def _called(name: str, country: str, gazetteer: Gazetteer) -> Iterator[Place]:
    yield from gazetteer.named(name, country=country)
    yield from gazetteer.sounding(name, country=country)


def _area(unit: str, country: str, gazetteer: Gazetteer) -> Place | None:
    return gazetteer.admin2(country, unit) or gazetteer.admin1(country, unit)


def _fits(place: Place, areas: Sequence[Place]) -> int:
    """How many of the told units a place lies in; a point before an area."""
    names = {area.name for area in areas}
    return 2 * len(names & {place.admin1, place.admin2}) + (place.precision is PlacePrecision.TOWN)
