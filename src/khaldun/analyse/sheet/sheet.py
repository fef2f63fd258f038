"""Incident sheets: the incidents of one report, each with those who take part in it wherever the report names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from khaldun.analyse.sheet.participants import Participant, by_share, participants
from khaldun.analyse.sheet.weights import Share, Weights, weights
from khaldun.knowledge.actors import ActorBook
from khaldun.link.linker import link_incidents
from khaldun.link.summary import summarise
from khaldun.model import CodedEvent, Dossier, IncidentSummary


@dataclass(frozen=True, slots=True)
class Sheet:
    """An incident of a report with its events and participants, surest first a share."""

    summary: IncidentSummary
    members: tuple[CodedEvent, ...]
    participants: tuple[Participant, ...] = ()


Fits = Callable[[Sheet], bool]


def sheets(
    dossier: Dossier,
    coded: Sequence[CodedEvent],
    book: ActorBook,
    fits: Fits | None = None,
    *,
    model: Weights | None = None,
) -> list[Sheet]:
    """The sheets of a coded report in the order it tells them.

    ``fits`` says which incidents are wanted, seen with whoever takes part in them; participants of an incident that
    is not wanted go to the wanted one told next to them. ``model`` replaces the shipped weights.
    """
    events = {item.event.id: item for item in coded}
    bare = []
    for incident in link_incidents(coded):
        members = tuple(events[id] for id in incident.events)
        bare.append(Sheet(summarise(incident, members), members))
    found = participants(dossier, book, model or weights())
    filled = _filled(dossier, bare, found)
    if fits is None:
        return filled
    kept = [one for one, full in zip(bare, filled, strict=True) if fits(full)]
    return _filled(dossier, kept, found)


def _filled(dossier: Dossier, bare: Sequence[Sheet], found: Sequence[Participant]) -> list[Sheet]:
    scope = _scope(dossier, bare)
    shared: list[list[Participant]] = [[] for _ in bare]
    for one in found:
        for at in sorted({at for number, _ in one.mentions for at in scope.get(number, ())}):
            shared[at].append(one)
    groups = by_share(found, Share.GROUP)
    if len(groups) == 1:  # the only group of the report is behind unnamed "guerrillas" too
        for mine in shared:
            if by_share(mine, Share.PERPETRATOR) and groups[0] not in mine:
                mine.append(groups[0])
    return [Sheet(one.summary, one.members, tuple(mine)) for one, mine in zip(bare, shared, strict=True)]


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
