"""Fits data/calibration/bands.tsv to the sets with gold and our annotated frames; writes the figures and the page.

    python training/calibration.py BENCH_FOLDER

Run it after any change of rules or models that moves what they get right; it takes a few minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from calibration_frames import frame_answers

from khaldun.evaluate.calibration.bands import fit
from khaldun.evaluate.calibration.command import raw_line, tell
from khaldun.evaluate.calibration.report import reports, table, write
from khaldun.evaluate.calibration.sources import gather
from khaldun.knowledge.calibration import Band, shipped

ROOT = Path(__file__).parents[1]
BANDS = ROOT / "src" / "khaldun" / "data" / "calibration" / "bands.tsv"
COLUMNS = ("field", "rule", "low", "high", "n", "probability")


def lines(bands: Sequence[Band]) -> list[str]:
    told = [f"{b.field}\t{b.rule}\t{b.low:g}\t{b.high:g}\t{b.n}\t{b.probability:.3f}" for b in bands]
    return ["\t".join(COLUMNS), *told]


def main(folder: Path) -> None:
    line = raw_line()
    answers = [*gather(folder, line, tell), *frame_answers(folder, line)]
    BANDS.write_text("\n".join(lines(fit(answers))) + "\n", encoding="utf-8")
    shipped.cache_clear()
    found = reports(answers)
    write(found, ROOT / "evaluation", ROOT / "docs" / "calibration.md")
    print(table(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
