"""Raw scores to probabilities: which band counts, and what becomes of events and links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from khaldun.knowledge.calibration import ANY, Band, Calibration, group, shipped
from khaldun.model import Because, Interval, Link, RoleName
from khaldun.model.link import DatePrecision
from tests.store.hand import coded, make_dossier

BANDS = (
    Band("actor", ANY, 0.5, 0.7, 40, 0.4),
    Band("actor", ANY, 0.8, 0.9, 40, 0.6),
    Band("actor", "roles:verb-subject", 0.9, 0.9, 40, 0.8),
    Band("time inferred", ANY, 0.3, 0.9, 40, 0.7),
)


def test_a_rule_has_its_own_bands_others_those_of_the_field():
    made = Calibration(BANDS)
    assert made.probability("actor", "roles:verb-subject", 0.9) == 0.8
    assert made.probability("actor", "roles:new", 0.9) == 0.6
    assert made.probability("actor", "roles:new", 0.55) == 0.4


def test_between_bands_the_nearer_one_counts():
    made = Calibration(BANDS)
    assert made.probability("actor", "roles:new", 0.74) == 0.4
    assert made.probability("actor", "roles:new", 0.76) == 0.6
    assert made.probability("actor", "roles:new", 0.1) == 0.4


def test_a_field_never_measured_keeps_its_score():
    assert Calibration(BANDS).probability("contexts", "contexts:crime", 0.7) == 0.7


@pytest.mark.parametrize(
    ("rule", "counted"),
    [
        ("plover:ASSAULT:verb:kill {!disease}", "plover:ASSAULT:verb"),
        ("roles:verb-subject", "roles:verb-subject"),
        ("actors:role-held:RUS:GOV", "actors:role-held"),
        ("classify:plover-type 1", "classify"),
        ("roles:tagger-0a1b2c3d", "roles:tagger"),
        ("link: same day (2023-01-03)", "link"),
    ],
)
def test_rules_are_counted_in_groups(rule, counted):
    assert group(rule) == counted


def test_an_event_keeps_rules_and_passages():
    event = coded(make_dossier())[0].event
    made = shipped().event(event)
    assert [(b.field, b.rule, b.span) for b in made.because] == [(b.field, b.rule, b.span) for b in event.because]
    assert replace(made, because=event.because, score=event.score) == event
    assert all(0.0 <= b.score <= 1.0 for b in made.because)


def _link(rank: int, score: float, day: object) -> Link:
    because = (Because("time", "dates:weekday", None, score), Because("time", "dates:anchor", None, 1.0))
    to = Interval(day, day, DatePrecision.DAY) if day else None  # type: ignore[arg-type]
    return Link("e", RoleName.TIME, None, to, rank, score, because)


def test_later_readings_share_what_the_best_leaves():
    best, other = Calibration(BANDS).links([_link(0, 0.9, date(2023, 1, 3)), _link(1, 0.8, date(2023, 1, 4))])
    assert (best.score, other.score) == (0.7, 0.3)
    assert {b.score for b in best.because} == {0.7}


def test_a_reading_as_nothing_is_not_sure_of_anything():
    (none,) = Calibration(BANDS).links([_link(0, 0.0, None)])
    assert none.score == 0.0


def test_what_ships_is_in_order_and_within_bounds():
    seen = [band for bands in shipped()._bands.values() for band in bands]
    assert seen
    assert all(0.0 < band.probability < 1.0 and band.low <= band.high and band.n > 0 for band in seen)
    for bands in shipped()._bands.values():
        assert all(a.high <= b.low for a, b in pairwise(bands))
