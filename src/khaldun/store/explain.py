"""The chain behind an id: bytes and report, sentence and event with its reasons, readings, incident, judgements."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Column, Connection, select

from khaldun.store import conditions, reading, records, tables
from khaldun.store.errors import UnknownIdError
from khaldun.store.query import Explanation, Query

_KINDS: tuple[tuple[str, Column[str]], ...] = (
    ("event", tables.event.c.id),
    ("incident", tables.incident.c.id),
    ("report", tables.report.c.id),
    ("judgement", tables.judgement.c.id),
)
_SHOWN = 5  # ids an error about an ambiguous beginning lists


def explain(connection: Connection, beginning: str) -> Explanation:
    """What stands behind an id, or the one id that begins so; with or without its kind (``event-``)."""
    kind, id = _resolve(connection, beginning)
    subjects: tuple[str, ...] = (id,)
    if kind == "judgement":
        subjects = next(j.subjects for j in reading.judgements(connection) if j.id == id)
    events = tuple(reading.coded_events(connection, conditions.event_ids(connection, Query(ids=subjects))))
    event_ids = tuple(coded.event.id for coded in events)
    report_ids = {coded.event.report for coded in events} | set(subjects)
    incidents = tuple(reading.incidents(connection, _incidents_of(connection, (*event_ids, *subjects))))
    about = {id, *subjects, *event_ids, *report_ids, *(incident.id for incident in incidents)}
    editions = connection.execute(select(tables.report).where(tables.report.c.id.in_(report_ids))).all()
    return Explanation(
        id=id,
        kind=kind,
        reports=tuple(records.report(row) for row in editions if row.current),
        superseded=tuple(records.report(row) for row in editions if not row.current),
        events=events,
        passed=tuple(chain(*(reading.passed(connection, one, None) for one in subjects))),
        incidents=incidents,
        judgements=tuple(j for j in reading.judgements(connection, sorted(about)) if kind != "judgement" or j.id == id),
    )


def _incidents_of(connection: Connection, ids: Sequence[str]) -> Sequence[str]:
    member = tables.incident_event
    chosen = select(member.c.incident).where(member.c.event.in_(ids) | member.c.incident.in_(ids)).distinct()
    return connection.execute(chosen.order_by(member.c.incident)).scalars().all()


def _resolve(connection: Connection, beginning: str) -> tuple[str, str]:
    """The kind and the whole id; raises ``UnknownIdError`` when none or several begin so."""
    found: set[tuple[str, str]] = set()
    for kind, column in _KINDS:
        for start in (beginning, f"{kind}-{beginning}"):
            ids = connection.execute(select(column).where(column.startswith(start, autoescape=True)).limit(_SHOWN))
            found |= {(kind, id) for id in ids.scalars()}
    exact = {pair for pair in found if pair[1] == beginning}
    if len(exact or found) == 1:
        return (exact or found).pop()
    if not found:
        raise UnknownIdError(f"no event, incident, report or judgement has an id that begins with '{beginning}'")
    several = ", ".join(sorted(id for _, id in found)[:_SHOWN])
    raise UnknownIdError(f"'{beginning}' is the beginning of several ids: {several}")
