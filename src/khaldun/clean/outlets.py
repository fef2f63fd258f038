"""Knows an outlet's name when it stands alone on a line of a saved page, with or without a date."""

from __future__ import annotations

from functools import cache

from khaldun.clean.furniture import data

_SMALL = {"the", "of", "and", "for", "&", "de", "la", "al"}


def outlet_line(line: str) -> str | None:
    """The outlet's name when the line is nothing else; None for any other line."""
    name = line.strip(" *_|-–—,.")
    words = name.split()
    words_known, most = _known()
    if not 1 < len(words) <= most or (words[-1] not in words_known and words[0] not in words_known):
        return None
    return (
        name if all(word[:1].isupper() or word in _SMALL for word in words) and not line.endswith(("?", "!")) else None
    )


@cache
def _known() -> tuple[frozenset[str], int]:
    raw = data("clean_outlets.toml")
    return frozenset(raw["words"]), raw["most"]
