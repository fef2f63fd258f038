"""Direct quotations: passages between quotation marks that are somebody's speech.

Marks may be typographic, straight, doubled (`` and ''), angled, or single. A mark left open at the end of a
paragraph runs to its end, and the next paragraph goes on with it when it opens with a mark again. A passage of
up to three words that does not end as speech does ("the so-called “caliphate” fell") is a name or a distanced
word, not a quotation; so is anything between single marks that no comma or stop closes, for apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.model import Report, Span

_MARKS = re.compile(r"[“”„‟\"«»]|``|''|(?<![\w'’])[‘'](?=[\w“\"])|(?<=[.,?!…])[’'](?!\w)")
_OPENING = frozenset("“„«‘") | {"``"}
_CLOSING = frozenset("”»’")
_SINGLE = frozenset("‘’'")
_SPEECH_ENDS = (".", ",", "!", "?", "…", "-", "–", "—")

SCARE_WORDS = 3
"""Longest passage, in words, that is taken for a distanced word rather than for speech."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    stop: int
    text: str

    @property
    def single(self) -> bool:
        return self.text in _SINGLE


def find(report: Report) -> tuple[Span, ...]:
    """The quotations of a report in order, marks included; none crosses a block, none overlaps another."""
    return tuple(
        Span.of(report.text, block.span.start + start, block.span.start + stop)
        for block in report.blocks
        for start, stop in _in_block(block.span.quote)
    )


def _in_block(text: str) -> Iterator[tuple[int, int]]:
    """Outermost quotations of a paragraph; a quotation inside another belongs to it."""
    open_: list[_Mark] = []
    unclosed = text.count("“") > text.count("”")
    for match in _MARKS.finditer(text):
        mark = _Mark(match.start(), match.end(), match[0])
        if not open_:
            if _opens(text, mark):
                open_.append(mark)
        elif (level := _closed(open_, mark)) is not None:
            begun = open_[level]
            del open_[level:]
            if not open_ and not _distanced(text[begun.stop : mark.start]):
                yield begun.start, mark.stop
        elif unclosed and mark.text == "“" == open_[0].text:
            open_ = [mark]
        elif _nests(open_[-1], mark):
            open_.append(mark)
    if open_ and not open_[0].single and _runs_on(text, open_[0]):
        yield open_[0].start, len(text.rstrip())


def _opens(text: str, mark: _Mark) -> bool:
    """Whether a mark can open: no closing shape, and a straight one only before a word."""
    if mark.text in _CLOSING:
        return False
    after = text[mark.stop : mark.stop + 1]
    if mark.text in ('"', "''") and mark.start > 0 and not text[mark.start - 1].isspace():
        return text[mark.start - 1] in "([—–-:" and not after.isspace()
    return bool(after) and not after.isspace()


def _closed(open_: list[_Mark], mark: _Mark) -> int | None:
    """The innermost open quotation that a mark ends; single marks left open inside it end with it."""
    if mark.text in _OPENING:
        return None
    return next((at for at in range(len(open_) - 1, -1, -1) if open_[at].single == mark.single), None)


def _nests(begun: _Mark, mark: _Mark) -> bool:
    """A quotation inside a quotation uses other marks, or the same with an opening shape."""
    return mark.text in _OPENING or (mark.single and not begun.single)


def _runs_on(text: str, mark: _Mark) -> bool:
    """A quotation left open: at the paragraph's start, or behind the colon or comma that announces it."""
    return mark.start == 0 or text[: mark.start].rstrip()[-1:] in (":", ",")


def _distanced(inner: str) -> bool:
    words = inner.split()
    return len(words) <= SCARE_WORDS and not inner.rstrip().endswith(_SPEECH_ENDS)
