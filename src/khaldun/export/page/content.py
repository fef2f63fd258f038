"""What the page shows, gathered from incidents and their members."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khaldun.export.page.passages import Passage, passage
from khaldun.export.page.worldmap import View, drawn, middle_in, shapes, view_of
from khaldun.knowledge.countries import Countries
from khaldun.model import CodedEvent, CountKind, DatePrecision, IncidentSummary, Interval, PlacePrecision, Reject

LARGEST = 3000
"""Incidents on one page: beyond this a browser grows slow (20 MB of HTML); the page then says what it left out."""
_MATRIX = 12  # rows and columns of the who-vs-whom matrix that stay readable on a laptop
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
class Dot:
    """A point of the map with the incidents there; units are those of the drawing."""

    x: float
    y: float
    radius: float
    place: str
    label: str
    incidents: tuple[str, ...]
    borrowed: bool


@dataclass(frozen=True, slots=True)
class Land:
    """A country or province as an SVG path."""

    line: str
    name: str
    layer: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A country's name where it is written on the map."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The map: size in drawing units, land, dots, and how many incidents have no point and why."""

    width: float
    height: float
    land: tuple[Land, ...]
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]
    unlocated: tuple[tuple[str, int], ...]


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
        said=tuple(
            Said(
                claim.field, claim.value, ", ".join((*claim.speakers, *claim.outlets)), claim.field in summary.disputed
            )
            for claim in summary.claims
        ),
        joined=tuple(because.rule for because in summary.incident.because),
        passages=tuple(passage(members[id]) for id in summary.incident.events if id in members),
    )


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


def chart(summaries: Sequence[IncidentSummary]) -> Chart:
    """The map of the incidents that have a point."""
    at: dict[tuple[float, float], list[IncidentSummary]] = defaultdict(list)
    without: Counter[str] = Counter()
    for summary in summaries:
        place = summary.place
        if place is not None and place.lon is not None and place.lat is not None:
            at[place.lon, place.lat].append(summary)
        else:
            without[place.precision.value if place else PlacePrecision.UNKNOWN.value] += 1
    view = view_of(list(at))
    countries = frozenset(s.country for s in summaries if s.country)
    land = (*_land("admin0", view, None), *(_land("admin1", view, countries) if at else ()))
    land = (*land, *(replace(shape, layer="border") for shape in _land("admin0", view, countries)))
    dots = tuple(_dot(point, found, view) for point, found in sorted(at.items()))
    names = tuple(_names(view)) if at else ()
    return Chart(1000, round(view.height, 1), land, dots, names, tuple(sorted(without.items())))


def _land(layer: str, view: View, countries: frozenset[str] | None) -> tuple[Land, ...]:
    return tuple(Land(line, shape.name, layer, shape.disputed) for shape, line in drawn(layer, view, countries))


def _names(view: View) -> Iterator[Name]:
    """Country names in the middle of what the view shows of their largest part."""
    countries = Countries.load()
    for shape in shapes("admin0"):
        known = countries.get(shape.country)
        middle = middle_in(shape, view) if view.meets(shape.box()) else None
        if known is not None and middle is not None:
            yield Name(*middle, known.name)


def _dot(point: tuple[float, float], found: Sequence[IncidentSummary], view: View) -> Dot:
    x, y = view.place(*point)
    place = found[0].place
    label = f"{place.name if place else ''}: {len(found)} incident{'s' if len(found) > 1 else ''}"
    borrowed = all(s.place is not None and s.place.point_from for s in found)
    return Dot(
        x,
        y,
        round(5 + 3 * len(found) ** 0.5, 1),
        place.name if place else "",
        label,
        tuple(s.incident.id for s in found),
        borrowed,
    )


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
