"""What a benchmark task is. An adapter only translates formats: every task runs the product's own steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from khaldun.pipeline import Pipeline

Row = Mapping[str, Any]
"""A record of a benchmark file as it stands there; the formats are theirs, so it stays a plain mapping."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong case: which record, what kind of error, gold beside ours, and our reasons."""

    record: str
    kind: str
    gold: str
    ours: str
    text: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    """A published or measured value of another system; ``verified`` in the source itself.

    ``figure`` names the figure of ours it compares with (empty: the headline), ``file`` the file (empty: any).
    """

    system: str
    value: float
    source: str
    verified: bool
    figure: str = ""
    file: str = ""


class Task(Protocol):
    """One benchmark: how to predict, score and explain."""

    @property
    def name(self) -> str:
        """The task as the command line names it."""
        ...

    @property
    def files(self) -> tuple[str, ...]:
        """Its visible files, relative to the set's folder."""
        ...

    @property
    def headline(self) -> str:
        """The name of the figure that counts first."""
        ...

    @property
    def peers(self) -> tuple[Peer, ...]:
        """What others reach on that figure."""
        ...

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterable[dict[str, Any]]:
        """Predictions in the format that the set's own scorer takes; must not look at gold fields."""
        ...

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Figures by name, from 0 to 1 unless the name says otherwise."""
        ...

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterable[Wrong]:
        """The wrong cases, for the error browser."""
        ...

    def has_gold(self, record: Row) -> bool:
        """Whether a record carries gold fields (held-back inputs do not)."""
        ...


@runtime_checkable
class NeedsFolder(Protocol):
    """A task some of whose input lies beside the file of records: pages, gold records of another kind."""

    def beside(self, folder: Path) -> Task:
        """The task, reading what lies beside from ``folder``."""
        ...


def placed(task: Task, folder: Path) -> Task:
    """The task for records that lie in ``folder``."""
    return task.beside(folder) if isinstance(task, NeedsFolder) else task
