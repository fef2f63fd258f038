"""Where in its sentence an event is said to have taken place, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles.phrases import PLACES, is_power, is_time, trimmed
from khaldun.knowledge.role_words import words
from khaldun.model import MentionKind, Sentence, Span, Token

_AT = frozenset({"in", "near", "at", "outside"})  # after these a name the model left without a kind is a place
_BEFORE = frozenset({"compound", "amod", "nmod"})
_AGE = re.compile(
    r"(?:year|month|week|day)s?[- ]olds?\b|^(?:annual|daily|weekly|monthly|yearly)$|^\d{1,3}$|^\d{5,}$", re.IGNORECASE
)
"""What the language model takes for a time and is an age, a habit or a bare number."""


def places(candidate: Candidate, setting: Setting) -> Iterator[tuple[Span, Span, str, float]]:
    """(phrase, head, rule, score) of each place said of the event in its sentence, the closest first."""
    sentence = candidate.sentence
    found = []
    for token in sentence.tokens:
        if _is_place(token, setting, sentence):
            reading = _located(candidate, token)
            if reading:
                found.append((token, *reading))
    outer = [item for item in found if not any(_inside(sentence, item[0], other[0]) for other in found)]
    outer.sort(key=lambda item: (-item[2], abs(item[0].index - candidate.head)))
    for token, rule, score in outer[:2]:
        yield place_phrase(sentence, token), sentence.cut([token]), rule, score


def _is_place(token: Token, setting: Setting, sentence: Sentence) -> bool:
    if token.pos not in {"PROPN", "NOUN"} or is_time(token):
        return False
    if token.pos == "NOUN" and token.lemma in words().place_nouns:
        return any(t.dep in _BEFORE and t.pos == "PROPN" for t in sentence.children(token))
    if token.dep == "compound" and not _is_alone(sentence, token):
        return False
    if token.entity in PLACES:
        return True
    if token.pos == "PROPN" and not token.entity and token.dep == "pobj":
        return sentence.head_of(token).lemma in _AT
    kinds = {m.kind for m in setting.mentions if m.sentence == sentence.number and m.head == token.index}
    return bool(kinds & {MentionKind.PLACE, MentionKind.FACILITY})


def _is_alone(sentence: Sentence, token: Token) -> bool:
    """Whether a place name stands before a noun that is no part of the name: "the Basra bombing"."""
    above = sentence.head_of(token)
    return token.entity in PLACES and above.pos == "NOUN" and above.lemma not in words().place_nouns


def _inside(sentence: Sentence, inner: Token, outer: Token) -> bool:
    """Whether a place only narrows another's phrase ("in the Hakurk area of northern Iraq")."""
    return inner.index != outer.index and any(t.index == outer.index for t in sentence.ancestors(inner))


def _located(candidate: Candidate, token: Token) -> tuple[str, float] | None:
    """The rule and score by which a place word belongs to the event; None where it does not."""
    sentence = candidate.sentence
    if token.dep in _BEFORE and is_power(token):
        return None
    if token.dep in _BEFORE and token.head in {candidate.head, *candidate.trigger}:
        return "roles:place-modifier", 0.8
    if token.dep == "poss" or token.dep == "nmod":
        return ("roles:place-possessive", 0.75) if token.head == candidate.head else None
    preposition = _preposition(sentence, token)
    if (
        token.dep == "compound"
        and _is_alone(sentence, token)
        and sentence.head_of(sentence.head_of(token)) != preposition
    ):
        return None  # "the murder of a U.S. agent in …": the name tells whose agent
    if preposition is None or preposition.lemma not in words().locative:
        return None
    above = sentence.head_of(preposition)
    chain = [above, *sentence.ancestors(above)]
    trigger = set(candidate.trigger) | {candidate.head}
    if any(t.index in trigger for t in chain[:4]) and not _speech_between(chain, trigger):
        return "roles:place-attached", 0.9
    clause = next((t for t in chain if t.pos in {"VERB", "AUX"}), None)
    own = next((t for t in [candidate.token, *sentence.ancestors(candidate.token)] if t.pos in {"VERB", "AUX"}), None)
    if clause is None or own is None or clause.lemma in words().saying:
        return None
    if clause.index == own.index:
        return "roles:place-same-clause", 0.8
    if any(t.index == clause.index for t in sentence.ancestors(own)) or clause.head == own.index:
        return "roles:place-near-clause", 0.65
    return None


