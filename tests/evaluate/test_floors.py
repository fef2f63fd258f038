"""Floors rise, and fall only with a reason."""

from __future__ import annotations

import pytest

from khaldun.evaluate.floors import Floors, below, raised, read_floors, write_floors
from khaldun.evaluate.measure import Measured
from khaldun.evaluate.results import Results, read_results, write_results
from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.samples import Extent


def results(value: float, extent: Extent = Extent.FULL, **more: float) -> Results:
    figures = (("F1", value), *more.items())
    measured = Measured("sums", "dev.jsonl", "00", 3, 9, figures, 1.5)
    return Results(extent, "1.0", "3.11", (("spacy", "3.8"),), (measured,))


def test_a_floor_lies_a_little_under_the_first_value():
    floors = raised(Floors({}, {}), results(0.8))
    assert floors.full == {"sums/dev.jsonl": {"F1": 0.795}}
    assert floors.quick == {}
    assert below(floors, results(0.796)) == []


def test_a_better_value_lifts_the_floor_and_a_worse_one_leaves_it():
    floors = raised(raised(Floors({}, {}), results(0.8)), results(0.9))
    assert floors.full["sums/dev.jsonl"]["F1"] == 0.895
    assert raised(floors, results(0.897)).full["sums/dev.jsonl"]["F1"] == 0.895


def test_a_fall_is_refused_without_a_reason():
    floors = raised(Floors({}, {}), results(0.8))
    assert [str(item) for item in below(floors, results(0.7))] == [
        "sums/dev.jsonl: F1 is 0.7000, its floor 0.7950",
    ]
    with pytest.raises(EvaluationError, match="allow-regression"):
        raised(floors, results(0.7))


def test_a_reason_lowers_the_floor_and_stays_on_record(tmp_path):
    floors = raised(raised(Floors({}, {}), results(0.8)), results(0.7), "gold was mended")
    assert floors.full["sums/dev.jsonl"]["F1"] == 0.695
    write_floors(tmp_path / "floors.json", floors)
    again = read_floors(tmp_path / "floors.json")
    assert again == floors
    assert (again.lowered[0].before, again.lowered[0].reason) == (0.795, "gold was mended")


def test_a_figure_that_is_gone_counts_as_fallen():
    floors = raised(Floors({}, {}), results(0.8, recall=0.5))
    assert [item.figure for item in below(floors, results(0.8))] == ["recall"]


def test_a_figure_of_which_less_is_better_has_no_floor():
    table = raised(Floors({}, {}), results(0.8, **{"median km": 40.0, "mean error": 2.0})).full
    assert set(table["sums/dev.jsonl"]) == {"F1"}


def test_extents_do_not_mix():
    floors = raised(Floors({}, {}), results(0.8, Extent.QUICK))
    assert below(floors, results(0.1)) == []
    assert below(floors, results(0.1, Extent.QUICK))


def test_no_file_of_floors_means_none_and_a_broken_one_is_told(tmp_path):
    assert read_floors(tmp_path / "floors.json") == Floors({}, {})
    (tmp_path / "floors.json").write_text("[]")
    with pytest.raises(EvaluationError, match="no file of floors"):
        read_floors(tmp_path / "floors.json")


def test_results_come_back_as_written(tmp_path):
    write_results(tmp_path, results(0.8))
    assert read_results(tmp_path) == results(0.8)
    with pytest.raises(EvaluationError, match="--all"):
        read_results(tmp_path, Extent.QUICK)
