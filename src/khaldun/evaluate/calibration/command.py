"""What ``khaldun evaluate calibration --data DIR`` does: gathers answers, prints, keeps and writes the figures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from khaldun.evaluate.calibration.answer import Answer
from khaldun.evaluate.calibration.report import as_json, reports, table, write
from khaldun.evaluate.calibration.sources import gather
from khaldun.evaluate.rows import EvaluationError
from khaldun.knowledge.calibration import Calibration

NAME = "calibration"
"""How the command line names it, beside the tasks."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The folder of all sets; where to keep the figures and write the page (None: nowhere); how to print."""

    folder: Path | None
    into: Path | None = None
    page: Path | None = None
    as_json: bool = False


def run_calibration(wanted: Wanted) -> None:
    """Measure confidence. Raises ``EvaluationError`` without a folder, or with one that holds no set."""
    if wanted.folder is None or not wanted.folder.is_dir():
        raise EvaluationError("calibration needs --data DIR, the folder that holds the sets")
    found = reports(answers_in(wanted.folder))
    write(found, wanted.into, wanted.page)
    sys.stdout.write(as_json(found) if wanted.as_json else table(found))


def answers_in(folder: Path) -> Sequence[Answer]:
    """The answers of the line with its raw scores."""
    from khaldun import config
    from khaldun.run import line

    return gather(folder, line.build(config.load(), Calibration()), _tell)


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
