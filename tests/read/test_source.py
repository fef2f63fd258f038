from __future__ import annotations

import io
import os
import sys

import pytest

from khaldun.model import RawItem, Reason, Reject
from khaldun.read import Limits, read_bytes, read_paths
from tests.read.made import ATOM, PAGE, RSS, gzipped, warc, zipped


def items(found):
    return [one for one in found if isinstance(one, RawItem)]


def reasons(found):
    return [one.reason for one in found if isinstance(one, Reject)]


def put(folder, name, body):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


@pytest.mark.parametrize(
    ("name", "body", "media_types"),
    [
        ("a.html", PAGE, ["text/html"]),
        ("a.htm", b"<p>One.</p><p>Two.</p>", ["text/html"]),
        ("a.txt", b"Three men were killed.", ["text/plain"]),
        ("a.md", b"# Title\n\nThree men were killed.", ["text/markdown"]),
        ("a.json", b'[{"text": "One."}, {"text": "Two."}]', ["text/plain", "text/plain"]),
        ("a.json", b'{"title": "T", "content": "<p>One.</p>"}', ["text/html"]),
        ("a.json", b'{"articles": [{"body": "One."}]}', ["text/plain"]),
        ("a.jsonl", b'{"text": "One."}\n\n{"text": "Two."}\n', ["text/plain", "text/plain"]),
        ("a.xml", RSS, ["text/html", "text/html"]),
        ("a.xml", ATOM, ["text/plain"]),
        ("a.warc", warc(2, packed=False), ["text/html", "text/html"]),
        ("a.warc.gz", warc(2, packed=True), ["text/html", "text/html"]),
        ("a.html.gz", gzipped(PAGE), ["text/html"]),
        ("a.zip", zipped({"b/one.html": PAGE, "a.txt": b"Two."}), ["text/plain", "text/html"]),
        ("a.zip", zipped({"w.warc.gz": warc(1, packed=True)}), ["text/html"]),
        # what the name promises is not what the bytes are
        ("feed.rss", PAGE, ["text/html"]),
        ("feed.xml", b"<?xml version='1.0'?><!-- x --><html><body><p>One.</p></body></html>", ["text/html"]),
        ("page.html", gzipped(PAGE), ["text/html"]),
        ("page.html", b"A plain text, nothing else.", ["text/html"]),
        ("page.txt", PAGE, ["text/html"]),
        ("page.html", PAGE.decode().encode("utf-16"), ["text/html"]),
        ("page", PAGE.decode().encode("utf-16-le"), ["text/html"]),
        ("noname", b"Police said three men were killed.", ["text/plain"]),
        ("lines.json", b'{"text": "One."}\n{"text": "Two."}', ["text/plain", "text/plain"]),
        ("text.txt", b"The value of x < 3 and <b>this</b> is a text.", ["text/plain"]),
        ("nul.txt", b"Three men\x00 were killed.", ["text/plain"]),
        ("rtl.txt", "قال المتحدث إن ثلاثة قتلوا".encode(), ["text/plain"]),
    ],
)
def test_each_format_gives_its_items(tmp_path, name, body, media_types):
    found = list(read_paths([put(tmp_path, name, body)]))
    assert [item.origin.media_type for item in items(found)] == media_types
    assert not reasons(found)


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("empty.html", b"", Reason.EMPTY),
        ("empty.gz", gzipped(b""), Reason.EMPTY),
        ("empty.zip", zipped({}), Reason.EMPTY),
        ("empty.jsonl", b"[]", Reason.BAD_RECORD),
        ("empty.json", b"[]", Reason.EMPTY),
        ("empty.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", Reason.EMPTY),
        ("broken.json", b'{"text": ', Reason.BAD_RECORD),
        ("a.pdf", b"%PDF-1.7 \x00\x01", Reason.BINARY),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", Reason.BINARY),
        ("a.txt", bytes(range(32)) * 20, Reason.BINARY),
        ("a.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), Reason.UNKNOWN_FORMAT),
        ("a.csv", b"id,text\n1,One", Reason.UNKNOWN_FORMAT),
        ("a.xml", b"<?xml version='1.0'?><inventory><thing/></inventory>", Reason.UNKNOWN_FORMAT),
        ("cut.zip", zipped({"a.txt": b"One." * 100})[:-30], Reason.DAMAGED),
    ],
)
def test_what_cannot_be_read_says_why_and_where(tmp_path, name, body, reason):
    path = put(tmp_path, name, body)
    found = list(read_paths([path]))
    assert reasons(found) == [reason]
    assert not items(found)
    assert found[0].subject.startswith(str(path))
    assert found[0].step == "read"
    assert len(found[0].message) > 15


def test_a_missing_path_loses_nothing_else(tmp_path):
    good = put(tmp_path, "a.txt", b"One.")
    found = list(read_paths([tmp_path / "gone.txt", good]))
    assert reasons(found) == [Reason.NOT_FOUND]
    assert [item.body for item in items(found)] == [b"One."]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path):
    path = put(tmp_path, "a.txt", b"One.")
    path.chmod(0)
    assert reasons(read_paths([path])) == [Reason.UNREADABLE]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert reasons(read_paths([tmp_path])) == [Reason.UNREADABLE]


def test_standard_input_in_any_format(monkeypatch):
    class Piped:
        buffer = io.BytesIO(gzipped(b'{"text": "One.", "url": "https://paper.example/1"}\n{"text": "Two."}'))

    monkeypatch.setattr(sys, "stdin", Piped)
    found = items(read_paths(["-"]))
    assert [item.body for item in found] == [b"One.", b"Two."]
    assert (found[0].origin.uri, found[0].origin.inside) == ("stdin", "line1")


def test_bytes_at_hand_are_read_like_a_file():
    found = items(read_bytes(RSS, "https://paper.example/feed", media_type="application/rss+xml"))
    assert [item.hints.url for item in found] == ["https://paper.example/a", "https://paper.example/b"]


def test_the_hash_is_of_the_items_own_bytes(tmp_path):
    plain, packed = put(tmp_path, "a.html", PAGE), put(tmp_path, "b.html.gz", gzipped(PAGE))
    assert len({item.origin.sha256 for item in read_paths([plain, packed])}) == 1


def test_too_large_is_refused_alone(tmp_path):
    limits = Limits(max_item_bytes=1000)
    put(tmp_path, "a.txt", b"x" * 1001)
    put(tmp_path, "b.jsonl", b'{"text": "One."}\n{"text": "' + b"y" * 2000 + b'"}\n{"text": "Three."}\n')
    found = list(read_paths([tmp_path], limits))
    assert reasons(found) == [Reason.TOO_LARGE, Reason.TOO_LARGE]
    assert [item.body for item in items(found)] == [b"One.", b"Three."]
    assert found[2].subject.endswith("b.jsonl#line2")


def test_fifty_megabytes_of_one_line(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as out:
        out.truncate(50_000_000)
        out.write(b"word " * 10_000)
    found = list(read_paths([path]))
    assert reasons(found) == [Reason.TOO_LARGE]
    assert "20 MB" in found[0].message