def _preposition(sentence: Sentence, token: Token) -> Token | None:
    """The preposition above a noun, looking through appositions and mates."""
    above = token
    for _ in range(4):
        governor = sentence.head_of(above)
        if above.dep == "pobj" and governor.dep in {"prep", "agent"}:
            return governor if governor.lemma != "of" else _preposition(sentence, sentence.head_of(governor))
        if above.dep not in {"appos", "conj", "compound", "nmod"} or governor.index == above.index:
            return None
        above = governor
    return None


def _speech_between(chain: list[Token], trigger: set[int]) -> bool:
    for token in chain:
        if token.index in trigger:
            return False
        if token.lemma in words().saying:
            return True
    return False


def place_phrase(sentence: Sentence, token: Token) -> Span:
    """The place with its modifiers, what contains it ("of Y province", ", Y"), and no clause."""
    top = token
    while top.dep in {"appos", "compound"} and _climbs(sentence, top):
        top = sentence.head_of(top)
    kept = [
        t
        for t in sentence.subtree(top, without=("relcl", "acl", "advcl", "conj", "cc", "ccomp", "npadvmod"))
        if not is_time(t)
    ]
    run = [t for t in kept if t.index <= top.index] + [
        t for t in kept if t.index > top.index and _adjoins(sentence, t, top)
    ]
    return sentence.cut(trimmed(sorted(run or [top], key=lambda t: t.index)))


def _climbs(sentence: Sentence, token: Token) -> bool:
    """Whether the noun above goes on naming the place ("Redhill Close area"), rather than telling a deed there."""
    above = sentence.head_of(token)
    return above.pos == "PROPN" or (
        above.pos == "NOUN" and (token.dep == "appos" or above.lemma in words().place_nouns)
    )


def _adjoins(sentence: Sentence, token: Token, top: Token) -> bool:
    """Whether a word to the right names what contains the place, rather than telling about it."""
    branch = token
    while branch.head != top.index and branch.head != branch.index:
        branch = sentence.head_of(branch)
    return branch.dep in {"appos", "punct", "case"} or (branch.dep == "prep" and branch.lemma in {"of", "in"})


def times(candidate: Candidate, setting: Setting) -> Iterator[tuple[Span, Span, str, float]]:
    """(phrase, head, rule, score) of each time said of the event in its sentence, never of the saying."""
    sentence = candidate.sentence
    for mention in setting.mentions:
        if mention.sentence != sentence.number or mention.kind is not MentionKind.TIME:
            continue
        if _AGE.search(mention.span.quote):
            continue
        head = sentence.tokens[mention.head]
        reading = _timed(candidate, head)
        if reading:
            yield mention.span, sentence.cut([head]), *reading
    for head in _bare_months(sentence, setting):
        reading = _timed(candidate, head)
        if reading:
            yield sentence.cut([head]), sentence.cut([head]), *reading


def _bare_months(sentence: Sentence, setting: Setting) -> Iterator[Token]:
    """A month alone after "in" ("In June, …"), which is no mention because it may be a name."""
    told = [m.span for m in setting.mentions if m.sentence == sentence.number and m.kind is MentionKind.TIME]
    for token in sentence.tokens:
        alone = token.entity == "DATE" and token.tag == "NNP" and token.dep == "pobj"
        if (
            alone
            and sentence.head_of(token).lemma == "in"
            and not any(span.start <= token.start < span.stop for span in told)
        ):
            yield token


def _timed(candidate: Candidate, head: Token) -> tuple[str, float] | None:
    sentence = candidate.sentence
    trigger = set(candidate.trigger) | {candidate.head}
    chain = list(sentence.ancestors(head))
    clause = next((t for t in chain if t.pos in {"VERB", "AUX"} or t.index in trigger), None)
    if clause is None:
        return None
    if clause.index in trigger:
        return "roles:time-attached", 0.9
    own = [candidate.token, *sentence.ancestors(candidate.token)]
    mine = next((t for t in own if t.pos in {"VERB", "AUX"}), None)
    if (
        mine is not None
        and clause.index == mine.index
        and (clause.lemma not in words().saying or mine.index in trigger)
    ):
        return "roles:time-same-clause", 0.8
    return None
