"""Folding of names, so that spellings of one name compare equal, and a fold that remembers offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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


_POSSESSIVE = re.compile(r"(?<=\w)['’][sS](?!\w)")


_MARKS = frozenset("'`.")
"""ASCII marks that fold by what stands around them."""
_SPACES = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Case-folded, without diacritics, apostrophes, possessive endings and a leading "the".

    Other punctuation and hyphens become spaces.
    """
    if name.isascii():
        if name.isalnum():
            return name.lower()
        if _MARKS.isdisjoint(name):  # most names: letters, spaces and hyphens, where no offset is asked for
            return _without_article(_SPACES.sub(" ", name.lower()).strip())
    return _without_article(fold_with_offsets(name).text)


def fold_with_offsets(text: str) -> Folded:
    """The same folding, the article kept, with the way back to the original offsets (code points)."""
    letters: list[str] = []
    offsets: list[int] = []
    for letter, offset in _folded_letters(text):
        if letter == " " and (not letters or letters[-1] == " "):
            continue
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


def _folded_letters(text: str) -> Iterator[tuple[str, int]]:
    gone = {match.start() for match in _DOTTED.finditer(text)}
    gone.update(offset for match in _POSSESSIVE.finditer(text) for offset in (match.start(), match.end() - 1))
    for offset, letter in enumerate(text):
        if letter in _APOSTROPHES or offset in gone:
            continue
        for plain in _plain(letter):
            yield plain, offset


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """One character folded: letters and digits stay, marks vanish, anything else is a space."""
    if letter.isascii():
        return letter.lower() if letter.isalnum() else " "
    parts = unicodedata.normalize("NFKD", letter.casefold().translate(_LETTERS))
    kept = "".join(part for part in parts if part.isalnum())
    if kept:
        return kept
    return "" if any(unicodedata.category(part) in {"Mn", "Cf"} for part in letter) else " "
