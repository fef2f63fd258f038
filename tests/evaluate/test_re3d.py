from __future__ import annotations

import pytest

from khaldun.evaluate.re3d import Re3d
from tests.evaluate.official import blind, compare, same, some


def test_mentions_with_types_articles_and_titles(line):
    text = "Prime Minister Haider al-Abadi met the Islamic State in Mosul on Friday."
    made = next(iter(Re3d().predict([{"docid": "1", "text": text}], line)))
    told = {(text[e["start"] : e["end"]], e["type"]) for e in made["entities"]}
    assert {("the Islamic State", "Organisation"), ("Mosul", "Location"), ("Friday", "Temporal")} <= told
    assert made["relations"] == []


def test_faults_are_told_apart():
    text = "Rebels of the front in Aleppo"
    gold = [{"docid": "1", "text": text, "entities": [
        {"start": 0, "end": 6, "type": "Organisation", "text": "Rebels"},
        {"start": 23, "end": 29, "type": "Location", "text": "Aleppo"},
    ]}]  # fmt: skip
    made = [{"docid": "1", "entities": [{"start": 23, "end": 29, "type": "Person"}]}]
    kinds = [wrong.kind for wrong in Re3d().wrong(made, gold)]
    assert kinds == ["missed Organisation", "other type for Location"]


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    records = some("re3d", "train.jsonl", every=4)[:15]
    ours, theirs = compare(Re3d(), records, line, tmp_path)
    passages = [(f"passages {m} F1", theirs["spans_any_type"][m]["f1"]) for m in ("exact", "overlap")]
    per = [(f"{kind} exact F1", row["f1"]) for kind, row in theirs["per_type_exact"].items()]
    same(ours, [*passages, *per, ("typed exact F1", theirs["typed_exact_micro"]["f1"])])
    told = list(Re3d().predict(records[:2], line))
    assert told == list(Re3d().predict(blind(records[:2], "entities", "relations"), line))
