"""Which sets tell about confidence, how much of each is taken, and how its records are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from khaldun.code.coder import Coder
from khaldun.evaluate.calibration import judge_events, judge_fields, judge_reports
from khaldun.evaluate.calibration.answer import Answer, Judge
from khaldun.evaluate.calibration.apart import is_apart, is_fair, sentence_group
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.peer_tests import read_case
from khaldun.evaluate.plv import asked_event
from khaldun.evaluate.rows import EvaluationError, read_rows
from khaldun.evaluate.task import Row
from khaldun.evaluate.telling import read_as
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.calibration import Calibration
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.pipeline import Pipeline
from khaldun.resolve.actors.reader import PhraseReader

JudgeOne = Callable[[Row, Coded], Iterable[Answer]]
_DATES = ("published", "date", "dct")


@dataclass(frozen=True, slots=True)
class Source:
    """The first ``most`` records of a file that ``takes`` wants; ``answers`` gives what the raw line says, judged."""

    task: str
    file: str
    most: int | None
    answers: Callable[[Sequence[Row], Pipeline, Path], Iterator[Answer]]
    takes: Callable[[Row], bool] = lambda _: True

    def records(self, path: Path) -> list[dict[str, Any]]:
        """The records of a file that are taken."""
        return [row for row in read_rows(path) if self.takes(row)][: self.most]


def _each(judge: JudgeOne, *, learned: bool = False) -> Callable[[Sequence[Row], Pipeline, Path], Iterator[Answer]]:
    """A source that is judged record by record; of a ``learned`` one roles count where the tagger had not seen them."""

    def answers(records: Sequence[Row], line: Pipeline, _folder: Path) -> Iterator[Answer]:
        for record, coded in zip(records, code(map(_text, records), line), strict=True):
            yield from (one for one in judge(record, coded) if not learned or is_fair(one, _id(record)))

    return answers


def _text(record: Row) -> Text:
    published = next((str(record[name]) for name in _DATES if record.get(name)), None)
    published = published or (record.get("dateline") or {}).get("date")
    return Text(
        _id(record), record["text"], record.get("title"), published, record.get("outlet"), record.get("url")
    )  # fmt: skip


def _id(record: Row) -> str:
    return str(record.get("id") or record["docid"])


def _gva(records: Sequence[Row], line: Pipeline, folder: Path) -> Iterator[Answer]:
    coded = list(code(map(_text, records), line))
    archive = {str(row["incident"]): row for row in read_rows(folder / "incidents.jsonl")}
    yield from judge_reports.gva(records, coded, archive)


def _ecbplus(records: Sequence[Row], line: Pipeline, _folder: Path) -> Iterator[Answer]:
    yield from judge_reports.ecbplus(records, list(code(map(_text, records), line)))


def _plv(records: Sequence[Row], line: Pipeline, _folder: Path) -> Iterator[Answer]:
    """By the lexicon alone: the classifier has seen these sentences."""
    lexicon, roots = Coder(calibration=Calibration()), crosswalk("plv_root")
    for record, coded in zip(records, code(map(_text, records), line), strict=True):
        if coded.dossier.sentences is not None:
            event = asked_event(record, lexicon([coded.dossier])[0])
            if event is not None:
                yield from Judge("plv", _id(record)).type(event, read_as(event, roots) == record["root"])


def _peer_tests(records: Sequence[Row], _line: Pipeline, _folder: Path) -> Iterator[Answer]:
    """Country and first code, as far as a case tells them."""
    reader = PhraseReader(ActorBook.load())
    for record in records:
        reading, codes = read_case(record, reader)
        told = [name for name in ("country", "code_1") if record.get(name) is not None]
        if reading.actor is not None and told:
            right = all(codes[name] == record[name].strip() for name in told)
            yield Answer("peer_tests", str(record["id"]), "actor read", reading.rule, round(reading.score, 3), right)


def _is_apart(record: Row) -> bool:
    return is_apart(sentence_group(record["text"]))


SOURCES: tuple[Source, ...] = (
    Source("incidents", "dev.jsonl", None, _each(judge_events.incidents)),
    Source("cameo_coders", "train.jsonl", None, _each(judge_events.cameo_coders, learned=True)),
    Source("wikievents", "dev.jsonl", None, _each(judge_events.wikievents, learned=True)),
    Source("event_location", "train.jsonl", None, _each(judge_fields.event_location), _is_apart),
    Source("geoparsing", "train.jsonl", 100, _each(judge_fields.geoparsing)),
    Source("timex", "meantime.jsonl", None, _each(judge_fields.timex)),
    Source("timex", "tbaq.jsonl", 80, _each(judge_fields.timex)),
    Source("polnear", "dev.jsonl", 60, _each(judge_fields.polnear)),
    Source("muc4", "dev.jsonl", 100, _each(judge_reports.muc4)),
    Source("gva_incidents", "docs.jsonl", 300, _gva),
    Source("ecbplus", "dev.jsonl", None, _ecbplus),
    Source("plv", "train.jsonl", 150, _plv),
    Source("peer_tests", "actor_codes.jsonl", None, _peer_tests),
)
"""Sizes keep any one set from drowning the others, and the whole to a few minutes."""


def gather(folder: Path, line: Pipeline, watch: Callable[[str], None] = lambda _: None) -> list[Answer]:
    """All answers from the sets under ``folder`` (``TASK/visible/FILE`` or ``TASK/FILE``).

    Raises ``EvaluationError`` where none is there.
    """
    found = [(source, path) for source in SOURCES for path in _places(folder, source) if path.is_file()]
    if not found:
        raise EvaluationError(f"no set that tells about confidence was found under {folder}")
    return list(chain.from_iterable(_watched(source, path, line, watch) for source, path in found))


def _places(folder: Path, source: Source) -> tuple[Path, ...]:
    return folder / source.task / "visible" / source.file, folder / source.task / source.file


def _watched(source: Source, path: Path, line: Pipeline, watch: Callable[[str], None]) -> list[Answer]:
    made = list(source.answers(source.records(path), line, path.parent))
    watch(f"{source.task}/{source.file}: {len(made)} answers")
    return made
