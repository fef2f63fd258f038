from __future__ import annotations

import pytest

from khaldun.evaluate.plv import Plv, _marks
from tests.evaluate.official import blind, compare, same, some

_ROWS = [
    {"id": "1", "text": "Rebels attacked soldiers.", "marked": "<s>Rebels</s> attacked <t>soldiers</t>."},
    {
        "id": "2",
        "text": "Troops were attacked by rebels.",
        "marked": "<s>Troops</s> were attacked by <t>rebels</t>.",
    },
    {"id": "3", "text": "The sky was blue.", "marked": "The <s>sky</s> was <t>blue</t>."},
]


def test_marks_are_places_in_the_plain_text():
    text, marked = "Police set fire to cars.", "<s>Police</s> set fire to <t>cars</t>."
    source, target = _marks(marked)
    assert text[slice(*source)] == "Police"
    assert text[slice(*target)] == "cars"
    assert _marks("no marks") is None


def test_marks_in_either_order():
    marked = "<t>Cars</t> burnt by <s>police</s>."
    source, target = _marks(marked)
    assert "Cars burnt by police."[slice(*source)] == "police"
    assert "Cars burnt by police."[slice(*target)] == "Cars"


def test_class_and_direction_of_the_marked_pair(line):
    made = {row["id"]: row for row in Plv().predict(_ROWS, line)}
    told = {"root": "ASSAULT", "penta": 4, "lexicon_root": "ASSAULT"}
    assert made["1"] == {"id": "1", "right_direction": 1, **told}
    assert made["2"] == {"id": "2", "right_direction": 0, **told}
    assert made["3"]["lexicon_root"] == ""


def test_parties_that_the_event_has_are_counted_either_way_round(line):
    class Heard:
        def __init__(self):
            self.met = []

        def __call__(self, types, lexicon, parties=None):
            self.met.append(parties)
            return types

    heard = Heard()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("khaldun.evaluate.plv.verdict.weighed", heard)
        list(Plv().predict(_ROWS, line))
    assert heard.met[-3:] == [2, 2, None]


def test_a_missing_answer_counts_as_wrong():
    gold = [{"id": "1", "root": "AID", "penta": 2}, {"id": "2", "root": "AID", "penta": 2}]
    figures = Plv().score([{"id": "1", "root": "AID", "penta": 2}], gold)
    assert figures["root accuracy"] == pytest.approx(0.5)


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    ours, theirs = compare(Plv(), some("plv", "train.jsonl", every=35), line, tmp_path)
    pairs = [(f"{f} {m.replace('_', ' ').replace('f1', 'F1')}", theirs[f][m]) for f in ("root", "penta") for m in
             ("accuracy", "macro_f1", "weighted_f1")]  # fmt: skip
    same(ours, [*pairs, ("conflict or cooperation macro F1", theirs["binary_cooperation_conflict"]["macro_f1"])])


@pytest.mark.bench
def test_gold_fields_are_not_looked_at(line):
    records = some("plv", "aw_wiki_train.jsonl", every=30)[:8]
    told = list(Plv().predict(records, line))
    assert told == list(Plv().predict(blind(records, "right_direction", "trigger", "event_type", "arguments"), line))
