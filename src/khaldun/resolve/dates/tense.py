"""Whether the clause around an expression of time tells of what has been or of what will be, from its words."""

from __future__ import annotations

import re
from functools import cache

from khaldun.resolve.dates.time_value import Tense
from khaldun.resolve.dates.words import any_of, words

_REACH = 90
"""Characters looked at on either side; a clause of news is seldom longer."""
_EDGE = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"“‘(\[]?[A-Z])|\n\s*\n|;|:\s")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    neither = any_of(words().tense["not-future"])
    future = re.compile(rf"{neither}|(?<!\w)(?P<cue>{any_of(words().tense['future'])})(?!\w)", re.IGNORECASE)
    past = re.compile(rf"(?<!\w)(?P<cue>{any_of(words().tense['past'])}|(?<!be )[a-z]{{2,}}ed)(?!\w)", re.IGNORECASE)
    return future, past


def tense_at(text: str, start: int, stop: int) -> Tense:
    """The tense of the nearest cue in the sentence, what stands before the expression counting as nearer."""
    before = _EDGE.split(text[max(0, start - _REACH) : start])[-1]
    after = _EDGE.split(text[stop : stop + _REACH])[0]
    if re.match(r"['’]s\b", text[stop:]):
        return Tense.UNKNOWN
    future, past = (min(_distances(cue, before, after), default=_REACH * 3) for cue in _cues())
    if future == past == _REACH * 3:
        return Tense.UNKNOWN
    return Tense.FUTURE if future <= past else Tense.PAST


def _distances(cue: re.Pattern[str], before: str, after: str) -> list[int]:
    behind = [len(before) - match.end() for match in cue.finditer(before) if match["cue"]]
    return [*behind, *(match.start() + 20 for match in cue.finditer(after) if match["cue"])]
