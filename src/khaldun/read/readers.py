"""The tables of reading: which format a name or media type promises, and which function reads a format."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from khaldun.read.parcel import Reader

READERS: dict[str, str] = {
    "text": "khaldun.read.text:read_text",
    "markdown": "khaldun.read.text:read_markdown",
    "html": "khaldun.read.html:read_html",
    "feed": "khaldun.read.feed:read_feed",
    "json": "khaldun.read.jsonl:read_json",
    "jsonl": "khaldun.read.jsonl:read_jsonl",
    "warc": "khaldun.read.warc:read_warc",
    "gzip": "khaldun.read.archive:read_gzip",
    "zip": "khaldun.read.archive:read_zip",
}
"""Format to reader, as ``module:function``; a format's libraries load when its first file comes."""

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
    ".gz": "gzip",
    ".zip": "zip",
}
"""What a file's name promises. What its bytes show comes first."""

MEDIA_TYPES: dict[str, str] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/warc": "warc",
    "application/gzip": "gzip",
    "application/zip": "zip",
}
"""What a media type promises."""


def reader_of(format: str) -> Reader:
    """The reader of a format; raises ``KeyError`` for one that is not in ``READERS``."""
    module, _, name = READERS[format].partition(":")
    return cast(Reader, getattr(import_module(module), name))
