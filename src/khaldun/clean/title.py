"""The title of a web page: the visible heading where the page's own metadata agree with it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from khaldun.clean.characters import one_line
from khaldun.clean.markup import Declared
from khaldun.knowledge.names import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BARS = re.compile(r"\s+(?:[|»·•–—]|-{1,2}|::)\s+")
_SHORTEST = 8  # letters below which a heading is a section's name


def page_title(tree: HtmlElement, said: Declared, known: str | None) -> str | None:
    """The title; ``known`` is what a feed or record said, used when the page shows none."""
    headings = [text for node in tree.iter("h1") if len(text := one_line("".join(node.itertext()))) >= _SHORTEST]
    node = next(tree.iter("title"), None)
    window = one_line(unescape("".join(node.itertext()))) if node is not None else ""
    meta = one_line(unescape(said.title or ""))
    for witness in filter(None, (meta, window, known)):
        for heading in headings:
            if _agree(heading, witness):
                return heading
    if len(headings) == 1 and not meta:
        return headings[0]
    return _without_outlet(meta, said.outlet) or known or _without_outlet(window, said.outlet) or None


def _agree(heading: str, witness: str) -> bool:
    one, other = fold(heading), fold(witness)
    return bool(one and other) and (one in other or other in one)


def _without_outlet(title: str, outlet: str | None) -> str:
    """The title without the outlet's name behind a bar; "Blast kills three | Dawn" names Dawn."""
    parts = _BARS.split(title)
    while len(parts) > 1 and (_is_outlet(parts[-1], outlet) or len(parts[-1].split()) <= 3 < len(parts[0].split())):
        parts.pop()
        title = title[: title.rfind(parts[-1]) + len(parts[-1])]
    return title


def _is_outlet(part: str, outlet: str | None) -> bool:
    return bool(outlet) and fold(part) == fold(outlet or "")
