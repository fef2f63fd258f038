"""The cue files load, and a wrong one is refused with its place."""

from __future__ import annotations

import pytest

from khaldun.knowledge import cues
from khaldun.knowledge.toml_table import CueError, Table


def test_all_cue_files_load_and_hold_something():
    assert cues.status_cues().by_lemma["foil"]
    assert cues.count_cues().vague["dozens"].low == 24
    assert {c.name for c in cues.weapon_cues().all} >= {"firearms", "explosives", "heavy weapons", "aircraft"}
    assert {c.gtd for c in cues.target_cues().all} >= {1, 2, 3, 4, 7, 8, 10, 14, 15, 18, 19}


def test_a_term_stands_in_one_category_only():
    for categories in (cues.weapon_cues(), cues.target_cues()):
        terms = [term for category in categories.all for term in category.words]
        assert sorted({t for t in terms if terms.count(t) > 1}) == []


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ({"status": 3}, lambda t: t.word("status")),
        ({"lemmas": "kill"}, lambda t: t.list("lemmas")),
        ({"low": -1}, lambda t: t.number("low")),
        ({"factual": "yes"}, lambda t: t.flag("factual")),
        ({}, lambda t: t.table("light")),
        ({"cue": []}, lambda t: t.tables("cue")),
    ],
)
def test_a_wrong_value_is_refused_and_named(values, read):
    with pytest.raises(CueError, match=r"status\.toml"):
        read(Table("status.toml", values))
