"""What the page shows, gathered from incidents and their members."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khaldun.export.page.chart import Chart, chart
from khaldun.export.page.passages import Passage, passage
from khaldun.model import CodedEvent, CountKind, DatePrecision, IncidentSummary, Interval, PlacePrecision, Reject

LARGEST = 3000
"""Incidents on one page: a guess at what a browser still scrolls well. The page says what it left out."""
_MATRIX = 12  # rows and columns of the who-vs-whom matrix that stay readable on a laptop
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
_UNITS = (("day", 45), ("week", 300), ("month", 2200))
"""Units of the timeline and the longest span in days each still reads well at."""
_FAMILY = {
    **dict.fromkeys(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION"), "material-conflict"),
    **dict.fromkeys(("THREATEN", "ACCUSE", "REJECT", "REQUEST"), "verbal-conflict"),
    **dict.fromkeys(("AID", "COOPERATE", "RETREAT"), "material-cooperation"),
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal-cooperation"),
}


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
class Bar:
    """One month or day of the timeline: incidents by family, as (family, number)."""

    label: str
    parts: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: the incidents from actor to recipient."""

    conflict: int
    cooperation: int
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who against whom: names of columns (recipients), and rows of (actor, cells); an empty cell is None."""

    recipients: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    left_out: int


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
    bars: tuple[Bar, ...]
    bar_unit: str
    matrix: Matrix
    refusals: tuple[Reject, ...]


def gather(
    title: str, coded: Sequence[CodedEvent], summaries: Sequence[IncidentSummary], refusals: Sequence[Reject]
) -> Content:
    """Everything the page shows. Newest incidents first."""
    members = {item.event.id: item for item in coded}
    ordered = sorted(summaries, key=lambda s: (day_of(s.when) or date.min, s.incident.id), reverse=True)
    shown = ordered[:LARGEST]
    bars, unit = timeline(ordered)
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
        bars=bars,
        bar_unit=unit,
        matrix=matrix(shown),
        refusals=tuple(refusals),
    )


def day_of(when: Interval | None) -> date | None:
    """The day an incident is sorted and counted under: its first, else its last known day."""
    return (when.start or when.stop) if when else None


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
    day = day_of(summary.when)
    return Row(
        id=summary.incident.id,
        title=summary.title,
        type=summary.type.value,
        mode=summary.mode or "",
        family=_FAMILY[summary.type.value],
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


def timeline(summaries: Sequence[IncidentSummary]) -> tuple[tuple[Bar, ...], str]:
    """Incidents a day, week, month or year, empty ones included; only those dated that closely.

    News looks back: the few incidents long before the rest share one bar, "earlier".
    """
    days = sorted((day, _FAMILY[s.type.value]) for s in summaries if s.when and s.when.start and (day := s.when.start))
    if not days:
        return (), "month"
    first, last = _bulk_begins([day for day, _ in days]), days[-1][0]
    unit = next((name for name, most in _UNITS if (last - first).days <= most), "year")
    found: dict[str, Counter[str]] = {"earlier": Counter()} if days[0][0] < first else {}
    found |= {label: Counter() for label in _labels(first, last, unit)}
    for day, family in days:
        found[_label(day, unit) if day >= first else "earlier"][family] += 1
    return tuple(Bar(label, tuple(sorted(c.items())), c.total()) for label, c in found.items()), unit


def _bulk_begins(days: Sequence[date]) -> date:
    """The first day once the earliest incidents (one in five at most) that lie far before the rest are set aside."""
    whole = (days[-1] - days[0]).days
    for rank in range(len(days) // 5, 0, -1):
        if (days[-1] - days[rank]).days * 2 < whole:
            return days[rank]
    return days[0]


def _label(day: date, unit: str) -> str:
    if unit == "week":
        return f"week of {date.fromordinal(day.toordinal() - day.weekday()).isoformat()}"
    return {"day": day.isoformat(), "month": day.strftime("%Y-%m"), "year": str(day.year)}[unit]


def _labels(first: date, last: date, unit: str) -> list[str]:
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return list(dict.fromkeys(_label(day, unit) for day in days))


def matrix(summaries: Sequence[IncidentSummary]) -> Matrix:
    """Who did something to whom, the busiest actors and recipients."""
    pairs: dict[tuple[str, str], list[IncidentSummary]] = defaultdict(list)
    for summary in summaries:
        for actor in names(summary.actors, ()):
            for recipient in names(summary.recipients, ()):
                pairs[actor, recipient].append(summary)
    doers = _busiest(pairs, 0)
    suffering = _busiest(pairs, 1)
    rows = tuple((doer, tuple(_cell(pairs.get((doer, other), [])) for other in suffering)) for doer in doers)
    left_out = sum(1 for doer, other in pairs if doer not in doers or other not in suffering)
    return Matrix(suffering, rows, left_out)


def _busiest(pairs: Mapping[tuple[str, str], Sequence[IncidentSummary]], side: int) -> tuple[str, ...]:
    weight: Counter[str] = Counter()
    for pair, found in pairs.items():
        weight[pair[side]] += len(found)
    return tuple(name for name, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:_MATRIX])


def _cell(found: Sequence[IncidentSummary]) -> Cell | None:
    if not found:
        return None
    conflict = sum("conflict" in _FAMILY[s.type.value] for s in found)
    return Cell(conflict, len(found) - conflict, tuple(s.incident.id for s in found))
