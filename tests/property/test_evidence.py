"""Every filled field of every event has evidence whose quote stands at its offsets, over all texts at hand."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

import khaldun
from khaldun.intake import coded_events
from khaldun.model import Dossier, RawItem
from tests.conftest import SHARED, bench
from tests.property.evidence import problems

EXAMPLES = Path(str(files("khaldun") / "data" / "examples" / "reports"))


def coded_examples(line):
    from khaldun.read.source import Limits, read_paths

    items = [item for item in read_paths([EXAMPLES], Limits()) if isinstance(item, RawItem)]
    return list(line.run(Dossier(raw=item) for item in items))


def test_the_bundled_examples(line):
    dossiers = coded_examples(line)
    coded = [event for dossier in dossiers for event in coded_events(dossier)]
    assert len(coded) > 40
    assert [problem for item in coded for problem in problems(item)] == []


def test_passages_of_passed_candidates_hold_too(line):
    for dossier in coded_examples(line):
        for passed in dossier.passed or ():
            assert passed.trigger.holds_in(dossier.report.text)
            assert passed.reason


@pytest.mark.bench
@pytest.mark.parametrize("name", ["incidents/dev.jsonl", "wikievents/dev.jsonl"])
def test_public_texts(name):
    folder, file = name.split("/")
    records = [json.loads(row) for row in (bench(folder) / file).read_text(encoding="utf-8").splitlines()][:12]
    for record in records:
        coding = khaldun.code_text(record["text"], date="2020-06-01")
        assert [problem for item in coding for problem in problems(item)] == []


@pytest.mark.bench
def test_the_founding_report():
    path = SHARED / "seed" / "report.txt"
    if not path.exists():
        pytest.skip("the founding report is not here")
    coding = khaldun.code_text(path.read_text(encoding="utf-8"))
    assert len(coding) >= 8
    assert [problem for item in coding for problem in problems(item)] == []


def test_coding_twice_changes_nothing(line):
    first, second = coded_examples(line)[:6], coded_examples(line)[:6]
    assert [d.events for d in first] == [d.events for d in second]
    assert [d.links for d in first] == [d.links for d in second]
