"""How far a deed got: happened, attempted, foiled, ongoing, threatened, planned, called for, denied, hypothetical.

``background`` is kept for what a report tells only as the ground of something else ("since it seized power in August
2021", "betrayed the cause by making peace", "the anniversary of the bombing"). An old event told in its own right
("the army ousted the president last year") happened: its date says that it is old, and a researcher who filters by
status must not lose it.
"""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.status.scope import Reality, Sign, reality
from khaldun.knowledge.cues import status_cues
from khaldun.model import Because, Sentence, Status

_CERTAIN = frozenset({Status.DENIED, Status.FOILED, Status.BACKGROUND, Status.CALLED_FOR})


def judge(candidate: Candidate, setting: Setting) -> tuple[Status, tuple[Because, ...]]:  # noqa: ARG001
    """The status of a candidate (roles assigned) with its reasons, the deciding one last.

    Scores are those of the plain rules (0.9 with a cue, 0.7 without): calibrated confidence comes from elsewhere.
    """
    found = _settled(reality(candidate.sentence, candidate.head, candidate.type, candidate.trigger), candidate)
    if not found.signs:
        return found.status, (Because("status", "status:told-as-fact", candidate.span, 0.7),)
    return found.status, tuple(_because(sign, candidate.sentence) for sign in found.signs)


def _settled(found: Reality, candidate: Candidate) -> Reality:
    """The status of a verbal act about the future is what it announces, unless it was denied or the like."""
    usual = status_cues().type_status.get(candidate.type)
    if usual is None or found.status in _CERTAIN:
        return found
    return Reality(usual, (*found.signs, Sign(usual, candidate.token, "status:type")))


def _because(sign: Sign, sentence: Sentence) -> Because:
    return Because("status", sign.rule, sentence.cut((sign.token,)), 0.9)


def hurt_in_attempt(sentence: Sentence, head: int, candidate: Candidate) -> bool:
    """Whether a harm is told as what an attempt did: "was wounded in an attempt on his life"."""
    signs = reality(sentence, head, candidate.type).signs
    return bool(signs) and all(sign.rule == "status:in-an-attempt" for sign in signs)


def told_as_fact(sentence: Sentence, head: int, candidate: Candidate) -> bool:
    """Whether what token ``head`` tells, beside the candidate, is told as something that took place."""
    found = reality(sentence, head, candidate.type)
    return found.status in {Status.HAPPENED, Status.ONGOING, Status.BACKGROUND}
