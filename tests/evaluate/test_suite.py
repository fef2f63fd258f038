"""The suite: which files are measured, what is kept, printed and written, and how wrong asking is told."""

from __future__ import annotations

import json

import pytest

from khaldun.evaluate.command_all import Asked, run_all
from khaldun.evaluate.document import document
from khaldun.evaluate.floors import Floors, raised
from khaldun.evaluate.measure import Measured, measure
from khaldun.evaluate.results import Results, write_results
from khaldun.evaluate.rows import EvaluationError, read_rows
from khaldun.evaluate.samples import Extent, sample_of, samples
from khaldun.evaluate.suite import jobs, run_suite
from khaldun.evaluate.table import table
from khaldun.evaluate.task import Peer, Wrong
from khaldun.evaluate.tasks import TASKS
from khaldun.pipeline import Pipeline


class Parity:
    """Says whether a number is even."""

    name = "parity"
    files = ("dev.jsonl", "train.jsonl")
    headline = "accuracy"
    peers = (Peer("a coin", 0.5, "theory", verified=True), Peer("an oracle", 1.0, "hearsay", verified=False))

    def predict(self, records, line):
        for record in records:
            yield {"id": record["id"], "even": record["n"] % 4 == 0}

    def score(self, predictions, gold):
        return {"accuracy": sum(p["even"] == g["even"] for p, g in zip(predictions, gold, strict=True)) / len(gold)}

    def wrong(self, predictions, gold):
        yield Wrong("1", "odd", "even", "odd", "2")

    def has_gold(self, record):
        return "even" in record


def rows(n: int) -> str:
    return "".join(json.dumps({"id": str(i), "n": i, "even": i % 2 == 0}) + "\n" for i in range(n))


def put(folder, name: str, text: str):
    path = folder / "parity" / "visible" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def results(tmp_path) -> Results:
    put(tmp_path, "dev.jsonl", rows(8))
    found = run_suite(jobs(tmp_path, [Parity()], Extent.FULL), lambda: Pipeline([]))
    return Results(Extent.FULL, "1.0", "3.11", (("spacy", "3.8"),), tuple(found))


def test_only_files_that_are_there_are_measured(tmp_path):
    put(tmp_path, "dev.jsonl", rows(8))
    found = list(jobs(tmp_path, [Parity()], Extent.FULL))
    assert [(job.path.name, job.size) for job in found] == [("dev.jsonl", None)]
    assert list(jobs(tmp_path, [Parity()], Extent.QUICK)) == []


def test_a_measurement_names_its_data(tmp_path):
    (one,) = results(tmp_path).measured
    assert (one.key, one.records, one.there) == ("parity/dev.jsonl", 8, 8)
    assert one.figure("accuracy") == 0.75
    assert len(one.sha256) == 64


def test_a_sample_is_the_first_records(tmp_path):
    path = put(tmp_path, "dev.jsonl", rows(8))
    part = measure(Parity(), path, Pipeline([]), 2)
    assert (part.records, part.there, part.figure("accuracy")) == (2, 8, 1.0)


def test_a_file_without_gold_cannot_be_measured(tmp_path):
    path = put(tmp_path, "dev.jsonl", json.dumps({"id": "1", "n": 1}) + "\n")
    with pytest.raises(ValueError, match="no gold"):
        measure(Parity(), path, Pipeline([]), None)


def test_nothing_to_measure_is_told(tmp_path):
    with pytest.raises(EvaluationError, match="no benchmark file"):
        run_suite(jobs(tmp_path, [Parity()], Extent.FULL), lambda: Pipeline([]))


def test_the_table_shows_value_floor_and_the_best_other(tmp_path):
    found = results(tmp_path)
    text = table(found, raised(Floors({}, {}), found), {"parity": Parity()})
    assert text.splitlines()[1].split() == [
        "parity", "dev.jsonl", "8", "accuracy", "0.7500", "0.7450", "1.000", "an", "oracle", "(no)",
    ]  # fmt: skip


def test_the_document_says_where_we_lose_and_what_is_unverified(tmp_path):
    text = document(results(tmp_path), {"parity": Parity()})
    assert "an oracle 1.000 (unverified) | **behind by 0.250** |" in text
    assert "| a coin | 0.500 | theory | yes |" in text
    assert text == document(results(tmp_path), {"parity": Parity()})


def test_a_fall_below_the_floor_ends_in_an_error_after_printing(tmp_path, capsys):
    key = Measured("incidents", "dev.jsonl", "00", 18, 18, (("incidents F1", 0.5),), 1.0)
    for value, update in ((0.5, True), (0.4, False)):
        made = Results(Extent.FULL, "1.0", "3.11", (), (Measured(*_fields(key, value)),))
        write_results(tmp_path, made)
        if update:
            run_all(Asked(None, tmp_path, Extent.FULL, update_floors=True))
        else:
            with pytest.raises(EvaluationError, match=r"incidents F1 is 0\.4000, its floor 0\.4950"):
                run_all(Asked(None, tmp_path, Extent.FULL))
    assert capsys.readouterr().out.count("incidents F1") == 2


def _fields(m: Measured, value: float):
    return m.task, m.file, m.sha256, m.records, m.there, (("incidents F1", value),), m.seconds


def test_every_line_of_the_samples_has_a_reason_and_stands_once():
    keys = [(sample.task, sample.file) for sample in samples()]
    assert len(set(keys)) == len(keys)
    assert all(sample.reason for sample in samples())


def test_every_file_of_every_task_has_a_sample():
    silent = [(t.name, f) for t in TASKS.values() for f in t.files if "not listed" in sample_of(t.name, f).reason]
    assert silent == []


def test_a_line_that_is_no_record_is_named(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1}\n[2]\n')
    with pytest.raises(EvaluationError, match="line 2: not a JSON object"):
        read_rows(path)
    path.write_text('{"id": 1}\n{\n')
    with pytest.raises(EvaluationError, match="line 2: not JSON"):
        read_rows(path)
    with pytest.raises(EvaluationError, match="cannot read"):
        read_rows(tmp_path / "none.jsonl")
