"""Which of a sentence's times belong to an event: not those of telling, and two that mark a range together."""

from __future__ import annotations

import re
from itertools import pairwise

from khaldun.model import Interval, Sentence, Span, Token
from khaldun.model.link import DatePrecision
from khaldun.resolve.dates.words import words

_JOIN = re.compile(r"\s*(?:to|until|till|through|and|-|–|—|up to)\s*(?:the\s+)?", re.IGNORECASE)
PRESENT = frozenset({"VBP", "VBZ"})
"""Tags of a verb in the present: "on Sunday, police say, ..." is not when they said it."""
_CLAUSES = frozenset({"relcl", "ccomp"})
"""Clauses that have a time of their own."""
_BELOW = frozenset({"xcomp", "acl", "pcomp"})
"""Those in which a noun for a deed speaks of what was before."""
_OPEN = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)


def says_when_said(sentence: Sentence, start: int, trigger: Span) -> bool:
    """Whether the time at ``start`` hangs on a verb of telling that is not the event's own trigger."""
    token = next((t for t in sentence.tokens if t.start <= start < t.stop), None)
    verb = governor(sentence, token) if token else None
    if verb is None or verb.lemma not in words().saying["verbs"] or verb.tag in PRESENT:
        return False
    return not (trigger.start <= verb.start < trigger.stop)


def of_another_clause(sentence: Sentence, start: int, trigger: Span) -> bool:
    """Whether the time at ``start`` hangs on a verb in whose complement or relative clause the trigger stands.

    "The court today ordered them to look into the killing" tells no day of the killing.
    """
    token = next((t for t in sentence.tokens if t.start <= start < t.stop), None)
    verb = governor(sentence, token) if token else None
    below = next((t for t in sentence.tokens if trigger.start <= t.start and t.stop <= trigger.stop), None)
    if verb is None or below is None:
        return False
    way = [below, *sentence.ancestors(below)]
    if verb.index not in [t.index for t in way]:
        return False
    crossed = [t.dep for t in way[: [t.index for t in way].index(verb.index)]]
    closed = _CLAUSES if below.pos == "VERB" else _CLAUSES | _BELOW
    return any(dep in closed for dep in crossed)


def follows_deed(sentence: Sentence, start: int, trigger: Span) -> bool:
    """Whether the time at ``start`` hangs on what follows a deed: "arrested Friday in the shooting of"."""
    token = next((t for t in sentence.tokens if t.start <= start < t.stop), None)
    verb = governor(sentence, token) if token else None
    if verb is None or verb.tag in PRESENT or trigger.start <= verb.start < trigger.stop:
        return False
    return verb.lemma in words().saying["aftermath"]


def governor(sentence: Sentence, token: Token) -> Token | None:
    """The nearest verb above a token."""
    return next((above for above in sentence.ancestors(token) if above.pos in ("VERB", "AUX")), None)


def between(text: str, found: list[tuple[int, int, Interval]]) -> tuple[int, int, Interval] | None:
    """The range of "from Monday to Wednesday", "between June 2020 and March 2021": two times joined, one opened."""
    ordered = sorted(found, key=lambda one: one[0])
    for (start, stop, first), (after, end, last) in pairwise(ordered):
        joined = _JOIN.fullmatch(text, stop, after) and _OPEN.search(text[max(0, start - 16) : start])
        if joined and first.start and last.stop and first.start <= last.stop:
            return start, end, Interval(first.start, last.stop, DatePrecision.RANGE)
    return None
