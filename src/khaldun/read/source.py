"""Opens whatever is given (files, folders, archives, ``-``) and gives raw items, with a refusal for all else."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from khaldun.model import Hints, RawItem, Reason, Reject
from khaldun.read.folder import open_file, walk
from khaldun.read.guard import DamagedError
from khaldun.read.limits import Limits
from khaldun.read.parcel import Parcel, Stream
from khaldun.read.readers import reader_of
from khaldun.read.sniff import HEAD, Foreign, format_of
from khaldun.read.stdin import open_stdin

__all__ = ["Limits", "read_bytes", "read_parcel", "read_paths"]

_DEFAULT = Limits()


def read_paths(paths: Sequence[Path | str], limits: Limits = _DEFAULT) -> Iterator[RawItem | Reject]:
    """Items of all paths, in the order given (folders by name), as they are read; nothing is held back.

    ``-`` is standard input. Whatever cannot be read comes out as a ``Reject`` at its place; nothing is raised
    for a bad input.
    """
    for path in paths:
        for found in _found_at(path, limits):
            if isinstance(found, Reject):
                yield found
            else:
                yield from read_parcel(found, limits)


def read_bytes(
    body: bytes, uri: str, *, media_type: str | None = None, hints: Hints | None = None, limits: Limits = _DEFAULT
) -> Iterator[RawItem | Reject]:
    """Items of bytes already at hand (a fetched feed or page); ``uri`` is where they came from."""
    name = uri.rsplit("/", 1)[-1].split("?")[0]
    stream: Stream = io.BufferedReader(io.BytesIO(body))
    yield from read_parcel(Parcel(uri, name, lambda: stream, None, media_type, None, hints or Hints()), limits)


def read_parcel(parcel: Parcel, limits: Limits = _DEFAULT) -> Iterator[RawItem | Reject]:
    """Items of one parcel and of all parcels inside it."""
    try:
        stream = parcel.open()
        head = stream.peek(HEAD)[:HEAD]
    except OSError as error:
        reason = Reason.DAMAGED if isinstance(error, DamagedError) else Reason.UNREADABLE
        yield parcel.refuse(reason, f"cannot be read ({error.strerror or error}).")
        return
    if not head:
        stream.close()
        yield parcel.damage() or parcel.refuse(
            Reason.EMPTY, "there is nothing in it; it may not have been saved whole."
        )
        return
    format = format_of(head, parcel.name, parcel.media_type)
    if isinstance(format, Foreign):
        stream.close()
        yield _refuse_foreign(parcel, format)
        return
    yield from _through(reader_of(format)(replace(parcel, open=lambda: stream), limits), limits)


def _through(outcomes: Iterable[RawItem | Reject | Parcel], limits: Limits) -> Iterator[RawItem | Reject]:
    for outcome in outcomes:
        if isinstance(outcome, Parcel):
            yield from read_parcel(outcome, limits)
        else:
            yield outcome


def _found_at(path: Path | str, limits: Limits) -> Iterator[Parcel | Reject]:
    if str(path) == "-":
        yield open_stdin()
    elif Path(path).is_dir():
        yield from walk(Path(path), limits)
    else:
        yield open_file(Path(path))


def _refuse_foreign(parcel: Parcel, foreign: Foreign) -> Reject:
    reason = Reason.BINARY if foreign.binary else Reason.UNKNOWN_FORMAT
    advice = " Save its text as .txt or .html and read that." if foreign.binary else ""
    return parcel.refuse(reason, f"not a report but {foreign.what}.{advice}")
