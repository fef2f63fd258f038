"""How fast the line is beside the bare language model: same texts, batch by batch in turn, in one process.

The bare model is loaded apart and as spaCy loads it, so that neither profits from words that the other has met, nor the
bare one from what the line does for its own (``annotate/products.py``, ``annotate/tag_rules.py``). Processor time is
measured, not the clock on the wall, so that a busy machine changes little.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from khaldun.annotate import language_model
from khaldun.evaluate.coding import Text, raw
from khaldun.evaluate.rows import EvaluationError, read_rows
from khaldun.model import Dossier
from khaldun.pipeline import Pipeline, apply

NAME = "speed"
"""How the command line names it, beside the tasks."""
_WARM = 2  # texts coded before the clock runs: they load the model, the gazetteer and the classifier
_BATCH = 64  # documents the model parses together: as the line does
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of processor time for some texts: the bare model, and every step of the line by name."""

    characters: int
    bare: float
    steps: tuple[tuple[str, float], ...]

    @property
    def line(self) -> float:
        """Seconds of the whole line."""
        return sum(seconds for _, seconds in self.steps)

    @property
    def ratio(self) -> float:
        """The line's throughput as a share of the bare model's."""
        return self.bare / self.line if self.line else 0.0


def run_speed(data: Path | None, limit: int | None) -> None:
    """Measure the texts of a JSONL file (field ``text``) and print. Raises ``EvaluationError`` without usable ones."""
    from khaldun import config
    from khaldun.evaluate import loading
    from khaldun.run import line

    if data is None:
        raise EvaluationError("speed needs --data FILE, JSON lines with a field text")
    texts = [str(row["text"]) for row in read_rows(data, limit) if row.get("text")]
    if len(texts) <= _WARM:
        raise EvaluationError(f"{data} has too few texts: over {_WARM} are needed")
    sys.stdout.write(told(measure(texts, line.build(config.load()))))
    sys.stdout.write(loading.told(loading.measure()))


def measure(texts: Sequence[str], line: Pipeline) -> Speed:
    """The speed over all but the first texts, which warm up."""
    model = language_model.bare()
    list(line.run(_dossiers(texts[:_WARM])))
    list(model.pipe(texts[:_WARM]))
    seconds = dict.fromkeys((step.name for step in line.steps), 0.0)
    bare, source = 0.0, iter(texts[_WARM:])
    while part := list(islice(source, line.batch)):
        bare += _clocked(lambda part=part: list(model.pipe(part, batch_size=_BATCH)))[0]  # type: ignore[misc]
        batch = list(_dossiers(part))
        for step in line.steps:
            spent, batch = _clocked(lambda step=step, batch=batch: apply(step, batch))  # type: ignore[misc]
            seconds[step.name] += spent
    return Speed(sum(map(len, texts[_WARM:])), bare, tuple(seconds.items()))


def _dossiers(texts: Iterable[str]) -> Iterator[Dossier]:
    return (Dossier(raw=raw(Text(str(number), text))) for number, text in enumerate(texts))


def _clocked(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, and what the work gave."""
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def told(found: Speed) -> str:
    """The figures as aligned text."""
    lines = [f"{'bare model':<12} {found.bare:8.2f} s"]
    lines += [f"{name:<12} {seconds:8.2f} s  {seconds / found.line:4.0%}" for name, seconds in found.steps]
    lines.append(f"{'whole line':<12} {found.line:8.2f} s  {found.characters / found.line:,.0f} characters a second")
    lines.append(f"the line reaches {found.ratio:.0%} of the bare model's throughput")
    return "\n".join(lines) + "\n"
