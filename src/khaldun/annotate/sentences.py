"""Cuts a report's blocks into sentences, by rule: the same text always gives the same sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khaldun.model import Report, Span

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|St|No|vs|Jr|Sr|U\.S|U\.N|[A-Z])\.)$"
)


def split(report: Report) -> Iterator[tuple[int, Span]]:
    """Block number and span of each sentence of a report, in order."""
    for number, block in enumerate(report.blocks):
        start = block.span.start
        for end in _ends(block.span):
            quote = report.text[start:end]
            lead = len(quote) - len(quote.lstrip())
            if quote.strip():
                yield number, Span.of(report.text, start + lead, start + lead + len(quote.strip()))
            start = end


def _ends(span: Span) -> Iterator[int]:
    for match in _END.finditer(span.quote):
        if not _ABBREVIATION.search(span.quote[: match.start() + 1]):
            yield span.start + match.end()
    yield span.stop
