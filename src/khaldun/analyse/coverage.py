"""The numbers at the head of every page: what was read, what came of it, and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khaldun.analyse.days import first_day
from khaldun.model import CodedEvent, IncidentSummary, Reason, Reject, Report, Status


@dataclass(frozen=True, slots=True)
class Coverage:
    """``first`` and ``last`` are the days of incidents that happened, ``published`` those of reports.

    ``unlocated`` counts incidents without a point, ``undated`` those without a day; ``refused`` pairs reasons with
    numbers, the most frequent first. These are counts of what was *reported*.
    """

    reports: int
    silent_reports: int
    outlets: int
    events: int
    incidents: int
    countries: int
    first: date | None
    last: date | None
    published: tuple[date, date] | None
    unlocated: int
    undated: int
    refused: tuple[tuple[Reason, int], ...]

    @property
    def refusals(self) -> int:
        """All refused inputs."""
        return sum(number for _, number in self.refused)


def coverage(
    reports: Iterable[Report],
    events: Iterable[CodedEvent],
    summaries: Sequence[IncidentSummary],
    rejects: Iterable[Reject] = (),
) -> Coverage:
    """Count what a project holds; ``silent_reports`` are those no event was found in."""
    read = {report.id: report for report in reports}
    told = Counter(coded.event.report for coded in events)
    real = (s for s in summaries if s.status in {Status.HAPPENED, Status.ONGOING})
    days = sorted(day for summary in real if (day := first_day(summary.when)))
    stamps = sorted(report.published.at.date() for report in read.values() if report.published)
    refused = Counter(reject.reason for reject in rejects)
    return Coverage(
        reports=len(read),
        silent_reports=len(read.keys() - told.keys()),
        outlets=len({report.outlet for report in read.values() if report.outlet}),
        events=told.total(),
        incidents=len(summaries),
        countries=len({summary.country for summary in summaries if summary.country}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        published=(stamps[0], stamps[-1]) if stamps else None,
        unlocated=sum(s.place is None or s.place.lat is None or s.place.lon is None for s in summaries),
        undated=sum(first_day(summary.when) is None for summary in summaries),
        refused=tuple(sorted(refused.items(), key=lambda item: (-item[1], item[0]))),
    )
