"""``khaldun evaluate``: the line measured on the field's public benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    task: Annotated[
        str | None, typer.Argument(help="A task, calibration, or speed; without one, all are listed.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="The benchmark's JSONL file; of calibration, the folder of all.")
    ] = None,
    predictions: Annotated[Path | None, typer.Option("--predictions", help="Write predictions here.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Gold records; default: those of --data.")] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Show so many wrong cases beside gold.")] = 0,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Only the first records.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False,
    everything: Annotated[
        Path | None, typer.Option("--all", help="Measure every task (or TASK alone) whose files are under this folder.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="With --all: the short samples that guard a change.")] = False,
    into: Annotated[Path, typer.Option("--into", help="Where results and floors are kept.")] = Path("evaluation"),
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Raise the floors to the results.")] = False,
    allow_regression: Annotated[
        str | None, typer.Option("--allow-regression", help="Why floors may fall; kept with them.")
    ] = None,
    write_docs: Annotated[
        bool, typer.Option("--write-docs", help="Write docs/evaluation.md (calibration: its page and figures).")
    ] = False,
) -> None:
    """Measure the line on public benchmarks; needs their data, which Khaldun does not carry."""
    from khaldun.evaluate.calibration import command as confidence
    from khaldun.evaluate.command import Wanted, list_tasks, run_task

    if task == confidence.NAME:
        page = Path("docs/calibration.md") if write_docs else None
        kept = into if write_docs else None
        confidence.run_calibration(confidence.Wanted(data, kept, page, json))
    elif task == "speed":
        from khaldun.evaluate.speed import run_speed

        run_speed(data, limit)
    elif task is not None and everything is None:
        run_task(task, Wanted(data, predictions, gold, errors, limit, json))
    elif everything or update_floors or write_docs:
        from khaldun.evaluate.command_all import Asked, run_all
        from khaldun.evaluate.samples import Extent

        document = Path("docs/evaluation.md") if write_docs else None
        extent = Extent.QUICK if quick else Extent.FULL
        run_all(Asked(everything, into, extent, update_floors, allow_regression, document, task))
    else:
        list_tasks()
