"""Bytes to characters: the encoding they were really written in, whatever was declared."""

from __future__ import annotations

import codecs
import re

from khaldun.knowledge.encodings import byte_order_encoding

_DECLARED = re.compile(
    rb"""(?:charset\s*=\s*|<\?xml[^>]{0,80}encoding\s*=\s*)["']?\s*([\w.:\-]{3,40})""", re.IGNORECASE
)
_HEAD = 4096
_SAMPLE = 100_000

_DAMAGE = 0.1
"""Share of broken characters among the non-ASCII ones up to which bytes still count as (damaged) UTF-8."""


_SPARSE = 0.1
"""Share of non-ASCII characters up to which a text is Western (accents, dashes, quotation marks): Windows-1252 then.
Detectors take so few bytes for Polish or Chinese; text in other scripts has several times as many."""


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of ``body``; never fails. ``declared`` is what the sender said of its encoding.

    In turn: byte order mark; UTF-8, since bytes that are valid UTF-8 by chance hardly exist; what the sender or the
    page declares; UTF-8 with a little damage; the guess of a detector for other scripts, else Windows-1252.
    """
    if marked := byte_order_encoding(body):
        return body.decode(marked, "replace")
    if (text := _strictly(body, "utf-8")) is not None:
        return text
    for name in (declared, _declared_inside(body)):
        if name and (text := _strictly(body, _as_browsers_do(name))) is not None:
            return text
    text = body.decode("utf-8", "replace")
    foreign = sum(character > "\x7f" for character in text)
    if text.count("\ufffd") <= foreign * _DAMAGE:
        return text
    if foreign > len(text) * _SPARSE:
        return body.decode(_guessed(body) or "cp1252", "replace")
    return body.decode("cp1252", "replace")


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _declared_inside(body: bytes) -> str | None:
    found = _DECLARED.search(body[:_HEAD])
    return found.group(1).decode("ascii", "replace") if found else None


def _as_browsers_do(name: str) -> str:
    """The codec browsers take for a name: Latin-1 is read as Windows-1252; one that yields no text as UTF-8."""
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return "utf-8"
    if not codec._is_text_encoding:
        return "utf-8"
    return "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name


def _guessed(body: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best else None
