"""The public benchmark of article extraction, where it lies beside the repository."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter

import pytest

from khaldun.clean.article import clean_html
from khaldun.clean.cleaner import clean
from khaldun.clean.decode import decode
from khaldun.model import Part, Reject
from tests.clean.made import raw
from tests.conftest import bench

FLOOR = 0.975
"""F1 of the bodies, four-word shingles, each page counting the same; measured 0.980 on the visible 58 pages."""


def rows(name):
    folder = bench("article_text")
    for line in (folder / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row, gzip.decompress((folder / row["html"]).read_bytes())


def shingles(text):
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


@pytest.mark.bench
def test_bodies_stay_above_the_floor():
    precision, recall = [], []
    for row, html in rows("bodies.jsonl"):
        page = clean_html(decode(html))
        ours = shingles("\n".join(p.text for p in page.passages if p.part is not Part.CAPTION))
        gold = shingles(row["body"])
        common = (ours & gold).total()
        precision.append(common / max(1, ours.total()))
        recall.append(common / max(1, gold.total()))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    assert 2 * p * r / (p + r) >= FLOOR


@pytest.mark.bench
def test_every_page_is_a_report_or_refused_with_a_reason():
    seen = 0
    for name in ("bodies.jsonl", "snippets.jsonl"):
        for row, html in rows(name):
            found = clean(raw(html, "text/html", url=row["url"]))
            seen += 1
            if isinstance(found, Reject):
                assert found.message
            else:
                assert all(block.span.holds_in(found.text) for block in found.blocks)
    assert seen == 200
