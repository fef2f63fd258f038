"""Takes records out of the tables, in batches, so that a large project needs little memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Select, Table, select

from khaldun.model import Actor, Because, CodedEvent, Event, Incident, Interval, Judgement, Link, Passed, Place, Report
from khaldun.store import records, tables
from khaldun.store.conditions import Ids

BATCH = 400
"""Events fetched at once: beyond this nothing grows faster, and SQLite takes far more variables in one statement."""

T = TypeVar("T")


def coded_events(connection: Connection, wanted: Ids) -> Iterator[CodedEvent]:
    """The events with the selected ids, in the order of the selection, each with all that is around it."""
    for batch in _batches(connection.execute(wanted).scalars().all()):
        found = _coded(connection, batch)
        yield from (found[id] for id in batch)


def _batches(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def _coded(connection: Connection, ids: Sequence[str]) -> dict[str, CodedEvent]:
    event, sentence = tables.event, tables.sentence
    rows = _in(connection, event, event.c.id, ids)
    reports = reports_by_key(connection, {row.report_n for row in rows})
    texts = {row.id: row.span_quote for row in _in(connection, sentence, sentence.c.id, {row.sentence for row in rows})}
    events = _events(connection, rows, reports)
    links = _links(connection, ids)
    return {
        row.id: CodedEvent(events[row.id], reports[row.report_n], texts[row.sentence], links.get(row.id, ()))
        for row in rows
    }


def _in(connection: Connection, table: Table, column: Column[Any], keys: Any) -> Sequence[Row[Any]]:
    keys = list(keys)
    return connection.execute(select(table).where(column.in_(keys))).all() if keys else ()


def _parts(
    connection: Connection, table: Table, owner: str, keys: Sequence[str], make: Callable[[Row[Any]], T]
) -> Mapping[str, tuple[T, ...]]:
    """The parts of some owners, in order, by the owner's key."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    chosen = select(table).where(table.c[owner].in_(keys)).order_by(table.c[owner], table.c.n)
    for row in connection.execute(chosen):
        found[row._mapping[owner]].append(make(row))
    return {key: tuple(parts) for key, parts in found.items()}


def _events(connection: Connection, rows: Sequence[Row[Any]], reports: Mapping[int, Report]) -> dict[str, Event]:
    ids = [row.id for row in rows]
    roles = _parts(connection, tables.role, "event", ids, records.role)
    counts = _parts(connection, tables.count, "event", ids, records.count)
    said = _parts(connection, tables.attribution, "event", ids, records.attribution)
    because = _parts(connection, tables.event_because, "event", ids, records.because)
    return {
        row.id: records.event(
            row, reports[row.report_n].id, roles.get(row.id, ()), counts.get(row.id, ()), said.get(row.id, ()),
            because.get(row.id, ()),
        )
        for row in rows
    }  # fmt: skip


def reports_by_key(connection: Connection, keys: Any) -> dict[int, Report]:
    """Reports by their key in the table."""
    table = tables.report
    return {row.n: records.report(row) for row in _in(connection, table, table.c.n, keys)}


def _links(connection: Connection, events: Sequence[str]) -> Mapping[str, tuple[Link, ...]]:
    link, actor, place = tables.link, tables.actor, tables.place
    rows = connection.execute(select(link).where(link.c.event.in_(events)).order_by(link.c.event, link.c.n)).all()
    because: dict[str, tuple[Because, ...]] = {}
    for batch in _batches([row.id for row in rows]):
        because |= _parts(connection, tables.link_because, "link", batch, records.because)
    named = _in(connection, actor, actor.c.key, {row.actor for row in rows if row.actor})
    placed = _in(connection, place, place.c.key, {row.place for row in rows if row.place})
    known: dict[str, Actor | Place] = {row.key: records.actor(row) for row in named}
    known |= {row.key: records.place(row) for row in placed}
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for row in rows:
        found[row.event].append(records.link(row, _target(row, known), because.get(row.id, ())))
    return {event: tuple(links) for event, links in found.items()}


def _target(row: Row[Any], known: Mapping[str, Actor | Place]) -> Actor | Place | Interval | None:
    if row.interval_precision is not None:
        return records.interval(row)
    key = row.actor or row.place
    return known[key] if key else None


def reports(connection: Connection, wanted: Ids) -> Iterator[Report]:
    """The reports with the selected keys, in the order of the selection."""
    for batch in _batches(connection.execute(wanted).scalars().all()):
        found = reports_by_key(connection, batch)
        yield from (found[key] for key in batch)


def incidents(connection: Connection, ids: Sequence[str]) -> Iterator[Incident]:
    """The incidents with these ids, in order; an unknown id is passed over."""
    for batch in _batches(ids):
        members = _parts(connection, tables.incident_event, "incident", batch, lambda row: str(row.event))
        because = _parts(connection, tables.incident_because, "incident", batch, records.because)
        yield from (Incident(id, members[id], because.get(id, ())) for id in batch if id in members)


def passed(connection: Connection, report: str | None, limit: int | None) -> Iterator[Passed]:
    """The candidates that were no events, of one report or of all."""
    table = tables.passed
    chosen: Select[Any] = select(table, tables.report.c.id.label("report")).join(
        tables.report, tables.report.c.n == table.c.report_n
    )
    if report is not None:
        chosen = chosen.where(tables.report.c.id == report)
    return map(records.passed, connection.execute(chosen.order_by(table.c.n).limit(limit)))


def judgements(connection: Connection, subjects: Sequence[str] | None = None) -> Iterator[Judgement]:
    """The judgements in the order they were made, of some subjects or all."""
    table, of = tables.judgement, tables.judgement_subject
    chosen = select(table).order_by(table.c.n)
    if subjects is not None:
        chosen = chosen.where(table.c.id.in_(select(of.c.judgement).where(of.c.subject.in_(subjects))))
    for batch in _batches(connection.execute(chosen).all()):
        about = _parts(connection, of, "judgement", [row.id for row in batch], lambda row: str(row.subject))
        yield from (records.judgement(row, about.get(row.id, ())) for row in batch)
