"""The seam for a learned classifier of types and sub-events; without one, the lexicon's type stands."""

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


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a classifier thinks of a question: each type's probability (they sum to 1) given that the two deal with one
    another, and ``told``, the probability that they do."""

    types: Mapping[EventType, float]
    told: float


class Classifier(Protocol):
    """A model of types. ``name`` goes into ``made_by`` and into reasons."""

    @property
    def name(self) -> str:
        """What to call the model, with its version."""
        ...

    def opinions(self, questions: Sequence[Question]) -> Sequence[Opinion]:
        """For each question what the model thinks of it."""
        ...

    def sub_events(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """For each text the probability of each ACLED-style sub-event (``data/crosswalks/case2021_type.tsv``)."""
        ...


def question(candidate: Candidate) -> Question:
    """What to ask a classifier about a candidate with roles."""
    actor = next((r.span for r in candidate.fillers(RoleName.ACTOR)), None)
    others = (*candidate.fillers(RoleName.RECIPIENT), *candidate.fillers(RoleName.TARGET))
    sentence = candidate.sentence.span
    recipient = next((r.span for r in others), None)
    return Question(sentence.quote, sentence.start, candidate.span, candidate.type, actor, recipient)
