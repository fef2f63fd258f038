"""The words of time from ``data/cues/dates.toml``, and the pattern pieces made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.toml_files import shipped


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that recurs by some calendar; ``at`` is read by the calendar's ``rule``, ``days`` is its length."""

    names: tuple[str, ...]
    rule: str
    at: tuple[int, ...]
    days: int = 1


@dataclass(frozen=True, slots=True)
class DateWords:
    """The vocabulary: lower-case words and what they stand for."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, str]
    seasons: Mapping[str, str]
    dayparts: Mapping[str, str]
    decades: Mapping[str, int]
    references: Mapping[str, tuple[str, ...]]
    tense: Mapping[str, tuple[str, ...]]
    bounds: Mapping[str, tuple[str, ...]]
    saying: Mapping[str, tuple[str, ...]]
    holidays: tuple[Holiday, ...]


@cache
def words() -> DateWords:
    """The shipped vocabulary, read once."""
    raw = shipped("cues/dates.toml")
    lists = {
        name: {key: tuple(value) for key, value in raw[name].items()}
        for name in ("references", "tense", "bounds", "saying")
    }
    holidays = tuple(Holiday(tuple(h["names"]), h["rule"], tuple(h["at"]), h.get("days", 1)) for h in raw["holidays"])
    return DateWords(
        months=raw["months"], weekdays=raw["weekdays"], short_weekdays=raw["weekday_abbreviations"],
        numbers=raw["numbers"], ordinals=raw["ordinals"], units=raw["units"], seasons=raw["seasons"],
        dayparts=raw["dayparts"], decades=raw["decades"], references=lists["references"], tense=lists["tense"],
        bounds=lists["bounds"], saying=lists["saying"], holidays=holidays,
    )  # fmt: skip


def any_of(entries: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, spaces free."""
    ordered = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in ordered) + ")"


_SMALL = r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_WORD_NUMBER = rf"(?:{_TENS}(?:[\s-]{_SMALL})?|(?:{_SMALL}\s+)?(?:hundred|thousand)|{_SMALL})"


@cache
def pieces() -> Mapping[str, str]:
    """The named pieces that rules are written with, as in ``{month}``."""
    book = words()
    long_months = [name for name in book.months if len(name) > 4 or name in ("may", "june", "july")]
    short_months = [name for name in book.months if name not in long_months]
    ordinal = any_of(book.ordinals)
    return {
        "month": rf"(?:{any_of(long_months)}|{any_of(short_months)}\b\.?)",
        "weekday": any_of(book.weekdays),
        "shortday": rf"(?:{any_of(book.weekdays)}|{any_of(book.short_weekdays)}\b\.?)",
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?(?!\d|%|[:.]\d|,\d{3}\b|\s?(?:a\.m|p\.m|am\b|pm\b))",
        "wordday": rf"(?:{_TENS}[\s-])?{ordinal}",
        "year": r"(?:1[5-9]|20)\d\d(?!\d)",
        "wordyear": rf"(?:nineteen|eighteen|twenty)\s+(?:{_TENS}(?:[\s-]{_SMALL})?|{_SMALL})",
        "ordinal": ordinal,
        "count": rf"(?:\d+\s+1/2|\d+(?:\.\d+)?|a\s+couple(?:\s+of)?|{_WORD_NUMBER})",
        "vague": r"(?:several|(?:a\s+)?few|many|some|a\s+number\s+of|dozens\s+of|countless)",
        "unit": any_of(book.units),
        "units": any_of([*(_plural(unit) for unit in book.units), *book.units]),
        "plural": any_of(_plural(unit) for unit in book.units),
        "season": any_of(book.seasons),
        "daypart": any_of(book.dayparts),
        "roughly": r"(?:about|around|nearly|almost|roughly|approximately|some|over|more\s+than|less\s+than|at\s+least|"
        r"at\s+most|up\s+to|no\s+more\s+than|no\s+less\s+than|just\s+over|just\s+under|only)",
        "part": r"(?:early|late|mid|the\s+(?:very\s+)?(?:beginning|start|end|middle)\s+of|(?:earlier|later)(?:\s+in)?)",
        "decade": any_of(book.decades),
        "holiday": any_of(name for holiday in book.holidays for name in holiday.names),
        **{name: any_of(entries) for name, entries in book.references.items()},
    }  # fmt: skip


def _plural(unit: str) -> str:
    return f"{unit[:-1]}ies" if unit.endswith("y") and unit not in ("day",) else f"{unit}s"


def number(text: str) -> float | None:
    """The number that digits or words stand for ("3", "1.5", "twenty-four", "two hundred"); None when unread."""
    flat = " ".join(text.lower().replace("-", " ").split())
    if re.fullmatch(r"\d+(?:\.\d+)?(?: 1/2)?", flat):
        return float(flat.removesuffix(" 1/2")) + 0.5 * flat.endswith(" 1/2")
    if re.fullmatch(r"(?:a )?couple(?: of)?", flat):
        return 2.0
    total = 0
    for word in flat.split():
        value = words().numbers.get(word)
        if value is None:
            return None
        total = max(total, 1) * value if value >= 100 else total + value
    return float(total) if flat else None


def day_number(text: str) -> int | None:
    """The day of the month that "3", "3rd", "third" or "twenty-first" stands for."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    parts = re.split(r"[\s-]+", text.lower())
    tens = words().numbers.get(parts[0], 0) if len(parts) > 1 else 0
    last = words().ordinals.get(parts[-1])
    return None if last is None else tens + last


def month_number(text: str) -> int:
    """The month of a name or abbreviation matched by ``{month}``."""
    return words().months[text.lower().rstrip(".")]


def unit_letter(text: str) -> str:
    """The ISO duration letter of a unit, singular or plural, as listed in ``[units]``."""
    flat = text.lower()
    book = words().units
    return book.get(flat) or book.get(flat.removesuffix("s")) or book[flat.removesuffix("ies") + "y"]
