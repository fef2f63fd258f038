from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from khaldun.model import Dossier, Reason
from khaldun.pipeline import LineError, Pipeline
from tests.conftest import make_report


@dataclass
class Mark:
    name: str = "mark"
    needs: frozenset[str] = frozenset({"report"})
    gives: frozenset[str] = frozenset({"sentences"})

    def __call__(self, batch):
        if any("BOOM" in d.report.text for d in batch):
            raise ValueError("boom")
        return [replace(d, sentences=()) for d in batch]


def test_a_misfit_is_refused_before_any_work_and_names_every_problem():
    with pytest.raises(LineError) as caught:
        Pipeline([Mark(needs=frozenset({"events", "links"}))], start=("report",))
    assert "events" in str(caught.value)
    assert "links" in str(caught.value)


def test_one_bad_report_is_refused_alone_and_order_is_kept():
    texts = [f"Report {n}" for n in range(40)]
    texts[17] = "BOOM"
    out = list(Pipeline([Mark()], start=("report",)).run(Dossier(report=make_report(t)) for t in texts))
    assert [d.report.text for d in out] == texts
    refused = [d for d in out if d.reject]
    assert [d.report.text for d in refused] == ["BOOM"]
    assert refused[0].reject.reason is Reason.CRASH
    assert "ValueError: boom" in refused[0].reject.message
    assert all(d.sentences == () for d in out if not d.reject)
