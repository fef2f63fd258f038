"""Which statements of a sentence, and which following sentences, speak of a candidate's own event."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.code import clause, grammar
from khaldun.code.candidate import Candidate, Setting
from khaldun.knowledge.cues import count_cues, weapon_cues
from khaldun.model import CountKind, Part, RoleName, Sentence, Token

_PLACES = frozenset({"GPE", "LOC", "FAC"})


_CAUSES = frozenset({"after", "when", "as", "because"})
"""Openers of a clause that can tell what caused the clause above it."""


def belongs(candidate: Candidate, word: Token) -> bool:
    """Whether what ``word`` tells in the candidate's sentence is part of the candidate's event."""
    if word.index in candidate.trigger or word.index in candidate.alongside:
        return True
    sentence = candidate.sentence
    up_from_word, up_from_deed = _to_common(sentence, word, candidate.token)
    return all(_passes(sentence, at, candidate) for at in up_from_word) and all(
        _passes_deed(sentence, at) for at in up_from_deed
    )


def distance(candidate: Candidate, word: Token) -> int:
    """How many steps of the parse lie between the trigger and a word; 0 for the trigger itself."""
    if word.index in candidate.trigger:
        return 0
    one, other = _to_common(candidate.sentence, word, candidate.token)
    return len(one) + len(other)


def _to_common(sentence: Sentence, one: Token, other: Token) -> tuple[list[Token], list[Token]]:
    """The tokens from each of two up to, and without, their lowest common governor."""
    above = [other, *sentence.ancestors(other)]
    where = {t.index: n for n, t in enumerate(above)}
    path: list[Token] = []
    for at in (one, *sentence.ancestors(one)):
        if at.index in where:
            return path, above[: where[at.index]]
        path.append(at)
    return path, above


def _passes(sentence: Sentence, at: Token, candidate: Candidate) -> bool:
    """Whether the way from a statement up to the candidate's clause crosses no border at ``at``."""
    up = sentence.head_of(at)
    if at.dep == "relcl":
        theirs = any(role.head.start == up.start for role in candidate.fillers(RoleName.RECIPIENT))
        return up.index in candidate.trigger or _is_means(up) or (theirs and tells_fate(sentence, at))
    if at.dep == "advcl" and _opens_other(sentence, at):
        return False
    if at.dep in {"conj", "ccomp", "parataxis"} and clause.is_verbal(at):
        return not _has_new_agent(sentence, at, candidate)
    return True


def tells_fate(sentence: Sentence, at: Token) -> bool:
    """Whether a relative clause tells what became of somebody: "to hospital, where he died", "who later died"."""
    mark = clause.opener(sentence, at)
    if mark is not None and clause.low(mark) == "where":
        return True
    sufferer = sentence.child(at, "nsubjpass", "nsubj")
    dies = any(at.lemma in effect.subject for effect in count_cues().effects if effect.kind is CountKind.KILLED)
    told = dies or at.lemma == "pronounce"
    dated = any(t.entity == "DATE" and t.text.isdigit() for t in sentence.subtree(at))
    return told and not dated and sufferer is not None and sufferer.tag in {"WP", "WDT"}


def _passes_deed(sentence: Sentence, at: Token) -> bool:
    """The same from the candidate up to the statement: "killed when a bomb exploded" passes."""
    mark = clause.opener(sentence, at)
    if at.dep == "relcl":  # "when" after a noun is often read as its relative, though it tells when people were hurt
        return (mark is not None and clause.low(mark) in _CAUSES) or _is_means(sentence.head_of(at))
    if at.dep == "advcl":
        return mark is None or clause.low(mark) in _CAUSES
    if at.dep in {"conj", "ccomp", "parataxis"} and _is_others(sentence, at):
        return False
    if at.dep == "conj" and clause.is_verbal(at):
        subject = sentence.child(at, "nsubj")
        return subject is None or _undergoes(sentence, at) or clause.low(subject) in count_cues().more
    return True


def _is_others(sentence: Sentence, at: Token) -> bool:
    """Whether the clause over a harm has victims and a doer of its own: "six were hurt in firing, 12 killed by Y"."""
    up = sentence.head_of(at)
    both = all(sentence.child(verb, "nsubjpass") is not None for verb in (at, up))
    return both and grammar.agent(sentence, up) is not None and sentence.child(at, "prep", "agent") is not None


def _undergoes(sentence: Sentence, at: Token) -> bool:
    """Whether a verb's subject suffers: "and 22 people injured", "20 wounded"."""
    harms = any(at.lemma in effect.object for effect in count_cues().effects)
    return harms and (at.tag == "VBN" or sentence.child(at, "dobj") is None)


def _opens_other(sentence: Sentence, at: Token) -> bool:
    mark = clause.opener(sentence, at)
    return mark is not None and clause.low(mark) in count_cues().clause_borders


def _has_new_agent(sentence: Sentence, at: Token, candidate: Candidate) -> bool:
    """Whether a coordinated clause has a doer of its own who is neither the event nor a pronoun for it."""
    if candidate.head != at.index and at.index not in candidate.alongside and _by_another(sentence, at):
        return True
    subject = sentence.child(at, "nsubj")
    if subject is None or at.lemma in _intransitive() or at.index in candidate.trigger or _undergoes(sentence, at):
        return False
    return subject.pos != "PRON" and not _is_means(subject) and subject.lemma != candidate.token.lemma


def _by_another(sentence: Sentence, at: Token) -> bool:
    """Whether a passive clause has victims and a doer of its own: "…, and 12 people were killed by the rioters"."""
    return sentence.child(at, "nsubjpass") is not None and sentence.child(at, "agent") is not None


def _intransitive() -> frozenset[str]:
    """Verbs whose subject is a victim, no doer."""
    return frozenset().union(*(e.subject for e in count_cues().effects), {"be", "remain", "suffer", "sustain", "lose"})


def _is_means(noun: Token) -> bool:
    """Whether a noun names an attack or a weapon, so that what it did is the attack's doing."""
    if noun.lemma in count_cues().follow_another:
        return True
    return any((noun.lemma,) in c.words or noun.lemma in c.triggers for c in weapon_cues().all)


def following(candidate: Candidate, setting: Setting) -> Iterator[Sentence]:
    """The sentences after the candidate's that go on about its event."""
    cues, first = count_cues(), candidate.sentence
    known = _places(first)
    after = [s for s in setting.sentences if s.number > first.number and s.part is not Part.CAPTION]
    for sentence in after[: cues.follow]:
        if _opens_another(sentence) or (known and _places(sentence) - known):
            return
        known = known or _places(sentence)
        yield sentence


def _places(sentence: Sentence) -> frozenset[str]:
    return frozenset(clause.low(t) for t in sentence.tokens if t.entity in _PLACES and t.pos == "PROPN")


def _opens_another(sentence: Sentence) -> bool:
    """Whether a sentence turns to another event: "meanwhile", "in 2014", "a second attack"."""
    cues = count_cues()
    for token in sentence.tokens:
        if clause.low(token) in cues.follow_borders:
            return True
        if token.lemma in cues.follow_another and token.pos == "NOUN":
            words = {clause.low(t) for t in sentence.children(token)}
            if words & {"another", "a", "an", "second", "third", "separate", "other", "similar", "previous", "earlier"}:
                return True
    return False
