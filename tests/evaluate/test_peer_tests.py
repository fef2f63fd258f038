from __future__ import annotations

import pytest

from khaldun.evaluate.peer_tests import PeerTests
from tests.evaluate.official import blind, compare, same, some


def _codes(actor, line, **more):
    row = next(iter(PeerTests().predict([{"id": "1", "actor": actor, **more}], line)))
    return row["country"], row["code_1"], row["code_2"]


def test_nationality_and_agent(line):
    assert _codes("Chadian soldiers", line) == ("TCD", "MIL", "")
    assert _codes("she", line) == ("", "UNK", "")


def test_the_day_decides_the_office(line):
    then, later = "f('Barack Obama', '', '2012-03-01')", "f('Barack Obama', query_date='x')"
    assert _codes("Barack Obama", line, call=then) == ("USA", "GOV", "")
    assert _codes("Barack Obama", line, call=later, kwargs={"query_date": "2022-03-01"}) == ("USA", "ELI", "")


def test_open_fields_are_not_judged():
    gold = [{"id": "1", "actor": "x", "country": None, "code_1": "MIL", "code_2": None}]
    assert PeerTests().score([{"id": "1", "country": "FRA", "code_1": "MIL"}], gold) == {"code_1 right": 1.0}


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    records = some("peer_tests", "actor_codes.jsonl", every=5)
    ours, theirs = compare(PeerTests(), records, line, tmp_path)
    same(ours, [(f"{field} right", row["accuracy"]) for field, row in theirs.items()])
    told = list(PeerTests().predict(records, line))
    hidden = blind(records, "country", "code_1", "code_2", "pattern", "raw", "other")
    assert told == list(PeerTests().predict(hidden, line))
