"""Statements of numbers that no verb of harm governs: nobody hurt, one of them fatally, tolls and running totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from khaldun.code import clause
from khaldun.code.counts.grammar import Amount, number_at
from khaldun.code.counts.tally import Tally
from khaldun.knowledge.cues import CountCues, count_cues
from khaldun.model import CountKind, Sentence, Token

_SCORES = 40
"""The least that "scores" means: "have killed scores of policemen" tells of a campaign and of no single attack."""
_SPANS = frozenset({"year", "month", "week", "weekend", "season", "decade"})


def nobody(sentence: Sentence, token: Token, cues: CountCues) -> Iterator[Tally]:
    """ "no casualties", "without casualties", "no reports of injuries"."""
    if token.lemma not in cues.none or token.pos != "NOUN":
        return
    for word in (token, *_above(sentence, token)):
        denial = next((t for t in sentence.children(word) if clause.low(t) == "no"), None)
        if denial is not None or clause.low(word) == "without":
            said = (denial or word, token)
            for kind in cues.none[token.lemma]:
                yield Tally(sentence, kind, Amount(0, 0, said), token, False, "counts:none")
            return


def fatally(sentence: Sentence, token: Token, cues: CountCues) -> Iterator[Tally]:
    """ "five were shot, one fatally", "one of them fatally": a number before the adverb."""
    if clause.low(token) not in cues.fatal_modifiers or token.pos != "ADV":
        return
    near = (*sentence.tokens[max(0, token.index - 1) : token.index], sentence.head_of(token))
    number = next((t for t in near if t.tag == "CD" and t.index < token.index), None)
    if number is not None:
        amount = number_at(sentence, number, None)
        if amount is not None:
            yield Tally(sentence, CountKind.KILLED, amount, token, False, "counts:fatally")


def _above(sentence: Sentence, token: Token) -> Iterable[Token]:
    """The prepositions and nouns over a noun, and the first noun it is coordinated with."""
    for up in sentence.ancestors(token):
        if up.pos not in {"ADP", "NOUN"}:
            return
        yield up


def toll(sentence: Sentence, token: Token, cues: CountCues) -> Iterator[Tally]:
    """ "five deaths", "claimed five lives", "the death toll rose to 17", "the number of dead to 40"."""
    kind = _kind_of_noun(token, cues)
    if kind is not None:
        numeral = sentence.child(token, "nummod")
        amount = number_at(sentence, numeral, None) if numeral is not None else None
        if amount is not None:
            yield Tally(
                sentence, kind, Amount(amount.low, amount.high, (*amount.tokens, token)), token, False, "counts:number"
            )
    if token.lemma in cues.toll_nouns and (kind := _toll_kind(sentence, token, cues)) is not None:
        for number in _toll_number(sentence, token):
            amount = number_at(sentence, number, None)
            if amount is not None:
                yield Tally(sentence, kind, amount, token, True, "counts:toll")


def _kind_of_noun(token: Token, cues: CountCues) -> CountKind | None:
    if token.pos != "NOUN":
        return None
    if token.lemma == "life":
        return CountKind.KILLED
    if token.lemma in cues.none and len(cues.none[token.lemma]) == 1:
        return cues.none[token.lemma][0]
    return next((e.kind for e in cues.effects if token.lemma in e.noun and token.tag == "NNS"), None)


def _toll_kind(sentence: Sentence, token: Token, cues: CountCues) -> CountKind | None:
    """What a toll is of: "death toll", "number of dead", "number of people killed"; a bare "toll" is of the dead."""
    for word in sentence.subtree(token):
        for effect in cues.effects:
            if word.lemma in effect.noun | effect.state | effect.object or clause.low(word) in effect.state:
                return effect.kind
    return CountKind.KILLED if token.lemma == "toll" else None


def _toll_number(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The number that a toll rose to, stands at or is."""
    up = sentence.head_of(token)
    up = sentence.head_of(up) if up.dep == "prep" else up
    rising = [
        t for t in sentence.children(up) if t.dep in {"advcl", "acl"} and t.tag == "VBG" and t.index > token.index
    ]
    below = [branch for verb in rising[:1] for branch in sentence.children(verb)]
    for branch in (*below, *sentence.children(token), *sentence.children(up)):
        if branch.index > token.index and branch.dep in {"prep", "attr", "dobj", "acomp"}:
            words = (t for t in sentence.subtree(branch, without=("relcl", "acl", "advcl")) if t.tag == "CD")
            number = next(words, None)
            if number is not None and clause.low(branch) in {"to", "at", "of", "as"} | {clause.low(number)}:
                yield number
                return


def _is_vast(amount: Amount) -> bool:
    """Whether an amount is no more than "scores" or "hundreds", as tolls of a long while are told."""
    vague = count_cues().vague
    return any(clause.low(t) in vague and vague[clause.low(t)].low >= _SCORES for t in amount.tokens)


def is_total(sentence: Sentence, token: Token, amount: Amount) -> bool:
    """Whether an amount is a running toll: "so far", "altogether", "have been killed this year", "since Friday"."""
    words = [clause.low(t) for t in sentence.subtree(token)]
    perfect = any(t.lemma == "have" for t in clause.auxiliaries(sentence, token))
    spanning = "since" in words or any(a == "this" and b in _SPANS for a, b in pairwise(words))
    first = amount.tokens[0].index
    near = {clause.low(t) for t in sentence.tokens[max(0, first - 3) : first]}
    cues = count_cues()
    return (
        bool(set(words) & cues.toll_words)
        or "toll" in near
        or (perfect and (spanning or _is_vast(amount)))
        or ("so", "far") in pairwise(words)
    )
