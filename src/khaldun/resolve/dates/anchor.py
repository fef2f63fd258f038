"""The day a report was told: its publication date in its own zone, else a dateline or stamp in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from khaldun.model import DatePrecision, Report, Span
from khaldun.resolve.dates.grammar import find_times
from khaldun.resolve.dates.words import any_of, words

_HEAD = 400
"""Characters at the top of a text where a dateline or a stamp may stand."""
_NO_ANCHOR = date(2030, 1, 1)
"""Stands in while only dates that name their own year are read; two-digit years then end in 2035."""
_AFTER_DATELINE = re.compile(r"\s*(?:\([^)\n]{2,40}\)\s*)?(?:--|—|–|-\s|:|\[)|\s*\([A-Za-z .]{2,20}\)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of telling, the rule that gave it, and the passage when it was read from the text."""

    day: date
    rule: str
    span: Span | None = None


def anchor_of(report: Report) -> Anchor | None:
    """The anchor of a report; None when nothing says when it was told."""
    if report.published:
        return Anchor(report.published.at.date(), "dates:anchor-published")
    if report.updated:
        return Anchor(report.updated.at.date(), "dates:anchor-updated")
    return _from_text(report.text)


def _from_text(text: str) -> Anchor | None:
    """A full date in the head of the text that a dateline's dash follows or a stamp's label precedes."""
    head = text[:_HEAD]
    for start, stop, value in find_times(head, _NO_ANCHOR):
        span = value.interval
        if not (value.explicit and span and span.start and span.precision is DatePrecision.DAY):
            continue
        if _stamp().search(head[max(0, start - 40) : start]):
            return Anchor(span.start, "dates:anchor-stamp", Span.of(text, start, stop))
        if _AFTER_DATELINE.match(head[stop:]) and re.search(r"(?:^|\n)[^.!?\n]{0,60}$", head[:start]):
            return Anchor(span.start, "dates:anchor-dateline", Span.of(text, start, stop))
    return None


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words().saying['stamps'])}(?:\s+(?:on|at))?\s*:?\s*(?:\w+,?\s+)?$", re.IGNORECASE)
