"""One reason for or against two deeds being one, and what a comparison adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from khaldun.link.facet import Facet
from khaldun.link.rules import rules
from khaldun.model import Count, Interval

WALL = float("-inf")
"""The points of a pair that must stay apart."""
_VAGUE_DAYS = timedelta(31)


@dataclass(frozen=True, slots=True)
class Feature:
    """Points for or against, and why, in words for the reader; ``wall`` forbids joining whatever else agrees."""

    name: str
    points: float
    text: str
    wall: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The features of a pair and their sum; ``wall`` names what forbids joining, or is empty."""

    features: tuple[Feature, ...]
    points: float
    wall: str = ""

    @property
    def reason(self) -> str:
        """The features that speak for joining, strongest first, in words."""
        found = sorted((f for f in self.features if f.points > 0), key=lambda f: (-f.points, f.name))
        return ", ".join(feature.text for feature in found if feature.text)


def give(name: str, text: str = "", times: float = 1.0) -> Feature:
    """The feature of a name with its points from the rules, ``times`` over."""
    return Feature(name, rules().points[name] * times, text)


def wall(text: str) -> Feature:
    """A feature that keeps two deeds apart for good."""
    return Feature("wall", 0.0, text, wall=True)


def gap(first: Interval | None, second: Interval | None) -> int:
    """Days between two intervals; 0 when they overlap, or one is missing or open towards the other."""
    if first is None or second is None:
        return 0
    if first.stop and second.start and second.start > first.stop:
        return (second.start - first.stop).days
    if second.stop and first.start and first.start > second.stop:
        return (first.start - second.stop).days
    return 0


def edged(span: Interval | None) -> bool:
    """Whether a time has two ends, a month apart at most."""
    return bool(span and span.start and span.stop and span.stop - span.start <= _VAGUE_DAYS)


def agree(here: Count, there: Count) -> bool:
    """Whether two counts can be one number."""
    high = max(here.low, here.high or here.low), max(there.low, there.high or there.low)
    return here.low <= high[1] and there.low <= high[0]


def named(ids: frozenset[str]) -> frozenset[str]:
    """The actors that have a name: "gunmen" and "civilians" contradict nobody."""
    return frozenset(id for id in ids if not id.startswith("unnamed:"))


def swapped(one: Facet, other: Facet) -> bool:
    """A fight told from both sides: the actor of one is the recipient of the other."""
    return bool(one.actors & other.recipients or other.actors & one.recipients)
