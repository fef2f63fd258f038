"""Mends a regular misreading of the parser: a participle between a preposition and a name, read as a verb.

In "a post at Kesh in occupied Helmand" nobody occupies anything: "occupied" says what Helmand is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.model import Token

_VERBAL = frozenset({"VBD", "VBN"})
_NAMES = frozenset({"NNP", "NNPS"})
_SIDES = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "agent", "prt", "mark"})


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of one sentence, such participles made adjectives of the name behind them."""
    made = list(tokens)
    for token in tokens[1:-1]:
        noun = _named(tokens, token)
        if noun is not None:
            _turn(made, token.index, noun)
    return tuple(made)


def _named(tokens: Sequence[Token], token: Token) -> int | None:
    """Where the name stands that a participle is misread to act on; None where it is none or a true verb."""
    before = tokens[token.index - 1]
    if token.tag not in _VERBAL or before.tag != "IN" or before.dep != "prep" or before.head == token.index:
        return None
    below = [t for t in tokens if t.head == token.index and t.index != token.index]
    name = next((t for t in below if t.dep == "dobj" and t.tag in _NAMES), None)
    if name is None or any(t.dep in _SIDES for t in below):
        return None
    between = tokens[token.index + 1 : name.index]
    return name.index if all(t.head == name.index and t.tag in _NAMES for t in between) else None


def _turn(made: list[Token], index: int, noun: int) -> None:
    """Make the name the object of the preposition and the participle its adjective; the rest goes a step up."""
    up = made[index - 1].head
    for token in tuple(made):
        if token.head == index and token.index not in (index, noun):
            made[token.index] = replace(token, head=up)
    made[noun] = replace(made[noun], dep="pobj", head=index - 1)
    made[index] = replace(made[index], pos="ADJ", tag="JJ", dep="amod", head=noun, lemma=made[index].text.lower())
