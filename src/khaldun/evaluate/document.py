"""Writes ``docs/evaluation.md`` from results: what was measured, on what, against whom, and where we lose."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from khaldun.evaluate.measure import Measured
from khaldun.evaluate.results import Results
from khaldun.evaluate.samples import sample_of
from khaldun.evaluate.table import best_peer, headline
from khaldun.evaluate.task import Peer, Task
from khaldun.evaluate.trained import seen_in_training

_RULE = "|---|---|---|---|---|"


def write_document(path: Path, results: Results, tasks: Mapping[str, Task]) -> None:
    """Write the document as Markdown."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(results, tasks), encoding="utf-8")


def document(results: Results, tasks: Mapping[str, Task]) -> str:
    """The document's text; the same results give the same text."""
    parts = [_head(results), *_summary(results, tasks)]
    for task in tasks.values():
        if found := [m for m in results.measured if m.task == task.name]:
            parts.extend(_section(task, found))
    parts.extend(_missing(results, tasks))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _head(results: Results) -> str:
    text = (files("khaldun") / "data" / "evaluation" / "document.md").read_text(encoding="utf-8")
    packages = ", ".join(f"{name} {version}" for name, version in results.packages)
    made = f"Measured with khaldun {results.khaldun}, Python {results.python}; {packages}."
    return f"{text.strip()}\n\n{made}"


def _summary(results: Results, tasks: Mapping[str, Task]) -> Iterator[str]:
    yield "## In short"
    rows = ["| task | file | figure | ours | best other | |", "|---|---|---|---|---|---|"]
    for m in results.measured:
        task = tasks.get(m.task)
        figure = headline(m, task)
        peer = best_peer(task, figure, m.file) if task else None
        other = f"{peer.system} {peer.value:.3f}{_mark(peer.verified)}" if peer else "none known"
        value = m.figure(figure) or 0.0
        seen = seen_in_training(m.task, m.file)
        verdict = "seen in training" if seen else _verdict(value, peer.value if peer else None)
        rows.append(f"| {m.task} | {m.file} | {figure} | {value:.3f} | {other} | {verdict} |")
    yield "\n".join(rows)


def _mark(verified: bool) -> str:
    return "" if verified else " (unverified)"


def _verdict(ours: float, theirs: float | None) -> str:
    if theirs is None:
        return ""
    return "ahead" if ours > theirs else f"**behind by {theirs - ours:.3f}**"


def _section(task: Task, found: Sequence[Measured]) -> Iterator[str]:
    yield f"## {task.name}"
    yield _told(task)
    for m in found:
        sample = sample_of(m.task, m.file)
        size = f"all {m.there} records" if m.records == m.there else f"the first {m.records} of {m.there} records"
        seen = seen_in_training(m.task, m.file)
        warned = f" **Not a fair test: {seen}.**" if seen else ""
        yield f"`{m.file}`, {size} ({sample.reason}); sha256 `{m.sha256[:16]}…`.{warned}"
        yield "\n".join(
            ["| figure | value |", "|---|---|", *(f"| {name} | {value:.3f} |" for name, value in m.figures)]
        )
    if task.peers:
        head = "| figure | system | value | source | verified |"
        yield "\n".join(["Others:", "", head, _RULE, *map(_peer(task), task.peers)])


def _peer(task: Task) -> Callable[[Peer], str]:
    def row(peer: Peer) -> str:
        figure, verified = peer.figure or task.headline, "yes" if peer.verified else "no"
        return f"| {figure} | {peer.system} | {peer.value:.3f} | {peer.source} | {verified} |"

    return row


def _told(task: Task) -> str:
    """What the task measures: the documentation of its module, then of its class."""
    module = inspect.getdoc(sys.modules[type(task).__module__]) or ""
    own = inspect.getdoc(type(task)) or ""
    return f"{module}\n\n{own}".replace("``", "`")


def _missing(results: Results, tasks: Mapping[str, Task]) -> Iterator[str]:
    absent = sorted(set(tasks) - {m.task for m in results.measured})
    if absent:
        yield "## Not measured"
        yield f"Their data were not there, or the run left them out: {', '.join(absent)}."
