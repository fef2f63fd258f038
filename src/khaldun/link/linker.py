"""Joins events into incidents with a reason for every join: first those of one report, then those across reports.

Within a report the events that retell one deed become one; these are then compared across reports, feature by
feature, where they share a key. Walls (places too far apart, days that exclude each other, other named actors, a
reviewer's word) are never crossed. The result depends on the set of events alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from khaldun.knowledge.calibration import Calibration, shipped
from khaldun.link.block import candidates
from khaldun.link.cluster import Clusters
from khaldun.link.facet import Facet, Reality, facets_of, merged
from khaldun.link.feature import WALL
from khaldun.link.rivals import Pair, outdone
from khaldun.link.rules import rules
from khaldun.link.score import compare
from khaldun.link.stories import stories
from khaldun.link.words import first_word
from khaldun.model import Because, CodedEvent, Incident, RoleName, Status, content_id

_JUDGED = 50.0
"""Points of a reviewer's "same": more than any pair of features can take away."""
_BY_HAND = "link: a reviewer joined them"
_TOLD_APART = -1.0
"""Most points of two deeds that one report tells apart; only what others say of both can bring them together."""

Decided = Mapping[frozenset[str], bool]


@dataclass(frozen=True, slots=True)
class Group:
    """Events that are one deed, in order, as linking sees them together, and why each joined."""

    facet: Facet
    members: tuple[Facet, ...]
    because: tuple[Because, ...] = ()


def link_incidents(
    coded: Sequence[CodedEvent], *, decided: Decided | None = None, calibration: Calibration | None = None
) -> tuple[Incident, ...]:
    """The incidents that some events tell of, earliest first.

    ``decided`` maps pairs of event ids to a reviewer's word: True joins them, False keeps them apart for good.
    ``calibration`` turns the certainty of a join into confidence; None takes the one that ships.
    An event that is only hypothetical, or background without a time or place of its own, makes no incident unless
    it joins one.
    """
    words = decided or {}
    single = [Group(facet, (facet,)) for facet in facets_of(coded)]
    limits = rules().limits
    told = _joined(single, _within(single), words, limits["threshold"], best=limits["within_best"])
    found = _joined(told, _across(told), words, limits["across_threshold"])
    scale = shipped() if calibration is None else calibration
    return tuple(_incident(group, scale) for group in found if any(_tells(member) for member in group.members))


def _within(groups: Sequence[Group]) -> dict[Pair, float]:
    """The points of every pair of one report."""
    by_report: dict[str, list[int]] = {}
    for position, group in enumerate(groups):
        by_report.setdefault(group.facet.report, []).append(position)
    pairs = (pair for members in by_report.values() for pair in combinations(members, 2))
    return {pair: compare(groups[pair[0]].facet, groups[pair[1]].facet).points for pair in pairs}


def _across(groups: Sequence[Group]) -> dict[Pair, float]:
    """The points of every pair worth comparing across reports, rivals heard."""
    facets = [group.facet for group in groups]
    points = {pair: compare(facets[pair[0]], facets[pair[1]]).points for pair in candidates(facets)}
    for pair in points:
        if facets[pair[0]].report == facets[pair[1]].report:
            points[pair] = min(points[pair], _TOLD_APART)
    for pair in outdone(facets, points):
        points[pair] += rules().points["rival"]
    story = _story_of(facets)
    for (a, b), value in points.items():
        if facets[a].report != facets[b].report and value != WALL:
            points[a, b] = value + _by_story(facets[a], facets[b], story)
    return points


def _by_story(one: Facet, other: Facet, story: Mapping[str, int]) -> float:
    """What it is worth that two reports are of one story or of two; one story holds many statements, one deed."""
    if story[one.report] != story[other.report]:
        return rules().points["other_story"]
    return 0.0 if one.verbal or other.verbal else rules().points["same_story"]


