"""Incidents: derived from all events, and replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from khaldun.model import CodedEvent, Incident
from khaldun.store import conditions, reading, rows
from khaldun.store.query import Query
from khaldun.store.tables import event, incident, incident_because, incident_event


def put(connection: Connection, incidents: Sequence[Incident]) -> None:
    """Replace the incidents; raises ``ValueError`` for a member that is not there."""
    wanted = {id for one in incidents for id in one.events}
    days = {row.id: row.first_day for row in connection.execute(select(event.c.id, event.c.first_day))}
    if lost := sorted(wanted - days.keys()):
        raise ValueError(f"{len(lost)} members of incidents are no events of this project, such as {lost[0]}")
    connection.execute(delete(incident))
    heads: list[rows.Row] = []
    members: list[rows.Row] = []
    because: list[rows.Row] = []
    for one in incidents:
        first = min((day for id in one.events if (day := days[id])), default=None)
        heads.append({"id": one.id, "first_day": first})
        members.extend({"incident": one.id, "n": n, "event": id} for n, id in enumerate(one.events))
        because.extend(rows.because_rows("incident", one.id, one.because))
    for table, new in ((incident, heads), (incident_event, members), (incident_because, because)):
        if new:
            connection.execute(insert(table), new)


def members(connection: Connection, query: Query) -> Iterator[tuple[Incident, tuple[CodedEvent, ...]]]:
    """The incidents that meet a query, by their first day, each with all its events in its own order."""
    ids = connection.execute(_ids(connection, query)).scalars().all()
    for at in range(0, len(ids), _TOGETHER):
        batch = tuple(reading.incidents(connection, ids[at : at + _TOGETHER]))
        wanted = select(event.c.id).where(event.c.id.in_([id for one in batch for id in one.events]))
        found = {coded.event.id: coded for coded in reading.coded_events(connection, wanted)}
        yield from ((one, tuple(found[id] for id in one.events)) for one in batch)


_TOGETHER = 100  # incidents whose events are fetched at once; a busy day's largest have a few hundred members


def _ids(connection: Connection, query: Query) -> Any:
    """By day, those without one last."""
    chosen = select(incident.c.id).order_by(func.coalesce(incident.c.first_day, "9999-99-99"), incident.c.id)
    if query != Query(limit=query.limit):
        fitting = conditions.matching_events(connection, query)
        chosen = chosen.where(
            incident.c.id.in_(select(incident_event.c.incident).where(incident_event.c.event.in_(fitting)))
        )
    return chosen.limit(query.limit)
