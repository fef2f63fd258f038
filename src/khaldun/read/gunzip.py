"""Unpacks gzip as it is read. Unlike the standard library's reader it loses nothing that came before damage."""

from __future__ import annotations

import io
import zlib

_PIECE = 1 << 16
_GZIP = 31  # zlib's number for "a gzip head, largest window"


class Gunzip:
    """A stream of one gzip file of one or more members. ``packed`` counts the packed bytes taken so far."""

    def __init__(self, source: io.BufferedReader) -> None:
        self._source = source
        self._member = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._started = False
        self.packed = 0

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes, none at the end; raises ``EOFError`` or ``zlib.error`` where the damage is."""
        while True:
            if not self._waiting and not self._fetch():
                if self._started:
                    raise EOFError("the end is missing")
                return b""
            self._started = True
            piece = self._member.decompress(self._waiting, size)
            self._waiting = self._member.unconsumed_tail
            if self._member.eof:
                self._next_member()
            if piece:
                return piece

    def close(self) -> None:
        """Close the packed stream."""
        self._source.close()

    def _fetch(self) -> bool:
        self._waiting = self._source.read(_PIECE)
        self.packed += len(self._waiting)
        return bool(self._waiting)

    def _next_member(self) -> None:
        self._waiting = self._member.unused_data
        self._started = False
        self._member = zlib.decompressobj(_GZIP)
        while not (kept := self._waiting.lstrip(b"\x00")) and self._fetch():
            continue
        self._waiting = kept
