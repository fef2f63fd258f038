"""Our reasons in short, for the error browser: which rule gave which field."""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.model import CodedEvent

_LONGEST = 600
_RULE = 60


def told_reasons(members: Sequence[CodedEvent]) -> str:
    """``field: rule`` of every field, each pair once, in the order of the events."""
    told = dict.fromkeys(f"{b.field}: {_short(b.rule)}" for member in members for b in member.event.because)
    text = "; ".join(told)
    return _cut(text, _LONGEST)


def _short(rule: str) -> str:
    """A rule's name without the whole of a long pattern."""
    return _cut(rule, _RULE)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
