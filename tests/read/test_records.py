from __future__ import annotations

import json

import pytest

from khaldun.model import RawItem, Reason, Reject
from khaldun.read import read_bytes
from tests.read.made import ATOM, RSS


def one(record):
    return next(iter(read_bytes(json.dumps(record).encode(), "a.jsonl")))


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"text": "x y", "title": "T"}, "title", "T"),
        ({"body": "x y", "headline": "T"}, "title", "T"),
        ({"content": "x y", "link": "https://a.example"}, "url", "https://a.example"),
        ({"text": "x y", "uri": "https://a.example"}, "url", "https://a.example"),
        ({"text": "x y", "pubDate": "2023-01-03"}, "published", "2023-01-03"),
        ({"text": "x y", "publish_date": "2023-01-03"}, "published", "2023-01-03"),
        ({"text": "x y", "date": 1672747020}, "published", "1672747020"),
        ({"text": "x y", "source": {"id": 1, "name": "Paper"}}, "outlet", "Paper"),
        ({"text": "x y", "site_name": "Paper"}, "outlet", "Paper"),
        ({"text": "x y", "authors": ["A", {"name": "B"}]}, "byline", "A, B"),
        ({"text": "x y", "Language": "en"}, "lang", "en"),
        ({"text": "x y", "title": None, "headline": "T"}, "title", "T"),
    ],
)
def test_fields_go_by_their_common_names(record, field, value):
    assert getattr(one(record).hints, field) == value


@pytest.mark.parametrize("record", [{"id": 1}, [1, 2], "text", 5, None, {"text": ""}, {"text": ["", None]}])
def test_a_record_without_text_is_refused(record):
    assert one(record).reason is Reason.BAD_RECORD


def test_a_bad_line_is_refused_by_its_number_and_the_others_are_read():
    found = list(read_bytes(b'{"text": "One."}\n{"text": \n\xff\xfe\n{"text": "Four."}', "a.jsonl"))
    assert [item.body for item in found if isinstance(item, RawItem)] == [b"One.", b"Four."]
    assert [bad.subject for bad in found if isinstance(bad, Reject)] == ["a.jsonl#line2", "a.jsonl#line3"]


def test_lines_in_utf_16_are_lines():
    body = '{"text": "Café One."}\n{"text": "Two."}\n'.encode("utf-16")
    assert [item.body.decode() for item in read_bytes(body, "a.jsonl")] == ["Café One.", "Two."]


def test_an_entry_of_a_feed_brings_its_full_text_and_what_is_known_of_it():
    first, second = read_bytes(RSS, "feed.xml")
    assert b"Nobody claimed it." in first.body
    assert first.hints.title == "Bomb kills three"
    assert first.hints.published == "Tue, 03 Jan 2023 17:27:00 +0530"
    assert first.hints.updated is None
    assert first.hints.outlet == "The Test Paper"
    assert first.hints.url == "https://paper.example/a"
    assert first.origin.inside == "entry1"
    assert second.body == b"Both sides met in Doha."
    assert second.hints.title == "Talks & truce"


def test_atom_entries_are_read_too():
    (entry,) = read_bytes(ATOM, "feed.atom")
    assert entry.hints.published == "2023-01-03T10:00:00Z"
    assert entry.body == b"The crossing at Torkham was closed."


def test_a_feed_cut_short_keeps_its_whole_entries():
    found = list(read_bytes(RSS[: RSS.find(b"<item><title>Talks")], "feed.xml"))
    assert [item.hints.title for item in found if isinstance(item, RawItem)] == ["Bomb kills three"]
    assert [bad.reason for bad in found if isinstance(bad, Reject)] == [Reason.DAMAGED]


def test_entities_that_explode_do_not():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(9)
    ) + b"]><rss><channel><item><title>&a8;</title></item></channel></rss>"  # fmt: skip
    found = list(read_bytes(bomb, "feed.xml"))
    assert sum(len(item.body) + len(item.hints.title or "") for item in found if isinstance(item, RawItem)) < 10_000
