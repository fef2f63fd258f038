"""Maps offsets of our clean text back to the text a benchmark gave: every score on passages rests on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")
_REACH = 400
"""Words beyond its own length in which a changed block is sought: furniture between paragraphs is shorter."""


class Aligned:
    """The places of our characters in the given text.

    Cleaning drops furniture, evens out spaces and mends characters; what it keeps stands in the same order. A
    paragraph is sought as a whole, spaces apart, after the one before it; one that was changed inside is mapped
    word by word. What is found nowhere (a title given apart) has no place.
    """

    def __init__(self, given: str, clean: str) -> None:
        self._at = [-1] * len(clean)
        self._given = given
        self._bare, self._places = _squeezed(given)
        self._cursor = 0
        for start, stop in _blocks(clean):
            self._place(clean[start:stop], start)

    def span(self, start: int, stop: int) -> tuple[int, int] | None:
        """The range of the given text for a range of ours; None when nothing of it was found there."""
        inside = [place for place in self._at[max(start, 0) : stop] if place >= 0]
        return (min(inside), max(inside) + 1) if inside else None

    def _place(self, block: str, start: int) -> None:
        bare, places = _squeezed(block)
        found = self._bare.find(bare, self._cursor)
        if found < 0:
            found = self._bare.find(bare)
        if found < 0:
            self._by_words(block, start)
            return
        for offset, place in enumerate(places):
            self._at[start + place] = self._places[found + offset]
        self._cursor = found + len(bare)

    def _by_words(self, block: str, start: int) -> None:
        """Place the words that a changed block shares with the text after the cursor, if these are most of it."""
        begin = self._places[self._cursor] if self._cursor < len(self._places) else len(self._given)
        ours = list(_WORD.finditer(block))
        theirs = _words_from(self._given, begin, len(ours) + _REACH)
        pairs = list(_shared([_folded(w.group()) for w in ours], [_folded(w.group()) for w in theirs]))
        if not pairs or 2 * len(pairs) < len(ours):
            return
        for i, j in pairs:
            a, b = ours[i], theirs[j]
            for offset in range(len(a.group())):
                self._at[start + a.start() + offset] = b.start() + min(offset, len(b.group()) - 1)
        end = theirs[pairs[-1][1]].end()
        self._cursor = next(
            (n for n in range(self._cursor, len(self._places)) if self._places[n] >= end), len(self._bare)
        )


def _blocks(clean: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(clean):
        stop = clean.find("\n\n", start)
        stop = len(clean) if stop < 0 else stop
        if clean[start:stop].strip():
            yield start, stop
        start = stop + 2


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without white space, and where each of its characters stood."""
    places = [n for n, character in enumerate(text) if not character.isspace()]
    return "".join(text[n] for n in places), places


def _words_from(text: str, begin: int, most: int) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for match in _WORD.finditer(text, begin):
        if len(found) == most:
            break
        found.append(match)
    return found


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _shared(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int]]:
    """Positions of the words both have, in order, by longest common runs."""
    for i, j, length in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        yield from ((i + n, j + n) for n in range(length))
