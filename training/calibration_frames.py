"""Answers about confidence from the event frames annotated by hand (``annotations/frames``).

Each sentence is coded alone, as the annotator read it. Roles count on the tenth that the learned tagger was not trained
on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.calibration.answer import Answer, Judge
from khaldun.evaluate.calibration.apart import is_fair, sentence_group
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.spans import Range, overlap
from khaldun.model import CountKind, Event, RoleName, Span
from khaldun.pipeline import Pipeline

sys.path.append(str(Path(__file__).parent / "annotations" / "frames"))
from frames import Filler, Frame, Sentence, joined

WHOLE = ("rams", "wikievents", "muc4")  # sets whose reports are never torn apart in training
PARTS = {
    RoleName.ACTOR: ("actor",),
    RoleName.RECIPIENT: ("recipient", "target"),
    RoleName.TARGET: ("recipient", "target"),
    RoleName.PLACE: ("place",),
    RoleName.TIME: ("time",),
}
COUNTS = (CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.ARRESTED)


def frame_answers(bench: Path, line: Pipeline) -> Iterator[Answer]:
    """The answers of all annotated sentences whose records are at hand."""
    sentences = list(joined(bench, missing=True))
    texts = (Text(str(number), one.text) for number, one in enumerate(sentences))
    for sentence, coded in zip(sentences, code(texts, line), strict=True):
        if coded.dossier.report is not None:
            group = sentence.row.id if sentence.row.set in WHOLE else sentence_group(sentence.text)
            found = _judged(sentence, coded, Aligned(sentence.text, coded.dossier.report.text))
            yield from (answer for answer in found if is_fair(answer, group))


def _judged(sentence: Sentence, coded: Coded, aligned: Aligned) -> Iterator[Answer]:
    judge = Judge("frames", f"{sentence.row.set} {sentence.row.id}")
    for item in coded.events:
        at = _at(item.event.trigger, aligned)
        met = [one for one in sentence.frames if at and any(overlap(at, word) for word in (one.trigger, *one.also))]
        alike = [one for one in met if one.type == item.event.type.value]
        yield from judge.type(item.event, bool(alike))
        if alike:
            yield from _fields(judge, item.event, alike[0], aligned)


def _fields(judge: Judge, event: Event, frame: Frame, aligned: Aligned) -> Iterator[Answer]:
    yield from judge.field(event, "status", event.status.value == frame.status)
    for role in event.roles:
        if role.name in PARTS:
            theirs = [filler for part in PARTS[role.name] for filler in getattr(frame, part)]
            yield from judge.field(event, role.name.value, _meets(_at(role.span, aligned), theirs), role.span)
    for kind in COUNTS:
        count, told = event.count(kind), getattr(frame, kind.value)
        if count is not None:
            yield from judge.field(event, kind.value, told is not None and count.low == told.low, count.span)
    for said in event.attribution[-1:]:
        if said.speaker is not None and said.cue is not None:
            yield from judge.field(event, "attribution", _meets(_at(said.speaker, aligned), frame.speaker), said.cue)


def _meets(at: Range | None, theirs: Iterable[Filler]) -> bool:
    return at is not None and any(overlap(at, (one.start, one.stop)) for one in theirs)


def _at(span: Span, aligned: Aligned) -> Range | None:
    return aligned.span(span.start, span.stop)
