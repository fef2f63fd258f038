"""Feeds (RSS, Atom, RDF): every entry is an item, with its full content where the feed has it, else its summary."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from khaldun.model import Hints, RawItem, Reason, Reject
from khaldun.read.limits import Limits
from khaldun.read.parcel import Outcome, Parcel, whole


def read_feed(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """One item an entry; damage in the feed is reported after the entries that could be read."""
    body = whole(parcel, limits)
    if isinstance(body, Reject):
        yield body
        return
    import feedparser

    found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    outlet = _text(found.feed.get("title"))
    for number, entry in enumerate(found.entries, start=1):
        yield _entry(parcel, number, entry, outlet)
    if not found.entries:
        yield _empty(parcel, found)
    elif found.bozo and _broken(found):
        yield parcel.refuse(
            Reason.DAMAGED,
            f"the feed is broken ({found.bozo_exception}). The {len(found.entries)} entries before were kept.",
        )
    if damage := parcel.damage():
        yield damage


def _entry(parcel: Parcel, number: int, entry: dict[str, Any], outlet: str | None) -> RawItem | Reject:
    content, media_type = _content(entry)
    title = _text(entry.get("title"))
    if not content and not title:
        return parcel.refuse(Reason.EMPTY, "the entry has neither title nor text.", f"entry{number}")
    language = entry.get("content", [{}])[0].get("language") or entry.get("summary_detail", {}).get("language")
    source = entry.get("source", {})
    hints = Hints(
        title=title,
        published=entry.get("published") or entry.get("created"),
        updated=dict.get(entry, "updated"),  # its own ``get`` answers with the publication date
        byline=_text(entry.get("author")),
        outlet=_text(source.get("title") if isinstance(source, Mapping) else None) or outlet,
        url=entry.get("link") or parcel.hints.url,
        lang=language,
        encoding="utf-8",
    )
    return parcel.item(content.encode("utf-8", "replace"), media_type, member=f"entry{number}", hints=hints)


def _content(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The longest full content, else the summary, with its media type."""
    whole_texts = [part for part in entry.get("content", []) if part.get("value")]
    if whole_texts:
        best = max(whole_texts, key=lambda part: len(part["value"]))
        return best["value"], _media_type(best)
    return entry.get("summary") or "", _media_type(entry.get("summary_detail") or {})


def _media_type(detail: Mapping[str, Any]) -> str:
    return "text/html" if "html" in str(detail.get("type", "text/html")) else "text/plain"


def _text(value: object) -> str | None:
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _broken(found: Any) -> bool:
    """Whether the trouble is more than a wrongly declared encoding or media type, which feedparser mends."""
    return type(found.bozo_exception).__name__ not in {"CharacterEncodingOverride", "NonXMLContentType"}


def _empty(parcel: Parcel, found: Any) -> Reject:
    if found.bozo and _broken(found):
        return parcel.refuse(Reason.DAMAGED, f"the feed cannot be read ({found.bozo_exception}).")
    return parcel.refuse(Reason.EMPTY, "the feed has no entries.")
