"""Cuts a report's blocks into sentences, by rule: the same text always gives the same sentences.

A stop ends a sentence when what follows can begin one and what stands before it is no abbreviation of
``data/cues/splitting.toml``. A dateline is a sentence of its own, so that the first sentence parses well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from khaldun.knowledge.toml_files import shipped
from khaldun.model import Report, Span

LONGEST_WORDS = 700
"""Longest sentence in blank-separated words: about 1,000 tokens of news; longer ones are tables or lists."""

LONGEST_CHARACTERS = 7_000
"""The same bound for text without blanks."""

_OPEN = "\"'“‘«([`"
_CLOSE = "\"'”’»)\\]"
_STOP = re.compile(
    rf"(?P<mark>\.{{3,}}|[.!?…]+)(?P<close>[{_CLOSE}]*)(?:(?P<gap>\s+)|(?P<glue>(?=[{_OPEN}]?[A-Z][A-Za-z]*\b)))(?=(?P<open>[{_OPEN}]*)(?P<next>[^\W_]*))"
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘—–]+$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_NUMBERED = re.compile(r"(?:^|\n)\s*\(?(?:\d{1,2}|[a-zA-Z])$")
_BREAK = re.compile(r"\s*\n\s*\n\s*|\n(?=\s*(?:[•●▪*\-–—]\s|\d{1,2}[.)]\s))")
_DATELINE = re.compile(
    r"\s*[A-Z][\w.'’-]*(?:[ ,/]+(?:[A-Z\d][\w.'’-]*|d[aeo]l?s?|of))*,?\s*"  # KABUL, May 29
    r"(?:\([A-Z][\w .,/&-]{1,40}\)\s*)?"  # (Xinhua)
    r"(?:--+|[—–]|-(?=\s))\s*(?:\[TEXT\]\s*)?"
)
_DATELINE_LONGEST = 90


@dataclass(frozen=True, slots=True)
class _Rules:
    before_name: frozenset[str]
    before_number: frozenset[str]
    maybe: frozenset[str]
    starters: frozenset[str]
    address_ends: frozenset[str]


@cache
def _rules() -> _Rules:
    data = shipped("cues/splitting.toml")
    return _Rules(**{name: frozenset(words) for name, words in data.items()})


def split(report: Report) -> Iterator[tuple[int, Span]]:
    """Block number and span of each sentence of a report, in order; a sentence never crosses a block."""
    lower = _lower_case(report.text)
    for number, block in enumerate(report.blocks):
        start = block.span.start
        for stop in _ends(block.span.quote, lower):
            yield from ((number, span) for span in _trimmed(report.text, start, block.span.start + stop))
            start = block.span.start + stop


def _lower_case(text: str) -> bool:
    """Whether the text has lost its capitals: then a sentence may begin with a small letter.

    Ordinary news has 3 to 8 capitals in 100 letters; texts stored in lower case have next to none.
    """
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) < 0.005 * letters + 1


def _ends(text: str, lower: bool) -> Iterator[int]:
    """Offsets in a block's text at which a sentence stops, the last one included."""
    inner = sorted({*_stops(text, lower), *_breaks(text), *_dateline(text)})
    start = 0
    for stop in (*inner, len(text)):
        if start < stop:
            yield from _cuts(text, start, stop)
            yield stop
        start = stop


def _stops(text: str, lower: bool) -> Iterator[int]:
    for match in _STOP.finditer(text):
        if _is_end(text, match, lower):
            yield match.start("next") - len(match["open"])


def _is_end(text: str, match: re.Match[str], lower: bool) -> bool:
    following = match["next"]
    if match["gap"] is None:
        return _is_glued(text, match)
    if not following:
        return bool(match["open"])
    if following[0].islower() and not (lower and match["mark"] == "."):
        return False
    if match["mark"] != "." or (match["close"] and following[0].islower()):
        return not (match["close"] and _speech_follows(text, match.start("next")))
    return not _abbreviates(text, match, lower)


def _abbreviates(text: str, match: re.Match[str], lower: bool) -> bool:
    """Whether the stop belongs to the word before it."""
    rules, following = _rules(), match["next"].lower()
    found = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    word = found[0].lower() if found else ""
    if _NUMBERED.search(text[: match.start()][-5:]) and not match["close"]:
        return not text[: match.start() - len(word)].strip() or "\n" in text[max(0, match.start() - 4) : match.start()]
    if word in rules.before_name:
        return True
    if word in rules.before_number:
        return following[0].isdigit() or (
            following not in rules.starters and not lower and word not in ("no", "sat", "sun", "mar", "art")
        )
    if word in rules.maybe or _INITIAL.fullmatch(word):
        return following not in rules.starters and not match["open"]
    return False


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Two sentences without a blank between: 'norm."The court' or 'said.The court', but not 'U.S' or 'Site.Com'."""
    before, following = text[max(0, match.start() - 3) : match.start()], match["next"]
    return (
        len(following) > 1
        and following[1:].islower()
        and len(before) == 3
        and before[-2:].isalpha()
        and before[-2:].islower()
        and following.lower() not in _rules().address_ends
    )


def _speech_follows(text: str, start: int) -> bool:
    """Whether a short speech clause goes on after a quoted question or cry: '"Who did it?" Khan asked.'"""
    words = re.split(r"\W+", text[start : start + 80])[:7]
    return any(
        word in ("said", "says", "asked", "asks", "shouted", "added", "told", "cried", "wrote") for word in words
    )


def _breaks(text: str) -> Iterator[int]:
    """Blank lines, lines that open a list item, and short lines without a stop (headings inside a block)."""
    for match in _BREAK.finditer(text):
        yield match.end()
    lines = text.split("\n")
    longest, at = max(map(len, lines)), 0
    for line, following in pairwise(lines):
        at += len(line) + 1
        begins = following.lstrip()[:1]
        if len(line) < 0.6 * longest and line.strip() and begins.isupper() and line.rstrip()[-1] not in ",;-–—":
            yield at


def _dateline(text: str) -> Iterator[int]:
    """The end of a dateline such as 'KABUL, May 29 (Xinhua) --': capitals before a dash, near the start."""
    match = _DATELINE.match(text[:_DATELINE_LONGEST])
    if (
        match
        and match.end() < len(text)
        and any(word.isupper() and len(word) > 2 for word in re.findall(r"[^\W\d_]+", match[0]))
    ):
        yield match.end()


def _cuts(text: str, start: int, stop: int) -> Iterator[int]:
    """Cuts inside an overlong sentence: after the last blank within the bound, or at the bound."""
    words = re.finditer(r"\S+\s*", text[start:stop]) if stop - start > LONGEST_WORDS else iter(())
    count, begun = 0, start
    for word in words:
        count += 1
        if count > LONGEST_WORDS or start + word.end() - begun > LONGEST_CHARACTERS:
            while start + word.start() - begun > LONGEST_CHARACTERS:
                begun += LONGEST_CHARACTERS
                yield begun
            if start + word.start() > begun:
                begun = start + word.start()
                yield begun
            count = 1
    while stop - begun > LONGEST_CHARACTERS:
        begun += LONGEST_CHARACTERS
        yield begun


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    quote = text[start:stop]
    if kept := quote.strip():
        at = start + len(quote) - len(quote.lstrip())
        yield Span(at, at + len(kept), kept)
