"""Finds the paragraphs of plain text, however its lines were broken: at 72 columns, one a sentence, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

_NARROWEST, _WIDEST = 40, 110
"""Columns between which text is wrapped by mail programs, terminals and typewriters."""

_FULL_ENOUGH = 0.5
"""The same share for a few lines of a text that is known to be broken at that column."""

_PAIRS = 3
"""Line breaks from which a whole text shows the column it was broken at."""

_PAIR = 60
"""Columns from which two lines alone can be one broken line; shorter ones are a heading and a byline."""

_FULL = 0.75
"""Share of lines that must be full for a text to be hard-wrapped; lines that end where sentences end rarely are."""

_CLOSED = tuple(".!?…:;\"'”’)]")


def chunks(text: str) -> Iterator[list[str]]:
    """The groups of lines between blank lines, each line with its indent and inner spaces as they were."""
    chunk: list[str] = []
    for line in text.split("\n"):
        if bare := line.rstrip():
            chunk.append(bare)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def columns_of(text: Sequence[Sequence[str]]) -> int:
    """The column at which a text's lines were broken, as all its chunks together show; 0 when they were not."""
    broken = [lines for lines in text if len(lines) > 1 and max(map(len, lines)) >= _NARROWEST]
    width = max((len(line) for lines in broken for line in lines), default=0)
    pairs = [pair for lines in broken for pair in pairwise(lines)]
    if width > _WIDEST or len(pairs) < _PAIRS:
        return 0
    full = sum(_overflows(line, after, width) for line, after in pairs)
    running = sum(not line.endswith(_CLOSED) for line, _ in pairs)
    return width if full >= _FULL * len(pairs) and running >= len(pairs) / 3 else 0


def is_wrapped(lines: Sequence[str], columns: int = 0) -> bool:
    """Whether the lines were broken at a column: nearly every one is too full for the next one's first word.

    ``columns`` is the column known from the rest of the text; two short lines alone cannot tell.
    """
    if len(lines) < 2:
        return False
    width = max(len(line) for line in lines)
    if columns:
        return width <= columns and _full_share(lines, columns) >= _FULL_ENOUGH
    if not _NARROWEST <= width <= _WIDEST or (len(lines) == 2 and len(lines[0]) < _PAIR):
        return False
    pairs = list(pairwise(lines))
    running = sum(not line.endswith(_CLOSED) for line, _ in pairs)
    return running > 0 and _full_share(lines, width) >= _FULL


def paragraphs(lines: Sequence[str], columns: int = 0) -> list[str]:
    """The lines of one chunk joined to paragraphs; ``columns`` as for ``is_wrapped``."""
    wrapped = is_wrapped(lines, columns)
    width = columns or max((len(line) for line in lines), default=0)
    found: list[str] = []
    last = ""
    for line in lines:
        if found and _goes_on(last, line, width, wrapped=wrapped):
            found[-1] = _joined(found[-1], " ".join(line.split()))
        else:
            found.append(" ".join(line.split()))
        last = line
    return found


def _goes_on(line: str, after: str, width: int, *, wrapped: bool) -> bool:
    """Whether a line's sentence or paragraph goes on in the next line."""
    if _indent(after) > _indent(line):
        return False
    if wrapped:
        return _overflows(line, after, width) or not line.endswith(_CLOSED)
    word = after.lstrip()
    starts_low = word[:1].islower() and not word.startswith(("http", "www"))
    return starts_low and not line.endswith((".", "!", "?", "…"))


def _full_share(lines: Sequence[str], width: int) -> float:
    pairs = list(pairwise(lines))
    return sum(_overflows(line, after, width) for line, after in pairs) / len(pairs)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _overflows(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(None, 1)[0]) > width


def _joined(text: str, line: str) -> str:
    """Two lines as one; a word cut at the line's end keeps its hyphen and loses the break."""
    return (
        f"{text}{line}" if text.endswith("-") and not text.endswith(" -") and line[:1].islower() else f"{text} {line}"
    )
