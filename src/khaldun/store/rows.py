"""From records to rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from khaldun.model import (
    Actor,
    ActorRole,
    Because,
    Event,
    Interval,
    Judgement,
    Link,
    Mention,
    Passed,
    Place,
    Reject,
    Report,
    Sentence,
    Span,
    Stamp,
    content_id,
    sha256_hex,
)
from khaldun.store.query import Run, folded

Row = dict[str, Any]
"""Column names and values, in the moment before they are written."""


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _span(prefix: str, span: Span | None) -> Row:
    parts = (span.start, span.stop, span.quote) if span else (None, None, None)
    return {f"{prefix}_{name}": part for name, part in zip(("start", "stop", "quote"), parts, strict=True)}


def _stamp(prefix: str, stamp: Stamp | None) -> Row:
    parts = (stamp.at.isoformat(), stamp.precision, stamp.quote, stamp.because) if stamp else (None,) * 4
    return {f"{prefix}_{name}": part for name, part in zip(("at", "precision", "quote", "because"), parts, strict=True)}


def published_day(report: Report) -> date | None:
    """The day of publication, in the outlet's own zone when it is known."""
    return report.published.at.date() if report.published else None


def report_row(report: Report, quotations: Sequence[Span], *, current: bool) -> Row:
    """A report's row; blocks and quotations keep offsets only, their words stand in the text."""
    origin = report.origin
    return {
        "id": report.id, "edition": report.edition, "current": current, "uri": origin.uri, "sha256": origin.sha256,
        "media_type": origin.media_type, "origin_outlet": origin.outlet, "fetched_at": _moment(origin.fetched_at),
        "inside": origin.inside, "text": report.text,
        "blocks": [[block.part, block.span.start, block.span.stop] for block in report.blocks],
        "quotations": [[span.start, span.stop] for span in quotations],
        "title": report.title, **_stamp("published", report.published), "published_day": _day(published_day(report)),
        **_stamp("updated", report.updated), "byline": report.byline, "outlet": report.outlet, "url": report.url,
        "lang": report.lang, "agency": report.agency, "fingerprint": list(report.fingerprint),
        "dropped": [[dropped.quote, dropped.why] for dropped in report.dropped],
    }  # fmt: skip


def sentence_row(sentence: Sentence, report_n: int) -> Row:
    """A sentence's row; its parse is not kept, for it can be made again."""
    return {
        "id": sentence.id, "report_n": report_n, "number": sentence.number, **_span("span", sentence.span),
        "part": sentence.part.value,
    }  # fmt: skip


def mention_row(mention: Mention, report_n: int) -> Row:
    """A mention's row."""
    return {
        "report_n": report_n, "id": mention.id, **_span("span", mention.span), "kind": mention.kind.value,
        "sentence": mention.sentence, "head": mention.head, "source": mention.source, "chain": mention.chain,
    }  # fmt: skip


def passed_row(passed: Passed, report_n: int) -> Row:
    """A passed candidate's row."""
    return {
        "report_n": report_n, "sentence": passed.sentence, **_span("trigger", passed.trigger),
        "type": passed.type.value, "reason": passed.reason, "rule": passed.rule, **_span("span", passed.span),
    }  # fmt: skip


def event_row(event: Event, report_n: int, search: Row) -> Row:
    """An event's own row; ``search`` holds the derived columns."""
    weapon, target = event.weapon, event.target_kind
    return {
        "id": event.id, "report_n": report_n, "sentence": event.sentence, "codebook": event.codebook,
        "type": event.type.value, "mode": event.mode, "contexts": list(event.contexts),
        **_span("trigger", event.trigger),
        "weapon": weapon.category if weapon else None, **_span("weapon", weapon.span if weapon else None),
        "target": target.category if target else None, **_span("target", target.span if target else None),
        "status": event.status.value, "score": event.score, "made_by": event.made_by, "flags": list(event.flags),
        **search,
    }  # fmt: skip


def role_rows(event: Event) -> Iterator[Row]:
    """The roles of an event."""
    for n, role in enumerate(event.roles):
        spans = {**_span("span", role.span), **_span("head", role.head)}
        yield {"event": event.id, "n": n, "name": role.name.value, **spans, "folded": folded(role.span.quote)}


