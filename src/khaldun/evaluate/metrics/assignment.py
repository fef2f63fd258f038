"""The pairing of rows and columns that weighs most: the Hungarian method with potentials, O(n³).

No dependency of ours offers it (scipy would be 100 MB for this one function).
"""

from __future__ import annotations

from collections.abc import Sequence

_FAR = float("inf")


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """(row, column) pairs, one to one, of greatest total weight; pairs of no weight are left out."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    size = max(rows, columns)
    cost = [[-weights[i][j] if i < rows and j < columns else 0.0 for j in range(size)] for i in range(size)]
    row_of = _solve(cost, size)
    found = [(row_of[j], j - 1) for j in range(1, size + 1)]
    return [(i - 1, j) for i, j in found if i <= rows and j < columns and weights[i - 1][j] > 0]


def _solve(cost: list[list[float]], size: int) -> list[int]:
    """For each column (from 1) the row (from 1) it is given."""
    u, v = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of, way = [0] * (size + 1), [0] * (size + 1)
    for i in range(1, size + 1):
        row_of[0] = i
        j = _augment(cost, size, u, v, row_of, way)
        while j:
            row_of[j], j = row_of[way[j]], way[j]
    return row_of


def _augment(
    cost: list[list[float]], size: int, u: list[float], v: list[float], row_of: list[int], way: list[int]
) -> int:
    """Grow the shortest alternating path until it reaches a free column; returns that column."""
    least, used, j0 = [_FAR] * (size + 1), [False] * (size + 1), 0
    while True:
        used[j0] = True
        i0, delta, j1 = row_of[j0], _FAR, 0
        for j in range(1, size + 1):
            if not used[j]:
                current = cost[i0 - 1][j - 1] - u[i0] - v[j]
                if current < least[j]:
                    least[j], way[j] = current, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
        for j in range(size + 1):
            if used[j]:
                u[row_of[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        j0 = j1
        if row_of[j0] == 0:
            return j0