def _story_of(facets: Sequence[Facet]) -> dict[str, int]:
    """The number of the story that each report belongs to."""
    coded = [member.coded for member in facets]
    reports = list({item.report.id: item.report for item in coded}.values())
    return {id: number for number, ids in enumerate(stories(reports, coded)) for id in ids}


def _joined(
    groups: Sequence[Group], points: Mapping[Pair, float], decided: Decided, threshold: float, *, best: float = 0.0
) -> list[Group]:
    """The groups that pull together, each made one; reviewers' words overrule the points."""
    judged = _judged(groups, decided)
    known = {**points, **{pair: _JUDGED if same else WALL for pair, same in judged.items()}}
    clusters = Clusters(len(groups), threshold, rules().limits["unseen"], best)
    walls = [pair for pair, value in known.items() if value == WALL]
    sets = clusters.run({pair: value for pair, value in known.items() if value != WALL}, walls)
    why: dict[int, list[Because]] = {}
    for join in clusters.joins:
        reason = _reason(groups, join.pair, by_hand=judged.get(join.pair, False))
        why[join.one] = [*why.get(join.one, []), reason, *why.pop(join.other, [])]
    return [_group([groups[n] for n in members], why.get(members[0], ())) for members in sets]


def _group(parts: Sequence[Group], why: Sequence[Because]) -> Group:
    """One group of several; within a report its members become one facet, across reports the first one stands."""
    members = sorted((m for part in parts for m in part.members), key=lambda facet: facet.order)
    because = (*(reason for part in parts for reason in part.because), *why)
    return Group(merged(members), tuple(members), because)


def _judged(groups: Sequence[Group], decided: Decided) -> dict[Pair, bool]:
    """Reviewers' words on pairs of positions; words on events not here, or already in one group, are left out.

    Of several words on two groups "different" wins: a wall can be taken down by hand, a wrong join misleads.
    """
    at = {member.id: position for position, group in enumerate(groups) for member in group.members}
    found: dict[Pair, bool] = {}
    for pair, same in decided.items():
        places = sorted({at[id] for id in pair if id in at})
        if len(places) == 2:
            key = (places[0], places[1])
            found[key] = same and found.get(key, True)
    return found


def _reason(groups: Sequence[Group], pair: Pair, *, by_hand: bool) -> Because:
    """Why two groups became one, by their best pair, at the words of the later of the two."""
    made = compare(groups[pair[0]].facet, groups[pair[1]].facet)
    rule = _BY_HAND if by_hand else f"link: {made.reason or 'alike in general'}"
    score = round(_certainty(_JUDGED if by_hand else made.points), 3)
    return Because("incident", rule, groups[pair[1]].facet.coded.event.trigger, score)


def _incident(group: Group, scale: Calibration) -> Incident:
    first = next((f for f in group.members if f.reality is not Reality.CLAIM), group.members[0])
    told = tuple(_sure(because, scale) for because in group.because)
    return Incident(content_id("incident", (first.id,)), tuple(f.id for f in group.members), told)


def _sure(because: Because, scale: Calibration) -> Because:
    """A join with its confidence; a reviewer's word is not measured against anything."""
    if because.rule == _BY_HAND:
        return because
    return replace(because, score=scale.probability(because.field, because.rule, because.score))


def _certainty(points: float) -> float:
    """Points as a confidence between 0.5 (at the threshold) and 1."""
    above = max(0.0, points - rules().limits["threshold"])
    return 0.5 + 0.5 * above / (above + 4.0)


def _only_sums_up(member: Facet) -> bool:
    """Whether an event tells no more than a running toll ("1,400 people have been killed since then")."""
    counts = member.coded.event.counts
    harm = first_word(member.coded.event.trigger.quote) in rules().harm
    return harm and bool(counts) and all(count.total for count in counts) and not member.sure


def _tells(member: Facet) -> bool:
    status = member.coded.event.status
    if status is Status.HYPOTHETICAL or _only_sums_up(member):
        return False
    if status is Status.BACKGROUND:
        return bool((member.when and member.when.start) or member.coded.event.fillers(RoleName.PLACE))
    return True
