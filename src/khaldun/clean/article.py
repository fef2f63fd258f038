"""Cleans web pages: the article by trafilatura, page furniture by our cues, and a list of all that was left out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

from khaldun.clean.blocks import TextBlock, blocks_of
from khaldun.clean.characters import one_line
from khaldun.clean.extractor import trafilatura
from khaldun.clean.furniture import furniture
from khaldun.clean.layout import paragraphs
from khaldun.clean.markup import Declared, declared
from khaldun.clean.page import Page, Passage, SeenStamp, with_lead
from khaldun.clean.stamps import declared_stamp, stamps_of_line
from khaldun.clean.title import page_title
from khaldun.knowledge.names import fold
from khaldun.model import Dropped, Part

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_QUOTE_MAX = 1000  # characters kept of a dropped region; navigation repeats on every page of an outlet
_SHORT = 0.75  # share of the balanced extraction's words below which the precise one has lost the article
_CAPTION_WORDS = 5
_DECLARATION = re.compile(r"<\?.*?\?>", re.DOTALL)
_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)


def is_fragment(html: str) -> bool:
    """Whether markup is a piece of a page (a feed's entry), all of it content."""
    return not _PAGE.search(html[:20_000])


def clean_html(html: str, *, url: str | None = None, title: str | None = None) -> Page:
    """The page of an HTML text; without passages when there is no article. ``title`` as known from elsewhere."""
    tree = _tree(html)
    if tree is None:
        return Page()
    said = declared(tree)
    shown = list(blocks_of(tree))
    kept = [block.text for block in shown] if is_fragment(html) else _article(tree)
    heading = one_line(page_title(tree, said, title) or "") or None
    page = _sorted(kept, heading)
    captions = _captions(tree, page.passages)
    passages = [passage for passage in page.passages if passage.text not in captions]
    passages += [Passage(Part.CAPTION, caption) for caption in captions]
    return replace(
        _described(page, said, tree, url),
        passages=with_lead(passages),
        dropped=(*page.dropped, *_left_out(shown, passages, page)),
        stamps=(*said.stamps, *_shown_stamps(shown), *page.stamps) or _guessed_stamp(tree, url),
    )


def _tree(html: str) -> HtmlElement | None:
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    trafilatura()
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # their complaints are our refusals, told once
    if not is_fragment(html):
        tree = load_html(html)
        if tree is None or tree.tag == "html":
            return tree
        whole = document_fromstring("<html><body></body></html>")
        whole.body.append(tree)  # a page cut down to one element: the libraries expect a root above it
        return whole
    try:
        return document_fromstring(f"<html><body>{_DECLARATION.sub('', html)}</body></html>")
    except (ParserError, ValueError):
        return None


def _article(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article: the precise extraction unless it lost most of what the balanced one finds."""
    precise, balanced = _extracted(tree, precise=True), _extracted(tree, precise=False)
    lengths = [sum(len(text.split()) for text in texts) for texts in (precise, balanced)]
    return precise if lengths[0] >= _SHORT * lengths[1] else balanced


def _extracted(tree: HtmlElement, *, precise: bool) -> list[str]:
    document = trafilatura().bare_extraction(tree, include_comments=False, favor_precision=precise)
    # a Document unless asked for as a dict
    body = getattr(document, "body", None)
    return [] if body is None else list(_paragraphs(body))


def _paragraphs(body: Any) -> Iterator[str]:
    """The texts of trafilatura's tree: paragraphs, headings, list items, quotations; a table row is one text."""
    for node in body.iterchildren():
        if node.tag in ("list", "quote", "table", "div") and len(node):
            if node.text and node.text.strip():
                yield from _cut(node.text)
            if node.tag == "table":
                yield from (
                    " | ".join(filter(None, (one_line("".join(c.itertext())) for c in row))) for row in node.iter("row")
                )
            else:
                yield from _paragraphs(node)
        else:
            yield from _cut("".join(_with_breaks(node)))
        if node.tail and node.tail.strip():
            yield from _cut(node.tail)


def _with_breaks(node: Any) -> Iterator[str]:
    yield node.text or ""
    for inner in node.iterdescendants():
        yield "\n" if inner.tag == "lb" else ""
        yield (inner.text or "") + (inner.tail or "") if inner.tag != "lb" else inner.tail or ""


def _cut(text: str) -> Iterator[str]:
    lines = [line for part in text.split("\n") if (line := one_line(part))]
    yield from paragraphs(lines)


def _sorted(texts: Sequence[str], title: str | None) -> Page:
    """Passages, furniture and stamps of the extracted paragraphs; the title is not repeated."""
    passages: list[Passage] = []
    dropped: list[Dropped] = []
    stamps: list[SeenStamp] = []
    byline = None
    for text in filter(None, texts):
        found = furniture(text, plain=False)
        if title and fold(text) == fold(title):
            continue
        if seen := stamps_of_line(text):
            stamps.extend(seen)
            dropped.append(Dropped(text, "publication stamp"))
        elif found:
            byline = byline or (found.value if found.gives == "byline" else None)
            dropped.append(Dropped(text, found.why))
        else:
            passages.append(Passage(Part.BODY, text))
    return Page(title, tuple(passages), tuple(dropped), tuple(stamps), byline)


def _captions(tree: HtmlElement, passages: Sequence[Passage]) -> list[str]:
    """The captions of pictures that stand among the article's paragraphs, each once."""
    kept = {passage.text for passage in passages}
    found = dict.fromkeys(
        text
        for node in tree.iter("figcaption")
        if _among(node, kept) and len((text := one_line("".join(node.itertext()))).split()) >= _CAPTION_WORDS
    )
    return [text for text in found if not furniture(text, plain=True)]


def _among(node: HtmlElement, kept: set[str]) -> bool:
    for height, above in enumerate(node.iterancestors()):
        if above.tag in ("a", "aside", "nav", "body", "html") or height > 6:
            return False
        if height and sum(one_line("".join(p.itertext())) in kept for p in above.iter("p")) >= 2:
            return True
    return False


def _left_out(shown: Sequence[TextBlock], passages: Sequence[Passage], page: Page) -> Iterator[Dropped]:
    """Blocks of the page that are not in the text, runs of one region together."""
    kept = "\n".join([page.title or "", *(passage.text for passage in passages), *(d.quote for d in page.dropped)])
    run: list[str] = []
    why = ""
    for block in shown:
        if block.text in kept:
            continue
        reason = block.region or _why(block.text)
        if reason != why and run:
            yield Dropped(_shortened(run), why)
            run = []
        why = reason
        run.append(block.text)
    if run:
        yield Dropped(_shortened(run), why)


def _why(text: str) -> str:
    if stamps_of_line(text):
        return "publication stamp"
    found = furniture(text, plain=True)
    return found.why if found else "outside the article"


def _shortened(run: Sequence[str]) -> str:
    quote = "\n".join(run)
    return quote if len(quote) <= _QUOTE_MAX else f"{quote[:_QUOTE_MAX]}…"


def _shown_stamps(shown: Sequence[TextBlock]) -> Iterator[SeenStamp]:
    """Stamps among the page's blocks; outside navigation, where other stories carry theirs."""
    for block in shown:
        if block.region in ("", "page header"):
            yield from (stamp for stamp in stamps_of_line(block.text) if stamp.role)


def _guessed_stamp(tree: HtmlElement, url: str | None) -> tuple[SeenStamp, ...]:
    """The day htmldate reads from the address or the markup, when nothing declares one."""
    from htmldate import find_date

    day = find_date(tree, extensive_search=False, original_date=True, url=url)
    stamp = declared_stamp(day, "published", "htmldate, from the page's markup or address") if day else None
    return (stamp,) if stamp else ()


def _described(page: Page, said: Declared, tree: HtmlElement, url: str | None) -> Page:
    from trafilatura.metadata import extract_author, extract_sitename

    return replace(
        page,
        byline=_plain(said.byline) or page.byline or extract_author(tree),
        outlet=_plain(said.outlet) or extract_sitename(tree),
        url=said.url or url,
        lang=said.lang,
    )


def _plain(value: str | None) -> str | None:
    return one_line(unescape(value)) or None if value else None
