from __future__ import annotations

import pytest

from khaldun.evaluate.cameo_coders import CameoCoders
from tests.evaluate.official import blind, compare, same, some


def test_parties_stand_without_articles_and_numbers(line):
    text = "Two gunmen attacked the villagers in Kano on Friday."
    made = next(iter(CameoCoders().predict([{"id": "1", "text": text}], line)))
    assert made["relevant"] is True
    assert made["penta"] == [4]
    said = {field: [text[x["start"] : x["end"]] for x in made[field]] for field in ("sources", "targets", "times")}
    assert said == {"sources": ["gunmen"], "targets": ["villagers"], "times": ["Friday"]}


def test_a_statement_counts_when_its_speaker_is_somebody(line):
    rows = [
        {"id": "1", "text": "Vladimir Putin said that the winter was long."},
        {"id": "2", "text": "He said that the winter was long."},
    ]
    known, unknown = CameoCoders().predict(rows, line)
    assert known["penta"] == [0]
    assert unknown["penta"] == []


def test_a_speech_is_a_statement_though_nothing_of_it_is_told(line):
    rows = [
        {"id": "1", "text": "Vladimir Putin speaks during a ceremony in the palace."},
        {"id": "2", "text": "Vladimir Putin delivered a speech in the palace."},
        {"id": "3", "text": "The family delivered a speech in the garden."},
    ]
    spoken, delivered, private = CameoCoders().predict(rows, line)
    assert spoken["penta"] == delivered["penta"] == [0]
    assert private["penta"] == []


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    records = some("cameo_coders", "train.jsonl", every=3)
    ours, theirs = compare(CameoCoders(), records, line, tmp_path)
    pairs = [(f"{f} {m} F1", theirs[f][m]["f1"]) for f in ("sources", "targets", "locations", "times") for m in
             ("exact", "overlap")]  # fmt: skip
    penta = [("penta micro F1", theirs["penta"]["micro"]["f1"]), ("penta macro F1", theirs["penta"]["macro_f1"])]
    same(ours, [*pairs, *penta, ("relevant F1", theirs["relevant_f1"]["f1"])])
    told = list(CameoCoders().predict(records, line))
    assert told == list(
        CameoCoders().predict(blind(records, "consensus", "coders", "relevant", "relevant_votes"), line)
    )
