from __future__ import annotations

import pytest

from khaldun.evaluate.india_police import IndiaPolice
from tests.evaluate.official import blind, compare, same, some


def _labels(line, *sentences):
    row = {
        "docid": "1", "text": " ".join(sentences),
        "sentences": [{"sent_id": n, "text": text} for n, text in enumerate(sentences)],
    }  # fmt: skip
    made = next(iter(IndiaPolice().predict([row], line)))
    return [set(sentence["labels"]) for sentence in made["sentences"]]


def test_labels_stand_at_the_sentence_that_tells(line):
    told = _labels(line, "the market was quiet on friday.", "police arrested two men in the old city on saturday.")
    assert told == [set(), {"ARREST", "ANY_ACTION"}]


def test_only_the_forces_count(line):
    assert _labels(line, "the mob killed four persons in the old city.") == [set()]
    assert _labels(line, "police killed four persons in the old city.") == [{"KILL", "FORCE", "ANY_ACTION"}]


def test_killed_in_police_firing_is_their_deed(line):
    killed = {"KILL", "FORCE", "ANY_ACTION"}
    assert _labels(line, "nine persons died in police firing on friday.") == [killed]
    assert _labels(line, "police fired at the mob but there were no casualties.") == [killed - {"KILL"}]


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    records = some("india_police", "train.jsonl", every=40)[:15]
    ours, theirs = compare(IndiaPolice(), records, line, tmp_path)
    pairs = [(f"{part} {m} F1", theirs[part][key]) for part in ("sentences", "documents") for m, key in
             (("macro", "macro_f1"),)]  # fmt: skip
    micro = [(f"{part} micro F1", theirs[part]["micro"]["f1"]) for part in ("sentences", "documents")]
    same(ours, [*pairs, *micro])
    bare = [r | {"sentences": blind(r["sentences"], "labels")} for r in blind(records[:3], "doc_labels")]
    assert list(IndiaPolice().predict(records[:3], line)) == list(IndiaPolice().predict(bare, line))
