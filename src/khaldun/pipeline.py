"""The line: steps checked against one another before any model loads, run in batches, one bad report at a time.

A step takes dossiers and gives each one part more. An exception halves the batch until the guilty report
stands alone; that one becomes a ``crash`` reject with its trace, and the others go on.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol

from khaldun.model import Dossier, Reason, Reject

BATCH = 32
"""Reports a batch: enough sentences to fill the parser's own batches while memory stays small. Not tuned."""

_TRACE_LIMIT = 4000


class Step(Protocol):
    """One step of the line. ``needs`` and ``gives`` name parts of a ``Dossier``."""

    @property
    def name(self) -> str:
        """The step's name in rejects and messages."""
        ...

    @property
    def needs(self) -> frozenset[str]:
        """The parts that must be there."""
        ...

    @property
    def gives(self) -> frozenset[str]:
        """The parts that are there afterwards."""
        ...

    def __call__(self, batch: Sequence[Dossier]) -> Sequence[Dossier]:
        """The dossiers in the same order, each with the new parts, or refused."""
        ...


class LineError(Exception):
    """The steps do not fit together; the message lists every misfit."""


class Pipeline:
    """Steps in order. Raises ``LineError`` when a step needs what none before it gives."""

    def __init__(self, steps: Sequence[Step], *, start: Iterable[str] = ("raw",), batch: int = BATCH) -> None:
        self.steps = tuple(steps)
        self.batch = batch
        problems = list(_misfits(self.steps, frozenset(start)))
        if problems:
            raise LineError("; ".join(problems))

    def run(self, dossiers: Iterable[Dossier]) -> Iterator[Dossier]:
        """Send dossiers down the line, in order; refused ones come out with ``reject`` set."""
        source = iter(dossiers)
        while batch := list(islice(source, self.batch)):
            for step in self.steps:
                batch = apply(step, batch)
            yield from batch


def _misfits(steps: Sequence[Step], have: frozenset[str]) -> Iterator[str]:
    for step in steps:
        missing = sorted(step.needs - have)
        if missing:
            yield f"step '{step.name}' needs {', '.join(missing)}, which no step before it gives"
        have |= step.gives


def apply(step: Step, batch: list[Dossier]) -> list[Dossier]:
    """Run one step over the live dossiers of a batch, keeping the order and leaving refused ones alone."""
    live = [dossier for dossier in batch if dossier.reject is None]
    done = iter(_run_halving(step, live))
    return [dossier if dossier.reject is not None else next(done) for dossier in batch]


def _run_halving(step: Step, batch: list[Dossier]) -> list[Dossier]:
    if not batch:
        return []
    try:
        result = list(step(batch))
        if len(result) != len(batch):
            raise RuntimeError(f"step '{step.name}' took {len(batch)} dossiers and gave {len(result)}")
        return result
    except Exception:
        if len(batch) == 1:
            return [replace(batch[0], reject=crash(step.name, batch[0]))]
        middle = len(batch) // 2
        return _run_halving(step, batch[:middle]) + _run_halving(step, batch[middle:])


def crash(step: str, dossier: Dossier) -> Reject:
    """The reject for the exception being handled: our bug, kept with its trace, never hidden."""
    origin = dossier.raw.origin if dossier.raw else dossier.report.origin if dossier.report else None
    subject = "unknown" if origin is None else "#".join(filter(None, (origin.uri, origin.inside)))
    trace = traceback.format_exc()[-_TRACE_LIMIT:]
    return Reject(subject, step, Reason.CRASH, trace, origin.sha256 if origin else None)
