"""Clusterings against gold ones: pairwise, B³, MUC, CEAF-e and their CoNLL mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.evaluate.metrics.prf import Prf

Clustering = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class ClusterScores:
    """F1 of each measure."""

    pairwise: float
    b3: float
    muc: float
    ceafe: float

    @property
    def conll(self) -> float:
        """The mean of B³, MUC and CEAF-e."""
        return (self.b3 + self.muc + self.ceafe) / 3


def clusters(gold: Clustering, got: Clustering) -> ClusterScores:
    """Score a clustering; an item that was not clustered stands alone."""
    full = {item: got.get(item, ("alone", item)) for item in gold}
    return ClusterScores(pairwise(gold, full).f1, b_cubed(gold, full), muc(gold, full), ceaf_e(gold, full))


def _members(clustering: Clustering) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for item, cluster in clustering.items():
        found[cluster].add(item)
    return found


def pairwise(gold: Clustering, got: Clustering) -> Prf:
    """Pairs put together rightly."""

    def pairs(counts: Counter[Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both: Counter[Hashable] = Counter((gold[item], got[item]) for item in gold)
    return Prf(pairs(both), pairs(Counter(got[i] for i in gold)), pairs(Counter(gold.values())))


def b_cubed(gold: Clustering, got: Clustering) -> float:
    """B³ F1."""
    wanted, found = _members(gold), _members({item: got[item] for item in gold})
    precision = recall = 0.0
    for item in gold:
        shared = len(wanted[gold[item]] & found[got[item]])
        precision += shared / len(found[got[item]])
        recall += shared / len(wanted[gold[item]])
    n = len(gold) or 1
    return _harmonic(precision / n, recall / n)


def muc(gold: Clustering, got: Clustering) -> float:
    """MUC F1: links that need not be added or cut."""

    def half(groups: dict[Hashable, set[str]], other: Clustering) -> float:
        links = [(len(g) - len({other[i] for i in g}), len(g) - 1) for g in groups.values() if len(g) > 1]
        total = sum(n for _, n in links)
        return sum(n for n, _ in links) / total if total else 0.0

    return _harmonic(half(_members({i: got[i] for i in gold}), gold), half(_members(gold), got))


def ceaf_e(gold: Clustering, got: Clustering) -> float:
    """CEAF-e F1: clusters paired one to one, likeness 2|A∩B|/(|A|+|B|); solved part by connected part."""
    wanted, found = _members(gold), _members({item: got[item] for item in gold})
    likeness: dict[Hashable, dict[Hashable, float]] = defaultdict(dict)
    for (a, b), shared in Counter((gold[i], got[i]) for i in gold).items():
        likeness[a][b] = 2 * shared / (len(wanted[a]) + len(found[b]))
    total = sum(_best_total(rows, columns, likeness) for rows, columns in _parts(likeness))
    return _harmonic(total / len(found) if found else 0.0, total / len(wanted) if wanted else 0.0)


def _parts(likeness: dict[Hashable, dict[Hashable, float]]) -> list[tuple[list[Hashable], list[Hashable]]]:
    """Gold and found clusters that overlap one another, directly or by way of others."""
    back: dict[Hashable, list[Hashable]] = defaultdict(list)
    for a, row in likeness.items():
        for b in row:
            back[b].append(a)
    parts, seen = [], set()
    for first in likeness:
        if first in seen:
            continue
        rows, columns, edge = [], dict[Hashable, None](), [first]
        seen.add(first)
        while edge:
            a = edge.pop()
            rows.append(a)
            for b in likeness[a]:
                columns[b] = None
                fresh = [other for other in back[b] if other not in seen]
                seen.update(fresh)
                edge.extend(fresh)
        parts.append((rows, list(columns)))
    return parts


def _best_total(
    rows: list[Hashable], columns: list[Hashable], likeness: dict[Hashable, dict[Hashable, float]]
) -> float:
    weights = [[likeness[a].get(b, 0.0) for b in columns] for a in rows]
    return sum(weights[i][j] for i, j in best_pairs(weights))


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
