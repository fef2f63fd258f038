"""Runs all tasks whose files are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from khaldun.evaluate.measure import Measured, measure
from khaldun.evaluate.rows import EvaluationError
from khaldun.evaluate.samples import Extent, sample_of
from khaldun.evaluate.task import Task
from khaldun.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be measured, and how many of its records (None: all)."""

    task: Task
    path: Path
    size: int | None


def jobs(folder: Path, tasks: Iterable[Task], extent: Extent) -> Iterator[Job]:
    """The files under ``folder`` that the tasks know: ``TASK/visible/FILE`` or ``TASK/FILE``."""
    for task in tasks:
        for file in task.files:
            size = sample_of(task.name, file).size(extent)
            path = next((p for p in _places(folder, task.name, file) if p.is_file()), None)
            if path and size != 0:
                yield Job(task, path, size)


def _places(folder: Path, task: str, file: str) -> tuple[Path, ...]:
    return folder / task / "visible" / file, folder / task / file


def run_suite(
    found: Iterable[Job], build: Callable[[], Pipeline], watch: Callable[[Sequence[Measured]], None] = lambda _: None
) -> list[Measured]:
    """Measure every job with one line, in order; ``watch`` sees what is done after each.

    Raises ``EvaluationError`` where there is nothing to measure.
    """
    listed = list(found)
    if not listed:
        raise EvaluationError("no benchmark file was found there; `khaldun evaluate` lists the files of each task")
    line = build()
    done: list[Measured] = []
    for job in listed:
        done.append(measure(job.task, job.path, line, job.size))
        watch(done)
    return done
