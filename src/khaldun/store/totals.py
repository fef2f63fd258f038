"""Counts over a project that the database makes by itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, func, select

from khaldun.model import RoleName
from khaldun.store import records, tables
from khaldun.store.query import ActorCount, Size


def size(connection: Connection) -> Size:
    """How many records of each kind there are."""
    current = connection.execute(select(func.count()).where(tables.report.c.current)).scalar_one()
    counted = (_count(connection, table) for table in (tables.sentence, tables.event, tables.incident))
    rest = (_count(connection, table) for table in (tables.passed, tables.reject, tables.judgement))
    return Size(current, _count(connection, tables.report) - current, *counted, *rest)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def actors(connection: Connection) -> Iterator[ActorCount]:
    """Every actor with the number of events it acts and suffers in, the most frequent first.

    Of an actor known differently at different times the record of the latest coding stands for all.
    """
    actor, link = tables.actor, tables.link
    sides = {
        side: func.count(link.c.event.distinct()).filter(link.c.role == side.value)
        for side in (RoleName.ACTOR, RoleName.RECIPIENT)
    }
    acts, suffers = sides.values()
    event = tables.event
    counted = (
        select(actor.c.id, acts.label("acts"), suffers.label("suffers"))
        .join(link, link.c.actor == actor.c.key)
        .where(link.c.rank == 0)
        .group_by(actor.c.id)
    )
    last = func.max(event.c.report_n).label("last")
    used = select(link.c.actor, last).join(event, event.c.id == link.c.event).group_by(link.c.actor).subquery()
    newest = select(actor).join(used, used.c.actor == actor.c.key).order_by(used.c.last, actor.c.key)
    known = {row.id: records.actor(row) for row in connection.execute(newest)}
    rows = sorted(connection.execute(counted).all(), key=lambda row: (-row.acts - row.suffers, row.id))
    return (ActorCount(known[row.id], row.acts, row.suffers) for row in rows)
