"""Precision, recall, F1; classes and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prf:
    """Counts of right answers, answers given, and answers wanted, with the usual ratios (0 where undefined)."""

    right: float
    given: float
    wanted: float

    @property
    def precision(self) -> float:
        """Right of those given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right of those wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Classes:
    """Figures of a single-label task; averages are over the classes that occur in gold."""

    accuracy: float
    macro_f1: float
    weighted_f1: float
    per_class: tuple[tuple[str, Prf], ...]


def classes(pairs: Sequence[tuple[str, str]]) -> Classes:
    """Score (gold, predicted) pairs."""
    gold, got = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    right = Counter(g for g, p in pairs if g == p)
    per = {label: Prf(right[label], got[label], gold[label]) for label in sorted(gold)}
    n = len(pairs) or 1
    return Classes(
        accuracy=sum(right.values()) / n,
        macro_f1=sum(x.f1 for x in per.values()) / len(per) if per else 0.0,
        weighted_f1=sum(per[label].f1 * gold[label] for label in per) / n,
        per_class=tuple(per.items()),
    )


def labels(
    pairs: Iterable[tuple[Collection[Hashable], Collection[Hashable]]], known: Sequence[Hashable]
) -> dict[Hashable, Prf]:
    """Score (gold labels, predicted labels) pairs label by label."""
    listed = [(set(gold), set(got)) for gold, got in pairs]
    return {
        label: Prf(
            sum(label in gold and label in got for gold, got in listed),
            sum(label in got for _, got in listed),
            sum(label in gold for gold, _ in listed),
        )
        for label in known
    }


def micro(pairs: Iterable[tuple[Collection[Hashable], Collection[Hashable]]]) -> Prf:
    """Score (gold labels, predicted labels) pairs over all labels together."""
    listed = [(set(gold), set(got)) for gold, got in pairs]
    return Prf(
        sum(len(gold & got) for gold, got in listed),
        sum(len(got) for _, got in listed),
        sum(len(gold) for gold, _ in listed),
    )
