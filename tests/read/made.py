"""Inputs made by hand for the reading tests."""

from __future__ import annotations

import gzip
import io
import zipfile

PAGE = b"<!DOCTYPE html><html><head><title>t</title></head><body><p>Three men were killed in Kabul.</p></body></html>"


def warc(pages: int, *, packed: bool, media_type: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """A web archive of some pages, each its own gzip member when packed, as crawlers write them."""
    records = (_record(number, media_type, status) for number in range(pages))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(number: int, media_type: str, status: str) -> bytes:
    page = PAGE.replace(b"Three", b"Page %d: three" % number)
    block = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"WARC-Target-URI: https://paper.example/{number}\r\nWARC-Date: 2023-01-03T12:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body)


RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Test Paper</title>
<item><title>Bomb kills three</title><link>https://paper.example/a</link><description>Short.</description>
<content:encoded><![CDATA[<p>A bomb killed three people in Herat.</p><p>Nobody claimed it.</p>]]></content:encoded>
<pubDate>Tue, 03 Jan 2023 17:27:00 +0530</pubDate><author>A. Writer</author></item>
<item><title>Talks &amp; truce</title><link>https://paper.example/b</link>
<description>Both sides met in Doha.</description></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Test Paper</title>
<entry><title>Border closed</title><link href="https://paper.example/c"/><published>2023-01-03T10:00:00Z</published>
<summary>The crossing at Torkham was closed.</summary></entry></feed>"""
