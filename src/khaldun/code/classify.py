"""The seam for a learned classifier of types; without one, the lexicon's type stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from khaldun.code.candidate import Candidate
from khaldun.model import EventType, RoleName, Span


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence with what is marked in it; spans are passages of the report, ``offset`` the sentence's start."""

    text: str
    offset: int
    trigger: Span
    lexicon: EventType
    actor: Span | None
    recipient: Span | None


class Classifier(Protocol):
    """A model of types. ``name`` goes into ``made_by`` and into reasons."""

    @property
    def name(self) -> str:
        """What to call the model, with its version."""
        ...

    def probabilities(self, questions: Sequence[Question]) -> Sequence[Mapping[EventType, float]]:
        """For each question the probability of each type it knows; they sum to at most 1 (the rest: no event)."""
        ...


def question(candidate: Candidate) -> Question:
    """What to ask a classifier about a candidate with roles."""
    actor = next((r.span for r in candidate.fillers(RoleName.ACTOR)), None)
    others = (*candidate.fillers(RoleName.RECIPIENT), *candidate.fillers(RoleName.TARGET))
    sentence = candidate.sentence.span
    recipient = next((r.span for r in others), None)
    return Question(sentence.quote, sentence.start, candidate.span, candidate.type, actor, recipient)
