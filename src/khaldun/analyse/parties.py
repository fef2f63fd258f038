"""The sides of an incident as they are counted: resolved actors, else the words of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.model import Actor, IncidentSummary


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """A side: an actor's ``id`` and name, or, with ``id`` empty, the words for somebody not resolved."""

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Who to whom."""

    actor: Party
    recipient: Party


def pairs(summary: IncidentSummary) -> tuple[Pair, ...]:
    """Every actor of an incident with every recipient; none when a side is not told."""
    doers = sides(summary.actors, summary.actor_names)
    return tuple(Pair(one, other) for one in doers for other in sides(summary.recipients, summary.recipient_names))


def sides(actors: Sequence[Actor], words: Sequence[str]) -> tuple[Party, ...]:
    """The resolved actors, or where there are none the words, in lower case so that they meet."""
    known = tuple(dict.fromkeys(Party(actor.name, actor.id) for actor in actors))
    return known or tuple(dict.fromkeys(Party(" ".join(word.casefold().split())) for word in words))
