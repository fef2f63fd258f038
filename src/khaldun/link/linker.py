"""Joins events into incidents, within a report and across reports, with a reason for every join.

Pairs that share a key are compared feature by feature; groups join by average link; walls (places too far apart,
days that exclude each other, other named actors, a reviewer's word) are never crossed. The result depends on the
set of events alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khaldun.link.block import candidates
from khaldun.link.cluster import Clusters, Join
from khaldun.link.facet import Facet, Reality, facets_of
from khaldun.link.rivals import Pair, outdone
from khaldun.link.rules import rules
from khaldun.link.score import WALL, compare
from khaldun.model import Because, CodedEvent, Incident, RoleName, Status, content_id

_JUDGED = 50.0
"""Points of a reviewer's "same": more than any pair of features can take away."""

Decided = Mapping[frozenset[str], bool]


def link_incidents(coded: Sequence[CodedEvent], *, decided: Decided | None = None) -> tuple[Incident, ...]:
    """The incidents that some events tell of, earliest first.

    ``decided`` maps pairs of event ids to a reviewer's word: True joins them, False keeps them apart for good.
    An event that is only hypothetical, or background without a time or place of its own, makes no incident unless
    it joins one.
    """
    facets = facets_of(coded)
    judged = _judged(facets, decided or {})
    points = _points(facets, judged)
    walls = [pair for pair, value in points.items() if value == WALL]
    for pair in walls:
        del points[pair]
    clusters = Clusters(len(facets), rules().limits["threshold"], rules().limits["unseen"])
    groups = clusters.run(points, walls)
    reasons = _reasons(clusters.joins, facets, judged)
    return tuple(_incident(group, facets, reasons) for group in groups if _stands([facets[n] for n in group]))


def _points(facets: Sequence[Facet], judged: Mapping[Pair, bool]) -> dict[Pair, float]:
    """The points of every pair worth comparing, rivals and reviewers heard; ``WALL`` for what must stay apart."""
    points = {pair: compare(facets[pair[0]], facets[pair[1]]).points for pair in candidates(facets)}
    for pair in outdone(facets, points):
        points[pair] += rules().points["rival"]
    return points | {pair: _JUDGED if same else WALL for pair, same in judged.items()}


def _judged(facets: Sequence[Facet], decided: Decided) -> dict[Pair, bool]:
    """Reviewers' words on pairs of positions; words on events not here, or on one event, are left out."""
    at = {facet.id: position for position, facet in enumerate(facets)}
    found = {}
    for pair, same in decided.items():
        places = sorted(at[id] for id in pair if id in at)
        if len(places) == 2:
            found[(places[0], places[1])] = same
    return found


def _reasons(
    joins: Sequence[Join], facets: Sequence[Facet], judged: Mapping[Pair, bool]
) -> dict[int, list[tuple[int, str, float]]]:
    """For each group (by lowest position) why each join was made: the position joined, words, points."""
    found: dict[int, list[tuple[int, str, float]]] = {}
    for join in joins:
        made = compare(facets[join.pair[0]], facets[join.pair[1]])
        by_hand = judged.get(join.pair, False)
        why = "a reviewer joined them" if by_hand else made.reason or "alike in general"
        here = found.setdefault(join.one, [])
        here.append((join.pair[1], why, _JUDGED if by_hand else made.points))
        here.extend(found.pop(join.other, []))
    return found


def _incident(
    group: Sequence[int], facets: Sequence[Facet], reasons: Mapping[int, list[tuple[int, str, float]]]
) -> Incident:
    members = [facets[position] for position in group]
    first = next((f for f in members if f.reality is not Reality.CLAIM), members[0])
    because = tuple(
        Because("incident", f"link: {why}", facets[position].coded.event.trigger, round(_certainty(points), 3))
        for position, why, points in reasons.get(group[0], [])
    )
    return Incident(content_id("incident", (first.id,)), tuple(f.id for f in members), because)


def _certainty(points: float) -> float:
    """Points as a confidence between 0.5 (at the threshold) and 1."""
    above = max(0.0, points - rules().limits["threshold"])
    return 0.5 + 0.5 * above / (above + 4.0)


def _stands(members: Sequence[Facet]) -> bool:
    """Whether a group is an incident: some member tells of more than a supposition or a bare remark on the past."""
    return any(_tells(member) for member in members)


def _tells(member: Facet) -> bool:
    status = member.coded.event.status
    if status is Status.HYPOTHETICAL:
        return False
    if status is Status.BACKGROUND:
        return bool((member.when and member.when.start) or member.coded.event.fillers(RoleName.PLACE))
    return True
