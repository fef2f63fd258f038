"""The end of a headline that names the outlet: "Two hurt in Corlin shooting - WQXA News 4 Alder Creek, Ohio"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khaldun.knowledge.place_names import name_key
from khaldun.model import Part, Sentence

_PARTED = re.compile(r"\s+(?:[-–—|»•]|::|>>)+\s+|\s*\|\s*")
_OUTLET = re.compile(
    r"\b[KW][A-Z]{2,3}\b|\.(?:com|net|org|tv)\b|\b(?:fox|abc|nbc|cbs|cw|news|channel|tv|eyewitness)\s?\d"
    r"|\bTV\b|\bnews(?:paper)?s?\b.*\bweather\b|\b(?:breaking|local|the latest|latest) news\b|\bnews station\b"
)
_SHORTEST = 4  # letters of a name by which a tail is known as the outlet's


def tail_of_headline(sentences: Sequence[Sentence], outlet: str) -> int | None:
    """Where in the text the outlet's part of the headline starts; None without one.

    ``outlet`` is the outlet's name and host, folded, without spaces.
    """
    heads = [sentence for sentence in sentences if sentence.part is Part.HEADLINE]
    for number, sentence in enumerate(heads):
        after = " ".join(later.span.quote for later in heads[number + 1 :])
        for mark in _PARTED.finditer(sentence.span.quote):
            rest = f"{sentence.span.quote[mark.end() :]} {after}"
            if mark.start() and (_OUTLET.search(rest) or _is_name(rest, outlet)):
                return sentence.span.start + mark.start()
    return None


def _is_name(rest: str, outlet: str) -> bool:
    """Whether the words after the mark are the outlet's own name."""
    key = name_key(rest).replace(" ", "")
    return len(key) >= _SHORTEST and key in outlet