def count_rows(event: Event) -> Iterator[Row]:
    """The counts of an event."""
    for n, count in enumerate(event.counts):
        yield {
            "event": event.id, "n": n, "kind": count.kind.value, "low": count.low, "high": count.high,
            **_span("span", count.span), "victims": count.victims, "total": count.total,
        }  # fmt: skip


def attribution_rows(event: Event) -> Iterator[Row]:
    """The chain of who says so."""
    for n, said in enumerate(event.attribution):
        spans = {**_span("speaker", said.speaker), **_span("cue", said.cue)}
        yield {"event": event.id, "n": n, **spans, "stance": said.stance.value}


def because_rows(owner: str, id: str, because: Sequence[Because]) -> Iterator[Row]:
    """The reasons of an event, a link or an incident (``owner``)."""
    for n, reason in enumerate(because):
        passage = _span("span", reason.span)
        yield {owner: id, "n": n, "field": reason.field, "rule": reason.rule, **passage, "score": reason.score}


def link_id(link: Link, n: int) -> str:
    """The key of the ``n``-th reading of an event."""
    return f"{link.event}/{n}"


def link_row(link: Link, n: int) -> Row:
    """The ``n``-th reading of an event, with the key of its target or the interval itself."""
    interval = link.to if isinstance(link.to, Interval) else None
    return {
        "id": link_id(link, n), "event": link.event, "n": n, "role": link.role.value, **_span("span", link.span),
        "actor": target_key(link.to) if isinstance(link.to, Actor) else None,
        "place": target_key(link.to) if isinstance(link.to, Place) else None,
        "interval_start": _day(interval.start) if interval else None,
        "interval_stop": _day(interval.stop) if interval else None,
        "interval_precision": interval.precision.value if interval else None,
        "rank": link.rank, "score": link.score,
    }  # fmt: skip


def target_key(target: Actor | Place) -> str:
    """The key of an actor or place as it was known when coded: a later gazetteer does not rewrite old events."""
    return sha256_hex(repr(target).encode("utf-8", "surrogatepass"))[:32]


def actor_row(actor: Actor) -> Row:
    """An actor's row."""
    return {
        "key": target_key(actor), "id": actor.id, "name": actor.name, "names": list(actor.names), "kind": actor.kind,
        "parents": list(actor.parents), "roles": [_role_of(role) for role in actor.roles],
        "ids": [list(pair) for pair in actor.ids],
    }  # fmt: skip


def _role_of(role: ActorRole) -> list[Any]:
    return [role.country, list(role.sectors), _day(role.since), _day(role.until)]


def place_row(place: Place) -> Row:
    """A place's row."""
    return {
        "key": target_key(place), "id": place.id, "name": place.name, "precision": place.precision.value,
        "country": place.country, "admin1": place.admin1, "admin2": place.admin2, "lat": place.lat, "lon": place.lon,
        "population": place.population, "point_from": place.point_from,
    }  # fmt: skip


def name_rows(owner: str, target: Actor | Place) -> Iterator[Row]:
    """The names an actor or place is found by."""
    if isinstance(target, Actor):
        names = {target.name, *target.names}
    else:
        names = {name for name in (target.name, target.admin1, target.admin2) if name}
    for name in sorted({folded(name) for name in names}):
        yield {owner: target_key(target), "folded": name}


def reject_row(reject: Reject) -> Row:
    """A reject's row; its key leaves out the message, so that a second run adds nothing."""
    key = content_id("reject", (reject.subject, reject.step, reject.reason, reject.sha256 or ""))
    return {
        "key": key, "subject": reject.subject, "step": reject.step, "reason": reject.reason.value,
        "message": reject.message, "sha256": reject.sha256,
    }  # fmt: skip


def judgement_row(judgement: Judgement) -> Row:
    """A judgement's own row."""
    return {
        "id": judgement.id, "verdict": judgement.verdict, "patch": judgement.patch, "note": judgement.note,
        "as_seen": judgement.as_seen, "made_by": judgement.made_by, "made_at": judgement.made_at.isoformat(),
        "replaces": judgement.replaces,
    }  # fmt: skip


def run_row(run: Run) -> Row:
    """A run's row."""
    return {
        "id": run.id, "started_at": run.started_at.isoformat(), "made_by": run.made_by, "sources": run.sources,
        "finished_at": _moment(run.finished_at), "reports": run.reports, "events": run.events, "rejects": run.rejects,
    }  # fmt: skip
