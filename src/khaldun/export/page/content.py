"""What the page shows, gathered from incidents and their members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khaldun.analyse.days import first_day
from khaldun.export.page.chart import Chart, chart
from khaldun.export.page.figures import Bars, Grid, bars, family, grid
from khaldun.export.page.passages import Passage, passage
from khaldun.model import CodedEvent, CountKind, DatePrecision, IncidentSummary, Interval, PlacePrecision, Reject

LARGEST = 3000
"""Incidents on one page: a guess at what a browser still scrolls well. The page says what it left out."""
_ALWAYS = frozenset({"responsibility", "killed", "injured"})
_ORDER = (
    "responsibility",
    "killed",
    "injured",
    "abducted",
    "arrested",
    "displaced",
    "status",
    "actor",
    "recipient",
    "place",
    "date",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a disputed or counted field, and who gives it."""

    field: str
    value: str
    by: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One incident of the table."""

    id: str
    title: str
    type: str
    mode: str
    family: str
    status: str
    when: str
    day: str
    where: str
    precision: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    killed: str
    injured: str
    weapon: str
    reports: int
    sources: int
    said: tuple[Said, ...]
    joined: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole page."""

    title: str
    span: str
    reports: int
    outlets: int
    events: int
    incidents: int
    killed: str
    countries: int
    refused: int
    rows: tuple[Row, ...]
    left_out: int
    chart: Chart
    bars: Bars
    matrix: Grid
    refusals: tuple[Reject, ...]


def gather(
    title: str, coded: Sequence[CodedEvent], summaries: Sequence[IncidentSummary], refusals: Sequence[Reject]
) -> Content:
    """Everything the page shows. Newest incidents first."""
    members = {item.event.id: item for item in coded}
    ordered = sorted(summaries, key=lambda s: (first_day(s.when) or date.min, s.incident.id), reverse=True)
    shown = ordered[:LARGEST]
    drawn = bars(ordered)
    return Content(
        title=title,
        span=_span([item.report.published.at.date() for item in coded if item.report.published]),
        reports=len({item.report.id for item in coded}),
        outlets=len({item.report.outlet for item in coded if item.report.outlet}),
        events=len(coded),
        incidents=len(summaries),
        killed=_total_killed(summaries),
        countries=len({s.country for s in summaries if s.country}),
        refused=len(refusals),
        rows=tuple(row(summary, members) for summary in shown),
        left_out=len(ordered) - len(shown),
        chart=chart(shown),
        bars=drawn,
        matrix=grid(shown),
        refusals=tuple(refusals),
    )


def when_text(when: Interval | None) -> str:
    """An interval in words that do not say more than is known."""
    if when is None or (when.start is None and when.stop is None):
        return "date not told"
    if when.start and when.stop:
        if when.start == when.stop:
            return when.start.isoformat()
        if when.precision is DatePrecision.YEAR:
            return str(when.start.year)
        if when.precision is DatePrecision.MONTH:
            return when.start.strftime("%Y-%m")
        return f"{when.start.isoformat()} to {when.stop.isoformat()}"
    return f"since {when.start.isoformat()}" if when.start else f"before {when.stop.isoformat() if when.stop else ''}"


def row(summary: IncidentSummary, members: Mapping[str, CodedEvent]) -> Row:
    """One line of the table with its evidence."""
    day = first_day(summary.when)
    return Row(
        id=summary.incident.id,
        title=summary.title,
        type=summary.type.value,
        mode=summary.mode or "",
        family=family(summary.type),
        status=summary.status.value.replace("_", " "),
        when=when_text(summary.when),
        day=day.isoformat() if day else "",
        where=_where(summary),
        precision=_precision(summary),
        actors=names(summary.actors, summary.actor_names),
        recipients=names(summary.recipients, summary.recipient_names),
        killed=_count(summary, CountKind.KILLED),
        injured=_count(summary, CountKind.INJURED),
        weapon=summary.weapon or "",
        reports=summary.reports,
        sources=summary.sources,
        said=said(summary),
        joined=tuple(because.rule for because in summary.incident.because),
        passages=tuple(passage(members[id]) for id in summary.incident.events if id in members),
    )


def said(summary: IncidentSummary) -> tuple[Said, ...]:
    """What is claimed and by whom: the fields that matter most first; a field all agree on in one way is left out."""
    values = Counter(claim.field for claim in summary.claims)
    shown = [c for c in summary.claims if values[c.field] > 1 or c.field in _ALWAYS]
    shown.sort(key=lambda c: _ORDER.index(c.field) if c.field in _ORDER else len(_ORDER))
    return tuple(
        Said(
            c.field,
            _value(c.value),
            ", ".join((*c.speakers, *c.outlets)) or "outlet not named",
            c.field in summary.disputed,
        )
        for c in shown
    )


def _value(value: str) -> str:
    """A claim's value for people: an open stretch of days in words."""
    start, slash, stop = value.partition("/")
    if slash and start == "..":
        return f"before {stop}"
    return f"since {start}" if slash and stop == ".." else value.replace("/", " to ") if slash else value


def names(actors: Iterable[object], raw: tuple[str, ...]) -> tuple[str, ...]:
    """Resolved names where there are any, else the words of the text in quotation marks."""
    resolved = tuple(dict.fromkeys(str(getattr(actor, "name", actor)) for actor in actors))
    return resolved or tuple(f"“{name}”" for name in raw)


def _where(summary: IncidentSummary) -> str:
    place = summary.place
    if place is None:
        return summary.country or "place not told"
    parts = [place.name, place.admin1 if place.admin1 != place.name else None, place.country]
    return ", ".join(part for part in parts if part)


def _precision(summary: IncidentSummary) -> str:
    return summary.place.precision.value if summary.place else PlacePrecision.UNKNOWN.value


def _count(summary: IncidentSummary, kind: CountKind) -> str:
    for item in summary.counts:
        if item.kind is kind:
            top = max(item.best, item.high or 0)
            return (f"{item.low}–{top}" if top != item.low else str(item.low)) + ("+" if item.high is None else "")
    return ""


def _total_killed(summaries: Sequence[IncidentSummary]) -> str:
    best = [c.best for s in summaries for c in s.counts if c.kind is CountKind.KILLED and s.type.value == "ASSAULT"]
    return str(sum(best)) if best else "none told"


def _span(days: Sequence[date]) -> str:
    return f"Reports of {min(days).isoformat()} to {max(days).isoformat()}" if days else "Reports without dates"
