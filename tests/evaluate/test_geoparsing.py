from __future__ import annotations

import pytest

from khaldun.evaluate.geoparsing import Geoparsing
from tests.evaluate.official import blind, compare, same, some


def test_names_with_points(line):
    text = "Gunmen attacked a market in Maiduguri, Nigeria, on Friday."
    made = next(iter(Geoparsing().predict([{"docid": "1", "text": text}], line)))
    found = {text[t["start"] : t["end"]]: t for t in made["toponyms"]}
    assert set(found) == {"Maiduguri", "Nigeria"}
    assert (found["Maiduguri"]["lat"], found["Maiduguri"]["lon"]) == pytest.approx((11.85, 13.16), abs=0.1)


def test_what_is_not_judged_neither_helps_nor_hurts():
    gold = [{"docid": "1", "text": "Afghan troops", "toponyms": [{"start": 0, "end": 6, "type": "Demonym"}]}]
    made = [{"docid": "1", "toponyms": [{"start": 0, "end": 6, "lat": 1.0, "lon": 1.0}]}]
    assert list(Geoparsing().wrong(made, gold)) == []


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    records = some("geoparsing", "train.jsonl", every=60)
    ours, theirs = compare(Geoparsing(), records, line, tmp_path)
    every = theirs["all"]
    pairs = [(f"{name} toponyms within {km} km", every[f"resolve_{name}"][f"acc@{km}km"]) for name in ("all", "found")
             for km in (161, 25)]  # fmt: skip
    same(ours, [*pairs, *((f"detection {m} F1", every[f"detect_{m}"]["f1"]) for m in ("exact", "overlap"))])
    told = list(Geoparsing().predict(records[:2], line))
    assert told == list(Geoparsing().predict(blind(records[:2], "toponyms"), line))
