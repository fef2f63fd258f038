"""What a web page declares about itself: JSON-LD, meta tags, ``time`` elements, canonical link, language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khaldun.clean.page import SeenStamp
from khaldun.clean.stamps import declared_stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = {"newsarticle", "article", "reportagenewsarticle", "blogposting", "liveblogposting", "analysisnewsarticle",
             "backgroundnewsarticle", "opinionnewsarticle", "report", "webpage", "newspage"}  # fmt: skip

_PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "date_published", "publishdate",
              "publish-date", "published_at", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
              "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "og:pubdate", "date",
              "article.published", "published-date", "datecreated", "rnews:datepublished")  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "date_modified", "lastmod", "last-modified",
            "dcterms.modified", "dc.date.modified", "article.updated", "updated_at", "revised")  # fmt: skip
_SITE = ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher_name")
_AUTHOR = ("author", "byl", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the markup says; anything it does not say is None or empty."""

    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    lang: str | None
    stamps: tuple[SeenStamp, ...]


def declared(tree: HtmlElement) -> Declared:
    """All that a parsed page declares about itself."""
    metas = _metas(tree)
    articles = list(_articles(tree))
    return Declared(
        title=_first(_word(article.get("headline")) for article in articles) or metas.get("og:title"),
        byline=_first(_names(article.get("author")) for article in articles) or _meta(metas, _AUTHOR),
        outlet=_meta(metas, _SITE[:1])
        or _first(_names(a.get("publisher")) for a in articles)
        or _meta(metas, _SITE[1:]),
        url=_canonical(tree) or metas.get("og:url") or _first(_word(article.get("url")) for article in articles),
        lang=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or metas.get("og:locale"),
        stamps=tuple(_stamps(tree, metas, articles)),
    )


def _stamps(
    tree: HtmlElement, metas: Mapping[str, str], articles: Sequence[Mapping[str, object]]
) -> Iterator[SeenStamp]:
    """Declared moments, the most trusted first: JSON-LD, meta tags, microdata, ``time`` elements."""
    for role, key, names in (("published", "datePublished", _PUBLISHED), ("updated", "dateModified", _UPDATED)):
        found = [(_word(article.get(key)), f"JSON-LD {key}") for article in articles]
        found += [(metas.get(name), f"meta tag {name}") for name in names]
        found += [
            (node.get("content") or node.get("datetime"), f"microdata {key}")
            for node in tree.iterfind(f".//*[@itemprop='{key}']")
        ]
        for value, source in found:
            if value and (stamp := declared_stamp(value, role, source)):
                yield stamp
    for node in tree.iterfind(".//time[@datetime]"):
        kind = f"{node.get('class') or ''} {node.get('itemprop') or ''}".lower()
        role = (
            "updated"
            if "updat" in kind or "modif" in kind
            else "published"
            if "publ" in kind or node.get("pubdate") is not None
            else ""
        )
        if stamp := declared_stamp(node.get("datetime") or "", role, "time element"):
            yield stamp


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = (node.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    for node in tree.iter("script"):
        if "ld+json" in (node.get("type") or "").lower() and node.text:
            try:
                value = json.loads(node.text.strip(), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from sorted(_typed(value, 0), key=lambda thing: "page" in _types(thing))


def _typed(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """The things of an article's type in JSON-LD, also inside ``@graph`` and lists."""
    if depth > 4:
        return
    if isinstance(value, list):
        for part in value:
            yield from _typed(part, depth + 1)
    elif isinstance(value, Mapping):
        if any(kind in _ARTICLES for kind in _types(value).split()):
            yield value
        for key in ("@graph", "mainEntity", "itemListElement"):
            yield from _typed(value.get(key), depth + 1)


def _types(thing: Mapping[str, object]) -> str:
    kind = thing.get("@type")
    return " ".join(str(part) for part in (kind if isinstance(kind, list) else [kind])).lower()


def _canonical(tree: HtmlElement) -> str | None:
    for node in tree.iter("link"):
        if "canonical" in (node.get("rel") or "").lower().split() and node.get("href"):
            return str(node.get("href")).strip()
    return None


def _names(value: object) -> str | None:
    """The names of authors or a publisher, joined by commas."""
    if isinstance(value, list):
        return (
            ", ".join(dict.fromkeys(name for part in value if not isinstance(part, list) and (name := _names(part))))
            or None
        )
    if isinstance(value, Mapping):
        return _names(value.get("name"))
    return _word(value)


def _word(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("@value")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _meta(metas: Mapping[str, str], names: Sequence[str]) -> str | None:
    return _first(metas.get(name) for name in names)


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)
