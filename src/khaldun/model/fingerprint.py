"""Compares near-duplicate fingerprints: the estimate of how many word shingles two reports share."""

from __future__ import annotations

from collections.abc import Sequence


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity, 0 to 1, of the word shingles behind two MinHash fingerprints of equal length.

    The share of equal positions; its standard error is below 0.07 with 64 of them. An empty fingerprint is like
    nothing, itself included. Raises ``ValueError`` when the lengths differ.
    """
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
