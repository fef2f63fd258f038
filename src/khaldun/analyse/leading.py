"""The leading incidents: those a reader should see first, each with its weight in parts and its best quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from khaldun.analyse.days import first_day
from khaldun.model import CodedEvent, CountKind, IncidentSummary, Status

HALF_LIFE = 7.0
"""Days after which an incident counts half as recent: the rhythm of a weekly report."""
RECENCY = 3.0
"""A deed of today weighs as much as seven deaths, log2(1 + 7): yesterday's raid stands before last month's, but not
before last month's massacre."""
UNREAL = 0.5
"""Share that is left to a deed not told as done: a threat or plan stands behind a like deed that was done."""
_REAL = frozenset({Status.HAPPENED, Status.ONGOING})


@dataclass(frozen=True, slots=True)
class Weight:
    """Why an incident leads: ``(deaths + sources + recency) * confidence * reality``.

    ``deaths`` is log2(1 + best number of deaths), ``sources`` log2 of the number of independent sources, ``recency``
    falls by half every ``HALF_LIFE`` days before the newest incident, ``confidence`` is the coding's, ``reality`` is
    1 for what happened and ``UNREAL`` for what did not (yet).
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
        sources=log2(max(summary.sources, 1)),
        recency=RECENCY * 0.5 ** (age / HALF_LIFE) if age is not None else 0.0,
        confidence=summary.score,
        reality=1.0 if summary.status in _REAL else UNREAL,
    )


def best_quote(summary: IncidentSummary, members: Mapping[str, CodedEvent]) -> Quote | None:
    """The sentence that tells most: of the incident's own status, with most fields filled, surest, then shortest."""
    at_hand = [members[id] for id in summary.incident.events if id in members]
    if not at_hand:
        return None
    best = min(at_hand, key=lambda coded: (*_poverty(coded, summary), len(coded.sentence), coded.event.id))
    published = best.report.published.at.date() if best.report.published else None
    text = " ".join(best.sentence.split())
    return Quote(text, best.event.id, best.report.id, best.report.outlet, best.report.url, published)


def _poverty(coded: CodedEvent, summary: IncidentSummary) -> tuple[bool, int, float]:
    event = coded.event
    filled = len({role.name for role in event.roles}) + len({count.kind for count in event.counts})
    return (event.status is not summary.status, -filled, -event.score)
