"""The cost of loading is that of a process of its own."""

from __future__ import annotations

from khaldun.evaluate.loading import Loading, measure, told


def test_a_fresh_process_is_measured():
    found = measure()
    assert 0 < found.knowledge < found.process
    assert found.megabytes > 0


def test_it_is_told_in_one_line():
    assert told(Loading(0.1, 0.25, 44.4)) == "knowledge loads in 0.10 s (0.25 s with Python and imports), 44 MB\n"
