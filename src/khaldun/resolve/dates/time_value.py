"""What an expression of time stands for: a TIMEX-like value and the days it covers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khaldun.model import Interval


class TimeKind(StrEnum):
    """The four kinds of TimeML."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Bound(StrEnum):
    """How the words before an expression use it: the stretch itself, or one edge of a longer one."""

    ON = "on"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


class Tense(StrEnum):
    """Where the clause around an expression lies, seen from the telling."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A reading. ``value`` is ``2023-01-03``, ``2023-W01``, ``2023-Q1``, ``P3D``, ``PRESENT_REF``, ``2023-01-03TNI`` …

    ``interval`` holds the days meant, open ends from ``bound`` included; None for durations, sets and
    references without edges. ``explicit`` says that the words alone name the year (no anchor was needed).
    """

    kind: TimeKind
    value: str
    rule: str
    interval: Interval | None = None
    bound: Bound = Bound.ON
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of its words. ``part`` narrows (START, MID, END), ``interval`` replaces the days."""

    kind: TimeKind
    value: str
    part: str = ""
    interval: Interval | None = None
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What a rule may know: the day of telling, the last day told of, the tense around, all of the text and place.

    ``sure``: the tense was given, not guessed from the words. ``near``: the last day told in the same sentence.
    ``period``: the quarter that the text reports on, the latest it has told of.
    """

    anchor: date
    focus: date
    tense: Tense
    text: str
    start: int
    stop: int
    day_first: bool | None = None
    sure: bool = False
    near: date | None = None
    period: str = ""

    @property
    def quote(self) -> str:
        """The words matched."""
        return self.text[self.start : self.stop]


Reader = Callable[[re.Match[str], Moment], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of the grammar and how its match is read (None refuses it); ``order`` settles ties."""

    name: str
    pattern: re.Pattern[str]
    read: Reader
    order: int
