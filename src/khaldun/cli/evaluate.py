"""``khaldun evaluate``: the line measured on the field's public benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    task: Annotated[str | None, typer.Argument(help="A task; without one, all are listed.")] = None,
    data: Annotated[Path | None, typer.Option("--data", help="The benchmark's JSONL file.")] = None,
    predictions: Annotated[Path | None, typer.Option("--predictions", help="Write predictions here.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Gold records; default: those of --data.")] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Show so many wrong cases beside gold.")] = 0,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Only the first records.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False,
) -> None:
    """Measure the line on a public benchmark; needs its data, which Khaldun does not carry."""
    from khaldun.evaluate.command import list_tasks, run_task

    if task is None:
        list_tasks()
    else:
        run_task(task, data, predictions=predictions, gold=gold, errors=errors, limit=limit, as_json=json)
