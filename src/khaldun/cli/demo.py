"""``khaldun demo``: the main job on the bundled example reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from khaldun.model import CodedEvent, IncidentSummary, Reject

_TITLE = "Kabul, September 2022 to January 2023 (sample reports)"


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
    _leading(summaries, events)
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


def _leading(summaries: tuple[IncidentSummary, ...], events: tuple[CodedEvent, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from khaldun.analyse.leading import leading
    from khaldun.export.rows import incident_row

    table = Table(title="The five leading incidents", title_justify="left", show_lines=True)
    for column in ("date", "what", "who → whom", "where", "killed", "sources", "quote"):
        table.add_column(column, overflow="fold")
    for item in leading(summaries, events, limit=5):
        row = incident_row(item.summary)
        whom = f"{row['actors'] or 'unknown'} → {row['recipients'] or 'not told'}"
        what = f"{row['type']}\n{row['status']}"
        cells = (row["date"], what, whom, row["place"], row["killed"], row["sources"], f"“{item.quote}”")
        table.add_row(*(escape(str("" if cell is None else cell)) for cell in cells))
    console = Console()
    (console if console.is_terminal else Console(width=140)).print(table)


def _refusals(refused: tuple[Reject, ...]) -> None:
    typer.echo(f"\n{len(refused)} inputs were refused:")
    for reject in refused:
        typer.echo(f"  {Path(reject.subject).name}: {reject.reason.value} – {reject.message}")
