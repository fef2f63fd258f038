"""What the members of an incident say together: one line for a table, with every disagreement kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from khaldun.link.claims import claims, day_text, disputed
from khaldun.link.copies import sources
from khaldun.link.facet import doers_of, place_of
from khaldun.link.feature import named
from khaldun.link.own import owned
from khaldun.link.tally import ranges
from khaldun.link.telling import is_nobody, telling_of
from khaldun.model import (
    Actor,
    CodedEvent,
    DatePrecision,
    Incident,
    IncidentSummary,
    Interval,
    Place,
    PlacePrecision,
    RoleName,
    Status,
)

_STATUS = (
    Status.HAPPENED, Status.ONGOING, Status.ATTEMPTED, Status.FOILED, Status.THREATENED, Status.PLANNED,
    Status.CALLED_FOR, Status.DENIED, Status.BACKGROUND, Status.HYPOTHETICAL,
)  # fmt: skip
"""Which status an incident has when its members differ: the firmest."""
_PLACES = tuple(PlacePrecision)
_VAGUE = ("unnamed:unknown", "unnamed:armed", "unnamed:criminals")
"""Beginnings of the ids of actors that say nearly nothing, the emptiest first."""
_FIGHTERS = frozenset({"armed_group", "militia", "criminal"})
_TITLE = 110
_SURE = 0.99
_Value = TypeVar("_Value", bound=Hashable)


def summarise(incident: Incident, members: Sequence[CodedEvent]) -> IncidentSummary:
    """The summary of an incident from its member events (at least one; others than its own are left out).

    Raises ``ValueError`` when no member is given.
    """
    given = sorted((m for m in members if m.event.id in set(incident.events)), key=lambda m: _rank(incident, m))
    if not given:
        raise ValueError(f"no member of {incident.id} is given")
    found = owned(given)
    source = {id: n for n, group in enumerate(sources([m.report for m in found])) for id in group}
    deeds = [m for m in found if not telling_of(m).response] or found
    told = [m for m in deeds if not telling_of(m).claim] or deeds
    lead, firm = _lead(told), _firm(told)
    when, place = _when(firm, source), _place(firm, source)
    return IncidentSummary(
        incident=incident,
        title=title(lead, place, when),
        type=lead.event.type,
        mode=_most((m.event.mode for m in firm), firm, source),
        status=lead.event.status,
        when=when,
        place=place,
        country=(place.country if place else None) or _country(firm, source),
        actors=_parties(deeds, RoleName.ACTOR),
        recipients=_parties(told, RoleName.RECIPIENT, RoleName.TARGET),
        actor_names=_names(deeds, RoleName.ACTOR),
        recipient_names=_names(told, RoleName.RECIPIENT, RoleName.TARGET),
        counts=ranges(firm, source),
        weapon=_most((m.event.weapon.category if m.event.weapon else None for m in firm), firm, source),
        target_kind=_most((m.event.target_kind.category if m.event.target_kind else None for m in firm), firm, source),
        reports=len({m.report.id for m in found}),
        sources=len(set(source.values())),
        claims=claims(found),
        disputed=disputed(found),
        score=_score(found, source),
    )


def _rank(incident: Incident, member: CodedEvent) -> int:
    return incident.events.index(member.event.id)


def _lead(found: Sequence[CodedEvent]) -> CodedEvent:
    """The member that tells most of the firmest status; the earliest among equals."""

    def worth(member: CodedEvent) -> tuple[int, int, float]:
        roles = {role.name for role in member.event.roles}
        return (-_STATUS.index(member.event.status), len(roles), member.event.score)

    return max(found, key=worth)


def _firm(found: Sequence[CodedEvent]) -> Sequence[CodedEvent]:
    """The members that assert it; all of them when none does."""
    kept = [m for m in found if m.event.status not in (Status.HYPOTHETICAL, Status.DENIED, Status.BACKGROUND)]
    return kept or found


def _most(values: Iterable[_Value | None], members: Sequence[CodedEvent], source: Mapping[str, int]) -> _Value | None:
    """The value that most independent sources give; the one told first among equals."""
    backers: dict[_Value, set[int]] = {}
    for value, member in zip(values, members, strict=True):
        if value is not None:
            backers.setdefault(value, set()).add(source[member.report.id])
    return max(backers, key=lambda value: len(backers[value])) if backers else None


def _when(members: Sequence[CodedEvent], source: Mapping[str, int]) -> Interval | None:
    """The narrowest time told; among several of one width, the one most sources give."""
    spans = [member.when for member in members]
    widths = [_width(span) for span in spans]
    least = min(widths, default=None)
    return _most((s if w == least else None for s, w in zip(spans, widths, strict=True)), members, source)


def _width(span: Interval | None) -> int:
    if span is None:
        return 10**7
    if span.start is None or span.stop is None:
        return 10**6 + (span.precision is DatePrecision.UNKNOWN)
    return (span.stop - span.start).days


def _place(members: Sequence[CodedEvent], source: Mapping[str, int]) -> Place | None:
    """The closest place that is sure; an area gives way to a town in it that the reports point to.

    Without a sure place the one that most speaks for, by the certainty of its readings.
    """
    found = [(member, place, ok) for member in members for place, ok in _placed(member)]
    sure = _closest(found, source, sure=True)
    if sure is not None and sure.lat is not None:
        return sure
    doubtful = [(member, place, ok) for member, place, ok in found if sure is None or _lies_in(place, sure)]
    inside = _likeliest(doubtful) if sure is None else _closest([f for f in doubtful if f[1] and f[1].lat], source)
    return inside or sure


def _placed(member: CodedEvent) -> Iterator[tuple[Place | None, bool]]:
    """The places of a member: its first, and what else it is read as when that one is only a name."""
    first, ok = place_of(member, telling_of(member))
    yield first, ok
    if first is not None and first.lat is None and not ok:
        yield from ((link.to, False) for link in member.best(RoleName.PLACE)[1:] if isinstance(link.to, Place))


_Found = Sequence[tuple[CodedEvent, Place | None, bool]]


def _closest(found: _Found, source: Mapping[str, int], *, sure: bool = False) -> Place | None:
    """The closest place on the map; among several as close, the one most sources give."""
    places = [place if place and (ok or not sure) else None for _, place, ok in found]
    best = min((_closeness(place) for place in places if place), default=None)
    kept = (place if place and _closeness(place) == best else None for place in places)
    return _most(kept, [member for member, _, _ in found], source)


def _likeliest(found: _Found) -> Place | None:
    """The place whose readings, with those of the same town, have most certainty together; its closest reading."""
    weight: dict[tuple[str | None, ...], float] = {}
    for member, place, _ in found:
        if place:
            score = next(link.score for link in member.best(RoleName.PLACE) if link.to == place)
            weight[_town(place)] = weight.get(_town(place), 0.0) + score
    best = max(weight, key=lambda town: weight[town], default=None)
    return min((p for _, p, _ in found if p and _town(p) == best), key=_closeness, default=None)


def _town(place: Place) -> tuple[str | None, ...]:
    return place.country, place.admin1, place.point_from or place.name


def _lies_in(place: Place | None, area: Place) -> bool:
    if place is None or place.country != area.country or place.country is None:
        return False
    return area.precision is PlacePrecision.COUNTRY or area.name in (place.admin1, place.admin2)


def _closeness(place: Place) -> tuple[bool, int, bool]:
    return (place.lat is None, _PLACES.index(place.precision), _is_bare(place))


def _is_bare(place: Place) -> bool:
    """Whether a facility has no name but its town's: "Kabul hotel" stands behind "Longan Hotel"."""
    town = (place.point_from or "").split()
    own = [word for word in place.name.split() if word.rstrip(",") not in town]
    return bool(place.point_from) and not any(word[:1].isupper() for word in own)


