"""What ``khaldun evaluate calibration --data DIR`` does: gathers answers, prints, keeps and writes the figures."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from khaldun.evaluate.calibration.report import as_json, reports, table, write
from khaldun.evaluate.calibration.sources import gather
from khaldun.evaluate.rows import EvaluationError
from khaldun.knowledge.calibration import Calibration
from khaldun.pipeline import Pipeline

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
    found = reports(gather(wanted.folder, raw_line(), tell))
    write(found, wanted.into, wanted.page)
    sys.stdout.write(as_json(found) if wanted.as_json else table(found))


def raw_line() -> Pipeline:
    """The line with the raw scores of its rules."""
    from khaldun import config
    from khaldun.run import line

    return line.build(config.load(), Calibration())


def tell(text: str) -> None:
    """Say on standard error how far it is."""
    sys.stderr.write(text + "\n")
