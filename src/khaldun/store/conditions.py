"""From a ``Query`` to the events, reports and incidents that meet it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from khaldun.model import RoleName
from khaldun.store.dialect import contains
from khaldun.store.query import Query, folded
from khaldun.store.tables import (
    actor,
    actor_name,
    event,
    incident_event,
    link,
    place,
    place_name,
    report,
    role,
    sentence,
)

_SIDES = (RoleName.ACTOR.value, RoleName.RECIPIENT.value)

Ids = Select[tuple[Any]]


def event_ids(connection: Connection, query: Query) -> Ids:
    """Select the ids of the events that meet a query, by publication, then by place in the report."""
    found = matching_events(connection, query).join(report, report.c.n == event.c.report_n)
    ordered = found.order_by(report.c.published_day, report.c.id, event.c.trigger_start, event.c.id)
    return ordered.limit(query.limit)


def matching_events(connection: Connection, query: Query) -> Ids:
    """Select the ids of the events that meet a query, in no order and without its limit."""
    return select(event.c.id).where(*_of_event(connection, query))


def report_keys(connection: Connection, query: Query) -> Ids:
    """Select the keys of the current reports that meet a query; who, what and where ask for an event that does."""
    found = select(report.c.n).where(report.c.current)
    about_events = Query(
        types=query.types, actor=query.actor, country=query.country, status=query.status, place=query.place
    )
    if about_events != Query():
        events = select(event.c.report_n).where(*_of_event(connection, about_events))
        found = found.where(report.c.n.in_(events))
    if query.since:
        found = found.where(report.c.published_day >= query.since.isoformat())
    if query.until:
        found = found.where(report.c.published_day <= query.until.isoformat())
    if query.text:
        found = found.where(contains(connection, report, "text", query.text))
    if query.ids:
        found = found.where(or_(report.c.id.in_(query.ids), report.c.n.in_(_reports_of(query.ids))))
    return found.order_by(report.c.published_day, report.c.id).limit(query.limit)


def _of_event(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.types:
        conditions.append(event.c.type.in_([type_.value for type_ in query.types]))
    if query.status:
        conditions.append(event.c.status.in_([status.value for status in query.status]))
    if query.country:
        conditions.append(event.c.country == query.country)
    if query.since:
        conditions.append(event.c.last_day >= query.since.isoformat())
    if query.until:
        conditions.append(event.c.first_day <= query.until.isoformat())
    if query.actor:
        conditions.append(_with_actor(query.actor))
    if query.place:
        conditions.append(event.c.id.in_(_at_place(query.place)))
    if query.text:
        words = select(sentence.c.id).where(contains(connection, sentence, "span_quote", query.text))
        conditions.append(event.c.sentence.in_(words))
    if query.ids:
        conditions.append(_with_ids(query.ids))
    return conditions


def _with_actor(name: str) -> ColumnElement[bool]:
    named = select(actor_name.c.actor).where(actor_name.c.folded == folded(name))
    known = select(actor.c.key).where(or_(actor.c.id == name, actor.c.key.in_(named)))
    linked = select(link.c.event).where(link.c.rank == 0, link.c.role.in_(_SIDES), link.c.actor.in_(known))
    phrased = select(role.c.event).where(role.c.name.in_(_SIDES), role.c.folded == folded(name))
    return or_(event.c.id.in_(linked), event.c.id.in_(phrased))


def _at_place(name: str) -> Ids:
    named = select(place_name.c.place).where(place_name.c.folded == folded(name))
    known = select(place.c.key).where(or_(place.c.id == name, place.c.key.in_(named)))
    return select(link.c.event).where(link.c.rank == 0, link.c.place.in_(known))


def _with_ids(ids: tuple[str, ...]) -> ColumnElement[bool]:
    members = select(incident_event.c.event).where(incident_event.c.incident.in_(ids))
    reports = select(report.c.n).where(report.c.id.in_(ids))
    return or_(event.c.id.in_(ids), event.c.id.in_(members), event.c.report_n.in_(reports))


def _reports_of(ids: tuple[str, ...]) -> Ids:
    members = select(incident_event.c.event).where(incident_event.c.incident.in_(ids))
    return select(event.c.report_n).where(or_(event.c.id.in_(ids), event.c.id.in_(members)))