def _country(members: Sequence[CodedEvent], source: Mapping[str, int]) -> str | None:
    return _most((m.place.country if m.place else None for m in members), members, source)


def _parties(members: Sequence[CodedEvent], *roles: RoleName) -> tuple[Actor, ...]:
    """The actors of some roles, named ones first, then those given by most members; the vague only where alone.

    Who is nobody in particular ("a man") is one of the others; nameless fighters are those whose name another member
    gives.
    """
    counted: Counter[str] = Counter()
    known: dict[str, Actor] = {}
    for member in members:
        for role in roles:
            for actor in doers_of(member) if role is RoleName.ACTOR else member.actors(role):
                known[actor.id] = actor
                counted[actor.id] += 1
    proper = named(frozenset(counted))
    fighters = any(known[id].kind in _FIGHTERS for id in proper)
    vague = _VAGUE if fighters and RoleName.ACTOR in roles else _VAGUE[:1]
    plain = {id for id in counted if not id.startswith(vague)} or set(counted)
    return tuple(known[id] for id in sorted(plain, key=lambda one: (one not in proper, -counted[one], one)))


def _names(members: Sequence[CodedEvent], *roles: RoleName) -> tuple[str, ...]:
    """The words used for some roles, those used most first."""
    fillers = (role for m in members for name in roles for role in m.event.fillers(name) if not is_nobody(role))
    counted = Counter(role.span.quote for role in fillers)
    return tuple(quote for quote, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _score(members: Sequence[CodedEvent], source: Mapping[str, int]) -> float:
    """The chance that at least one independent source is right, each taken at its best event."""
    best: dict[int, float] = {}
    for member in members:
        at = source[member.report.id]
        best[at] = max(best.get(at, 0.0), member.event.score)
    doubt = 1.0
    for score in best.values():
        doubt *= 1.0 - min(score, _SURE)
    return round(min(_SURE, 1.0 - doubt), 3)


def title(lead: CodedEvent, place: Place | None, when: Interval | None) -> str:
    """One line from the lead event's own words, with place and time: "Gunmen attacked the post, Kesh, 2023-01-01"."""
    parts = [_deed(lead)]
    if place and place.name.lower() not in parts[0].lower():
        parts.append(place.name)
    if when and when.start:
        parts.append(day_text(when) if when.start == when.stop else _loosely(when))
    return ", ".join(parts)


def _loosely(when: Interval) -> str:
    texts: Mapping[DatePrecision, Callable[[], str]] = {
        DatePrecision.MONTH: lambda: f"{when.start:%Y-%m}",
        DatePrecision.YEAR: lambda: f"{when.start:%Y}",
    }
    return texts.get(when.precision, lambda: day_text(when))()


def _deed(lead: CodedEvent) -> str:
    """Doer, trigger and the one hit, in an order that does not turn the deed around."""
    event = lead.event
    doer = next(iter(event.fillers(RoleName.ACTOR)), None)
    hit = next(iter((*event.fillers(RoleName.RECIPIENT), *event.fillers(RoleName.TARGET))), None)
    act = event.trigger.quote
    before = doer is not None and doer.span.start < event.trigger.start
    if doer and before and (hit is None or hit.span.start > event.trigger.start):
        words = [doer.span.quote, act, hit.span.quote if hit else ""]
    elif hit and hit.span.start < event.trigger.start and not before:
        words = [hit.span.quote, act, f"by {doer.span.quote}" if doer else ""]
    else:
        sides = " → ".join(side.span.quote for side in (doer, hit) if side)
        words = [f"{act}: {sides}" if sides else f"{act} ({event.type.value.lower()})"]
    text = " ".join(" ".join(words).split())
    return _cut(text[:1].upper() + text[1:])


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else text[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
