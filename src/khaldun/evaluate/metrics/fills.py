"""Credit for one fill of a MUC-4 template slot: 1, a half or 0, after the evaluation's guidelines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from khaldun.knowledge.crosswalks import crosswalk

_SMALL = frozenset(
    """a an about at eight five four her his its least many nine of one other several seven six some ten the their
    these this those three two unidentified unknown argentine bolivian chilean colombian ecuadoran guatemalan honduran
    peruvian salvadoran""".upper().split()
)
"""Words that tell no filler from another: articles, numbers, and where everybody in these reports comes from."""
_BREAKS = frozenset(["AT", "BY", "FOR", "FROM", "IN", "OF", "ON", "THAT", "TO", "WHO", "WITH"])
_MODIFIERS = 4  # words a fill may have beyond the key's own
Fill = Mapping[str, Any]


def words(text: object) -> list[str]:
    """The words of a fill in upper case without accents."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Z0-9]+", plain.upper())


def _core(text: str) -> list[str]:
    listed = words(text)
    kept = [word for word in listed if word not in _SMALL and not word.isdigit()] or listed
    return [word[:-1] if len(word) > 3 and word.endswith("S") and not word.endswith("SS") else word for word in kept]


def _head(listed: Sequence[str]) -> str:
    """The last word before the first preposition."""
    stop = next((n for n, word in enumerate(listed) if n and word in _BREAKS), len(listed))
    return listed[stop - 1] if listed else ""


def string_credit(ours: str, alternatives: Sequence[str]) -> float:
    """Same words apart from modifiers: 1; a part of it, or half of the words: a half."""
    return max((_string(ours, key) for key in alternatives), default=0.0)


def _string(ours: str, key: str) -> float:
    a, b = _core(ours), _core(key)
    if a == b or words(ours) == words(key):
        return 1.0
    one, other = set(a), set(b)
    if not one or not other:
        return 0.0
    if other <= one and _head(a) == _head(b) and len(a) <= len(b) + _MODIFIERS:
        return 1.0
    if other <= one or (one <= other and _head(a) in other):
        return 0.5
    return 0.5 if 2 * len(one & other) / (len(one) + len(other)) >= 0.5 else 0.0


def set_credit(ours: str, alternatives: Sequence[str], slot: str) -> float:
    """The same category: 1; a broader one: a half. ``ATTACK`` is the broadest type."""
    told = str(ours).upper().strip()
    listed = [key.upper() for key in alternatives]
    if told in listed:
        return 1.0
    if slot == "type" and told == "ATTACK":
        return 0.5
    return 0.5 if any(told in _broader(key) for key in listed) else 0.0


def _broader(key: str) -> set[str]:
    above, found = crosswalk("muc4_broader"), set[str]()
    while key in above and above[key] not in found:
        key = above[key]
        found.add(key)
    return found


def number_credit(ours: str, alternatives: Sequence[str]) -> float:
    """The same number: 1; the same but for its qualifiers, or more than one for ``PLURAL``: a half."""
    told = _number(ours)
    listed = [_number(key) for key in alternatives]
    if told in listed:
        return 1.0
    digits = _digits(told)
    return 0.5 if any(_nearly(told, digits, key) for key in listed) else 0.0


def _nearly(told: str, digits: str, key: str) -> bool:
    if digits and digits == _digits(key):
        return True
    if key == "PLURAL" and digits and int(digits) > 1:
        return True
    return told == "PLURAL" and _digits(key) not in ("", "1")


def _number(text: object) -> str:
    return str(text).upper().replace(" ", "").replace(",", "")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def date_of(told: Any) -> tuple[str | None, str | None] | None:
    """(start, end) of a date fill: a day, or a range whose start may be open."""
    if isinstance(told, str):
        return told, told
    if not told or not (told.get("start") or told.get("end")):
        return None
    return told.get("start"), told.get("end") or told.get("start")


def date_credit(ours: tuple[str | None, str | None], key: Fill) -> float:
    """The same range: 1; one that holds, or lies in, the key's: a half."""
    return max((_date(*ours, alt) for alt in key["alts"] if alt["kind"] != "unparsed"), default=0.0)


def _date(start: str | None, end: str | None, alt: Fill) -> float:
    first, last = alt.get("start"), alt.get("end")
    if (start, end) == (first, last):
        return 1.0
    if start is None:
        return 0.5 if end == last else 0.0
    if alt["kind"] == "on":
        return 0.5 if start <= (first or "") <= (end or "") else 0.0
    return 0.5 if start >= (first or "") and (end or "") <= (last or "") else 0.0


def location_of(told: Any) -> tuple[str, list[str]] | None:
    """(country, places) of a location fill."""
    if not told:
        return None
    return told.get("country") or "", [place for place in told.get("places", []) if place]


def location_credit(ours: tuple[str, list[str]], key: Fill) -> float:
    """Country and the closest place right: 1; one of both: a half."""
    named = [words(place) for place in ours[1]]
    return max((_location(ours[0], named, country, places) for country, places in key_locations(key)), default=0.0)


def _location(told: str, named: Sequence[list[str]], country: str, places: Sequence[str]) -> float:
    same = words(country) == words(told)
    deepest = not places or words(places[-1]) in named
    if same and deepest and (places or not named):
        return 1.0
    return 0.5 if same or (places and deepest) else 0.0


def is_country(told: str, key: Fill) -> bool:
    """Whether a country is that of one of the paths the key allows."""
    return any(words(country) == words(told) for country, _ in key_locations(key))


def key_locations(key: Fill) -> list[tuple[str, list[str]]]:
    """(country, places) of each path the key allows."""
    found = []
    for path in key["alts"]:
        steps = [step if isinstance(step, list) else [step] for step in path]
        names = [place["name"] for step in steps for place in step]
        found.append((names[0] if names else "", names[1:]))
    return found
