"""Who says what of an incident: every value of every field, and the fields on which members disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from khaldun.link.facet import doers_of
from khaldun.link.feature import named
from khaldun.link.map import apart
from khaldun.link.responsibility import responsibility
from khaldun.link.rules import rules
from khaldun.link.tally import told
from khaldun.link.telling import telling_of
from khaldun.model import (
    Claim,
    CodedEvent,
    Count,
    CountKind,
    DatePrecision,
    Interval,
    RoleName,
    Status,
)

_PROSPECT = (Status.HYPOTHETICAL, Status.BACKGROUND)


def claims(members: Sequence[CodedEvent]) -> tuple[Claim, ...]:
    """Every value of every field that members fill, by field and then by how many say so."""
    said: dict[tuple[str, str], list[CodedEvent]] = {}
    for coded in members:
        for key in dict.fromkeys(_values(coded)):
            said.setdefault(key, []).append(coded)
    made = [_claim(field, value, backers) for (field, value), backers in said.items()]
    return tuple(sorted(made, key=lambda claim: (claim.field, -len(claim.events), claim.value)))


def _claim(field: str, value: str, backers: Sequence[CodedEvent]) -> Claim:
    outlets = sorted({coded.report.outlet for coded in backers if coded.report.outlet})
    speakers = sorted({link.speaker.quote for coded in backers for link in coded.event.attribution if link.speaker})
    return Claim(field, value, tuple(sorted(coded.event.id for coded in backers)), tuple(outlets), tuple(speakers))


def _values(coded: CodedEvent) -> Iterator[tuple[str, str]]:
    event = coded.event
    if not telling_of(coded).claim:
        yield "status", event.status.value
    yield from (("actor", actor.name) for actor in doers_of(coded))
    for role in (RoleName.RECIPIENT, RoleName.TARGET):
        yield from (("recipient", actor.name) for actor in coded.actors(role))
    if coded.place:
        yield "place", coded.place.name
    if coded.when and not telling_of(coded).claim:
        yield "date", day_text(coded.when)
    for kind in CountKind:
        for total in (False, True):
            if count := told(coded, kind, total=total):
                yield f"{kind.value}{' (total)' if total else ''}", count_text(count)
    if event.weapon:
        yield "weapon", event.weapon.category
    if event.target_kind:
        yield "target", event.target_kind.category
    if telling_of(coded).claim:
        yield from (("responsibility", f"claimed by {r.span.quote}") for r in event.fillers(RoleName.ACTOR))
    yield from (("responsibility", text) for link in event.attribution if (text := responsibility(coded, link)))


def day_text(when: Interval) -> str:
    """An interval in figures: ``2023-01-03``, ``2023-01-01/2023-01-31``, ``../2023-01-03`` with an open start."""
    if when.start == when.stop:
        return str(when.start or "..")
    return f"{when.start or '..'}/{when.stop or '..'}"


def count_text(count: Count) -> str:
    """A count in figures: ``5``, ``5-7``, ``5+``."""
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.high == count.low else f"{count.low}-{count.high}"


def disputed(members: Sequence[CodedEvent]) -> tuple[str, ...]:
    """The fields on which two members cannot both be right."""
    found = {field for one, other in combinations(_distinct(members), 2) for field in _differences(one, other)}
    return tuple(sorted(found))


_MOST = 40
"""Members compared for disputes; beyond that the earliest of each set of equal values stand for the rest."""


def _distinct(members: Sequence[CodedEvent]) -> list[CodedEvent]:
    by_values = {tuple(_values(coded)): coded for coded in reversed(members) if coded.event.status not in _PROSPECT}
    return list(by_values.values())[-_MOST:]


def _differences(one: CodedEvent, other: CodedEvent) -> Iterator[str]:
    if (one.event.status is Status.DENIED) is not (other.event.status is Status.DENIED):
        yield "status"
    first, second = (None if telling_of(coded).claim else coded.when for coded in (one, other))
    if first and second and first.precision is second.precision is DatePrecision.DAY and first != second:
        yield "date"
    if one.place and other.place and apart(one.place, other.place, rules().reach(one.event.type)):
        yield "place"
    if _other_doers(one, other):
        yield "actor"
    if one.event.weapon and other.event.weapon and one.event.weapon.category != other.event.weapon.category:
        yield "weapon"
    for kind in CountKind:
        here, there = told(one, kind, total=False), told(other, kind, total=False)
        if here and there and not _meet(here, there):
            yield kind.value


def _other_doers(one: CodedEvent, other: CodedEvent) -> bool:
    here, there = doers_of(one), doers_of(other)
    kin = {name for actor in (*here, *there) for name in actor.parents}
    ids, others = named(frozenset(a.id for a in here)), named(frozenset(a.id for a in there))
    return bool(ids and others) and not (ids & others or kin & (ids | others))


def _meet(here: Count, there: Count) -> bool:
    return (here.high is None or there.low <= here.high) and (there.high is None or here.low <= there.high)
