"""Tells the format of an input by its first bytes; its name only decides where the bytes leave a choice."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from khaldun.knowledge.encodings import byte_order_encoding
from khaldun.read.readers import MEDIA_TYPES, SUFFIXES

HEAD = 16_384
"""Bytes looked at. Pages with long leading comments show their first tag well within 16 KB."""

_PACKED = ((b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"WARC/", "warc"))

_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or WebP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"wOF", "a font"),
)

_NOT_REPORTS = {
    ".css": "a style sheet",
    ".js": "a script",
    ".mjs": "a script",
    ".py": "a script",
    ".csv": "a table; save its rows as JSONL with a field 'text'",
    ".tsv": "a table; save its rows as JSONL with a field 'text'",
    ".svg": "a drawing",
    ".opml": "a list of feeds, not a feed",
}

_FEED_ROOT = re.compile(r"<(?:rss|feed|(?:\w+:)?rdf)[\s>]", re.IGNORECASE)
_PAGE_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|a|h[1-6]|br|ul|li|table|article|section|meta|script|style|title)\b[^<>]*>", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?\?>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something that is not text: ``what`` names it; ``binary`` tells bytes from text of no use."""

    what: str
    binary: bool = True


def format_of(head: bytes, name: str, media_type: str | None = None) -> str | Foreign:
    """The format (a key of ``READERS``), or what foreign thing it is. ``head`` is not empty."""
    for magic, format in _PACKED:
        if head.startswith(magic):
            return format
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            return Foreign(what)
    if head[4:8] == b"ftyp":
        return Foreign("a film")
    promised = promise(name, media_type)
    suffix = PurePosixPath(name.lower()).suffix
    if suffix in _NOT_REPORTS and media_type is None:
        return Foreign(_NOT_REPORTS[suffix], binary=False)
    if looks_binary(head):
        return Foreign("neither text nor a known archive")
    return _text_format(decoded_head(head), promised)


def promise(name: str, media_type: str | None) -> str | None:
    """The format that a media type or a suffix promises, if any."""
    if media_type and (found := MEDIA_TYPES.get(media_type.split(";")[0].strip().lower())):
        return found
    return SUFFIXES.get(PurePosixPath(name.lower()).suffix)


def looks_binary(head: bytes) -> bool:
    """Whether the bytes hold more control characters than damaged text has (a tenth)."""
    if byte_order_encoding(head):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\f\r\x1b" for byte in head)
    return controls > len(head) / 10


def decoded_head(head: bytes) -> str:
    """The first characters, for looking at only."""
    return head.decode(byte_order_encoding(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n\x00")


def _text_format(text: str, promised: str | None) -> str | Foreign:
    markup = _COMMENT.sub("", text).lstrip()
    if markup.startswith("<") and _FEED_ROOT.match(markup[markup.find("<") :]):
        return "feed"
    if _PAGE_ROOT.search(markup[:4000]) and markup.startswith("<"):
        return "html"
    if text[:1] in "{[" and (json_format := _json_format(text, promised)):
        return json_format
    if promised in ("json", "jsonl"):
        return promised
    if promised == "feed":
        return _unclear_xml(markup)
    if promised == "markdown":
        return "markdown"
    # A text that quotes a tag or two is still a text; markup has many for its length.
    tags = len(_TAG.findall(text))
    if promised == "html" or (markup.startswith("<") and tags >= 2) or tags > 3 + len(text) / 200:
        return "html"
    return "text"


def _unclear_xml(markup: str) -> str | Foreign:
    if _TAG.search(markup):
        return "html"
    if markup.startswith("<"):
        return Foreign("XML that is neither a feed nor a page", binary=False)
    return "text"


def _json_format(text: str, promised: str | None) -> str | None:
    first = text.split("\n", 1)[0].strip()
    try:
        value = json.loads(first)
    except ValueError:
        return promised if promised in ("json", "jsonl") else "json" if re.match(r'[\[{]\s*[\[{"]', text) else None
    except RecursionError:
        return "json"
    if isinstance(value, dict):
        return "jsonl" if promised != "json" or "\n{" in text else "json"
    return "json" if isinstance(value, list) and (promised == "json" or text[:2] == "[{") else None
