"""Reads publication stamps: "Updated January 3rd, 2023 at 17:27 IST", ISO 8601, RFC 2822; never running text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import pairwise

from khaldun.clean.furniture import data
from khaldun.clean.page import SeenStamp

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years a report can be of. Pages say 9999 for "never" and 0001 or 1899 for "unknown"."""

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(f'{name}|{name[:3]}' for name in _MONTHS)}|sept)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?"
_DATES = tuple(
    re.compile(rf"(?<![\w/.\-]){pattern}(?![\d/]|-\d|\.\d)", re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}{_MONTH}\s*{_DAY},?\s*{_YEAR}",
        rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s\-]*{_MONTH},?[\s\-]*{_YEAR}",
        r"(?P<year>\d{4})[\-/.](?P<month>\d{1,2})[\-/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<sep>[/.\-])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})",
    )
)
_TIME = re.compile(
    r"(?<![\d:.])(?:(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\.\d+)?|(?P<bare>\d{1,2})(?=\s*[ap]\.?m))"
    r"\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"[\s,]*\(?(?P<zone>(?:GMT|UTC)\s*[+\-−]\s*\d{1,2}(?::?\d{2})?|[+\-−]\d{2}:?\d{2}|Z\b"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?(?=,? (?:[Ss]tandard )?[Tt]ime\b)|[A-Z]{2,5}\b(?!\s*\w*[a-z]))\)?"
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+\-−])\s*(\d{1,2}):?(\d{2})?")
_SPLIT = re.compile(r"\s*[|·•]\s*")
_LEFT_OVER = re.compile(r"[^\w]+")


def stamps_of_line(line: str) -> tuple[SeenStamp, ...]:
    """The stamps of a line that is nothing but stamps; empty for any other line."""
    if len(line) > 200 or not any(character.isdigit() for character in line):
        return ()
    found: list[SeenStamp] = []
    for piece in _pieces(line):
        stamp, room = _stamp(piece, line)
        if stamp is None or not _is_name(room, _words().room if stamp.role else 0):
            return ()
        found.append(stamp)
    return tuple(found)


def stamp_with_name(line: str) -> tuple[SeenStamp, str] | None:
    """The stamp of a short line and the words beside it, as in "The Example Courier, 3 October 2022"."""
    stamp, room = _stamp(line, line) if len(line) <= 100 else (None, "")
    return (stamp, room) if stamp and room else None


def declared_stamp(value: str, role: str, source: str) -> SeenStamp | None:
    """The moment a machine-readable field declares (ISO 8601, RFC 2822, seconds since 1970, or a written date)."""
    text = " ".join(value.split())[:100]
    at, precision = _iso(text) or _rfc(text) or _epoch(text) or (None, "")
    if at is None:
        stamp, _ = _stamp(text, text)
        if stamp is None:
            return None
        return SeenStamp(role, stamp.at, stamp.precision, stamp.zone, text, source)
    return SeenStamp(role, at, precision, None, text, source) if FIRST_YEAR <= at.year <= LAST_YEAR else None


def offset_of(zone: str) -> timezone | None:
    """The zone of a written offset ("+05:30", "GMT+3"), or None for an abbreviation."""
    found = _OFFSET.fullmatch(zone.strip())
    if found is None:
        return None
    minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if found.group(1) in "-−" else minutes))


class _Words:
    def __init__(self) -> None:
        raw = data("clean_stamps.toml")
        self.room: int = raw["room"]
        self.roles = {word: role for role in ("published", "updated") for word in raw[role]}
        longest = sorted(self.roles, key=len, reverse=True)
        self.role = re.compile(rf"\b({'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
        self.between = re.compile(rf"\b({'|'.join(map(re.escape, raw['between']))})\b", re.IGNORECASE)


@cache
def _words() -> _Words:
    return _Words()


def _pieces(line: str) -> list[str]:
    """A line cut where one stamp ends and the next begins: at bars, and before a second "updated"."""
    pieces: list[str] = []
    for part in filter(None, _SPLIT.split(line)):
        starts = [found.start() for found in _words().role.finditer(part)]
        dated = [start for start in starts[1:] if _date(part[:start])[0] is not None]
        cuts = [0, *dated, len(part)]
        pieces.extend(part[a:b] for a, b in pairwise(cuts))
    return pieces


def _stamp(piece: str, quote: str) -> tuple[SeenStamp | None, str]:
    """The stamp in a piece of a line, and what else stands there."""
    day, span = _date(piece)
    if day is None:
        return None, piece
    rest = f"{piece[: span[0]]} \x00 {piece[span[1] :]}"
    time = _TIME.search(rest)
    clock, zone = None, None
    if time and (clock := _clock(time)) is not None:
        mark = _ZONE.match(rest, time.end())
        zone = mark.group("zone") if mark else None
        rest = f"{rest[: time.start()]} {rest[mark.end() if mark else time.end() :]}"
    role = _words().role.search(rest)
    rest = _words().between.sub(" ", _words().role.sub(" ", rest))
    hour, minute = clock or (0, 0)
    at = datetime(day.year, day.month, day.day, hour, minute)
    known = _words().roles[role.group(1).lower()] if role else ""
    precision = "minute" if clock else "day"
    return SeenStamp(known, at, precision, zone, quote, "a stamp on the page"), _LEFT_OVER.sub(" ", rest).strip()


def _is_name(room: str, most: int) -> bool:
    """Whether what stands beside a stamp is nothing or a name (a desk, an outlet), not the words of a sentence."""
    return len(room) <= most and not any(word[:1].islower() for word in room.split())


def _date(text: str) -> tuple[date | None, tuple[int, int]]:
    for pattern in _DATES:
        if (found := pattern.search(text)) and (day := _day(found)):
            return day, found.span()
    return None, (0, 0)


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    if "first" in parts:
        day, month = int(parts["first"]), int(parts["second"])
        if day <= 12 and month <= 12 and day != month:
            return None  # 03/04/2023 is March or April: unknown
        day, month = (month, day) if month > 12 else (day, month)
    else:
        day, month = int(parts["day"]), _month(parts["month"])
    year = int(parts["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(text[:3].lower()))


def _clock(found: re.Match[str]) -> tuple[int, int] | None:
    hour = int(found.group("hour") or found.group("bare"))
    minute = int(found.group("minute") or 0)
    half = (found.group("half") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else hour
    return (hour, minute) if hour < 24 and minute < 60 else None


def _iso(text: str) -> tuple[datetime, str] | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    return at, "minute" if len(text) > 10 else "day"


def _rfc(text: str) -> tuple[datetime, str] | None:
    if not re.search(r"\d{1,2}:\d{2}", text) or not re.match(
        r"(?:[A-Za-z]{3,9},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}", text
    ):
        return None
    # The mail rules know American zones only; any other abbreviation is left to the reading of stamps.
    if not re.search(r"(?:[+\-]\d{4}|GMT|UTC|UT|Z|E[SD]T|[+\-]\d{2}:\d{2})\s*(?:\(.*\))?$", text):
        return None
    try:
        return parsedate_to_datetime(text), "minute"
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _epoch(text: str) -> tuple[datetime, str] | None:
    if not re.fullmatch(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", text):
        return None
    seconds = float(text)
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds)), "minute"
