"""A passage of a report's text: the unit of evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``stop`` (code points, half open) of one report's text, with the words found there.

    ``text[start:stop] == quote`` always holds for the text the span was cut from; ``holds_in`` checks it.
    """

    start: int
    stop: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, stop: int) -> Span:
        """Cut a span out of ``text``; raises ``ValueError`` for an empty or impossible range."""
        if not 0 <= start < stop <= len(text):
            raise ValueError(f"no passage at {start}:{stop} of a text of {len(text)} characters")
        return cls(start, stop, text[start:stop])

    def holds_in(self, text: str) -> bool:
        """Whether the quote really stands at these offsets."""
        return text[self.start : self.stop] == self.quote

    def overlaps(self, other: Span) -> bool:
        """Whether the two passages share a character."""
        return self.start < other.stop and other.start < self.stop

    def contains(self, other: Span) -> bool:
        """Whether the other passage lies wholly inside this one."""
        return self.start <= other.start and other.stop <= self.stop
