from __future__ import annotations

import io
import zipfile

from khaldun.model import RawItem, Reason, Reject
from khaldun.read import Limits, read_bytes
from khaldun.read.gunzip import Gunzip
from tests.read.made import PAGE, gzipped, zipped


def read(body, name, **limits):
    return list(read_bytes(body, name, limits=Limits(**limits)))


def test_a_gzip_cut_short_keeps_what_came_before():
    lines = b"".join(b'{"text": "Report %d of the day."}\n' % number for number in range(5000))
    packed = gzipped(lines)
    found = read(packed[: len(packed) // 2], "a.jsonl.gz")
    kept = [one for one in found if isinstance(one, RawItem)]
    assert len(kept) > 1000
    assert kept[0].body == b"Report 0 of the day."
    assert found[-1].reason is Reason.DAMAGED
    assert "kept" in found[-1].message


def test_members_of_a_gzip_and_padding_are_read_as_one():
    packed = gzipped(b"One. ") + gzipped(b"Two.") + b"\x00" * 100
    stream = Gunzip(io.BufferedReader(io.BytesIO(packed)))
    assert b"".join(iter(lambda: stream.read(3), b"")) == b"One. Two."
    assert stream.packed == len(packed)


def test_a_gzip_bomb_is_stopped_early():
    found = read(gzipped(b"\x20" * 30_000_000 + b"x"), "a.txt.gz", max_item_bytes=10**9)
    assert [one.reason for one in found if isinstance(one, Reject)][-1] is Reason.ZIP_BOMB


def test_a_zip_bomb_is_stopped_early_and_its_neighbours_are_read():
    body = zipped({"a.txt": b"One.", "b.txt": b"x" * 30_000_000, "c.txt": b"Three."})
    found = read(body, "a.zip", max_item_bytes=10**9)
    assert [one.body for one in found if isinstance(one, RawItem) and len(one.body) < 10] == [b"One.", b"Three."]
    assert Reason.ZIP_BOMB in [one.reason for one in found if isinstance(one, Reject)]


def test_a_zip_that_says_it_is_too_large_is_not_opened():
    found = read(zipped({"a.txt": b"x" * 5000}), "a.zip", max_unpacked_bytes=1000)
    assert [one.reason for one in found] == [Reason.ZIP_BOMB]


def test_archives_inside_archives_end_at_the_limit():
    body = PAGE
    for level in range(6):
        body = zipped({f"{level}.zip" if level else "a.html": body})
    found = read(body, "a.zip", max_depth=3)
    assert [one.reason for one in found] == [Reason.ZIP_BOMB]
    assert isinstance(read(body, "a.zip", max_depth=6)[0], RawItem)


def test_a_locked_member_is_refused_alone():
    body = bytearray(zipped({"a.txt": b"One.", "b.txt": b"Two."}))
    at = body.find(b"PK\x01\x02")
    body[at + 8] |= 1  # the flag of a password, in the directory
    found = read(bytes(body), "a.zip")
    assert [one.reason for one in found if isinstance(one, Reject)] == [Reason.UNREADABLE]
    assert "password" in found[0].message
    assert found[0].subject == "a.zip#a.txt"
    assert [one.body for one in found if isinstance(one, RawItem)] == [b"Two."]


def test_a_member_with_a_wrong_checksum_is_reported():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"Three men were killed.")
    found = read(out.getvalue().replace(b"Three men", b"Seven men"), "a.zip")
    assert Reason.DAMAGED in [one.reason for one in found if isinstance(one, Reject)]


def test_bookkeeping_members_are_passed_over():
    assert [one.body for one in read(zipped({"__MACOSX/._a": b"x", "a.txt": b"One."}), "a.zip")] == [b"One."]
