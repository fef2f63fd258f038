"""Stated confidence against the truth: bands, errors, judges, and the command."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from khaldun.evaluate.calibration.answer import Answer
from khaldun.evaluate.calibration.apart import is_apart, is_fair, sentence_group
from khaldun.evaluate.calibration.bands import fit, sure, unseen
from khaldun.evaluate.calibration.command import Wanted, run_calibration
from khaldun.evaluate.calibration.figures import reliability
from khaldun.evaluate.calibration.judge_events import incidents
from khaldun.evaluate.calibration.report import as_json, document, reports, table, write
from khaldun.evaluate.calibration.sources import SOURCES, gather
from khaldun.evaluate.coding import Text, code
from khaldun.evaluate.rows import EvaluationError
from khaldun.knowledge.calibration import ANY, Calibration


def answers(rule: str, score: float, right: int, wrong: int) -> list[Answer]:
    told = [True] * right + [False] * wrong
    return [Answer("set", f"{rule}{score}-{n}", "actor", rule, score, one) for n, one in enumerate(told)]


def test_the_error_is_the_gap_of_said_and_right():
    found = reliability([*answers("a", 0.95, 5, 5), *answers("a", 0.15, 0, 10)])
    assert [(s.n, round(s.said, 2), s.right) for s in found.steps] == [(10, 0.15, 0.0), (10, 0.95, 0.5)]
    assert found.error == pytest.approx((10 * 0.15 + 10 * 0.45) / 20)


def test_bands_rise_and_scores_out_of_order_are_pooled():
    made = fit([*answers("a", 0.3, 30, 30), *answers("b", 0.6, 20, 40), *answers("c", 0.9, 54, 6)])
    whole = [band for band in made if band.rule == ANY]
    assert [(band.low, band.high, band.n) for band in whole] == [(0.3, 0.6, 120), (0.9, 0.9, 60)]
    assert whole[0].probability == pytest.approx(51 / 122, abs=0.001)


def test_a_rule_has_its_own_band_only_with_enough_answers():
    made = fit([*answers("a", 0.9, 90, 10), *answers("b", 0.9, 10, 90), *answers("c", 0.9, 1, 5)])
    assert {band.rule for band in made} == {ANY, "a", "b"}
    told = {band.rule: band.probability for band in made}
    assert told["b"] < 0.2 < told[ANY] < 0.8 < told["a"]


def test_unseen_documents_are_measured_with_bands_of_the_others():
    # one document alone says that a rule is wrong: bands of the others cannot know
    odd = [Answer("set", "odd", "actor", "b", 0.9, False) for _ in range(60)]
    given = [*answers("a", 0.9, 100, 0), *odd]
    seen = reliability(sure(one, Calibration(fit(given))) for one in given).error
    assert seen < 0.1 < 0.3 < reliability(unseen(given)).error


def test_an_event_in_an_incidents_passage_is_right_another_wrong(line):
    text = "Gunmen killed five farmers in Aleppo on Monday.\n\nPolice arrested two teachers in Homs on Tuesday."
    gold = {
        "type": "ASSAULT", "status": "happened", "country": "SYR", "place": "Aleppo", "weapon": None,
        "actors": ["gunmen"], "recipients": ["farmers"], "deaths_low": 5, "injuries_low": None,
        "quotes": ["Gunmen killed five farmers"],
    }  # fmt: skip
    record = {"id": "1", "text": text, "core": [gold], "optional": []}
    (coded,) = code([Text("1", text, published="2023-01-04")], line)
    told = {(a.field, a.right) for a in incidents(record, coded)}
    assert {("type", True), ("type", False), ("actor", True), ("recipient", True), ("killed", True)} <= told
    assert ("actor", False) not in told


def test_the_page_and_the_figures_are_kept(tmp_path):
    found = reports([*answers("a", 0.9, 30, 10), *answers("b", 0.4, 10, 30)])
    write(found, tmp_path / "kept", tmp_path / "page.md")
    kept = json.loads((tmp_path / "kept" / "calibration.json").read_text())
    assert (kept["actor"]["answers"], kept["actor"]["right"]) == (80, 0.5)
    assert (tmp_path / "page.md").read_text() == document(found)
    assert "| actor | 80 | 0.500 |" in document(found)
    assert table(found).splitlines()[1].split()[:3] == ["actor", "80", "0.500"]
    assert as_json(found) == (tmp_path / "kept" / "calibration.json").read_text()


def test_without_sets_it_says_so(line, tmp_path):
    with pytest.raises(EvaluationError, match="no set that tells"):
        gather(tmp_path, line)
    with pytest.raises(EvaluationError, match="--data DIR"):
        run_calibration(Wanted(tmp_path / "none"))


def test_roles_count_only_where_the_tagger_has_not_learned():
    apart = next(name for name in map(str, range(100)) if is_apart(name))
    seen = next(name for name in map(str, range(100)) if not is_apart(name))
    (role,), (status,) = (answers("a", 0.9, 1, 0), [replace(answers("a", 0.9, 1, 0)[0], field="status")])
    assert is_fair(role, apart)
    assert not is_fair(role, seen)
    assert is_fair(status, seen)
    assert sentence_group("“Rebels  shot two,” he said.") == sentence_group('"Rebels shot two", he said')


FEW = {"ecbplus": 60}  # joins need reports of one incident


@pytest.mark.bench
def test_every_source_gives_answers(line):
    from tests.conftest import bench

    for source in SOURCES:
        path = bench(source.task) / source.file
        found = list(source.answers(source.records(path)[: FEW.get(source.task, 12)], line, path.parent))
        assert found or source.file == "meantime.jsonl", source.task
        assert all(0.0 <= one.score <= 1.0 for one in found)
