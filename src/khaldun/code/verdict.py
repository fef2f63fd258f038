"""Where the learned classifier overrules the lexicon: when it is sure, and the pair has one deed in its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from khaldun.code.candidate import Candidate
from khaldun.code.classify import Classifier, Question, question
from khaldun.model import Because, EventType

SURE = 0.9
"""Probability from which the classifier's type counts. Calibrated on 194 held-out sentences of the PLV set: of 14
disagreements above it the classifier was right in 9 and the lexicon in 3."""
_RULED_OUT = 0.05


def overrule(candidates: Sequence[Candidate], classifier: Classifier | None) -> list[Candidate]:
    """The candidates with the classifier's types where it is sure; the reason names classifier and lexicon entry."""
    if classifier is None or not candidates:
        return list(candidates)
    asked = {n: question(candidate) for n, candidate in enumerate(candidates)}
    crowd = Counter(map(_pair, asked.values()))
    plain = {n: q for n, q in asked.items() if _has_pair(q) and crowd[_pair(q)] == 1}
    answers = dict(zip(plain, classifier.probabilities(list(plain.values())), strict=True))
    return [
        _judged(candidate, answers[n], classifier.name) if n in answers else candidate
        for n, candidate in enumerate(candidates)
    ]


def _pair(asked: Question) -> tuple[int, int]:
    """What two candidates about the same parties of one sentence share."""
    return asked.offset, asked.actor.start if asked.actor else -1


def _has_pair(asked: Question) -> bool:
    stop = asked.offset + len(asked.text)
    return all(span is not None and asked.offset <= span.start < stop for span in (asked.actor, asked.recipient))


def _judged(candidate: Candidate, probabilities: Mapping[EventType, float], name: str) -> Candidate:
    best = max(probabilities, key=lambda type_: probabilities[type_])
    if best is candidate.type or probabilities[best] < SURE or probabilities.get(candidate.type, 0.0) > _RULED_OUT:
        return candidate
    why = Because("type", f"classify:{name}", candidate.sentence.span, round(probabilities[best], 3))
    return replace(candidate, type=best, mode=None, because=(*candidate.because, why))
