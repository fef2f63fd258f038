"""Mentions known by their make: facilities, land divisions, weapons, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from khaldun.annotate import words
from khaldun.knowledge.cues import weapon_cues
from khaldun.model import MentionKind, Sentence, Token

_LONGEST = 5
"""Most words of a facility's or division's own name."""


def find(sentence: Sentence) -> Iterator[tuple[int, int, MentionKind]]:
    """First token, last token and kind of each find, in order of their last word."""
    tokens = sentence.tokens
    lists = words.load()
    for token in tokens:
        word = token.lemma if token.lemma in lists.facilities | lists.divisions else token.text.lower()
        if _bracketed_name(tokens, token.index):
            yield token.index, token.index, MentionKind.ACTOR
        elif word in lists.divisions:
            if word not in lists.vague_divisions or token.text.islower():
                yield from _named(sentence, token, MentionKind.PLACE, of=word not in lists.vague_divisions)
        elif word in lists.facilities:
            yield from _named(sentence, token, MentionKind.FACILITY, of=word in lists.facilities_of)
        elif token.pos in ("NOUN", "PROPN") and (size := _weapon(tokens, token.index)):
            yield token.index - size + 1, token.index, MentionKind.WEAPON
        elif (
            token.pos == "NUM" and token.dep in ("nummod", "nsubj", "nsubjpass", "dobj", "attr") and token.entity == ""
        ):
            yield token.index, token.index, MentionKind.COUNT


def _bracketed_name(tokens: tuple[Token, ...], at: int) -> bool:
    """An abbreviation introduced behind a name: "the Committee of Civil Victims (CCV)"."""
    if not 2 <= at < len(tokens) - 1:
        return False
    word, around = tokens[at].text, (tokens[at - 1].text, tokens[at + 1].text)
    return around == ("(", ")") and word.isupper() and 2 <= len(word) <= 8 and tokens[at - 2].pos == "PROPN"


def name_runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns and single adjectives of nation, as first and last token, articles left out."""
    start: int | None = None
    for token in sentence.tokens:
        if token.pos == "PROPN" and token.text[0].isalnum():
            start = token.index if start is None else start
            continue
        if start is not None:
            yield start, token.index - 1
            start = None
        if token.pos in ("ADJ", "NOUN") and token.text[0].isupper():
            yield token.index, token.index
    if start is not None:
        yield start, len(sentence.tokens) - 1


def _named(
    sentence: Sentence, kind_word: Token, kind: MentionKind, *, of: bool
) -> Iterator[tuple[int, int, MentionKind]]:
    """The kind's word with the name before it, or after "of"."""
    tokens = sentence.tokens
    first = kind_word.index
    while first > 0 and kind_word.index - first < _LONGEST and _is_name(tokens[first - 1]):
        first -= 1
    last = kind_word.index
    if of and last + 2 < len(tokens) and tokens[last + 1].text.lower() in ("of", "in"):
        end = last + 2
        while end < len(tokens) and end - last <= _LONGEST and tokens[end].pos == "PROPN":
            end += 1
        if end > last + 2 and tokens[last + 1].text.lower() == "of":
            last = end - 1
    if any(tokens[i].pos == "PROPN" for i in range(first, last + 1) if i != kind_word.index):
        yield first, last, kind


def _is_name(token: Token) -> bool:
    if token.pos == "PROPN" or token.tag == "POS":
        return token.text[0].isalnum() or token.tag == "POS"
    return (
        token.dep in ("compound", "amod")
        and token.pos in ("NOUN", "ADJ")
        and (
            token.text[0].isupper()
            or token.text.lower() in ("air", "army", "military", "naval", "refugee", "police", "training")
        )
    )


@cache
def _weapons() -> frozenset[tuple[str, ...]]:
    return frozenset(term for category in weapon_cues().all for term in category.words)


def _weapon(tokens: tuple[Token, ...], last: int) -> int:
    """How many words up to ``last`` make a weapon's term: the longest, or 0."""
    for size in (3, 2, 1):
        if last - size + 1 >= 0 and tuple(t.lemma for t in tokens[last - size + 1 : last + 1]) in _weapons():
            return size
    return 0
