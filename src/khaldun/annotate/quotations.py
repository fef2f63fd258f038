"""Direct quotations: passages between quotation marks that are somebody's speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khaldun.model import Report, Span

_MARKS = re.compile(r"[“”\"«»]|``|''")
SCARE_WORDS = 3
"""Quoted passages of at most this many words are names or distanced words, unless they end as speech does."""


def find(report: Report) -> Iterator[Span]:
    """The quotations of a report in order, marks included; one never crosses a block."""
    going_on = False
    for block in report.blocks:
        start = None
        for match in _MARKS.finditer(block.span.quote):
            if start is None or (match[0] in "“«``" and match.start() - start > 2):
                start = match.start()
            else:
                if not _scare(block.span.quote[start : match.end()]):
                    yield Span.of(report.text, block.span.start + start, block.span.start + match.end())
                start = None
        going_on = start is not None
        if going_on and start == 0:
            yield Span.of(report.text, block.span.start, block.span.stop)


def _scare(quote: str) -> bool:
    inner = quote.strip("“”\"«»`' ")
    return len(inner.split()) <= SCARE_WORDS and not inner.endswith((".", ",", "!", "?"))
