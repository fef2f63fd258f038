"""Incident sheets: the incidents of one report, each with those who take part in it wherever the report names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from khaldun.analyse.sheet.allotment import LEAST, Seat, allotted
from khaldun.analyse.sheet.participants import Participant, participants, with_read_off
from khaldun.analyse.sheet.weights import Weights, allotment_weights, weights
from khaldun.knowledge.actors import ActorBook
from khaldun.link.linker import link_incidents
from khaldun.link.summary import summarise
from khaldun.model import CodedEvent, Dossier, IncidentSummary


@dataclass(frozen=True, slots=True)
class Sheet:
    """An incident of a report with its events and participants, surest first a share; ``number`` is its place among
    the ``of`` incidents that the report tells."""

    summary: IncidentSummary
    members: tuple[CodedEvent, ...]
    participants: tuple[Participant, ...] = ()
    number: int = 0
    of: int = 1


@dataclass(frozen=True, slots=True)
class Models:
    """The weights of both stages: what share a phrase has, and which participant belongs to which incident."""

    shares: Weights
    allotment: Weights


Fits = Callable[[Sheet], bool]


def sheets(
    dossier: Dossier,
    coded: Sequence[CodedEvent],
    book: ActorBook,
    fits: Fits | None = None,
    *,
    model: Models | None = None,
) -> list[Sheet]:
    """The sheets of a coded report in the order it tells them.

    ``fits`` says which incidents are wanted, seen with whoever their sentences name; the wanted ones are then filled
    from the whole report. ``model`` replaces the shipped weights.
    """
    model = model or Models(weights(), allotment_weights())
    found = participants(dossier, book, model.shares, least=LEAST)
    kept = kept_sheets(dossier, bare_sheets(coded), found, fits)
    return allotted_sheets(dossier, kept, found, model.allotment)


def bare_sheets(coded: Sequence[CodedEvent]) -> list[Sheet]:
    """The incidents of a coded report, nobody in them."""
    events = {item.event.id: item for item in coded}
    incidents = link_incidents(coded)
    bare = []
    for number, incident in enumerate(incidents):
        members = tuple(events[id] for id in incident.events)
        bare.append(Sheet(summarise(incident, members), members, number=number, of=len(incidents)))
    return bare


def kept_sheets(
    dossier: Dossier, bare: Sequence[Sheet], found: Sequence[Participant], fits: Fits | None
) -> list[Sheet]:
    """The wanted incidents, with whoever their own sentences surely name."""
    filled = _filled(dossier, bare, [one for one in found if one.score > 0])
    return [one for one in filled if fits is None or fits(one)]


def allotted_sheets(
    dossier: Dossier, kept: Sequence[Sheet], found: Sequence[Participant], model: Weights
) -> list[Sheet]:
    """The wanted incidents with whoever of the whole report takes part in them."""
    shared = allotted(seats(dossier, kept), with_read_off(found), model)
    return [replace(one, participants=tuple(mine)) for one, mine in zip(kept, shared, strict=True)]


def _filled(dossier: Dossier, bare: Sequence[Sheet], found: Sequence[Participant]) -> list[Sheet]:
    scope = _scope(dossier, bare)
    shared: list[list[Participant]] = [[] for _ in bare]
    for one in found:
        for at in sorted({at for number, score in one.mentions if score > 0 for at in scope.get(number, ())}):
            shared[at].append(one)
    return [replace(one, participants=tuple(mine)) for one, mine in zip(bare, shared, strict=True)]


def seats(dossier: Dossier, kept: Sequence[Sheet]) -> list[Seat]:
    """The incidents as their possible participants see them."""
    scope = _scope(dossier, kept)
    numbers = {sentence.id: sentence.number for sentence in dossier.sentences or ()}
    made = []
    for at, sheet in enumerate(kept):
        told = frozenset(numbers[m.event.sentence] for m in sheet.members if m.event.sentence in numbers)
        spoken = frozenset(number for number, all_ in scope.items() if at in all_)
        made.append(Seat(sheet.summary, sheet.members, told, spoken))
    return made


def _scope(dossier: Dossier, bare: Sequence[Sheet]) -> dict[int, tuple[int, ...]]:
    """Which sheets each sentence (by number) speaks of: those with an event there, else those spoken of before."""
    numbers = {sentence.id: sentence.number for sentence in dossier.sentences or ()}
    told: dict[int, list[int]] = {}
    for at, sheet in enumerate(bare):
        for number in sorted({numbers[m.event.sentence] for m in sheet.members if m.event.sentence in numbers}):
            told.setdefault(number, []).append(at)
    if not told:
        return {}
    scope: dict[int, tuple[int, ...]] = {}
    last = tuple(told[min(told)])
    for number in sorted(numbers.values()):
        last = tuple(told.get(number, last))
        scope[number] = last
    return scope
