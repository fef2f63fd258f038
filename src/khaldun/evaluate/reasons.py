"""Our reasons in short, for the error browser: which rule gave which field."""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.model import CodedEvent

_LONGEST = 400


def told_reasons(members: Sequence[CodedEvent]) -> str:
    """``field: rule`` of every field, each pair once, in the order of the events."""
    told = dict.fromkeys(f"{b.field}: {b.rule}" for member in members for b in member.event.because)
    text = "; ".join(told)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
