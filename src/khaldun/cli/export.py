"""``khaldun export``: a project as CSV, JSON lines, Parquet and the field's own shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli import options
from khaldun.cli.options import ActorName, Country, PlaceName, ProjectFile, Since, Statuses, Types, Until, Words


def export(
    project: ProjectFile,
    format: Annotated[str, typer.Option("--format", "-f", help="One of those that --list names.")] = "incidents",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file; default: by project and format.")] = None,
    type: Types = None,
    actor: ActorName = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    status: Statuses = None,
    place: PlaceName = None,
    text: Words = None,
    list_formats: Annotated[bool, typer.Option("--list", help="List the formats and end.")] = False,
) -> None:
    """Write incidents or events to a file other programs read."""
    from khaldun.export.formats import EXPORTERS

    if list_formats:
        for name, exporter in EXPORTERS.items():
            typer.echo(f"{name:<12} {exporter.suffix:<10} {exporter.holds}")
        raise typer.Exit
    if format not in EXPORTERS:
        raise typer.BadParameter(f"'{format}' is none of {', '.join(EXPORTERS)}", param_hint="--format")
    exporter = EXPORTERS[format]
    target = out or Path(f"{Path(project).stem}-{format}{exporter.suffix}")
    asked = options.query(type, actor, country, since, until, status, place, text)
    with options.existing(project) as opened:
        exporter.write(tuple(opened.coded(asked)), tuple(opened.incidents(asked)), target)
    typer.echo(f"written: {target}")
