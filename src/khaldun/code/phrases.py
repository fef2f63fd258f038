"""Noun phrases as fillers of roles: which word is meant, how far its phrase goes, who stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.code import grammar
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import Role, RoleName, Sentence, Token

_LEFT_OUT = (
    "relcl",
    "acl",
    "appos",
    "conj",
    "cc",
    "preconj",
    "punct",
    "advcl",
    "prep",
    "case",
    "parataxis",
    "dep",
    "neg",
)
_KEPT_PREPOSITIONS = frozenset({"of", "for"})
_ACTS_FOR_PLACE = frozenset({
    "police", "authority", "authorities", "government", "official", "officials", "court", "army", "force", "forces", "rebel", "rebels",
    "parliament", "people", "resident", "residents", "military", "militant", "militants", "teacher", "teachers", "worker", "workers",
})  # fmt: skip


def members(codebook: Codebook, sentence: Sentence, head: Token) -> Iterator[Token]:
    """The fillers a phrase stands for: each conjunct, "dozens of X" as X."""
    for token in sentence.conjuncts(head):
        yield inner(codebook, sentence, token)


def inner(codebook: Codebook, sentence: Sentence, token: Token) -> Token:
    """X in "dozens of X", "a group of X", "at least five of X"."""
    for _ in range(3):
        classes = codebook.classes_of(token)
        if "PARTITIVE" not in classes and token.pos != "NUM":
            break
        counted = [t for prep, t in grammar.prepositions(sentence, token) if prep.lemma == "of" and t.pos != "VERB"]
        if not counted:
            break
        token = counted[0]
    return token


def role(sentence: Sentence, name: RoleName, head: Token) -> Role:
    """The filler with its whole phrase."""
    return Role(name, sentence.cut(phrase(sentence, head)), sentence.cut([head]))


def phrase(sentence: Sentence, head: Token) -> tuple[Token, ...]:
    """The head with its modifiers and "of …", without relative clauses, appositions, conjuncts and other tails."""
    found = {t.index for t in sentence.subtree(head, without=_LEFT_OUT) if not _foreign(sentence, head, t)}
    for child in sentence.children(head):
        if child.dep == "prep" and child.index > head.index and _keeps(sentence, head, child):
            found |= {t.index for t in sentence.subtree(child, without=("relcl", "acl", "advcl", "punct", "appos"))}
    low, high = _contiguous(found, head.index)
    kept = [sentence.tokens[i] for i in range(low, high + 1)]
    while (
        kept and kept[0].index < head.index and (kept[0].dep in ("punct", "mark", "advmod") or kept[0].pos == "PUNCT")
    ):
        kept = kept[1:]
    return tuple(kept)


def _foreign(sentence: Sentence, head: Token, token: Token) -> bool:
    """Left-hand stuff that is no part of a name: adverbs of the whole grammar."""
    return (
        token.index > head.index
        and token.dep not in ("compound", "nummod", "nmod", "poss", "quantmod", "amod", "flat")
        and (token.head == head.index)
    )


def _keeps(sentence: Sentence, head: Token, prep: Token) -> bool:
    target = sentence.child(prep, "pobj")
    if target is None:
        return False
    if prep.lemma in _KEPT_PREPOSITIONS:
        return prep.index == head.index + 1
    near = prep.index == head.index + 1 and prep.lemma == "in"
    return near and head.lemma in _ACTS_FOR_PLACE and target.entity in ("GPE", "LOC")


def _contiguous(found: set[int], centre: int) -> tuple[int, int]:
    low = high = centre
    while low - 1 in found or low - 2 in found:
        low -= 1 if low - 1 in found else 2
    while high + 1 in found or high + 2 in found:
        high += 1 if high + 1 in found else 2
    return low, high
