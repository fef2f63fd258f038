"""Names in tables: a name and its districts."""

from __future__ import annotations

import json

import pytest

from khaldun.knowledge.places import Gazetteer
from khaldun.resolve.places.measure import kilometres
from khaldun.resolve.places.row import place_of_row
from tests.conftest import bench


def test_a_kind_word_and_another_spelling(gazetteer: Gazetteer) -> None:
    place = place_of_row(gazetteer, "Maaret al-Numan town", "Syria", ("Idlib Governorate", "Maarat al-Numaan district"))
    assert place is not None
    assert place.admin1 == "Idlib"


def test_a_namesake_in_another_province_is_refused(gazetteer: Gazetteer) -> None:
    assert place_of_row(gazetteer, "Manbij town", "Syria", ("Daraa Governorate", "Izra district")) is None


def test_a_district_is_not_the_town_of_its_name(gazetteer: Gazetteer) -> None:
    district = place_of_row(gazetteer, "Manbij district", "Syria", ("Aleppo Governorate", "Manbij district"))
    assert district is None or district.lat is None


def test_an_unknown_village_is_not_guessed(gazetteer: Gazetteer) -> None:
    assert place_of_row(gazetteer, "Zzyx village", "Syria", ("Idlib Governorate", "Ariha district")) is None


@pytest.mark.bench
def test_found_rows_lie_where_they_should(gazetteer: Gazetteer) -> None:
    rows = [json.loads(line) for line in (bench("ucdp_places") / "places.jsonl").read_text("utf-8").split("\n") if line]
    near = found = 0
    for row in rows:
        place = place_of_row(gazetteer, row["place"], row["country"], (row["adm1"] or "", row["adm2"] or ""))
        point = gazetteer.representative_point(place) if place else None
        if point:
            found += 1
            near += kilometres(point, (row["lat"], row["lon"])) <= 25
    assert found >= 100
    assert near / found >= 0.92
