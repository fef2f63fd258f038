"""Whether a word that a learned tagger proposes can play a part at all: what the parse and the word's kind rule out."""

from __future__ import annotations

from khaldun.code.roles.cast import LIVING
from khaldun.code.roles.phrases import is_known_actor, is_power, mates
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.role_words import words
from khaldun.model import RoleName, Sentence, Span, Token

_NO_DOER = frozenset({"EVENT", "WEAPON", "THING"})
_APART = ("prep", "relcl", "acl", "conj", "appos")
_NO_VICTIM = frozenset({"WEAPON"})


def can_play(codebook: Codebook, sentence: Sentence, head: Token, name: RoleName) -> bool:
    """A deed or a weapon does nothing of itself, and what a deed happened near did not do it; shots suffer nothing."""
    if head.text.lower() in words().nowhere:
        return False
    owned = any(is_known_actor(t) or is_power(t) for t in sentence.subtree(head, without=_APART) if t.pos == "PROPN")
    living = owned or bool(codebook.classes_of(head) & LIVING)
    if name is RoleName.ACTOR:
        barred = codebook.classes_of(head) & _NO_DOER or head.pos == "NUM"
        return (living or not barred) and not _only_near(sentence, head)
    return living or not codebook.classes_of(head) & _NO_VICTIM


def _only_near(sentence: Sentence, head: Token) -> bool:
    """Whether a phrase only tells where a noun or a deed is: the ministry of "a bombing outside the ministry"."""
    first = min(t.index for t in sentence.subtree(head, without=_APART))
    before = sentence.tokens[first - 1] if first else head
    return before.pos == "ADP" and before.lemma in words().beside


def in_one_list(sentence: Sentence, head: Token, span: Span) -> bool:
    """Whether a word is listed with a filler: both of "rebels and soldiers"."""
    return any(span.start <= mate.start < span.stop for mate in mates(sentence, first_listed(sentence, head)))


def first_listed(sentence: Sentence, head: Token) -> Token:
    """The first of those listed with a word; the word itself where it stands alone."""
    while head.dep == "conj" and head.head != head.index:
        head = sentence.head_of(head)
    return head
