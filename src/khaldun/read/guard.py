"""Unpacks with a guard: damage ends a stream with what came before it, and a bomb is stopped early."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Protocol
from zipfile import BadZipFile

from khaldun.model import Reason
from khaldun.read.limits import Limits

_BUFFER = 1 << 16


class DamagedError(OSError):
    """A packed file whose very beginning cannot be read."""


class Source(Protocol):
    """What is unpacked: a stream to read and close."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


class Buffer(Protocol):
    """A writable buffer."""

    def __len__(self) -> int: ...
    def __setitem__(self, place: slice, value: bytes, /) -> None: ...


class Guarded(io.RawIOBase):
    """A stream of unpacked bytes. After the end, ``reason`` and ``trouble`` tell what cut it short, if anything."""

    def __init__(self, source: Source, packed: Callable[[], int], limits: Limits) -> None:
        self._source = source
        self._packed = packed
        self._limits = limits
        self._given = 0
        self.reason: Reason | None = None
        self.trouble = ""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer) -> int:  # type: ignore[override]
        """The next unpacked bytes; none after damage or once a limit is passed."""
        if self.reason:
            return 0
        try:
            piece = self._source.read(len(buffer))
        except (EOFError, OSError, zlib.error, BadZipFile, NotImplementedError) as error:
            return self._stop(Reason.DAMAGED, f"the packed data are damaged or cut short ({error})")
        self._given += len(piece)
        if self._bomb():
            return self._stop(Reason.ZIP_BOMB, f"unpacks to more than {self._limits.max_ratio:g} times its size")
        if self._given > self._limits.max_unpacked_bytes:
            return self._stop(Reason.TOO_LARGE, f"unpacks to more than {self._limits.max_unpacked_bytes / 1e9:g} GB")
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close the stream below, too."""
        self._source.close()
        super().close()

    def _bomb(self) -> bool:
        return self._given > self._limits.ratio_from_bytes and self._given > self._limits.max_ratio * max(
            1, self._packed()
        )

    def _stop(self, reason: Reason, trouble: str) -> int:
        self.reason, self.trouble = reason, trouble
        return 0


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """A raw stream that can be peeked into."""
    return io.BufferedReader(raw, _BUFFER)
