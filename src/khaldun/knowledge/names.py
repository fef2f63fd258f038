"""Folding of names, so that spellings of one name compare equal, and a fold that remembers offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = "'’‘ʼ`´ʻʿʾ"
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "e"}
)
_DOTTED = re.compile(r"(?<=\w)\.(?=\w\b)|(?<=\.\w)\.")
"""The stops inside and after a dotted abbreviation: U.S., D.R. Congo, F.A.R.C."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the offset in the original text it came from."""

    text: str
    offsets: tuple[int, ...]


_GONE = re.compile(rf"{_DOTTED.pattern}|(?<=\w)['’][sS](?!\w)")
"""What vanishes: those stops and possessive endings."""


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Case-folded, without diacritics, apostrophes, possessive endings and a leading "the".

    Other punctuation and hyphens become spaces.
    """
    if name.isascii() and name.isalnum():
        return name.lower()
    return _without_article(" ".join(_GONE.sub("", name).translate(_FOLDED).split()))


def fold_with_offsets(text: str) -> Folded:
    """The same folding, the article kept, with the way back to the original offsets (code points)."""
    return _plain_folded(text) if text.isascii() else _any_folded(text)


_RUN = re.compile(rf"(?P<gone>{_GONE.pattern}|['`])|(?P<word>[A-Za-z0-9]+)|[^A-Za-z0-9'`.]+|\.")
"""A text without diacritics cut into what vanishes, words, and what parts them."""


def _plain_folded(text: str) -> Folded:
    """As ``_any_folded`` for a text without diacritics, which most are: word by word."""
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _RUN.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            pieces.append(match[0])
            offsets.extend(range(*match.span()))
        elif kind is None and pieces and pieces[-1] != " ":
            pieces.append(" ")
            offsets.append(match.start())
    if pieces and pieces[-1] == " ":
        pieces.pop()
        offsets.pop()
    return Folded("".join(pieces).lower(), tuple(offsets))


def _any_folded(text: str) -> Folded:
    gone = {offset for match in _GONE.finditer(text) for offset in range(*match.span())}
    letters: list[str] = []
    offsets: list[int] = []
    for offset, folded in enumerate(map(_FOLDED.__getitem__, map(ord, text))):
        if offset in gone or (folded == " " and (not letters or letters[-1] == " ")):
            continue
        for letter in folded:
            letters.append(letter)
            offsets.append(offset)
    if letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return Folded("".join(letters), tuple(offsets))


def is_capitals(text: str) -> bool:
    """Whether every letter is a capital, and there is one."""
    return text.upper() == text and text.lower() != text


def _without_article(folded: str) -> str:
    return folded[4:] if folded.startswith("the ") and len(folded) > 4 else folded


class _Folding(dict[int, str]):
    """A table for ``str.translate``: letters and digits stay, marks vanish, anything else is a space.

    Each character is worked out when it first comes.
    """

    def __missing__(self, code: int) -> str:
        self[code] = made = _plain(chr(code))
        return made


def _plain(letter: str) -> str:
    if letter in _APOSTROPHES:
        return ""
    if letter.isascii():
        return letter.lower() if letter.isalnum() else " "
    parts = unicodedata.normalize("NFKD", letter.casefold().translate(_LETTERS))
    kept = "".join(part for part in parts if part.isalnum())
    if kept:
        return kept
    return "" if any(unicodedata.category(part) in {"Mn", "Cf"} for part in letter) else " "


_FOLDED = _Folding()
