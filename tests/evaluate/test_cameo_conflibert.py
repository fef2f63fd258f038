from __future__ import annotations

import pytest

from khaldun.evaluate.cameo_conflibert import CameoConflibert
from tests.evaluate.official import compare, same, some


def test_class_and_parties_of_the_main_event(line):
    text = "Rebels attacked soldiers near the border , officials said ."
    made = next(iter(CameoConflibert().predict([{"id": "1", "text": text}], line)))
    assert made["penta"] == 4
    assert [text[x["start"] : x["end"]] for x in made["source"]] == ["Rebels"]
    assert [text[x["start"] : x["end"]] for x in made["target"]] == ["soldiers"]


def test_a_sentence_without_event_is_neutral(line):
    made = next(iter(CameoConflibert().predict([{"id": "1", "text": "The minister said the winter was long."}], line)))
    assert made["penta"] == 0


def test_source_and_target_do_not_meet():
    gold = [{"id": "1", "source": [{"start": 0, "end": 3}], "target": []}]
    made = [{"id": "1", "source": [], "target": [{"start": 0, "end": 3}]}]
    assert CameoConflibert().score(made, gold)["both exact F1"] == 0.0


@pytest.mark.bench
def test_agrees_with_the_sets_scorer_on_classes(line, tmp_path):
    ours, theirs = compare(CameoConflibert(), some("cameo_conflibert", "class_train.jsonl", every=31), line, tmp_path)
    same(ours, [("penta macro F1", theirs["macro_f1"]), ("penta accuracy", theirs["accuracy"])])


@pytest.mark.bench
def test_agrees_with_the_sets_scorer_on_parties(line, tmp_path):
    ours, theirs = compare(CameoConflibert(), some("cameo_conflibert", "actors_train.jsonl", every=25), line, tmp_path)
    same(ours, [(f"{f} {m} F1", theirs[f][m]["f1"]) for f in ("both", "source", "target") for m in
                ("exact", "overlap")])  # fmt: skip
