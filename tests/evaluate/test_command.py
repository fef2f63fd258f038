"""What a user sees of one task: figures, JSON, wrong cases side by side, or predictions where there is no gold."""

from __future__ import annotations

import json

import pytest

from khaldun.evaluate.command import Wanted, list_tasks, run_task, task_named
from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.task import Wrong
from khaldun.evaluate.tasks import TASKS
from khaldun.pipeline import Pipeline


class Shout:
    """Puts words in upper case; its dictionary lies beside the records."""

    name = "shout"
    files = ("words.jsonl",)
    headline = "right"
    peers = ()

    def __init__(self, folder=None):
        self.folder = folder

    def beside(self, folder):
        return Shout(folder)

    def predict(self, records, line):
        spared = (self.folder / "spared.txt").read_text().split()
        for record in records:
            word = record["word"]
            yield {"id": record["id"], "loud": word if word in spared else word.upper()}

    def score(self, predictions, gold):
        return {"right": sum(p["loud"] == g["loud"] for p, g in zip(predictions, gold, strict=True)) / len(gold)}

    def wrong(self, predictions, gold):
        for p, g in zip(predictions, gold, strict=True):
            if p["loud"] != g["loud"]:
                yield Wrong(p["id"], "quiet" if p["loud"].islower() else "loud", g["loud"], p["loud"], "a\nb", "rule x")

    def has_gold(self, record):
        return "loud" in record


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setitem(TASKS, "shout", Shout())
    monkeypatch.setattr("khaldun.run.line.build", lambda config: Pipeline([]))
    (tmp_path / "spared.txt").write_text("sh")
    rows = [("1", "ho", "HO"), ("2", "sh", "SH"), ("3", "ha", "ha")]
    text = "".join(json.dumps({"id": i, "word": w, "loud": g}) + "\n" for i, w, g in rows)
    (tmp_path / "words.jsonl").write_text(text)
    return tmp_path / "words.jsonl"


def test_figures(data, capsys):
    run_task("shout", Wanted(data))
    assert capsys.readouterr().out.split() == ["right", "0.3333"]


def test_figures_as_json_of_the_first_records(data, capsys):
    run_task("shout", Wanted(data, limit=1, as_json=True))
    assert json.loads(capsys.readouterr().out) == {"right": 1.0}


def test_wrong_cases_stand_beside_gold_with_our_reasons(data, capsys):
    run_task("shout", Wanted(data, errors=1))
    out = capsys.readouterr().out
    assert "== loud: 1\n-- 3\n   gold: ha\n   ours: HA\n   text: a b\n   because: rule x\n" in out
    assert out.rstrip().endswith("1 quiet")


def test_records_without_gold_give_predictions_and_no_scores(data, capsys, tmp_path):
    data.write_text('{"id": "9", "word": "hey"}\n')
    run_task("shout", Wanted(data))
    told = capsys.readouterr()
    assert told.out == '{"id": "9", "loud": "HEY"}\n'
    assert "no scores" in told.err
    run_task("shout", Wanted(data, predictions=tmp_path / "out" / "made.jsonl"))
    assert (tmp_path / "out" / "made.jsonl").read_text() == told.out
    assert capsys.readouterr().out == ""


def test_gold_may_lie_elsewhere(data, capsys, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(data.read_text())
    data.write_text("".join(json.dumps({"id": i, "word": w}) + "\n" for i, w in (("1", "ho"), ("2", "x"), ("3", "y"))))
    run_task("shout", Wanted(data, gold=gold))
    assert capsys.readouterr().out.split() == ["right", "0.3333"]


def test_wrong_asking_is_told(data):
    with pytest.raises(EvaluationError, match=r"words\.jsonl"):
        run_task("shout", Wanted(None))
    with pytest.raises(EvaluationError, match="there are: "):
        task_named("nonsense")


def test_the_list_names_every_task(capsys):
    list_tasks()
    out = capsys.readouterr().out
    assert all(name in out for name in TASKS)
