"""Event frames annotated by hand: rows of offsets joined to the sentences of the public sets they point into.

The rows hold no text. ``joined`` looks each row's record up in the set's visible file, checks the sentence's hash and
gives ``Sentence`` records whose offsets count from the start of the sentence; ``rows`` gives them unjoined.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROWS = Path(__file__).with_name("frames.jsonl")
PARTS = ("actor", "recipient", "target", "place", "time", "instrument", "speaker")
COUNTS = ("killed", "injured", "abducted", "arrested")
_KEYS = ("docid", "id")


class FrameError(Exception):
    """Rows and sets do not fit; the message names the row and says why."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase and the head word within it, in code points."""

    start: int
    stop: int
    head_start: int
    head_stop: int


@dataclass(frozen=True, slots=True)
class Number:
    """Persons counted, ``low`` to ``high`` (``high`` None: open)."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Frame:
    """One event: its trigger, other words for the same deed, and what the sentence tells of it."""

    trigger: tuple[int, int]
    also: tuple[tuple[int, int], ...]
    type: str
    status: str
    stance: str
    actor: tuple[Filler, ...]
    recipient: tuple[Filler, ...]
    target: tuple[Filler, ...]
    place: tuple[Filler, ...]
    time: tuple[Filler, ...]
    instrument: tuple[Filler, ...]
    speaker: tuple[Filler, ...]
    killed: Number | None
    injured: Number | None
    abducted: Number | None
    arrested: Number | None


@dataclass(frozen=True, slots=True)
class Row:
    """Where a sentence stands (set, file, record, offsets), the hash of its text, and its events."""

    set: str
    file: str
    id: str
    start: int
    stop: int
    hash: str
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A row with its text; offsets of ``frames`` count from the sentence's start."""

    row: Row
    text: str
    frames: tuple[Frame, ...]


def rows(path: Path = ROWS) -> Iterator[Row]:
    """The annotated rows, offsets counted in the record's text."""
    with path.open(encoding="utf-8") as lines:
        yield from (_row(json.loads(line)) for line in lines if line.strip())


def joined(bench: Path, path: Path = ROWS, *, missing: bool = False) -> Iterator[Sentence]:
    """Rows with their sentences from the visible files under ``bench``.

    Raises ``FrameError`` for a record that is not there or whose sentence has changed. With ``missing`` rows of sets
    that are not at hand are left out.
    """
    found = tuple(rows(path))
    texts: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in found:
        place = (row.set, row.file)
        if place not in texts:
            source = bench / row.set / "visible" / f"{row.file}.jsonl"
            if missing and not source.exists():
                continue
            wanted = {r.id for r in found if (r.set, r.file) == place}
            texts[place] = {}
            for name, text in _texts(source, wanted):
                texts[place].setdefault(name, []).append(text)
        yield _joined(row, texts[place].get(row.id, []))


def digest(text: str) -> str:
    """What a row keeps of its sentence: the first 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def record_text(record: dict[str, Any]) -> str:
    """The text that offsets count in; records of token lists are joined by single blanks."""
    if "text" in record:
        return str(record["text"])
    return " ".join(" ".join(sentence) for sentence in record["sentences"])


def _texts(source: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    try:
        lines = source.open(encoding="utf-8")
    except OSError as error:
        raise FrameError(f"cannot read {source}: {error.strerror}") from error
    with lines:
        for line in lines:
            record = json.loads(line)
            name = next(str(record[key]) for key in _KEYS if key in record)
            if name in wanted:
                yield name, record_text(record)


def _joined(row: Row, texts: list[str]) -> Sentence:
    """The row with its sentence; where several records share a name, the one that fits."""
    if not texts:
        raise FrameError(f"{row.set}/{row.file} has no record {row.id}")
    for text in texts:
        sentence = text[row.start : row.stop]
        if digest(sentence) == row.hash:
            return Sentence(row, sentence, tuple(_moved(frame, row.start) for frame in row.frames))
    raise FrameError(f"{row.set}/{row.file} {row.id}: the sentence at {row.start}-{row.stop} is another text")


def _moved(frame: Frame, start: int) -> Frame:
    """The frame with offsets that count from ``start``."""
    fillers = {
        name: tuple(Filler(f.start - start, f.stop - start, f.head_start - start, f.head_stop - start) for f in old)
        for name in PARTS
        if (old := getattr(frame, name))
    }
    return replace(
        frame,
        trigger=(frame.trigger[0] - start, frame.trigger[1] - start),
        also=tuple((a - start, b - start) for a, b in frame.also),
        **fillers,
    )


def _row(line: dict[str, Any]) -> Row:
    start, stop = line["sentence"]
    frames = tuple(_frame(event) for event in line["events"])
    return Row(line["set"], line["file"], line["id"], start, stop, line["hash"], frames)


def _frame(event: dict[str, Any]) -> Frame:
    fillers = {name: tuple(Filler(*four) for four in event[name]) for name in PARTS}
    counts = {name: Number(*event[name]) if event[name] else None for name in COUNTS}
    start, stop = event["trigger"]
    also = tuple((a, b) for a, b in event["also"])
    return Frame((start, stop), also, event["type"], event["status"], event["stance"], **fillers, **counts)
