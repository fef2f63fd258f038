"""Mends three regular misreadings of the parser where shots are told.

"Died in police firing" is read as police that fire: a word for shots right behind those who fire, without an object,
after a preposition, is the noun that the preposition governs. "4 shot dead in a house" is read as four shots: a single
"shot" after a number above one is the participle, the number those who were hit. "A soldier shot and killed two men" is
read as a soldier's shot that killed: before "and" with a verb of that noun "shot" is a verb too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.model import Token

_SHOTS = frozenset({"firing", "shelling", "bombing", "shooting", "bombardment"})
_OBJECTS = frozenset({"dobj", "xcomp", "ccomp"})
_MODIFIERS = frozenset({"det", "amod", "nummod", "compound", "nmod", "poss"})


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of one sentence, each such pair turned into a compound noun."""
    made = list(tokens)
    for token in tokens:
        if token.index and _is_misread(tokens, token):
            _turn(made, token.index)
        elif token.index and _is_hit(tokens, token):
            _hit(made, token.index)
        elif token.index and _is_joined(tokens, token):
            _shoot(made, token.index)
    return tuple(made)


def _is_misread(tokens: Sequence[Token], token: Token) -> bool:
    before = tokens[token.index - 1]
    if token.tag != "VBG" or token.text.lower() not in _SHOTS or before.tag not in {"NN", "NNS"}:
        return False
    behind = token.dep in {"acl", "advcl"} and before.dep == "pobj" and before.head < before.index
    over = token.dep == "pcomp" and before.dep == "nsubj" and before.head == token.index
    return (behind or over) and not any(t.head == token.index and t.dep in _OBJECTS for t in tokens)


def _turn(made: list[Token], index: int) -> None:
    """Make the word at ``index`` the object of the preposition, with the noun before it as its modifier."""
    verb, noun = made[index], made[index - 1]
    governor = verb.head if verb.dep == "pcomp" else noun.head
    made[index] = replace(verb, pos="NOUN", tag="NN", lemma=verb.text.lower(), dep="pobj", head=governor)
    for token in made[: index - 1]:
        if token.head == noun.index:
            made[token.index] = replace(token, head=index)
    made[index - 1] = replace(noun, dep="compound", head=index)


def _is_hit(tokens: Sequence[Token], token: Token) -> bool:
    before = tokens[token.index - 1]
    several = before.tag == "CD" and before.head == token.index and before.text.lower() not in {"1", "one"}
    return token.text.lower() == "shot" and token.tag == "NN" and several


def _hit(made: list[Token], index: int) -> None:
    """Make a participle with those counted as its passive subject."""
    made[index] = replace(made[index], pos="VERB", tag="VBN", lemma="shoot")
    made[index - 1] = replace(made[index - 1], dep="nsubjpass")


def _is_joined(tokens: Sequence[Token], token: Token) -> bool:
    before, after = tokens[token.index - 1], tokens[token.index + 1 : token.index + 3]
    if token.text.lower() != "shot" or token.tag != "NN" or len(after) < 2 or after[0].text.lower() != "and":
        return False
    shooter = before.dep == "compound" and before.head == token.index and before.tag in {"NN", "NNP"}
    return shooter and after[1].tag in {"VBD", "VBN"} and after[1].head == token.index


def _shoot(made: list[Token], index: int) -> None:
    """Make a verb of a shot, with the noun before it and that noun's modifiers as its subject."""
    made[index] = replace(made[index], pos="VERB", tag="VBD", lemma="shoot")
    for token in made[: index - 1]:
        if token.head == index and token.dep in _MODIFIERS:
            made[token.index] = replace(token, head=index - 1)
    made[index - 1] = replace(made[index - 1], dep="nsubj")
