"""The measure of speed: every step is timed, the first texts only warm up, too few texts are refused."""

from __future__ import annotations

import pytest

from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.speed import Speed, measure, run_speed, told

TEXT = "Gunmen attacked a market in Aleppo on Monday and killed three traders, police said."


def test_the_ratio_is_of_throughputs():
    found = Speed(1000, 2.0, (("annotate", 3.0), ("code", 1.0)))
    assert (found.line, found.ratio) == (4.0, 0.5)
    assert "250 characters a second" in told(found)
    assert "50%" in told(found)


def test_every_step_is_measured_over_all_but_the_first_texts(line):
    found = measure([TEXT] * 5, line)
    assert found.characters == 3 * len(TEXT)
    assert [name for name, _ in found.steps] == [step.name for step in line.steps]
    assert found.bare > 0
    assert found.line > 0


def test_without_texts_it_says_what_it_needs(tmp_path):
    with pytest.raises(EvaluationError, match="--data FILE"):
        run_speed(None, None)
    (tmp_path / "few.jsonl").write_text('{"text": "one"}\n')
    with pytest.raises(EvaluationError, match="too few"):
        run_speed(tmp_path / "few.jsonl", None)
