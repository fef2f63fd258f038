"""The date grammar on public news texts with marked times; skipped where they are absent."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from khaldun.resolve.dates.grammar import find_times
from tests.conftest import bench


def told_on(text: str) -> date:
    parts = [int(part) for part in re.findall(r"\d+", text[:10])]
    return date(*parts) if parts[0] > 31 else date(parts[2], parts[1], parts[0])


@pytest.mark.bench
def test_values_of_wikinews_stay_above_the_floor() -> None:
    right = said = marked = 0
    for line in (bench("timex") / "meantime.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold = {(t["start"], t["value"]): t["end"] for t in row["timex"] if t["end"] <= row["annotated_end"]}
        found = [one for one in find_times(row["text"], told_on(row["dct"])) if one[0] < row["annotated_end"]]
        marked, said = marked + len(gold), said + len(found)
        right += sum(
            any(start < end and begin < stop and value.value == told for (begin, told), end in gold.items())
            for start, stop, value in found
        )
    assert 2 * right / (said + marked) >= 0.80
