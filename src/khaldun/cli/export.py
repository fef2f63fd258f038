"""``khaldun export``: a project as CSV, JSON lines, Parquet and the field's own shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli import options
from khaldun.cli.options import ActorName, Country, PlaceName, ProjectFile, Since, Statuses, Types, Until, Words

_OF_EVENTS = frozenset({"events", "events-parquet", "plover"})
"""Formats of single events: they hold the events that fit; the others hold whole incidents with all their events."""


def _list(wanted: bool) -> None:
    from khaldun.export.formats import EXPORTERS

    if wanted:
        for name, exporter in EXPORTERS.items():
            typer.echo(f"{name:<15} {exporter.suffix:<9} {exporter.holds}")
        raise typer.Exit


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
    list_formats: Annotated[  # noqa: ARG001
        bool, typer.Option("--list", callback=_list, is_eager=True, help="List the formats and end.")
    ] = False,
) -> None:
    """Write incidents or events to a file other programs read."""
    from khaldun.export.formats import EXPORTERS

    if format not in EXPORTERS:
        raise typer.BadParameter(f"'{format}' is none of {', '.join(EXPORTERS)}", param_hint="--format")
    exporter = EXPORTERS[format]
    target = out or Path(f"{Path(project).stem}-{format}{exporter.suffix}")
    asked = options.query(type, actor, country, since, until, status, place, text)
    with options.existing(project) as opened:
        summaries = tuple(opened.incidents(asked))
        if format in _OF_EVENTS:
            events = tuple(opened.coded(asked))
        else:
            members = {id for summary in summaries for id in summary.incident.events}
            events = tuple(coded for coded in opened.coded() if coded.event.id in members)
        number = exporter.write(events, summaries, target)
    typer.echo(f"{number} records written to {target}")
