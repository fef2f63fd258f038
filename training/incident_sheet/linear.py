"""Sparse logistic models over feature names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression


@dataclass(frozen=True)
class Columns:
    """Feature names and their columns."""

    at: dict[str, int]

    @classmethod
    def of(cls, rows: Iterable[frozenset[str]], least: int) -> Columns:
        """Those of features that at least ``least`` rows have."""
        seen = Counter(name for row in rows for name in row)
        return cls({name: n for n, name in enumerate(sorted(n for n, count in seen.items() if count >= least))})

    def matrix(self, rows: Sequence[frozenset[str]]) -> sparse.csr_matrix:
        """One row each, 1 where a feature holds."""
        listed = [[self.at[name] for name in sorted(row) if name in self.at] for row in rows]
        ends = np.cumsum([0, *map(len, listed)])
        flat = [column for row in listed for column in row]
        return sparse.csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(rows), len(self.at)))


def fitted(matrix: sparse.csr_matrix, labels: np.ndarray, weights: np.ndarray | None = None) -> LogisticRegression:
    """An L2 logistic model; the strength was chosen among 0.03, 0.1 and 0.3 on the development part."""
    model = LogisticRegression(C=0.1, solver="liblinear", max_iter=100, tol=1e-3)
    return model.fit(matrix, labels, sample_weight=weights)
