"""The actor book: everybody who matters for conflict, by id and by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khaldun.model import Actor


class ActorBook:
    """Actors by id and by name. Names compare case-folded, without diacritics and punctuation."""

    @classmethod
    def load(cls, *extra: Path) -> ActorBook:
        """The shipped actors, overlaid by the user's own files (JSONL; a same id replaces ours)."""
        return cls()

    def __iter__(self) -> Iterator[Actor]:
        return iter(())

    def get(self, id: str) -> Actor | None:
        """The actor with an id."""
        return None

    def named(self, name: str) -> tuple[Actor, ...]:
        """All actors of that name, the likeliest first."""
        return ()

    def find_in(self, text: str) -> Iterator[tuple[int, int, tuple[Actor, ...]]]:
        """Start, stop and candidates of each known name in a text: whole words, longest first, not overlapping."""
        return iter(())
