from __future__ import annotations

import pytest

from khaldun.evaluate.satp_relevant import KINDS, SatpRelevant
from tests.evaluate.official import compare, same, some


def _kinds(text, line):
    made = next(iter(SatpRelevant().predict([{"id": "1", "text": text}], line)))
    return {kind for kind, mark in zip(KINDS, made["labels"], strict=True) if mark}


def test_kinds_by_mode_and_means(line):
    assert _kinds("Militants kidnapped a teacher in Quetta on Monday.", line) == {"kidnapping"}
    assert _kinds("Five soldiers were killed when a roadside bomb exploded near Quetta.", line) == {"bombing"}
    assert _kinds("Gunmen shot dead a teacher in Quetta on Monday.", line) == {"armed"}


def test_the_fourth_kind_is_arson_and_cold_weapons(line):
    assert _kinds("Rebels set ablaze four trucks near Quetta on Monday.", line) == {"infrastructure"}
    assert _kinds("Rebels blew up a school building with dynamite on Monday.", line) == {"bombing"}


def test_violence_without_means_is_armed_assault(line):
    assert _kinds("Militants killed a teacher in Quetta on Monday.", line) == {"armed"}
    assert _kinds("The teacher opened a school in Quetta.", line) == set()


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    ours, theirs = compare(SatpRelevant(), some("satp_relevant", "dev.jsonl", every=7), line, tmp_path)
    figures = [("kinds micro F1", theirs["micro"]["f1"]), ("kinds macro F1", theirs["macro_f1"])]
    same(ours, [*figures, ("kinds exact set", theirs["exact_set"])])
