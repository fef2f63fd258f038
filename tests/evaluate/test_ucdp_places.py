from __future__ import annotations

import pytest

from khaldun.evaluate.ucdp_places import UcdpPlaces
from tests.evaluate.official import blind, compare, same, some


def _row(place, adm2="", adm1="", country="Syria"):
    return {"id": "1", "place": place, "adm1": adm1, "adm2": adm2, "country": country}


def test_a_town_by_its_name_and_kind(line):
    made = next(iter(UcdpPlaces().predict([_row("Palmyra town", adm1="Homs Governorate")], line)))
    assert (made["lat"], made["lon"]) == pytest.approx((34.56, 38.27), abs=0.1)
    assert made["of"] == "place"


def test_an_unknown_name_stands_where_its_district_is(line):
    made = next(
        iter(UcdpPlaces().predict([_row("Xyzzyqa village", "Ar Raqqah district", "Ar Raqqah Governorate")], line))
    )
    assert (made["lat"], made["lon"]) == pytest.approx((35.95, 39.0), abs=0.5)
    assert made["of"] == "area"


def test_nothing_is_made_up(line):
    made = next(iter(UcdpPlaces().predict([_row("Xyzzyqa")], line)))
    assert made == {"id": "1", "lat": None, "lon": None, "of": None}


def test_only_names_found_are_counted_as_found():
    gold = [{"id": id, "lat": 35.0, "lon": 39.0, "where_prec": 1} for id in "12"]
    made = [{"id": "1", "lat": 35.0, "lon": 39.0, "of": "place"}, {"id": "2", "lat": 36.0, "lon": 39.0, "of": "area"}]
    figures = UcdpPlaces().score(made, gold)
    assert (figures["found"], figures["found within 25 km"], figures["within 25 km"]) == (0.5, 1.0, 0.5)


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    records = some("ucdp_places", "places.jsonl", every=30)
    ours, theirs = compare(UcdpPlaces(), records, line, tmp_path)
    parts = (("", "all"), ("exact places ", "exact_places"))
    pairs = [(f"{name}within {km} km", theirs[key][f"acc@{km}km"]) for name, key in parts for km in (25, 161)]
    same(ours, [*pairs, ("within 5 km", theirs["within_5km"])])
    told = list(UcdpPlaces().predict(records[:5], line))
    assert told == list(UcdpPlaces().predict(blind(records[:5], "lat", "lon", "where_prec", "events"), line))
