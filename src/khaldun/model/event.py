"""An event: one coding of one passage of one report, every filled field with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from khaldun.model.ids import content_id
from khaldun.model.span import Span


class EventType(StrEnum):
    """The sixteen PLOVER types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """How far the deed got, as the passage tells it."""

    HAPPENED = "happened"
    ATTEMPTED = "attempted"
    FOILED = "foiled"
    ONGOING = "ongoing"
    THREATENED = "threatened"
    PLANNED = "planned"
    CALLED_FOR = "called_for"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    BACKGROUND = "background"


class Stance(StrEnum):
    """What a speaker does with the proposition."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    BLAMED = "blamed"
    DENIED = "denied"
    CONFIRMED = "confirmed"


class RoleName(StrEnum):
    """The parts a passage can play in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    TARGET = "target"
    PLACE = "place"
    TIME = "time"
    INSTRUMENT = "instrument"


class CountKind(StrEnum):
    """What is counted, in persons."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    PARTICIPANTS = "participants"


@dataclass(frozen=True, slots=True)
class Because:
    """Why a field has its value: the passage it was read from, or a named rule, or both.

    ``field`` names a field of the event (``type``, ``status``, ``actor``, ``killed`` …); ``rule`` names the
    rule or model (``roles:passive-agent``); ``score`` is a confidence from 0 to 1.
    """

    field: str
    rule: str
    span: Span | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Role:
    """A filler: its whole phrase, and the head word of the phrase (both passages of the report)."""

    name: RoleName
    span: Span
    head: Span


@dataclass(frozen=True, slots=True)
class Count:
    """Reported persons, ``low`` to ``high`` (``high`` None: open, as in "at least five").

    ``victims`` is the kind of person in the text's words (``civilians``, ``soldiers``), when told; ``total``
    marks a running toll rather than this event's own count.
    """

    kind: CountKind
    low: int
    high: int | None
    span: Span
    victims: str | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link in the chain of who says so, outermost first. ``speaker`` None: an unnamed voice ("reports say")."""

    speaker: Span | None
    cue: Span | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class Weapon:
    """The means used: a category of ``data/cues/weapons`` and the words for it."""

    category: str
    span: Span


@dataclass(frozen=True, slots=True)
class TargetKind:
    """The kind of target hit: a category of ``data/cues/targets`` and the words for it."""

    category: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One coding. ``report`` and ``sentence`` are ids; ``made_by`` names codebook, rules and model versions."""

    id: str
    report: str
    sentence: str
    codebook: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Span
    roles: tuple[Role, ...]
    counts: tuple[Count, ...]
    weapon: Weapon | None
    target_kind: TargetKind | None
    status: Status
    attribution: tuple[Attribution, ...]
    because: tuple[Because, ...]
    score: float
    made_by: str
    flags: tuple[str, ...] = ()

    def fillers(self, name: RoleName) -> tuple[Role, ...]:
        """The fillers of one role, in order."""
        return tuple(role for role in self.roles if role.name is name)

    def count(self, kind: CountKind) -> Count | None:
        """The count of one kind that belongs to this very event, else its running total, else None."""
        found = sorted((c for c in self.counts if c.kind is kind), key=lambda c: c.total)
        return found[0] if found else None

    def why(self, field: str, span: Span | None = None) -> Because | None:
        """The reason that decided a field: the first at the passage ``span`` of a filler, else the last one named.

        None where the field is empty. Reasons that only support another (a pronoun) come after it.
        """
        named = [because for because in self.because if because.field == field]
        at = next((because for because in named if span is not None and because.span == span), None)
        return at or (named[-1] if named else None)

    def confidence(self, field: str) -> float | None:
        """Confidence that a field is right, 0 to 1: of several fillers or speakers the least sure; None: empty."""
        found = [because.score for span in self._passages(field) if (because := self.why(field, span))]
        return min(found, default=None)

    def _passages(self, field: str) -> list[Span | None]:
        """The passages of a field's values; None alone where it has one value without a passage of its own."""
        if field in {kind.value for kind in CountKind}:
            counted = self.count(CountKind(field))
            return [counted.span] if counted else []
        if field == "attribution":
            return [because.span for because in self.because if because.field == field]
        if field in {name.value for name in RoleName}:
            return [role.span for role in self.roles if role.name.value == field]
        return [None]


@dataclass(frozen=True, slots=True)
class Passed:
    """A candidate that is no event, kept with the reason (``sport``, ``metaphor``, ``anniversary`` …)."""

    report: str
    sentence: str
    trigger: Span
    type: EventType
    reason: str
    rule: str
    span: Span | None = None


def event_id(report: str, codebook: str, type_: EventType, sentence: str, trigger: str, roles: Iterable[Role]) -> str:
    """The id of an event, from the words it was coded from (``sentence`` and ``trigger`` are texts)."""
    quotes = sorted(f"{role.name}={role.span.quote}" for role in roles)
    return content_id("event", (report, codebook, type_, sentence, trigger, *quotes))
