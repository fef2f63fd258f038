"""What to fetch from a project, and the small records that answers come in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from khaldun.model import Actor, CodedEvent, EventType, Incident, Judgement, Passed, Reject, Report, Span, Status


@dataclass(frozen=True, slots=True)
class Query:
    """All conditions must hold; an empty one asks nothing.

    ``actor`` is an actor's id, one of its names, or the very phrase of a role, on either side. ``country`` is an
    ISO 3166 alpha-3 code; ``place`` an id, a name or a province. ``since`` and ``until`` (both included) meet the
    event's interval, or the day of publication where the text gives no time. ``text`` is searched in the sentences
    of events and the full text of reports. ``ids`` are ids of events, reports or incidents.
    """

    types: tuple[EventType, ...] = ()
    actor: str | None = None
    country: str | None = None
    since: date | None = None
    until: date | None = None
    status: tuple[Status, ...] = ()
    place: str | None = None
    text: str | None = None
    limit: int | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What a call of ``add`` changed: new reports and events, and the dossiers that were refused."""

    reports: int
    events: int
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor as last coded, and in how many events it acts and suffers."""

    actor: Actor
    acts: int
    suffers: int


@dataclass(frozen=True, slots=True)
class UnknownActor:
    """A phrase for somebody the actor book does not know, and how often it acts and suffers.

    ``reason`` is why it is nobody: ``unknown name``, ``private person`` or ``nothing known``; ``reports`` and
    ``events`` are ids in the order of reading; ``example`` is the first sentence that has it.
    """

    phrase: str
    acts: int
    suffers: int
    reason: str
    reports: tuple[str, ...]
    events: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence found by a search."""

    report: str
    outlet: str | None
    published: date | None
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the line: its program versions, its sources in plain words, and what it added."""

    id: str
    started_at: datetime
    made_by: str
    sources: str
    finished_at: datetime | None = None
    reports: int = 0
    events: int = 0
    rejects: int = 0


@dataclass(frozen=True, slots=True)
class Size:
    """How many records a project holds; ``superseded`` are older editions of its reports."""

    reports: int
    superseded: int
    sentences: int
    events: int
    incidents: int
    passed: int
    rejects: int
    judgements: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The chain behind an id: reports (with origin and hash) → events → incidents → judgements.

    ``superseded`` holds older editions of the reports; ``passed`` what was seen in a report and not coded.
    """

    id: str
    kind: str
    reports: tuple[Report, ...]
    superseded: tuple[Report, ...]
    events: tuple[CodedEvent, ...]
    passed: tuple[Passed, ...]
    incidents: tuple[Incident, ...]
    judgements: tuple[Judgement, ...]


def folded(text: str) -> str:
    """A name without case, accents and spare spaces, for finding it again."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
