"""What a token's own clause or phrase shows: auxiliaries, negation, definiteness, how it hangs on its governor."""

from __future__ import annotations

from khaldun.model import Sentence, Token

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such"})
_NEGATIVE = frozenset({"no", "neither"})
_LIMITING = frozenset({"only", "just", "merely", "simply", "necessarily"})
_FUTURE = frozenset({"tomorrow", "next", "soon", "shortly", "later"})
_PRESENT_BE = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m"})


def low(token: Token) -> str:
    """The token's text in lower case."""
    return token.text.lower()


def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause."""
    return token.pos in {"VERB", "AUX"}


def auxiliaries(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """The auxiliaries of a verb, in order, ``to`` included."""
    return tuple(t for t in sentence.children(token) if t.dep in {"aux", "auxpass"})


def is_infinitive(sentence: Sentence, token: Token) -> bool:
    """Whether the verb stands with ``to``."""
    return any(low(t) == "to" for t in auxiliaries(sentence, token))


def has_subject(sentence: Sentence, token: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return sentence.child(token, "nsubj", "nsubjpass", "expl", "csubj") is not None


def is_passive(sentence: Sentence, token: Token) -> bool:
    """Whether the verb is a passive with its auxiliary."""
    return sentence.child(token, "auxpass") is not None


def is_present(sentence: Sentence, token: Token) -> bool:
    """Whether the clause is in the present or the present perfect."""
    first = next((t for t in auxiliaries(sentence, token) if low(t) != "to"), token)
    return first.tag in {"VBZ", "VBP"}


def is_progressive(sentence: Sentence, token: Token) -> bool:
    """Whether the verb is in the present (perfect) progressive: "is fighting", "has been fighting"."""
    if token.tag != "VBG":
        return False
    words = [low(t) for t in auxiliaries(sentence, token)]
    return any(w in _PRESENT_BE for w in words) or ("been" in words and ("has" in words or "have" in words))


def is_scheduled(sentence: Sentence, token: Token) -> bool:
    """Whether a word in the verb's own phrase puts it in the future ("is meeting him next week")."""
    own = sentence.subtree(token, without=("ccomp", "advcl", "relcl", "conj"))
    return any(low(t) in _FUTURE for t in own if t.index > token.index)


def negation(sentence: Sentence, token: Token) -> Token | None:
    """The word that denies the token: "not", "never", "no", but not "not only"."""
    for child in sentence.children(token):
        if child.dep == "neg" or low(child) in {"never", "nor"} or (child.dep == "det" and low(child) in _NEGATIVE):
            after = sentence.tokens[child.index + 1 : child.index + 2]
            if not (after and low(after[0]) in _LIMITING):
                return child
    subject = sentence.child(token, "nsubj", "nsubjpass")
    if subject is not None and is_nobody(sentence, subject):
        return subject
    return None


def is_nobody(sentence: Sentence, token: Token) -> bool:
    """Whether a noun phrase stands for no one: "nobody", "no one", "none", "no group"."""
    if low(token) in {"nobody", "none"}:
        return True
    return any(t.dep == "det" and low(t) in _NEGATIVE for t in sentence.children(token))


def is_definite(sentence: Sentence, token: Token) -> bool:
    """Whether a noun is presupposed: named, possessed or with a definite article."""
    if token.pos == "PROPN" and token.tag in {"NNP", "NNPS"} and token.entity:
        return True
    return any(t.dep == "poss" or (t.dep == "det" and low(t) in _DEFINITE) for t in sentence.children(token))


def opener(sentence: Sentence, token: Token) -> Token | None:
    """The word that opens a subordinate clause ("if", "after", "when")."""
    for child in sentence.children(token):
        if child.index < token.index and (child.dep == "mark" or (child.dep == "advmod" and child.tag == "WRB")):
            return child
    return None


def is_conditioned(sentence: Sentence, token: Token) -> bool:
    """Whether an if-clause stands beside the verb, or the verb is in the past conditional ("would have")."""
    if any(low(t) in {"have", "'ve"} for t in auxiliaries(sentence, token)):
        return True
    branches = (t for t in sentence.children(token) if t.dep == "advcl")
    return any((mark := opener(sentence, t)) is not None and low(mark) in {"if", "unless"} for t in branches)
