"""Whatever bytes come, reading and cleaning give reports with true spans, or refusals; they never raise."""

# ruff: noqa: E501 - texts stand as they would in a file
from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khaldun.clean.cleaner import clean
from khaldun.model import RawItem, Reject
from khaldun.read import Limits, read_bytes
from tests.clean.made import BODY, page
from tests.read.made import ATOM, RSS, gzipped, warc, zipped

SEEDS = [page().encode(), RSS, ATOM, b'{"text": "One.", "date": "2023-01-03"}\n{"title": "T"}', "\n\n".join(BODY).encode(),
         warc(2, packed=False), warc(2, packed=True), zipped({"a.txt": b"One.", "b.html": page().encode()}), gzipped(page().encode())]  # fmt: skip
NAMES = ["a.html", "a.txt", "a.md", "a.xml", "a.json", "a.jsonl", "a.warc", "a.gz", "a.zip", "a", "a.rss"]
HARSH = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check(body: bytes, name: str) -> None:
    for one in read_bytes(body, name, limits=Limits(max_item_bytes=1_000_000)):
        found = clean(one) if isinstance(one, RawItem) else one
        if isinstance(found, Reject):
            assert found.message
            continue
        assert found.text
        assert "".join(c for c in found.text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n") == ""
        assert unicodedata.is_normalized("NFC", found.text)
        assert all(block.span.holds_in(found.text) for block in found.blocks)
        assert "\n\n".join(block.span.quote for block in found.blocks) == found.text


@HARSH
@given(st.binary(max_size=600), st.sampled_from(NAMES))
def test_any_bytes(body, name):
    check(body, name)


@HARSH
@given(st.text(max_size=400), st.sampled_from(NAMES), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text(text, name, encoding):
    check(text.encode(encoding, "replace"), name)


@HARSH
@given(
    st.sampled_from(SEEDS),
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=8)), max_size=6),
)
def test_any_damage(seed, name, wounds):
    body = bytearray(seed)
    for at, bytes_ in wounds:
        body[at % len(body) : at % len(body) + len(bytes_)] = bytes_
    check(bytes(body), name)


@HARSH
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div>", "<br>", "Three men died.", "<table><tr><td>", "<figure><figcaption>",
       "By Amina Khan", "\x00", "&#0;", "&nbsp;", "<html>", "<body>", "<article>", "Read more", "January 3, 2023 10:00 IST",
       "<script>", "<!--", "é", "\u0301", "\u202e", "<h1>", "# ", "\n", "\n\n", "- ", "word " * 30]), max_size=40), st.sampled_from(NAMES))  # fmt: skip
def test_any_mixture_of_markup(pieces, name):
    check("".join(pieces).encode("utf-8", "replace"), name)
