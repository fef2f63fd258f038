"""The gate: no figure of the short samples (`khaldun evaluate --all DIR --quick`) falls below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.evaluate.floors import below, read_floors
from khaldun.evaluate.measure import measure
from khaldun.evaluate.results import results_of
from khaldun.evaluate.samples import Extent
from khaldun.evaluate.suite import jobs
from khaldun.evaluate.tasks import TASKS
from tests.conftest import SHARED

FLOORS = read_floors(Path(__file__).parents[2] / "evaluation" / "floors.json")
FOUND = list(jobs(SHARED / "bench", TASKS.values(), Extent.QUICK))
ABSENT = pytest.param(None, id="none", marks=pytest.mark.skip(reason="the public benchmarks are not here"))
pytestmark = pytest.mark.bench


@pytest.mark.parametrize("job", [pytest.param(j, id=f"{j.task.name}/{j.path.name}") for j in FOUND] or [ABSENT])
def test_no_figure_falls_below_its_floor(job, line):
    results = results_of([measure(job.task, job.path, line, job.size)], Extent.QUICK)
    assert set(FLOORS.quick.get(results.measured[0].key, {})), "pin floors with --quick --update-floors"
    assert [str(item) for item in below(FLOORS, results)] == []
