"""Which participants of a report take part in which of its incidents: a linear model of each beside each.

It sees what a single phrase cannot tell: who else could have the part, how often and how surely the whole report gives
it, whether an event of this incident or of another one has the phrase as a role, and what kind of deed it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaldun.analyse.sheet.participants import Participant
from khaldun.analyse.sheet.weights import SHARES, Share, Weights
from khaldun.model import CodedEvent, IncidentSummary, Span

LEAST = -2.0
"""Score of a phrase below which it is not thought of at all; the model decides among the others."""
_STEPS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
_FAR = float("-inf")


@dataclass(frozen=True, slots=True)
class Seat:
    """An incident as those see it who may take part: its summary, its events, the sentences (by number) with an
    event of it, and those that speak of it."""

    summary: IncidentSummary
    members: tuple[CodedEvent, ...]
    told: frozenset[int]
    scope: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One participant beside one incident, and all the others."""

    one: Participant
    at: int
    seats: Sequence[Seat]
    found: Sequence[Participant]


def allotted(seats: Sequence[Seat], found: Sequence[Participant], model: Weights) -> list[list[Participant]]:
    """The participants of each incident, surest first a share."""
    shared: list[list[Participant]] = [[] for _ in seats]
    for at in range(len(seats)):
        scored = [(model.scores(features(one, at, seats, found))[SHARES.index(one.share)], one) for one in found]
        kept = sorted(
            (item for item in scored if item[0] > 0), key=lambda item: (SHARES.index(item[1].share), -item[0])
        )
        shared[at] = [one for _, one in kept]
    return shared


def features(one: Participant, at: int, seats: Sequence[Seat], found: Sequence[Participant]) -> frozenset[str]:
    """The names of the features that hold for a participant beside an incident."""
    asked = _Asked(one, at, seats, found)
    return frozenset([*_scores(asked), *_rivals(asked), *_roles(asked), *_deed(asked), *_self(asked)])


def _best(one: Participant, numbers: frozenset[int]) -> float:
    return max((score for number, score in one.mentions if number in numbers), default=_FAR)


def _scores(asked: _Asked) -> Iterator[str]:
    one, seat = asked.one, asked.seats[asked.at]
    elsewhere = max((_best(one, other.told) for n, other in enumerate(asked.seats) if n != asked.at), default=_FAR)
    values = {
        "score": one.score,
        "in scope": _best(one, seat.scope),
        "beside": _best(one, seat.told),
        "beside another": elsewhere,
    }
    for name, value in values.items():
        yield from (f"{name}>{step}" for step in _STEPS if value > step)
        if value == _FAR:
            yield f"{name} never"
    yield from (f"mentions>{n}" for n in (1, 2, 3, 5) if len(one.mentions) > n)
    likely = sum(score > -1 for _, score in one.mentions)
    yield f"likely mentions={min(3, likely)}"
    yield f"first={min(4, min(number for number, _ in one.mentions))}"


def _rivals(asked: _Asked) -> Iterator[str]:
    """How it stands beside the others of its share, and beside what else the same phrase may be."""
    one, seat = asked.one, asked.seats[asked.at]
    for name, numbers in (("report", None), ("scope", seat.scope)):
        mine = one.score if numbers is None else _best(one, numbers)
        others = [
            other.score if numbers is None else _best(other, numbers)
            for other in asked.found
            if other.share is one.share and other is not one
        ]
        better = sum(other > mine for other in others)
        yield f"better in {name}={min(3, better)}"
        lead = mine - max(others, default=_FAR) if mine > _FAR else _FAR
        yield from (f"lead in {name}>{step}" for step in (-2, -1, 0, 1, 2) if lead > step)
    own = SHARES.index(one.share)
    rival = max((n for n in range(len(SHARES)) if n != own), key=lambda n: one.rivals[n])
    lead = one.rivals[own] - one.rivals[rival]
    yield from (f"over {SHARES[rival].value}>{step}" for step in (-1, 0, 1) if lead > step)
    yield f"rival={SHARES[rival].value}"


def _roles(asked: _Asked) -> Iterator[str]:
    mine = set(_held(asked.one, asked.seats[asked.at]))
    theirs = {role for n, other in enumerate(asked.seats) if n != asked.at for role in _held(asked.one, other)}
    yield from (f"role={role}" for role in mine or {"none"})
    yield from (f"other's role={role}" for role in theirs)
    if theirs and not mine:
        yield "only in another"


def _held(one: Participant, seat: Seat) -> Iterator[str]:
    for member in seat.members:
        for role in member.event.roles:
            if any(_touch(role.head, span) for span in one.spans):
                yield role.name.value
            elif any(_touch(role.span, span) for span in one.spans):
                yield f"inside {role.name.value}"
        if member.event.weapon and any(_touch(member.event.weapon.span, span) for span in one.spans):
            yield "weapon"


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.stop and b.start < a.stop


def _deed(asked: _Asked) -> Iterator[str]:
    one, summary = asked.one, asked.seats[asked.at].summary
    deed = summary.mode or summary.type.value
    yield f"deed={deed}"
    yield f"status={summary.status.value}"
    yield f"{one.kind}{one.means} in {deed}"
    yield f"called {one.called} in {deed}"
    yield f"sheets={min(4, len(asked.seats))}"
    yield f"place among sheets={min(3, asked.at)}"
    yield from (f"count={count.kind.value}" for count in summary.counts)


def _self(asked: _Asked) -> Iterator[str]:
    one = asked.one
    yield "bias"
    yield f"kind={one.kind}"
    yield f"means={one.means}"
    yield f"called={one.called}"
    yield f"plural={one.plural}"
    yield f"actor={bool(one.actor)}"
    yield f"titled={bool(one.title)}"
    yield f"origin={one.origin}"
    yield f"words={min(4, len(one.words.split()))}"
    same = sum(other.words.lower() == one.words.lower() for other in asked.found)
    yield f"shares={same}"
    if one.share is Share.GROUP:
        yield f"behind={sum(other.group == one.words for other in asked.found) > 0}"


__all__ = ["LEAST", "Seat", "allotted", "features"]
