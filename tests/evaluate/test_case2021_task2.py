from __future__ import annotations

import pytest

from khaldun.evaluate.case2021_task2 import Case2021Task2
from tests.evaluate.official import compare, same, some


def _type(text, line):
    return next(iter(Case2021Task2().predict([{"id": "1", "text": text}], line)))["lexicon_type"]


def test_the_means_name_the_type(line):
    assert _type("Warplanes bombed a village near Idlib, killing six civilians.", line) == "AIR_STRIKE"
    assert _type("A suicide bomber blew himself up at a checkpoint in Kabul.", line) == "SUIC_BOMB"


def test_a_protest_and_what_is_done_to_it(line):
    assert _type("Thousands of students marched through the capital on Monday.", line) == "PEACE_PROTEST"
    told = "Students marched through the capital on Monday. Police fired tear gas at the protesters."
    assert _type(told, line) == "PROTEST_WITH_INTER"


def test_ground_taken_by_a_state_or_by_others(line):
    assert _type("The Syrian army recaptured the town of Souran from rebels.", line) == "GOV_REGAINS_TERIT"
    assert _type("Islamic State fighters captured the town of Souran.", line) == "NON_STATE_ACTOR_OVERTAKES_TER"


def test_where_nothing_is_told_only_the_learned_head_answers(line):
    made = next(iter(Case2021Task2().predict([{"id": "1", "text": "The library opens at nine."}], line)))
    assert made["lexicon_type"] == ""
    assert made["type"]


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    ours, theirs = compare(Case2021Task2(), some("case2021_task2", "train.jsonl", every=14), line, tmp_path)
    pairs = [(f"{ours_} {m.replace('_', ' ').replace('f1', 'F1')}", theirs[key][m]) for ours_, key in
             (("all", "all"), ("ACLED's", "seen")) for m in ("accuracy", "macro_f1", "weighted_f1")]  # fmt: skip
    same(ours, pairs)
