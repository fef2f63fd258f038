"""Found passages against marked ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.evaluate.metrics.prf import Prf

Range = tuple[int, int]


def overlap(a: Range, b: Range) -> bool:
    """Whether two half-open ranges share a character."""
    return a[0] < b[1] and b[0] < a[1]


def span_prf(documents: Iterable[tuple[Sequence[Range], Sequence[Range]]], *, exact: bool = True) -> Prf:
    """(gold ranges, found ranges) of each document, paired one to one; ``exact`` or by overlap."""
    right = given = wanted = 0
    for gold, found in documents:
        wanted += len(gold)
        given += len(found)
        right += (
            len(best_pairs([[float(a == b if exact else overlap(a, b)) for b in gold] for a in found])) if gold else 0
        )
    return Prf(right, given, wanted)
