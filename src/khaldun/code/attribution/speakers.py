"""Whom a speaking pronoun stands for: the mention it is chained to, else the nearest speaker it agrees with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.code.attribution.statement import Statement
from khaldun.model import Mention, MentionKind, Span

_SINGULAR = frozenset({"he", "she", "his", "her", "him"})
_PLURAL = frozenset({"they", "their", "them"})
_THING = frozenset({"it", "its"})
_FAR = 6
"""Furthest back a speaker is looked for, in sentences; beyond it the guess is more often wrong than right."""


def resolved(made: Sequence[Statement], mentions: Sequence[Mention]) -> Iterator[Statement]:
    """The statements in order, each pronoun speaker replaced by who it stands for, or by None when unclear."""
    named = {m.span.start: m for m in mentions if m.chain is not None}
    first: dict[int, Mention] = {}
    for mention in mentions:
        if mention.chain is not None and not _pronoun(mention.span):
            first.setdefault(mention.chain, mention)
    persons = {m.span.stop for m in mentions if m.kind is MentionKind.PERSON}
    before: list[Statement] = []
    for one in made:
        if one.head is not None and _pronoun(one.head):
            one = replace(one, speaker=_from_chain(one.head, named, first) or _from_before(one, before, persons))
        elif one.speaker is not None and not one.quoted:
            before.append(one)
        yield one


def _pronoun(span: Span) -> bool:
    word = span.quote.lower()
    return word in _SINGULAR or word in _PLURAL or word in _THING


def _from_chain(head: Span, named: dict[int, Mention], first: dict[int, Mention]) -> Span | None:
    mention = named.get(head.start)
    found = first.get(mention.chain) if mention is not None and mention.chain is not None else None
    return found.span if found else None


def _from_before(one: Statement, before: Sequence[Statement], persons: set[int]) -> Span | None:
    """The latest speaker that agrees: a person for "he", a plural for "they", an institution for "it"."""
    if one.head is None:
        return None
    word = one.head.quote.lower()
    for earlier in reversed(before):
        if one.sentence.number - earlier.sentence.number > _FAR:
            return None
        if earlier.head is not None and earlier.head.start < one.head.start and _agrees(word, earlier, persons):
            return earlier.speaker
    return None


def _agrees(word: str, earlier: Statement, persons: set[int]) -> bool:
    head = earlier.head
    token = next((t for t in earlier.sentence.tokens if head is not None and t.start == head.start), None)
    if token is None or token.pos not in ("NOUN", "PROPN"):
        return False
    person = token.entity == "PERSON" or token.stop in persons
    if word in _SINGULAR:
        return person or (token.tag == "NN" and token.lemma not in ("report", "statement", "study", "agency"))
    if word in _PLURAL:
        return token.tag in ("NNS", "NNPS") or token.entity in ("ORG", "NORP")
    return not person and token.tag in ("NN", "NNP")
