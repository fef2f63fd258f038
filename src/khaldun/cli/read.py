"""``khaldun read``: from files and folders to a coded project."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli.options import ActorFiles, ConfigFile

if TYPE_CHECKING:
    from khaldun.intake import Intake, Tally

_EVERY = 10.0
"""Seconds between progress lines where the output is no terminal."""


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files or folders: pages, texts, Markdown, JSON lines, feeds, WARC, .gz, .zip; - is standard input.",
        ),
    ],
    into: Annotated[str, typer.Option("--into", "-i", metavar="PROJECT", help="The project file; made if not there.")],
    actors: ActorFiles = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: by the amount of work.")] = None,
    config: ConfigFile = None,
) -> None:
    """Read reports, code them, and join events into incidents. Safe to run again: only what is new is coded.

    Exit code 0: done; 1: nothing could be used, or a fault of Khaldun's own; 2: wrong command or settings;
    130: stopped with Ctrl-C.
    """
    from dataclasses import replace

    from khaldun import config as settings
    from khaldun.intake import Intake
    from khaldun.store.project import Project

    chosen = settings.load(config, actors=tuple(actors or ()))
    if workers:
        chosen = replace(chosen, workers=workers)
    _must_exist(paths)
    with Project.open(into, create=True) as project, _progress() as watch:
        intake = Intake(project, chosen, watch)
        try:
            intake.run([path if path == "-" else Path(path) for path in paths])
        except KeyboardInterrupt:
            typer.echo(f"\nStopped. {_told(intake.tally)} Run the same command again to go on.", err=True)
            raise typer.Exit(130) from None
    typer.echo(_told(intake.tally))
    _afterwards(into, intake)


def _must_exist(paths: list[str]) -> None:
    """A misspelt path is a fault of the command, told before any work; what a folder holds is input."""
    missing = [path for path in paths if path != "-" and not os.path.lexists(path)]
    if missing:
        raise typer.BadParameter(f"there is no file or folder {', '.join(missing)}", param_hint="PATH")


def _told(tally: Tally) -> str:
    return f"{tally.coded} reports coded, {tally.events} events; {tally.known} known already; {tally.refused} refused."


def _afterwards(into: str, intake: Intake) -> None:
    """Say where to go on, and fail loudly when the fault was ours."""
    tally, crashes = intake.tally, intake.crashes
    if tally.refused:
        typer.echo(f"Why refused: khaldun refused {into}")
    if tally.coded:
        typer.echo(f"Next: khaldun incidents {into}   or   khaldun report {into}")
    if crashes:
        typer.echo(
            f"{crashes} inputs met a fault of Khaldun's own; the traces are in: khaldun refused {into} --json", err=True
        )
    if crashes or (tally.refused and not tally.coded and not tally.known):
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[Tally], None]]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain_lines()
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading …", total=None)
        yield lambda tally: bar.update(
            task, description=f"{tally.read} read, {tally.coded} coded, {tally.events} events, {tally.refused} refused"
        )


def _plain_lines() -> Callable[[Tally], None]:
    last = time.monotonic()

    def watch(tally: Tally) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            typer.echo(f"{tally.read} read, {tally.coded} coded, {tally.refused} refused", err=True)

    return watch
