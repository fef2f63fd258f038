"""``khaldun report``: one self-contained HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli import options
from khaldun.cli.options import ActorName, Country, PlaceName, ProjectFile, Since, Statuses, Types, Until, Words


def report(
    project: ProjectFile,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = Path("report.html"),
    title: Annotated[str | None, typer.Option(help="The page's title; default: the project's name.")] = None,
    type: Types = None,
    actor: ActorName = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    status: Statuses = None,
    place: PlaceName = None,
    text: Words = None,
) -> None:
    """Write a page with map, timeline, matrix, and every incident with its evidence. It needs no network."""
    from khaldun.export.page.write import write_page

    asked = options.query(type, actor, country, since, until, status, place, text)
    with options.existing(project) as opened:
        summaries = tuple(opened.incidents(asked))
        events, refused = tuple(opened.coded()), tuple(opened.rejects())
    try:
        write_page(out, title or Path(project).stem.replace("-", " ").title(), events, summaries, refused)
    except OSError as error:
        raise typer.BadParameter(f"cannot write {out}: {error.strerror or error}", param_hint="--out") from error
    typer.echo(f"{len(summaries)} incidents written to {out}")
