"""Finds the terms of a category file in a run of tokens: several words are one term, the longest wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaldun.knowledge.cues import Categories, Category
from khaldun.model import Token


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of a category found at some tokens; ``rank`` is the category's place in its file."""

    category: Category
    rank: int
    tokens: tuple[Token, ...]


def terms(tokens: Sequence[Token], categories: Categories) -> Iterator[Hit]:
    """The terms in ``tokens``, from left to right, longest first, not overlapping."""
    words = [(t.text.lower(), t.lemma) for t in tokens]
    at = 0
    while at < len(tokens):
        length, rank = _longest(words, at, categories.index)
        if rank is None:
            at += 1
            continue
        yield Hit(categories.all[rank], rank, tuple(tokens[at : at + length]))
        at += length


_LONGEST_TERM = 4


def _longest(words: list[tuple[str, str]], at: int, index: dict[tuple[str, ...], int]) -> tuple[int, int | None]:
    """Length and rank of the longest term that starts at ``at``; only a term's last word may be inflected."""
    for length in range(min(_LONGEST_TERM, len(words) - at), 0, -1):
        plain = tuple(text for text, _ in words[at : at + length])
        for term in (plain, (*plain[:-1], words[at + length - 1][1]), _joined(plain)):
            if term in index:
                return length, index[term]
    return 1, None


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words that a hyphen holds together, as one: "AK - 47", "rocket - propelled"."""
    return ("".join(words),) if "-" in words else ()
