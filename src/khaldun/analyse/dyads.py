"""Who does what to whom: how many incidents of which type and status, with examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khaldun.analyse.days import first_day
from khaldun.analyse.parties import Pair, Party, pairs
from khaldun.model import CountKind, EventType, IncidentSummary, Status

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Dyad:
    """The incidents from an actor to a recipient.

    ``types`` and ``statuses`` pair each with its number, the most frequent first; ``killed`` sums the best numbers
    of deaths of incidents that happened (None: no incident gives any). ``examples`` are ids of incidents, the best
    supported first.
    """

    actor: Party
    recipient: Party
    incidents: int
    types: tuple[tuple[EventType, int], ...]
    statuses: tuple[tuple[Status, int], ...]
    killed: int | None
    first: date | None
    last: date | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who-vs-whom. Rows and columns by number of incidents; ``one_sided`` counts those that lack a side."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    dyads: tuple[Dyad, ...]
    one_sided: int

    def dyad(self, actor: Party, recipient: Party) -> Dyad | None:
        """The cell of an actor's row and a recipient's column, or None when it is empty."""
        return next((d for d in self.dyads if d.actor == actor and d.recipient == recipient), None)


def matrix(summaries: Sequence[IncidentSummary], *, examples: int = _EXAMPLES) -> Matrix:
    """The who-vs-whom matrix of some incidents; one of several actors or recipients counts for each pair."""
    found: defaultdict[Pair, list[IncidentSummary]] = defaultdict(list)
    one_sided = 0
    for summary in summaries:
        told = pairs(summary)
        one_sided += not told
        for pair in told:
            found[pair].append(summary)
    dyads = sorted((_dyad(pair, group, examples) for pair, group in found.items()), key=_busiest)
    actors = Counter[Party]()
    recipients = Counter[Party]()
    for dyad in dyads:
        actors[dyad.actor] += dyad.incidents
        recipients[dyad.recipient] += dyad.incidents
    return Matrix(_ranked(actors), _ranked(recipients), tuple(dyads), one_sided)


def _busiest(dyad: Dyad) -> tuple[int, Party, Party]:
    return (-dyad.incidents, dyad.actor, dyad.recipient)


def _ranked(parties: Counter[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda party: (-parties[party], party)))


def _dyad(pair: Pair, group: Sequence[IncidentSummary], examples: int) -> Dyad:
    days = sorted(day for summary in group if (day := first_day(summary.when)))
    types, statuses = Counter(s.type for s in group), Counter(s.status for s in group)
    best = sorted(group, key=lambda s: (-s.sources, -s.score, s.incident.id))
    return Dyad(
        actor=pair.actor,
        recipient=pair.recipient,
        incidents=len(group),
        types=tuple(sorted(types.items(), key=lambda item: (-item[1], item[0]))),
        statuses=tuple(sorted(statuses.items(), key=lambda item: (-item[1], item[0]))),
        killed=_killed(group),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        examples=tuple(s.incident.id for s in best[:examples]),
    )


def _killed(group: Sequence[IncidentSummary]) -> int | None:
    real = (s for s in group if s.status in {Status.HAPPENED, Status.ONGOING})
    told = [count.best for s in real for count in s.counts if count.kind is CountKind.KILLED]
    return sum(told) if told else None
