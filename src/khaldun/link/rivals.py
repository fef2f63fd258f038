"""Within one report each deed has its own match elsewhere: a pair gives way where a rival plainly fits better.

Two copies of a round-up tell the same five attacks; likeness of the reports alone would pull all ten together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from khaldun.link.facet import Facet
from khaldun.link.rules import rules

Pair = tuple[int, int]
_HOPELESS = -5.0
"""Points below which a pair joins nothing anyway, so that no rival need be looked for."""


def outdone(facets: Sequence[Facet], compared: Mapping[Pair, float]) -> set[Pair]:
    """The pairs across reports that a rival in either report beats by ``limits.rival_lead`` or more.

    A rival is another event of the same report that is no mention of the same deed.
    """
    fits: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for (a, b), points in compared.items():
        if points > _HOPELESS and facets[a].report != facets[b].report:
            fits[(a, facets[b].report)].append((points, b))
            fits[(b, facets[a].report)].append((points, a))
    return {
        pair
        for pair, points in compared.items()
        if points > _HOPELESS
        and facets[pair[0]].report != facets[pair[1]].report
        and _beaten(pair, points, facets, fits, compared)
    }


def _beaten(
    pair: Pair,
    points: float,
    facets: Sequence[Facet],
    fits: Mapping[tuple[int, str], Sequence[tuple[float, int]]],
    compared: Mapping[Pair, float],
) -> bool:
    lead = rules().limits["rival_lead"]
    for here, there in (pair, pair[::-1]):
        for other, rival in fits.get((here, facets[there].report), ()):
            if rival != there and other >= points + lead and _other_deed(there, rival, compared):
                return True
    return False


def _other_deed(one: int, other: int, compared: Mapping[Pair, float]) -> bool:
    return compared.get((min(one, other), max(one, other)), -1.0) < 0
