"""Checks the actor book: what is wrong with it, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.countries import Countries
from khaldun.model import Actor, ActorRole

INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""PLOVER's codes for those that belong to no country."""

SECTORS = frozenset(
    {
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
        "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "NGO",
    }
)  # fmt: skip
"""PLOVER's sectors, and NGO for aid workers whose organisation is not named."""


def check(book: ActorBook) -> list[str]:
    """Every problem found, one sentence each; empty when the book is sound."""
    return [problem for actor in book for problem in _problems(book, actor)]


def _problems(book: ActorBook, actor: Actor) -> Iterator[str]:
    if not actor.name.strip() or not all(name.strip() for name in actor.names):
        yield f"{actor.id}: an empty name"
    if not actor.roles:
        yield f"{actor.id}: no role"
    for parent in actor.parents:
        if book.get(parent) is None or parent == actor.id:
            yield f"{actor.id}: no such parent '{parent}'"
    for area in book.areas(actor.id):
        if Countries.load().get(area) is None:
            yield f"{actor.id}: no such country '{area}'"
    for role in actor.roles:
        yield from (f"{actor.id}: {fault}" for fault in _faults(role))
    for one, other in combinations(actor.roles, 2):
        if (one.country, one.sectors) == (other.country, other.sectors) and _overlap(one, other):
            yield f"{actor.id}: two {'+'.join(one.sectors)} roles at one time"


def _faults(role: ActorRole) -> Iterator[str]:
    if role.country is not None and role.country not in INTERNATIONAL and Countries.load().get(role.country) is None:
        yield f"no such country '{role.country}'"
    yield from (f"no such sector '{sector}'" for sector in role.sectors if sector not in SECTORS)
    if role.since and role.until and role.since > role.until:
        yield f"a role that ends ({role.until}) before it begins ({role.since})"


def _overlap(one: ActorRole, other: ActorRole) -> bool:
    starts = max(one.since or date.min, other.since or date.min)
    return starts < min(one.until or date.max, other.until or date.max)
