"""Credit for fills and templates, on made-up templates."""

from __future__ import annotations

import pytest

from khaldun.evaluate.metrics.fills import (
    date_credit,
    date_of,
    location_credit,
    number_credit,
    set_credit,
    string_credit,
)
from khaldun.evaluate.metrics.templates import SCALARS, SETS, SLOTS, STRINGS, TemplateBoard, paired


@pytest.mark.parametrize(
    ("ours", "key", "credit"),
    [
        ("the bridge", ["BRIDGE"], 1.0),
        ("THREE WOODEN BRIDGES", ["BRIDGE"], 1.0),
        ("bridge", ["LONG WOODEN BRIDGE OF STONE"], 0.5),
        ("BRIDGE GUARDS", ["BRIDGE"], 0.5),
        ("river", ["BRIDGE"], 0.0),
        ("", ["BRIDGE"], 0.0),
        ("José", ["JOSE"], 1.0),
    ],
)
def test_string_fills(ours, key, credit):
    assert string_credit(ours, key) == credit


@pytest.mark.parametrize(
    ("ours", "key", "slot", "credit"),
    [
        ("BOMB", ["BOMB"], "instrument_type", 1.0),
        ("EXPLOSIVE", ["VEHICLE BOMB"], "instrument_type", 0.5),
        ("VEHICLE BOMB", ["EXPLOSIVE"], "instrument_type", 0.0),
        ("ATTACK", ["ROBBERY"], "type", 0.5),
        ("ROBBERY", ["ATTACK"], "type", 0.0),
    ],
)
def test_category_fills(ours, key, slot, credit):
    assert set_credit(ours, key, slot) == credit


@pytest.mark.parametrize(
    ("ours", "key", "credit"), [("3", ["3"], 1.0), ("3", ["~3"], 0.5), ("4", ["PLURAL"], 0.5), ("1", ["PLURAL"], 0.0)]
)
def test_number_fills(ours, key, credit):
    assert number_credit(ours, key) == credit


DAY = {"kind": "on", "start": "1989-05-04", "end": "1989-05-04"}
SPAN = {"kind": "between", "start": "1989-05-01", "end": "1989-05-04"}
UNTIL = {"kind": "on_or_before", "end": "1989-05-04"}


@pytest.mark.parametrize(
    ("told", "alt", "credit"),
    [
        ("1989-05-04", DAY, 1.0),
        ({"start": "1989-05-01", "end": "1989-05-09"}, DAY, 0.5),
        ({"end": "1989-05-04"}, DAY, 0.5),
        ("1989-05-03", SPAN, 0.5),
        ("1989-05-05", SPAN, 0.0),
        ({"end": "1989-05-04"}, UNTIL, 1.0),
        ("1989-04-30", UNTIL, 0.5),
        ("1989-05-05", UNTIL, 0.0),
    ],
)
def test_date_fills(told, alt, credit):
    assert date_credit(date_of(told), {"alts": [alt]}) == credit


def test_no_date_is_none():
    assert date_of(None) is None
    assert date_of({"start": None, "end": None}) is None


@pytest.mark.parametrize(
    ("country", "places", "credit"),
    [
        ("LOREMIA", ["QUX"], 1.0),
        ("LOREMIA", [], 0.5),
        ("ELSEWHERE", ["QUX"], 0.5),
        ("ELSEWHERE", ["BAZ"], 0.0),
    ],
)
def test_location_fills(country, places, credit):
    path = [{"name": "LOREMIA", "type": "COUNTRY"}, {"name": "QUX", "type": "CITY"}]
    assert location_credit((country, places), {"alts": [path]}) == credit


def key(**fills):
    empty = {slot: [] for slot in SLOTS} | {"date": None, "location": None, "optional": False}
    given = {slot: told if slot in SCALARS else [{"values": [x]} for x in told] for slot, told in fills.items()}
    return empty | given


def record(*keys):
    return {"templates": list(keys), "ree": None}


BRIDGE = {"type": ["BOMBING"], "phys_target": ["BRIDGE"]}


def test_the_key_itself_scores_full():
    board = TemplateBoard()
    board.add([{"type": "BOMBING", "phys_target": ["BRIDGE"]}], record(key(**BRIDGE)))
    assert board.total(board.slots).f1 == 1.0
    assert board.templates.scored.f1 == 1.0
    assert board.relevance.scored.f1 == 1.0


def test_templates_pair_only_with_type_and_one_participant():
    assert paired([{"type": "BOMBING"}], [key(**BRIDGE)]) == {}
    assert paired([{"type": "KIDNAPPING", "phys_target": ["BRIDGE"]}], [key(**BRIDGE)]) == {}
    assert paired([{"type": "ATTACK", "phys_target": ["BRIDGE"]}], [key(**BRIDGE)]) == {0: 0}


def test_missed_and_false_templates_cost_every_fill():
    board = TemplateBoard()
    board.add([{"type": "ROBBERY", "hum_target_name": ["A", "B"]}], record(key(**BRIDGE)))
    total = board.total(board.slots)
    assert (total.right, total.given, total.wanted) == (0.0, 3, 2)


def test_an_optional_template_is_no_miss():
    board = TemplateBoard()
    board.add([], record(key(**BRIDGE) | {"optional": True}))
    assert board.total(board.slots).wanted == 0
    assert board.relevance.wanted == 0


def test_dates_and_countries_of_pairs_are_counted_apart():
    path = [[{"name": "LOREMIA", "type": "COUNTRY"}, {"name": "QUX", "type": "CITY"}]]
    wanted = key(**BRIDGE) | {"date": {"alts": [DAY]}, "location": {"alts": path}}
    told = {"type": "BOMBING", "phys_target": ["BRIDGE"], "location": {"country": "Loremia"}}
    board = TemplateBoard()
    board.add([told | {"date": "1989-05-04"}], record(wanted))
    board.add([told | {"date": {"end": "1989-05-04"}, "location": {"country": "ELSEWHERE"}}], record(wanted))
    board.add([{"type": "KIDNAPPING"}], record(wanted))
    assert (board.days.right, board.days.wanted) == (1, 2)
    assert (board.countries.right, board.countries.wanted) == (1, 2)


def test_slots_are_all_there():
    assert set(STRINGS) | set(SETS) | set(SCALARS) < set(SLOTS)
