"""All the text a page shows, block by block, with the region of the page it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaldun.clean.characters import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = {
    "script", "style", "noscript", "template", "svg", "iframe", "object", "head", "math", "canvas", "select",
    "datalist",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img", "o:p",
}  # fmt: skip
_REGIONS = {
    "nav": "navigation",
    "header": "page header",
    "footer": "page footer",
    "aside": "side column",
    "form": "form",
    "figcaption": "caption",
    "button": "button",
    "menu": "navigation",
}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block's text on one line; ``region`` is the part of the page around it, or empty; ``tag`` its element."""

    text: str
    region: str
    tag: str


def blocks_of(tree: HtmlElement) -> Iterator[TextBlock]:
    """The blocks of a parsed page, in reading order. Walks without recursion, so no depth of nesting matters."""
    from lxml.etree import iterwalk

    words: list[str] = []
    regions: list[str] = []
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    tag = "body"
    for event, node in walk:
        name = node.tag if isinstance(node.tag, str) else ""
        if event in ("comment", "pi"):
            words.append(node.tail or "")
            continue
        if name not in _INLINE:
            yield from _block(words, regions, tag)
        if event == "start":
            tag = tag if name in _INLINE else name
            if name in _REGIONS:
                regions.append(_REGIONS[name])
            if name in _UNSEEN:
                walk.skip_subtree()
            else:
                words.append(node.text or "")
        else:
            if name in _REGIONS:
                regions.pop()
            words.append(node.tail or "")
    yield from _block(words, regions, tag)


def _block(words: list[str], regions: list[str], tag: str) -> Iterator[TextBlock]:
    text = one_line("".join(words))
    words.clear()
    if text:
        yield TextBlock(text, regions[-1] if regions else "", tag)
