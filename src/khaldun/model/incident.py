"""The thing in the world that several events are about, and what its members say of it."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.model.event import Because, CountKind, EventType, Status
from khaldun.model.link import Actor, Interval, Place


@dataclass(frozen=True, slots=True)
class Incident:
    """A set of events about one thing. ``because`` says why they were joined, one reason a join."""

    id: str
    events: tuple[str, ...]
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one field, and who gives it: event ids, outlets, and speakers in the text's words."""

    field: str
    value: str
    events: tuple[str, ...]
    outlets: tuple[str, ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountRange:
    """Reported persons over all members: lowest, best supported, highest; ``high`` None is open."""

    kind: CountKind
    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class IncidentSummary:
    """What the members of an incident say together; derived, never stored as truth.

    ``reports`` counts reports, ``sources`` independent ones (wire copies counted once); ``claims`` lists every
    value of every field that members fill; ``disputed`` names the fields on which they disagree.
    """

    incident: Incident
    title: str
    type: EventType
    mode: str | None
    status: Status
    when: Interval | None
    place: Place | None
    country: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    actor_names: tuple[str, ...]
    recipient_names: tuple[str, ...]
    counts: tuple[CountRange, ...]
    weapon: str | None
    target_kind: str | None
    reports: int
    sources: int
    claims: tuple[Claim, ...]
    disputed: tuple[str, ...]
    score: float
