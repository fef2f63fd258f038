"""The wire agency a report credits: in its dateline, its byline, its outlet, or a credit at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from khaldun.clean.furniture import data

_DATELINE = re.compile(r"^.{2,60}?[\(\[]\s*(?P<mark>[^()\[\]]{2,40}?)\s*[\)\]]\s*[-–—:]+\s")
_OPENING = re.compile(r"^(?P<mark>[\w ]{2,30}?)\s*[-–—]\s")
_CLOSING = re.compile(r"[\(\[—–\-]\s*(?P<mark>[A-Z][\w ./&]{1,40}?)\s*[\)\]]?\.?$")
_PARTS = re.compile(r"\s*(?:[/,;&|]|\band\b|\bvia\b|\bwith\b)\s*", re.IGNORECASE)


def agency_of(paragraphs: Iterable[str], credits: Iterable[str | None]) -> str | None:
    """The agency's name, or None. ``credits`` are the byline, the outlet and dropped credit lines."""
    body = list(paragraphs)
    for pattern, paragraph in ((_DATELINE, body[:2]), (_CLOSING, body[-1:])):
        for text in paragraph:
            if (found := pattern.search(text[:120] if pattern is _DATELINE else text[-60:])) and (
                name := _named(found.group("mark"), marks=True)
            ):
                return name
    return next((name for credit in credits if credit and (name := _named(credit, marks=False))), None)


def _named(text: str, *, marks: bool) -> str | None:
    """The agency of a credit: each part of "AFP/Reuters" or "John Doe, The Associated Press" is tried."""
    whole, brief = _index()
    for part in (text.strip(), *_PARTS.split(text.strip())):
        if found := whole.get(part.casefold()) or (brief.get(part) if marks else None):
            return found
    return None


@cache
def _index() -> tuple[dict[str, str], dict[str, str]]:
    agencies = data("clean_agencies.toml")["agency"]
    whole = {name.casefold(): agency["name"] for agency in agencies for name in agency["names"]}
    return whole, {mark: agency["name"] for agency in agencies for mark in agency["marks"]}
