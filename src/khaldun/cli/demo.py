"""``khaldun demo``: the main job on the bundled example reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli.output import short_id

if TYPE_CHECKING:
    from khaldun.analyse.leading import Leading
    from khaldun.model import CodedEvent, IncidentSummary, Reject

_TITLE = "Kabul, September 2022 to January 2023 (sample reports)"
_WIDTH = 76  # letters a line: good to read, and fits any terminal


def demo(
    into: Annotated[Path, typer.Option("--into", "-i", help="The folder for the results.")] = Path("demo"),
) -> None:
    """Code the bundled example reports: prints the leading incidents and where the results are."""
    from importlib.resources import files

    from khaldun import config
    from khaldun.export.page.write import write_page
    from khaldun.intake import Intake
    from khaldun.store.project import Project

    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"cannot make the folder {into}: {error.strerror}", param_hint="--into") from error
    with Project.open(into / "kabul.khaldun", create=True) as project:
        tally = Intake(project, config.load()).run([Path(str(files("khaldun") / "data" / "examples" / "reports"))])
        events, summaries = tuple(project.coded()), tuple(project.incidents())
        refused = tuple(project.rejects())
        total = len(tuple(project.reports()))
    write_page(into / "report.html", _TITLE, events, summaries, refused)
    paths = [into / "report.html", *_tables(into, events, summaries)]
    typer.echo(f"{total} sample reports: {tally.coded} coded now, {tally.known} known from before.")
    typer.echo(f"{len(events)} events make {len(summaries)} incidents.\n")
    _leading(into / "kabul.khaldun", summaries, events)
    _refusals(refused)
    typer.echo("\nResults:")
    for path in paths:
        typer.echo(f"  {path.resolve()}")


def _tables(into: Path, events: tuple[CodedEvent, ...], summaries: tuple[IncidentSummary, ...]) -> list[Path]:
    from khaldun.export.formats import EXPORTERS

    written = []
    for name, file in (("incidents", "incidents.csv"), ("events", "events.csv")):
        EXPORTERS[name].write(events, summaries, into / file)
        written.append(into / file)
    return written


def _leading(project: Path, summaries: tuple[IncidentSummary, ...], events: tuple[CodedEvent, ...]) -> None:
    from khaldun.analyse.leading import leading

    typer.echo("The five leading incidents, each with the sentence that tells it best:")
    for item in leading(summaries, events, limit=5):
        for line in _block(item):
            typer.echo(line)
        typer.echo(f"  khaldun explain {project} {short_id(item.summary.incident.id)}")


def _block(item: Leading) -> Iterator[str]:
    """One incident in a few lines, wrapped for reading."""
    from textwrap import wrap

    from khaldun.export.rows import incident_row

    row = incident_row(item.summary)
    sources = f"{row['sources']} source{'s' if item.summary.sources > 1 else ''}"
    killed = f"{row['killed']} killed" if row["killed"] else None
    head = (row["date"], row["type"], row["status"], row["place"], killed, sources)
    yield ""
    yield " · ".join(str(cell) for cell in head if cell)
    yield from _indented(wrap(f"{row['actors'] or 'unknown'} → {row['recipients'] or 'not told'}", _WIDTH))
    if item.quote:
        yield from _indented(wrap(f"“{item.quote}”", _WIDTH))


def _indented(lines: list[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _refusals(refused: tuple[Reject, ...]) -> None:
    typer.echo(f"\n{len(refused)} inputs were refused:")
    for reject in refused:
        typer.echo(f"  {Path(reject.subject).name}: {reject.reason.value} – {reject.message}")
