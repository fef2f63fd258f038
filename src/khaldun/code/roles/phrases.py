"""Noun phrases: from a head word to the phrase that names a filler, its coordinated mates, and pronouns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from khaldun.code.candidate import Setting
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.role_words import words
from khaldun.model import MentionKind, Sentence, Span, Token

_LEFT = ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "case", "predet")
_CUT = ("relcl", "acl", "advcl", "appos", "cc", "conj", "punct", "prep", "ccomp", "parataxis", "dep", "npadvmod")
_ARTICLES = frozenset({"the", "a", "an"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""The language model's name types for places."""


def is_power(token: Token) -> bool:
    """Whether a place name stands for those who rule there: a country, its people or its seat of government."""
    return _is_power(token.text.strip("'’"))


def is_known_actor(token: Token) -> bool:
    """Whether the actor files know a name ("Taliban")."""
    return bool(_actors().named(token.text))


def is_armed_group(name: str) -> bool:
    """Whether the actor files know a name as that of an armed group, and of nobody else."""
    known = _actors().named(name)
    return bool(known) and all(actor.kind == "armed_group" for actor in known)


@lru_cache(maxsize=1)
def _actors() -> ActorBook:
    return ActorBook.load()


@lru_cache(maxsize=4096)
def _is_power(name: str) -> bool:
    known = Countries.load()
    return any(look(name) is not None for look in (known.named, known.demonym, known.metonym))


_AGED = frozenset({"old", "olds"})


def is_time(token: Token) -> bool:
    """Whether a token belongs to an expression of time; "a 16-year-old" is somebody."""
    return token.entity in {"DATE", "TIME"} and token.lemma not in _AGED


def is_nominal(token: Token) -> bool:
    """Whether a token can head a filler."""
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM"} and not is_time(token)


def inner(sentence: Sentence, token: Token) -> Token:
    """What a portion is a portion of: civilians in "dozens of civilians", else the token itself."""
    if token.lemma in words().portions or token.pos == "NUM" or token.tag == "CD":
        of = next((t for t in sentence.children(token) if t.dep == "prep" and t.lemma == "of"), None)
        content = sentence.child(of, "pobj") if of else None
        if content is not None and is_nominal(content):
            return inner(sentence, content) if content.index > token.index else content
    return token


def phrase(sentence: Sentence, token: Token) -> Span:
    """The phrase of a head: its modifiers to the left, and what an "of" adds; no articles, clauses or mates."""
    kept = {token.index}
    for child in sentence.children(token):
        if child.dep in _LEFT and child.index < token.index:
            kept.update(t.index for t in sentence.subtree(child, without=("relcl", "acl", "cc", "conj", "punct")))
        elif (child.dep == "prep" and child.lemma in {"of", "for"} and child.index > token.index) or (
            child.dep == "prep"
            and child.lemma == "in"
            and child.index == token.index + 1
            and token.lemma in words().local
        ):
            kept.update(_of_phrase(sentence, child))
    return sentence.cut(trimmed([sentence.tokens[index] for index in range(min(kept), max(kept) + 1)]))


def trimmed(run: list[Token]) -> list[Token]:
    """A run of tokens without articles, punctuation and "at least" before, and loose ends behind."""
    while len(run) > 1 and (run[0].lemma in _ARTICLES or run[0].pos in {"PUNCT", "ADP"}):
        run = run[1:]
    if len(run) > 1 and run[0].text.lower() in {"least", "most"} and run[1].pos == "NUM":
        run = run[1:]  # "at least five" counts five
    while len(run) > 1 and run[-1].pos in {"PUNCT", "ADP", "CCONJ"}:
        run = run[:-1]
    return run


def _of_phrase(sentence: Sentence, preposition: Token) -> set[int]:
    content = sentence.child(preposition, "pobj")
    if content is None or is_time(content) or (preposition.lemma == "for" and content.pos != "PROPN"):
        return set()
    branch = sentence.subtree(preposition, without=("relcl", "acl", "advcl", "appos", "cc", "conj", "punct"))
    return {t.index for t in branch} if len(branch) <= 8 else {preposition.index, content.index}


def mates(sentence: Sentence, token: Token) -> Iterator[Token]:
    """A head and the heads coordinated with it, verbs left out."""
    for member in sentence.conjuncts(token):
        if is_nominal(member):
            yield member


def antecedent(sentence: Sentence, token: Token, setting: Setting) -> tuple[Span, Span] | None:
    """For a pronoun what it stands for, as (phrase, head): the noun of its relative clause, or an earlier mention."""
    if token.lemma in _RELATIVE or token.text.lower() in _RELATIVE:
        return _relative(sentence, token)
    return _by_chain(sentence, token, setting) or _speaker(sentence, token) or _main_subject(sentence, token)


def _by_chain(sentence: Sentence, token: Token, setting: Setting) -> tuple[Span, Span] | None:
    own = next((m for m in setting.mentions if m.sentence == sentence.number and m.head == token.index), None)
    if own is None or own.chain is None:
        return None
    earlier = [m for m in setting.mentions if m.chain == own.chain and m.span.start < own.span.start]
    for mention in reversed(earlier):
        other = setting.sentences[mention.sentence]
        head = _whole_noun(other, other.tokens[mention.head])
        if head.pos != "PRON" and mention.kind is not MentionKind.TIME:
            return phrase(other, head), other.cut([head])
    return None


def _whole_noun(sentence: Sentence, token: Token) -> Token:
    """The noun that a name stands before: the militants in "Islamic State militants"."""
    above = sentence.head_of(token)
    return above if token.dep == "compound" and above.pos in {"NOUN", "PROPN"} else token


def _speaker(sentence: Sentence, token: Token) -> tuple[Span, Span] | None:
    """For "X said it would …": the subject of what is said, when a pronoun, is most often the one who says it."""
    above = sentence.head_of(token)
    if token.dep not in {"nsubj", "nsubjpass"} or above.dep != "ccomp":
        return None
    verb = sentence.head_of(above)
    subject = sentence.child(verb, "nsubj")
    if verb.lemma not in words().saying or subject is None or subject.pos == "PRON" or subject.index > token.index:
        return None
    return phrase(sentence, subject), sentence.cut([subject])


def _relative(sentence: Sentence, token: Token) -> tuple[Span, Span] | None:
    for governor in sentence.ancestors(token):
        if governor.dep == "relcl":
            noun = inner(sentence, sentence.head_of(governor))
            return (phrase(sentence, noun), sentence.cut([noun])) if noun.pos != "PRON" else None
    return None


def _main_subject(sentence: Sentence, token: Token) -> tuple[Span, Span] | None:
    """For "a man died after he was shot": the subject of the clause above, when both are one or both many."""
    clause = sentence.head_of(token)
    above = sentence.head_of(clause)
    subject = sentence.child(above, "nsubj", "nsubjpass")
    if clause.dep != "advcl" or token.dep not in {"nsubj", "nsubjpass"} or subject is None or subject.pos == "PRON":
        return None
    one = token.text.lower() in {"he", "she"} and subject.tag in {"NN", "NNP"}
    many = token.text.lower() == "they" and subject.tag in {"NNS", "NNPS"}
    return (phrase(sentence, subject), sentence.cut([subject])) if one or many else None
