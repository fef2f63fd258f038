"""The one table of a run: task, figure, value, floor, and the best of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khaldun.evaluate.floors import Floors
from khaldun.evaluate.measure import Measured
from khaldun.evaluate.results import Results
from khaldun.evaluate.task import Peer, Task
from khaldun.evaluate.trained import seen_in_training

_HEAD = ("task", "file", "records", "figure", "value", "floor", "best other (verified?)")


def table(results: Results, floors: Floors, tasks: Mapping[str, Task]) -> str:
    """The headline figure of every measurement, as aligned text; * marks files a shipped model was trained on."""
    rows = [_HEAD, *_rows(results, floors, tasks)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(_HEAD))]
    return "".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def _rows(results: Results, floors: Floors, tasks: Mapping[str, Task]) -> Iterator[tuple[str, ...]]:
    pinned = floors.of(results.extent.value)
    for m in results.measured:
        task = tasks.get(m.task)
        figure = headline(m, task)
        floor = pinned.get(m.key, {}).get(figure)
        peer = best_peer(task, figure, m.file) if task else None
        yield (
            m.task,
            m.file,
            str(m.records) if m.records == m.there else f"{m.records} of {m.there}",
            figure,
            f"{m.figure(figure) or 0.0:.4f}" + ("*" if seen_in_training(m.task, m.file) else ""),
            "-" if floor is None else f"{floor:.4f}",
            f"{peer.value:.3f} {peer.system} ({'yes' if peer.verified else 'no'})" if peer else "-",
        )


def headline(m: Measured, task: Task | None) -> str:
    """The figure that counts first, else the first one this file gives."""
    names = [name for name, _ in m.figures]
    return task.headline if task and task.headline in names else names[0]


def best_peer(task: Task, figure: str, file: str) -> Peer | None:
    """The system with the highest value on a figure of a file."""
    rivals = [peer for peer in task.peers if (peer.figure or task.headline) == figure and peer.file in ("", file)]
    return max(rivals, key=lambda peer: peer.value, default=None)
