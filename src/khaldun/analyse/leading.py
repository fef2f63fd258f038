"""The leading incidents: those a reader should see first, each with its weight in parts and its best quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from khaldun.analyse.days import first_day
from khaldun.link.own import owned
from khaldun.link.responsibility import boasted
from khaldun.link.telling import telling_of
from khaldun.model import CodedEvent, CountKind, EventType, IncidentSummary, Part, Status

HALF_LIFE = 7.0
"""Days after which an incident counts half as recent: the rhythm of a weekly report."""
RECENCY = 3.0
"""A deed of today weighs as much as seven deaths, log2(1 + 7): yesterday's raid stands before last month's, but not
before last month's massacre."""
UNREAL = 0.5
"""Share that is left to a deed not told as done: a threat or plan stands behind a like deed that was done."""
SOURCE = 1.5
"""What a doubling of the independent sources weighs: as much as a doubling of the dead and half as much again, since
outlets that go to the length of telling it themselves have judged it news."""
SPOKEN = 0.5
"""Share that is left to mere words about deeds: a condemnation stands behind what it condemns."""
_WORDS = frozenset({
    EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.CONSULT, EventType.SUPPORT,
})  # fmt: skip
_MUCH = 4
"""Events of one incident in a report from which the report is plainly about it."""
_REAL = frozenset({Status.HAPPENED, Status.ONGOING})


@dataclass(frozen=True, slots=True)
class Weight:
    """Why an incident leads: ``(deaths + sources + recency) * confidence * reality``.

    ``deaths`` is log2(1 + best number of deaths), ``sources`` is ``SOURCE`` times log2 of the number of independent
    sources, ``recency`` falls by half every ``HALF_LIFE`` days before the newest incident, ``confidence`` is the
    coding's, ``reality`` is 1 for deeds that happened, ``UNREAL`` for what did not (yet) and ``SPOKEN`` for words.
    """

    deaths: float
    sources: float
    recency: float
    confidence: float
    reality: float

    @property
    def total(self) -> float:
        """The weight; comparable only within one ranking."""
        return (self.deaths + self.sources + self.recency) * self.confidence * self.reality


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that tells an incident best, and where it stands."""

    text: str
    event: str
    report: str
    outlet: str | None
    url: str | None
    published: date | None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Leading:
    """A leading incident. ``quote`` is None when none of its events is at hand."""

    summary: IncidentSummary
    weight: Weight
    quote: Quote | None


def leading(
    summaries: Sequence[IncidentSummary],
    events: Iterable[CodedEvent],
    limit: int = 5,
    *,
    today: date | None = None,
) -> tuple[Leading, ...]:
    """The incidents of greatest weight, heaviest first. ``today`` is by default the last day of any that happened."""
    happened = (first_day(summary.when) for summary in summaries if summary.status in _REAL)
    now = today or max(filter(None, happened), default=None)
    weighed = sorted(((weigh(s, now), s) for s in summaries), key=lambda pair: (-pair[0].total, pair[1].incident.id))
    chosen = weighed[:limit]
    wanted = {id for _, summary in chosen for id in summary.incident.events}
    members = {coded.event.id: coded for coded in events if coded.event.id in wanted}
    return tuple(Leading(summary, weight, best_quote(summary, members)) for weight, summary in chosen)


def weigh(summary: IncidentSummary, today: date | None) -> Weight:
    """The weight of an incident on a day; what is dated later than that counts as of that day."""
    deaths = next((count.best for count in summary.counts if count.kind is CountKind.KILLED), 0)
    day = first_day(summary.when)
    age = max((today - day).days, 0) if today and day else None
    return Weight(
        deaths=log2(1 + deaths),
        sources=SOURCE * log2(max(summary.sources, 1)),
        recency=RECENCY * 0.5 ** (age / HALF_LIFE) if age is not None else 0.0,
        confidence=summary.score,
        reality=_reality(summary),
    )


def _reality(summary: IncidentSummary) -> float:
    done = 1.0 if summary.status in _REAL else UNREAL
    return done * (SPOKEN if summary.type in _WORDS else 1.0)


def best_quote(summary: IncidentSummary, members: Mapping[str, CodedEvent]) -> Quote | None:
    """The sentence that tells most of the incident; None when none of its events is at hand.

    It is of the incident's own status, no claim of the doers, with the best number of deaths and most fields filled,
    rather from a report about this incident than from one that mentions it, and rather from its opening.
    """
    at_hand = owned([members[id] for id in summary.incident.events if id in members])
    if not at_hand:
        return None
    about = Counter(coded.report.id for coded in at_hand)
    best = min(at_hand, key=lambda coded: (*_poverty(coded, summary, about), len(coded.sentence), coded.event.id))
    published = best.report.published.at.date() if best.report.published else None
    text = " ".join(best.sentence.split())
    return Quote(text, best.event.id, best.report.id, best.report.outlet, best.report.url, published)


def _poverty(coded: CodedEvent, summary: IncidentSummary, about: Mapping[str, int]) -> tuple[bool, bool, float, float]:
    event = coded.event
    filled = len({role.name for role in event.roles}) + len({count.kind for count in event.counts})
    told = filled + 4 * _tells_toll(coded, summary) + 2 * _opens(coded) + min(about[coded.report.id], _MUCH) / 2
    return (event.status is not summary.status, _aside(coded, summary), -told, -event.score)


def _tells_toll(coded: CodedEvent, summary: IncidentSummary) -> bool:
    best = next((count.best for count in summary.counts if count.kind is CountKind.KILLED), None)
    told = coded.event.count(CountKind.KILLED)
    return bool(best and told and told.low == best and told.span.quote in coded.sentence)


def _opens(coded: CodedEvent) -> bool:
    """Whether an event stands in the opening of its report, headline apart: there the news is told whole."""
    return any(b.part is Part.LEAD and b.span.overlaps(coded.event.trigger) for b in coded.report.blocks)


def _aside(coded: CodedEvent, summary: IncidentSummary) -> bool:
    """Whether the doers tell it, or it tells the attackers' end, or another's word on the deed."""
    spoken = coded.event.type in _WORDS and summary.type not in _WORDS
    return boasted(coded) or telling_of(coded).response or spoken
