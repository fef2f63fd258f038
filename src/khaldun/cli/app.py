"""The ``khaldun`` command: every command in one visible list. Heavy imports happen inside the commands."""

from __future__ import annotations

import sys

import typer

from khaldun import __version__
from khaldun.cli import actors, demo, evaluate, explain, export, knowledge, listing, read, report

app = typer.Typer(
    name="khaldun",
    help="Read news reports; write down who did what to whom, when, where, and who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("read")(read.read)
app.command("incidents")(listing.incidents)
app.command("events")(listing.events)
app.command("reports")(listing.reports)
app.add_typer(actors.app, name="actors")
app.command("refused")(listing.refused)
app.command("explain")(explain.explain)
app.command("report")(report.report)
app.command("export")(export.export)
app.command("evaluate")(evaluate.evaluate)
app.command("demo")(demo.demo)
app.add_typer(knowledge.app, name="knowledge")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"khaldun {__version__}")
        raise typer.Exit


@app.callback()
def khaldun(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Read news reports; write down who did what to whom, when, where, and who says so."""


def main() -> None:
    """The entry point: problems of set-up and of projects become one plain message and exit code 2."""
    from khaldun.cli.problems import telling

    with telling():
        app()
    sys.exit(0)
