from __future__ import annotations

from datetime import UTC, datetime

import pytest

from khaldun.model import RawItem, Reason, Reject
from khaldun.read import Limits, read_bytes
from tests.read.made import warc


def test_a_record_keeps_its_address_date_and_encoding():
    item = next(iter(read_bytes(warc(1, packed=True), "a.warc.gz")))
    assert item.hints.url == "https://paper.example/0"
    assert item.hints.encoding == "utf-8"
    assert item.origin.fetched_at == datetime(2023, 1, 3, 12, tzinfo=UTC)
    assert item.origin.inside == "record1"
    assert b"Page 0" in item.body


@pytest.mark.parametrize("packed", [True, False])
def test_a_truncated_web_archive_keeps_the_pages_before_the_damage(packed):
    body = warc(3, packed=packed)
    for cut in (40, 60):
        found = list(read_bytes(body[:-cut], "a.warc"))
        pages = [one.hints.url for one in found if isinstance(one, RawItem)]
        assert pages == ["https://paper.example/0", "https://paper.example/1"]
        assert [one.reason for one in found if isinstance(one, Reject)] == [Reason.DAMAGED]


def test_garbage_after_the_head_is_damage():
    found = list(read_bytes(b"WARC/1.0\r\n" + b"garbage" * 50, "a.warc"))
    assert {one.reason for one in found if isinstance(one, Reject)} <= {Reason.DAMAGED, Reason.EMPTY}
    assert found


def test_pictures_and_errors_are_passed_over():
    assert not [
        one for one in read_bytes(warc(1, packed=False, media_type="image/png"), "a.warc") if isinstance(one, RawItem)
    ]
    assert not [
        one for one in read_bytes(warc(1, packed=False, status="404 Not Found"), "a.warc") if isinstance(one, RawItem)
    ]


def test_a_page_that_is_too_large_is_refused_alone():
    found = list(read_bytes(warc(2, packed=False), "a.warc", limits=Limits(max_item_bytes=50)))
    assert [one.reason for one in found] == [Reason.TOO_LARGE, Reason.TOO_LARGE]
    assert found[0].subject == "a.warc#record1"
