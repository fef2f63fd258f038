"""Capitals for the model's eyes in text that has none or nothing else; the report keeps its own.

The model was taught on ordinary news: in capitals it takes every word for a name, in small letters none. Words
that are ordinary English are shown small, all others and the names of the lexicons with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from khaldun.annotate import language_model, words
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.names import fold
from khaldun.model import Report

_BRACKETED = re.compile(r"[(\[]([^\W\d_]{2,8})[)\]]")
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("est", ""),
    ("men", "man"),
)
_MOSTLY = 0.7
"""Share of capitals among letters from which a block is in capitals; ordinary headlines stay below 0.35."""
_FEW = 0.004
"""Share of capitals below which a report is in small letters; ordinary news has 0.03 to 0.08."""
_SHORTEST = 20
"""Letters a block needs before its capitals tell anything."""


@dataclass(frozen=True, slots=True)
class Recaser:
    """Gives words other capitals; ``short_names`` are the bracketed abbreviations of the report at hand."""

    book: ActorBook | None
    short_names: frozenset[str]

    def __call__(self, shown: Sequence[str]) -> list[str]:
        """The words as the model shall see them, each of the same length."""
        low = [word.lower() for word in shown]
        named = self._named(low)
        made = [self._cased(low, at, named) for at in range(len(low))]
        return [word if len(word) == len(old) else old for word, old in zip(made, shown, strict=True)]

    def _cased(self, low: list[str], at: int, named: set[int]) -> str:
        word = low[at]
        if not word[:1].isalpha():
            return word
        if word in self.short_names:
            return word.upper()
        starts = at == 0 or low[at - 1] in (".", "?", "!") or (at == 1 and not low[0].isalnum())
        return word.capitalize() if starts or at in named or not ordinary(word) else word

    def _named(self, low: list[str]) -> set[int]:
        """The words that are names though they may be ordinary words too."""
        lists = words.load()
        found = {at for at, word in enumerate(low) if word in lists.capitals}
        for at, word in enumerate(low[:-1]):
            beyond = at + 2 if low[at + 1] == "." else at + 1
            follows = "".join(low[beyond : beyond + 1])
            if word in lists.short_titles and follows.isalpha():
                found |= {at, beyond}
                continue
            before_name = follows.isalpha() and not ordinary(follows)
            dated = follows.isdigit() or low[at - 1].isdigit()
            titled = word in lists.titles or word in lists.given_names
            if (titled and before_name) or (word in lists.months and dated):
                found.add(at)
        return found | set(self._known(low))

    def _known(self, low: list[str]) -> Iterator[int]:
        """The words inside names of countries, nationalities and actors."""
        countries = Countries.load()
        opening = [at for at, word in enumerate(low) if countries.may_open(fold(word).split(" ")[0])]
        for size in (4, 3, 2, 1):
            for at in opening:
                if at + size <= len(low) and _country(" ".join(low[at : at + size])):
                    yield from range(at, at + size)
        if self.book is not None:
            starts, text = _laid_out(low)
            for start, stop, _ in self.book.find_in(text):
                inside = [at for at, begin in enumerate(starts) if start <= begin < stop]
                if len(inside) > 1 or not all(ordinary(low[at]) for at in inside):
                    yield from (at for at in inside if low[at] not in ("the", "of", "and", "for", "in"))


def for_report(report: Report, book: ActorBook | None) -> list[Recaser | None]:
    """For each block of a report the recasing it needs, or None where its own capitals serve."""
    letters, capitals = _letters(report.text)
    small = letters >= _SHORTEST and capitals < _FEW * letters
    made = Recaser(book, frozenset(m.lower() for m in _BRACKETED.findall(report.text)))
    return [made if small or _in_capitals(block.span.quote) else None for block in report.blocks]


def _in_capitals(text: str) -> bool:
    letters, capitals = _letters(text)
    return letters >= _SHORTEST and capitals > _MOSTLY * letters


def _letters(text: str) -> tuple[int, int]:
    return sum(map(str.isalpha, text)), sum(map(str.isupper, text))


def _laid_out(low: Iterable[str]) -> tuple[list[int], str]:
    starts, at = [], 0
    for word in low:
        starts.append(at)
        at += len(word) + 1
    return starts, " ".join(low)


@lru_cache(maxsize=1 << 16)
def _country(name: str) -> bool:
    countries = Countries.load()
    return any(look(name.title()) is not None for look in (countries.named, countries.demonym, countries.capital))


@cache
def ordinary(word: str) -> bool:
    """Whether a word, or what it is bent from, is ordinary English."""
    known = language_model.common_words()
    if word in known or not word.isalpha():
        return True
    for ending, instead in _ENDINGS:
        base = word.removesuffix(ending) + instead
        if (
            word.endswith(ending)
            and len(base) > 2
            and (base in known or (base[-1:] == base[-2:-1] and base[:-1] in known))
        ):
            return True
    return False
