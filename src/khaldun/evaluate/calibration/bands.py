"""Fits bands of confidence to answers, and tests them on documents that fitting did not see.

Each field is fitted by isotonic regression of right answers on raw scores; a rule with enough answers of its own gets
its own bands, drawn towards those of its field.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.evaluate.calibration.answer import Answer
from khaldun.knowledge.calibration import ANY, Band, Calibration, group

FOLDS = 5
_OWN = 20
"""Answers a rule needs for bands of its own; below, one case more or less moves a share by over 0.05."""
_WIDE = 25
"""Answers a band needs to stand apart from its neighbour."""
_PULL = 10.0
"""Answers that the field's own share counts for in a rule's band: half the fewest a rule is fitted on."""


@dataclass(slots=True)
class _Bin:
    """Neighbouring raw scores with their answers."""

    low: float
    high: float
    n: int
    right: int

    def joined(self, other: _Bin) -> _Bin:
        return _Bin(self.low, other.high, self.n + other.n, self.right + other.right)

    @property
    def share(self) -> float:
        return self.right / self.n


def fit(answers: Iterable[Answer]) -> list[Band]:
    """The bands of every field that was answered often enough, its own first, then those of its rules."""
    fields: dict[str, list[Answer]] = {}
    for answer in answers:
        fields.setdefault(answer.field, []).append(answer)
    return [band for field in sorted(fields) if len(fields[field]) >= _OWN for band in _field(field, fields[field])]


def _field(field: str, answers: Sequence[Answer]) -> Iterator[Band]:
    own = [_band(field, ANY, one, 0.5, 2.0) for one in _bins(answers)]
    yield from own
    whole, rules = Calibration(own), _by_rule(answers)
    for rule in sorted(rules):
        if len(rules[rule]) >= _OWN:
            for one in _bins(rules[rule]):
                middle = whole.probability(field, ANY, (one.low + one.high) / 2)
                yield _band(field, rule, one, middle, _PULL)


def _by_rule(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    rules: dict[str, list[Answer]] = {}
    for answer in answers:
        rules.setdefault(group(answer.rule), []).append(answer)
    return rules


def _band(field: str, rule: str, one: _Bin, prior: float, weight: float) -> Band:
    told = (one.right + weight * prior) / (one.n + weight)
    return Band(field, rule, round(one.low, 3), round(one.high, 3), one.n, round(told, 3))


def _bins(answers: Iterable[Answer]) -> list[_Bin]:
    """Bands of rising shares, each wide enough: pooled where a higher score is right less often (PAV)."""
    scores: dict[float, _Bin] = {}
    for answer in answers:
        seen = scores.get(answer.score, _Bin(answer.score, answer.score, 0, 0))
        scores[answer.score] = replace(seen, n=seen.n + 1, right=seen.right + answer.right)
    made: list[_Bin] = []
    for score in sorted(scores):
        made.append(scores[score])
        while len(made) > 1 and (made[-2].share >= made[-1].share or made[-2].n < _WIDE):
            made[-2:] = [made[-2].joined(made[-1])]
    if len(made) > 1 and made[-1].n < _WIDE:
        made[-2:] = [made[-2].joined(made[-1])]
    return made


def unseen(answers: Sequence[Answer]) -> list[Answer]:
    """The answers with the confidence that bands fitted on the other documents give them, in ``FOLDS`` parts."""
    made: list[Answer] = []
    for fold in range(FOLDS):
        rest = Calibration(fit(answer for answer in answers if _fold(answer) != fold))
        made += [sure(answer, rest) for answer in answers if _fold(answer) == fold]
    return made


def sure(answer: Answer, calibration: Calibration) -> Answer:
    """The answer with calibrated confidence for its raw score."""
    return replace(answer, score=calibration.probability(answer.field, answer.rule, answer.score))


def _fold(answer: Answer) -> int:
    return zlib.crc32(f"{answer.task} {answer.document}".encode()) % FOLDS
