"""Groups of events by average link: two groups join while their pairs agree on average and no wall stands between.

Within one report a deed is told on from sentence to sentence, so there the best pair may have a say of its own.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups that became one, each named by its lowest position, and the best pair between them."""

    one: int
    other: int
    pair: tuple[int, int]


@dataclass(slots=True)
class _Tie:
    """What is known between two groups: sum and number of points, a wall, and the best pair."""

    points: float
    pairs: int
    wall: bool
    best: tuple[float, int, int]


class Clusters:
    """Average-link clustering of ``size`` items over the pairs compared; a pair never compared counts ``unseen``.

    ``best`` (0 to 1) is the share of the best pair in the pull between two groups.
    """

    def __init__(self, size: int, threshold: float, unseen: float, best: float = 0.0) -> None:
        self.members: dict[int, list[int]] = {item: [item] for item in range(size)}
        self.threshold, self.unseen, self.best = threshold, unseen, best
        self.joins: list[Join] = []
        self._ties: dict[int, dict[int, _Tie]] = defaultdict(dict)
        self._queue: list[tuple[float, int, int, int, int]] = []

    def run(self, points: Mapping[tuple[int, int], float], walls: Iterable[tuple[int, int]]) -> list[list[int]]:
        """The groups, each in order; ``walls`` are pairs that must stay apart."""
        for a, b in walls:
            self._tie(a, b, _Tie(0.0, 0, True, (0.0, a, b)))
        for (a, b), value in points.items():
            self._tie(a, b, _Tie(value, 1, False, (-value, a, b)))
        while self._queue:
            self._step(*heapq.heappop(self._queue))
        return sorted((sorted(group) for group in self.members.values()), key=lambda group: group[0])

    def _step(self, _: float, a: int, b: int, size_a: int, size_b: int) -> None:
        """Join two groups, unless either has grown or gone since the offer was made."""
        if len(self.members.get(a, ())) == size_a and len(self.members.get(b, ())) == size_b:
            self._join(a, b)

    def _join(self, a: int, b: int) -> None:
        tie = self._ties[a].pop(b)
        del self._ties[b][a]
        self.joins.append(Join(a, b, tie.best[1:]))
        self.members[a] += self.members.pop(b)
        for other, far in self._ties.pop(b).items():
            del self._ties[other][b]
            self._tie(min(a, other), max(a, other), far, offer=False)
        for other in self._ties[a]:
            self._offer(min(a, other), max(a, other))

    def _tie(self, a: int, b: int, tie: _Tie, *, offer: bool = True) -> None:
        known = self._ties[a].get(b)
        if known:
            tie = _Tie(
                known.points + tie.points, known.pairs + tie.pairs, known.wall or tie.wall, min(known.best, tie.best)
            )
        self._ties[a][b] = self._ties[b][a] = tie
        if offer:
            self._offer(a, b)

    def _offer(self, a: int, b: int) -> None:
        """Queue two groups when they agree."""
        tie, size_a, size_b = self._ties[a][b], len(self.members[a]), len(self.members[b])
        mean = (tie.points + self.unseen * (size_a * size_b - tie.pairs)) / (size_a * size_b)
        pull = (1 - self.best) * mean - self.best * tie.best[0]
        if not tie.wall and pull > self.threshold:
            heapq.heappush(self._queue, (-pull, a, b, size_a, size_b))
