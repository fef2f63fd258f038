"""Characters put right before any offset is counted: mojibake, Unicode form, control characters, spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, soft hyphens, zero-width spaces, direction marks, lone surrogates. The joiners U+200C and
U+200D stay: Persian and Indic names need them."""


def put_right(text: str) -> str:
    """The text with mojibake repaired, in NFC, with plain newlines and spaces (as many as came) and nothing unseen."""
    text = _NEWLINES.sub("\n", _repaired(text))
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """A passage as one line: put right, runs of whitespace as one space."""
    return " ".join(put_right(text).split())


_SUSPECT = re.compile(r"[\x80-\x9f\u00c2\u00c3\u00e2\u00d0\u00d1\u0102\u0393\ufb00-\ufb06]")
"""Marks of mojibake and typographic ligatures; text without any of them has nothing to repair (and most has none)."""


def _repaired(text: str) -> str:
    if not _SUSPECT.search(text):
        return text
    import ftfy

    return ftfy.fix_text(text, _config())


@cache
def _config():  # type: ignore[no-untyped-def]
    """Repair only what is broken: quotation marks, widths and entities stay what the outlet wrote."""
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False, uncurl_quotes=False, fix_character_width=False, fix_line_breaks=False,
        remove_terminal_escapes=False, remove_control_chars=False, normalization=None,
    )  # fmt: skip
