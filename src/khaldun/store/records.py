"""From rows back to records, exactly as they were."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from khaldun.model import (
    Actor,
    ActorRole,
    Attribution,
    Because,
    Block,
    Count,
    CountKind,
    DatePrecision,
    Dropped,
    Event,
    EventType,
    Interval,
    Judgement,
    Link,
    Mention,
    MentionKind,
    Origin,
    Part,
    Passed,
    Place,
    PlacePrecision,
    Reason,
    Reject,
    Report,
    Role,
    RoleName,
    Span,
    Stamp,
    Stance,
    Status,
    TargetKind,
    Weapon,
)
from khaldun.store.query import Run

Found = Row[Any]


def day(value: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(value) if value is not None else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value is not None else None


def span(row: Found, prefix: str) -> Span:
    """A passage that is always there."""
    named = row._mapping
    return Span(named[f"{prefix}_start"], named[f"{prefix}_stop"], named[f"{prefix}_quote"])


def _maybe_span(row: Found, prefix: str) -> Span | None:
    return span(row, prefix) if row._mapping[f"{prefix}_start"] is not None else None


def _stamp(row: Found, prefix: str) -> Stamp | None:
    at, precision, quote, because = (row._mapping[f"{prefix}_{n}"] for n in ("at", "precision", "quote", "because"))
    return Stamp(datetime.fromisoformat(at), precision, quote, because) if at is not None else None


def report(row: Found) -> Report:
    """A report."""
    origin = Origin(row.uri, row.sha256, row.media_type, row.origin_outlet, _moment(row.fetched_at), row.inside)
    blocks = (Block(Part(part), Span(start, stop, row.text[start:stop])) for part, start, stop in row.blocks)
    return Report(
        row.id, row.edition, origin, row.text, tuple(blocks), row.title, _stamp(row, "published"),
        _stamp(row, "updated"), row.byline, row.outlet, row.url, row.lang, row.agency, tuple(row.fingerprint),
        tuple(Dropped(quote, why) for quote, why in row.dropped),
    )  # fmt: skip


def mention(row: Found) -> Mention:
    """A mention."""
    kind = MentionKind(row.kind)
    return Mention(row.id, span(row, "span"), kind, row.sentence, row.head, row.source, row.chain)


def passed(row: Found) -> Passed:
    """A candidate that is no event; the query brings the report's id as ``report``."""
    trigger, passage = span(row, "trigger"), _maybe_span(row, "span")
    return Passed(row.report, row.sentence, trigger, EventType(row.type), row.reason, row.rule, passage)


def event(
    row: Found,
    report: str,
    roles: tuple[Role, ...],
    counts: tuple[Count, ...],
    attribution: tuple[Attribution, ...],
    because: tuple[Because, ...],
) -> Event:
    """An event with its parts and its report's id."""
    weapon = Weapon(row.weapon, span(row, "weapon")) if row.weapon is not None else None
    target = TargetKind(row.target, span(row, "target")) if row.target is not None else None
    return Event(
        row.id, report, row.sentence, row.codebook, EventType(row.type), row.mode, tuple(row.contexts),
        span(row, "trigger"), roles, counts, weapon, target, Status(row.status), attribution, because, row.score,
        row.made_by, tuple(row.flags),
    )  # fmt: skip


def role(row: Found) -> Role:
    """A role."""
    return Role(RoleName(row.name), span(row, "span"), span(row, "head"))


def count(row: Found) -> Count:
    """A count."""
    named = row._mapping  # a row is a tuple, and tuples have a method of the name "count"
    return Count(CountKind(named["kind"]), row.low, row.high, span(row, "span"), row.victims, row.total)


def attribution(row: Found) -> Attribution:
    """One link of a chain of attribution."""
    return Attribution(_maybe_span(row, "speaker"), _maybe_span(row, "cue"), Stance(row.stance))


def because(row: Found) -> Because:
    """A reason."""
    return Because(row.field, row.rule, _maybe_span(row, "span"), row.score)


def interval(row: Found) -> Interval:
    """The interval of a link."""
    return Interval(day(row.interval_start), day(row.interval_stop), DatePrecision(row.interval_precision))


def link(row: Found, to: Actor | Place | Interval | None, reasons: tuple[Because, ...]) -> Link:
    """A reading of a role."""
    return Link(row.event, RoleName(row.role), _maybe_span(row, "span"), to, row.rank, row.score, reasons)


def actor(row: Found) -> Actor:
    """An actor as it was known when coded."""
    roles = (ActorRole(country, tuple(sectors), day(a), day(b)) for country, sectors, a, b in row.roles)
    ids = tuple((scheme, id_) for scheme, id_ in row.ids)
    return Actor(row.id, row.name, tuple(row.names), row.kind, tuple(row.parents), tuple(roles), ids)


def place(row: Found) -> Place:
    """A place as it was known when coded."""
    return Place(
        row.id, row.name, PlacePrecision(row.precision), row.country, row.admin1, row.admin2, row.lat, row.lon,
        row.population, row.point_from,
    )  # fmt: skip


def reject(row: Found) -> Reject:
    """A refusal."""
    return Reject(row.subject, row.step, Reason(row.reason), row.message, row.sha256)


def judgement(row: Found, subjects: tuple[str, ...]) -> Judgement:
    """A reviewer's decision."""
    return Judgement(
        row.id, subjects, row.verdict, row.patch, row.note, row.as_seen, row.made_by,
        datetime.fromisoformat(row.made_at), row.replaces,
    )  # fmt: skip


def run(row: Found) -> Run:
    """A run of the line."""
    return Run(
        row.id, datetime.fromisoformat(row.started_at), row.made_by, row.sources, _moment(row.finished_at),
        row.reports, row.events, row.rejects,
    )  # fmt: skip
