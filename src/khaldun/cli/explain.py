"""``khaldun explain``: the whole chain from bytes to incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli import options
from khaldun.cli.options import ProjectFile

if TYPE_CHECKING:
    from khaldun.model import CodedEvent, Incident, Judgement, Link, Passed, Report
    from khaldun.store.query import Explanation


def explain(
    project: ProjectFile,
    id: Annotated[str, typer.Argument(help="The id of an event, incident or report; its beginning will do.")],
) -> None:
    """Explain a record: bytes → report → quote → coding → links → incident → judgements."""
    with options.existing(project) as opened:
        explanation = opened.explain(id)
    for line in lines(explanation):
        typer.echo(line)


def lines(explanation: Explanation) -> Iterator[str]:
    """The explanation as text, one step of the chain after the other."""
    yield f"{explanation.kind} {explanation.id}"
    for report in explanation.reports:
        yield from _report(report, explanation.superseded)
        yield from (line for c in explanation.events if c.event.report == report.id for line in _event(c))
        yield from (line for p in explanation.passed if p.report == report.id for line in _passed(p))
    for incident in explanation.incidents:
        yield from _incident(incident)
    yield from (_judgement(judgement) for judgement in explanation.judgements)


def _report(report: Report, superseded: tuple[Report, ...]) -> Iterator[str]:
    origin = report.origin
    yield ""
    yield f"bytes      {origin.uri}" + (f" # {origin.inside}" if origin.inside else "")
    yield f"           sha256 {origin.sha256}, {origin.media_type}"
    yield f"report     {report.id} ({report.edition})"
    yield f"           {report.outlet or 'outlet not told'} · {report.title or 'no title'}"
    if report.published:
        yield f"           published {report.published.at.isoformat()} – {report.published.because}"
    older = sum(other.id == report.id for other in superseded)
    if older:
        yield f"           {older} older edition{'s' if older > 1 else ''} kept"
    if report.dropped:
        first = report.dropped[0]
        yield f"           {len(report.dropped)} passages dropped, such as “{first.quote[:60]}” ({first.why})"


def _event(coded: CodedEvent) -> Iterator[str]:
    event = coded.event
    yield ""
    yield f"quote      “{coded.sentence}”"
    yield f"event      {event.id}  {event.type.value}{' · ' + event.mode if event.mode else ''}, {event.status.value}"
    yield f"           made by {event.made_by}, score {event.score:.2f}" + (
        f", flags: {', '.join(event.flags)}" if event.flags else ""
    )
    for because in event.because:
        where = f" “{because.span.quote}” [{because.span.start}:{because.span.stop}]" if because.span else ""
        yield f"  {because.field:<12} {because.rule} ({because.score:.2f}){where}"
    for link in coded.links:
        yield from _link(link)


def _link(link: Link) -> Iterator[str]:
    read = f"“{link.span.quote}”" if link.span else "(no passage)"
    to = "nothing found" if link.to is None else _target(link.to)
    mark = "→" if link.rank == 0 else "  or"
    why = ", ".join(dict.fromkeys(because.rule for because in link.because))
    yield f"  {link.role.value:<12} {read} {mark} {to} ({link.score:.2f}) because {why}"


def _target(to: object) -> str:
    from khaldun.export.page.content import when_text
    from khaldun.model import Actor, Interval, Place

    if isinstance(to, Actor):
        return f"{to.name} [{to.id}]"
    if isinstance(to, Place):
        point = f" at {to.lat:.4f}, {to.lon:.4f}" if to.lat is not None and to.lon is not None else ", no point"
        return f"{to.name} [{to.id}], {to.precision.value}{point}"
    if isinstance(to, Interval):
        return f"{when_text(to)} ({to.precision.value})"
    raise TypeError(f"not a target of a link: {to!r}")


def _passed(passed: Passed) -> Iterator[str]:
    yield f"passed     “{passed.trigger.quote}” is no {passed.type.value}: {passed.reason} ({passed.rule})"


def _incident(incident: Incident) -> Iterator[str]:
    yield ""
    yield f"incident   {incident.id}: {len(incident.events)} event{'s' if len(incident.events) > 1 else ''}"
    for because in incident.because:
        yield f"  {because.field:<12} {because.rule} ({because.score:.2f})"


def _judgement(judgement: Judgement) -> str:
    return f"judgement  {judgement.made_at.isoformat()} {judgement.made_by}: {judgement.verdict} {judgement.note}"
