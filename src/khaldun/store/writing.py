"""Puts reports and their coding into the tables. Every function works inside a transaction its caller opened."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from khaldun.model import (
    Actor,
    CodedEvent,
    DatePrecision,
    Dossier,
    Event,
    Interval,
    Link,
    Place,
    Reason,
    Reject,
    Report,
)
from khaldun.store import records, rows, tables
from khaldun.store.dialect import add_new
from khaldun.store.query import Added

_TRACE_LIMIT = 4000


def add(connection: Connection, dossiers: Sequence[Dossier], *, again: bool) -> Added:
    """Write coded dossiers; one that was refused or cannot be written becomes a reject and stops no other."""
    reports = events = 0
    rejects = []
    for dossier in dossiers:
        if dossier.reject is not None:
            rejects.append(dossier.reject)
            continue
        if dossier.report is None:
            raise ValueError("a dossier to be stored has neither a report nor a reject")
        try:
            with connection.begin_nested():
                written = _add_one(connection, dossier.report, dossier, again=again)
        except (IntegrityError, DataError, OverflowError, UnicodeEncodeError) as error:
            rejects.append(_refused(dossier.report, error))
            continue
        reports += written is not None
        events += written or 0
    add_rejects(connection, rejects)
    return Added(reports, events, tuple(rejects))


def add_rejects(connection: Connection, rejects: Iterable[Reject]) -> None:
    """Write refusals, each once."""
    add_new(connection, tables.reject, [rows.reject_row(reject) for reject in rejects])


def _refused(report: Report, error: Exception) -> Reject:
    """Records that contradict one another are our bug; text or numbers no database can hold are bad input."""
    subject = "#".join(filter(None, (report.origin.uri, report.origin.inside)))
    if isinstance(error, IntegrityError):
        trace = "".join(traceback.format_exception(error))[-_TRACE_LIMIT:]
        return Reject(subject, "store", Reason.CRASH, trace, report.origin.sha256)
    return Reject(subject, "store", Reason.BAD_RECORD, f"cannot be stored: {error}", report.origin.sha256)


def _add_one(connection: Connection, report: Report, dossier: Dossier, *, again: bool) -> int | None:
    """Write one report; gives its number of events, or None when this edition is there already."""
    table = tables.report
    stored = connection.execute(select(table).where(table.c.id == report.id)).all()
    same = next((row for row in stored if row.edition == report.edition), None)
    if same is not None and not (again and same.current):
        return None
    current = all(_follows(report, records.report(row)) for row in stored if row.current)
    for row in stored:
        if row.current and current:
            _clear(connection, row.n)
    if same is not None:
        connection.execute(delete(table).where(table.c.n == same.n))
    new = rows.report_row(report, dossier.quotations or (), current=current)
    key = connection.execute(insert(table).values(new)).inserted_primary_key
    _settle(connection, report.origin.sha256)
    return _add_parts(connection, report, dossier, key[0]) if current and key else 0


def _follows(new: Report, old: Report) -> bool:
    """Whether an edition replaces another: by its stamps where both have one, else because it came later."""
    ours, theirs = new.updated or new.published, old.updated or old.published
    return ours is None or theirs is None or _instant(ours.at) >= _instant(theirs.at)


def _instant(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _clear(connection: Connection, report_n: int) -> None:
    """Take out what was read from an edition and keep the edition itself, marked as superseded."""
    for table in (tables.event, tables.sentence, tables.mention, tables.passed):
        connection.execute(delete(table).where(table.c.report_n == report_n))
    connection.execute(update(tables.report).where(tables.report.c.n == report_n).values(current=False))
    members = select(tables.incident_event.c.incident)
    connection.execute(delete(tables.incident).where(tables.incident.c.id.not_in(members)))


def _settle(connection: Connection, sha256: str) -> None:
    """Forget an earlier refusal of bytes that could now be read; a duplicate stays a duplicate."""
    table = tables.reject
    connection.execute(delete(table).where(table.c.sha256 == sha256, table.c.reason != Reason.DUPLICATE.value))


def _add_parts(connection: Connection, report: Report, dossier: Dossier, n: int) -> int:
    events = tuple({event.id: event for event in dossier.events or ()}.values())
    links = tuple(dict.fromkeys(dossier.links or ()))
    _insert(connection, tables.sentence, (rows.sentence_row(sentence, n) for sentence in dossier.sentences or ()))
    _insert(connection, tables.mention, (rows.mention_row(mention, n) for mention in dossier.mentions or ()))
    _insert(connection, tables.passed, (rows.passed_row(passed, n) for passed in dossier.passed or ()))
    by_event: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_event[link.event].append(link)
    coded = [CodedEvent(event, report, "", tuple(by_event[event.id])) for event in events]
    _insert(connection, tables.event, (rows.event_row(one.event, n, search_columns(one)) for one in coded))
    _insert(connection, tables.role, (row for event in events for row in rows.role_rows(event)))
    _insert(connection, tables.count, (row for event in events for row in rows.count_rows(event)))
    _insert(connection, tables.attribution, (row for event in events for row in rows.attribution_rows(event)))
    _insert(connection, tables.event_because, (row for event in events for row in _reasons(event)))
    _add_targets(connection, links)
    numbered = [(link, at) for group in by_event.values() for at, link in enumerate(group)]
    _insert(connection, tables.link, (rows.link_row(link, at) for link, at in numbered))
    _insert(
        connection, tables.link_because,
        (row for link, at in numbered for row in rows.because_rows("link", rows.link_id(link, at), link.because)),
    )  # fmt: skip
    return len(events)


def _reasons(event: Event) -> Iterable[rows.Row]:
    return rows.because_rows("event", event.id, event.because)


def _insert(connection: Connection, table: Table, new: Iterable[rows.Row]) -> None:
    if batch := list(new):
        connection.execute(insert(table), batch)


def _add_targets(connection: Connection, links: Sequence[Link]) -> None:
    """Write the actors and places of links, each once, with the names they are found by."""
    actors = {link.to for link in links if isinstance(link.to, Actor)}
    places = {link.to for link in links if isinstance(link.to, Place)}
    add_new(connection, tables.actor, [rows.actor_row(actor) for actor in actors])
    add_new(connection, tables.actor_name, [row for actor in actors for row in rows.name_rows("actor", actor)])
    add_new(connection, tables.place, [rows.place_row(place) for place in places])
    add_new(connection, tables.place_name, [row for place in places for row in rows.name_rows("place", place)])


def search_columns(coded: CodedEvent) -> rows.Row:
    """The days and the country an event is searched by.

    Without a time in the text the day of publication stands in. An interval with an open end reaches from its known
    day to the publication, one with an open beginning is searched by its end.
    """
    published = rows.published_day(coded.report)
    when = coded.when or Interval(None, None, DatePrecision.UNKNOWN)
    first = when.start or when.stop or published
    last = when.stop or max(filter(None, (when.start, published)), default=None)
    return {
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "country": coded.place.country if coded.place else None,
    }
