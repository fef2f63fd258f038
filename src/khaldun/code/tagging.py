"""The seam for a learned tagger of roles: what is asked about a trigger, and what comes back.

The marking of the trigger is used by ``training/role_tagger`` too, so that the tagger is asked as it was taught.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from khaldun.model import Sentence, Span, Token

MARKS = ("[unused1]", "[unused2]")
_REACH = 340
"""Characters kept on either side of the trigger; with the marks nearly all such texts fit the model's 176 pieces."""


_GOES_ON = 0.5  # the share of the least probability with which a run goes on; a guess that bridges hyphens


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence, where it starts in its report, and the trigger in it."""

    text: str
    offset: int
    trigger: Span


@dataclass(frozen=True, slots=True)
class Marked:
    """The text as a model reads it: from ``first`` of the sentence on, with marks at ``opening`` and ``closing``."""

    text: str
    first: int
    opening: int
    closing: int

    def back(self, start: int, stop: int) -> tuple[int, int] | None:
        """The range of the sentence for a range of the marked text; None for a mark itself."""
        first, last = self._back(start), self._back(stop - 1)
        return None if first is None or last is None else (first, last + 1)

    def _back(self, at: int) -> int | None:
        before, after = len(MARKS[0]) + 1, len(MARKS[1]) + 1
        if at < self.opening:
            return self.first + at
        if self.opening + before <= at < self.closing:
            return self.first + at - before
        return self.first + at - before - after if at >= self.closing + after else None


def mark(text: str, start: int, stop: int) -> Marked:
    """The surroundings of a trigger (a range of the text) with marks around it."""
    first = max(0, start - _REACH)
    if first and " " in text[first:start]:
        first = text.index(" ", first) + 1
    last = min(len(text), stop + _REACH)
    if last < len(text) and " " in text[stop:last]:
        last = text.rindex(" ", stop, last)
    made = f"{text[first:start]}{MARKS[0]} {text[start:stop]} {MARKS[1]}{text[stop:last]}"
    return Marked(made, first, start - first, stop - first + len(MARKS[0]) + 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word at its place in the report; ``scores``: by role the probability that it is in a filler."""

    start: int
    stop: int
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a tagger says of one trigger. ``roles`` names the scores of each piece."""

    roles: tuple[str, ...]
    pieces: tuple[Piece, ...]
    _highest: tuple[float, ...] = field(init=False, repr=False, compare=False)
    """By role the highest probability of any piece: most roles are filled by nobody, which is asked first."""

    def __post_init__(self) -> None:
        by_role = zip(*(piece.scores for piece in self.pieces), strict=True)
        object.__setattr__(self, "_highest", tuple(map(max, by_role)) or (0.0,) * len(self.roles))

    def support(self, role: str, span: Span) -> float:
        """The highest probability of a role within a passage; 0 for a passage that was not read."""
        at = self.roles.index(role)
        return max((p.scores[at] for p in self.pieces if p.start < span.stop and span.start < p.stop), default=0.0)

    def runs(self, role: str, sentence: Sentence, least: float) -> Iterator[tuple[tuple[Token, ...], float]]:
        """Runs of whole words that fill a role, each with its highest probability, which is at least ``least``.

        A run goes on over words that are less sure, so that "San Diego-area high school" is one.
        """
        at, run, best = self.roles.index(role), list[Token](), 0.0
        if self._highest[at] < least:
            return
        for token, score in zip(sentence.tokens, self._words(at, sentence), strict=True):
            if score >= least * _GOES_ON:
                run, best = [*run, token], max(best, score)
                continue
            if best >= least:
                yield tuple(run), best
            run, best = [], 0.0
        if best >= least:
            yield tuple(run), best

    def _words(self, at: int, sentence: Sentence) -> Iterator[float]:
        """The probability of each word: that of its surest piece. Words and pieces stand in order."""
        first = 0
        for token in sentence.tokens:
            while first < len(self.pieces) and self.pieces[first].stop <= token.start:
                first += 1
            best, n = 0.0, first
            while n < len(self.pieces) and self.pieces[n].start < token.stop:
                best = max(best, self.pieces[n].scores[at])
                n += 1
            yield best


class Tagger(Protocol):
    """A model of roles. ``name`` goes into ``made_by`` and into the reasons of what it filled."""

    @property
    def name(self) -> str:
        """What to call the model, with its version."""
        ...

    def tag(self, asks: Sequence[Ask]) -> Sequence[Tagging]:
        """For each trigger what fills its roles."""
        ...
