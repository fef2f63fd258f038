"""Standard input, named ``-``: any format that a file can have."""

from __future__ import annotations

import io
import sys

from khaldun.model import Reason, Reject
from khaldun.read.guard import Buffer
from khaldun.read.parcel import STEP, Parcel


def open_stdin() -> Parcel | Reject:
    """Standard input as a parcel, or why there is none."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return Reject("stdin", STEP, Reason.UNREADABLE, "there is no standard input here; give a file.")
    return Parcel("stdin", "stdin", lambda: io.BufferedReader(_Unclosed(stream)))


class _Unclosed(io.RawIOBase):
    """Reads on a stream that others own, without ever closing it."""

    def __init__(self, source: io.BufferedIOBase) -> None:
        self._source = source

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer) -> int:  # type: ignore[override]
        """Read on."""
        piece = self._source.read1(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
