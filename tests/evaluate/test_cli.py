"""The command line of ``khaldun evaluate``."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from khaldun.cli.app import app
from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.tasks import TASKS


def run(*arguments: str):
    return CliRunner().invoke(app, ["evaluate", *arguments])


def test_without_a_task_all_are_listed():
    done = run()
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [*TASKS, "calibration", "speed"]


def test_an_unknown_task_is_refused_with_the_known_ones():
    done = run("nonsense")
    assert isinstance(done.exception, EvaluationError)
    assert "incidents" in str(done.exception)


def test_a_folder_without_benchmarks_is_refused(tmp_path):
    done = run("--all", str(tmp_path), "--into", str(tmp_path / "evaluation"))
    assert isinstance(done.exception, EvaluationError)
    assert not (tmp_path / "evaluation" / "results.json").exists()


@pytest.mark.parametrize("option", ["--update-floors", "--write-docs"])
def test_floors_and_document_need_results(tmp_path, option, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(option)
    assert isinstance(done.exception, EvaluationError)
    assert list(tmp_path.iterdir()) == []
