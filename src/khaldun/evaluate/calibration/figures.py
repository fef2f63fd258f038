"""Reliability: stated confidence beside the share of right answers, and the expected calibration error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khaldun.evaluate.calibration.answer import Answer

_BINS = 10


@dataclass(frozen=True, slots=True)
class Step:
    """Answers of one tenth of the scale: how many, their mean confidence, the share that was right."""

    n: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The steps of one field that have answers, from the least sure to the surest."""

    steps: tuple[Step, ...]

    @property
    def n(self) -> int:
        """How many answers there were."""
        return sum(step.n for step in self.steps)

    @property
    def error(self) -> float:
        """Expected calibration error: the mean gap of confidence and share of right answers, weighted by answers."""
        return sum(step.n * abs(step.said - step.right) for step in self.steps) / max(1, self.n)

    @property
    def right(self) -> float:
        """The share of right answers."""
        return sum(step.n * step.right for step in self.steps) / max(1, self.n)


def reliability(answers: Iterable[Answer]) -> Reliability:
    """Answers sorted into tenths of the scale."""
    tenths: dict[int, list[Answer]] = {}
    for answer in answers:
        tenths.setdefault(min(_BINS - 1, int(answer.score * _BINS)), []).append(answer)
    return Reliability(tuple(_step(tenths[tenth]) for tenth in sorted(tenths)))


def _step(answers: Sequence[Answer]) -> Step:
    n = len(answers)
    return Step(n, sum(one.score for one in answers) / n, sum(one.right for one in answers) / n)


def by_field(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers of each field, fields in alphabetical order."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.field, []).append(answer)
    return dict(sorted(found.items()))
