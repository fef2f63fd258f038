"""Puts the metadata of a report together: what the page says first, what came beside it (feed, record) second."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from urllib.parse import urldefrag, urljoin, urlsplit

from khaldun.clean.characters import one_line
from khaldun.clean.page import Page, SeenStamp
from khaldun.clean.stamps import declared_stamp, offset_of
from khaldun.clean.zones import Surroundings, country_of_host, read_zone
from khaldun.model import RawItem, Stamp

_BYLINE_MAX = 160
_NOT_NAMES = re.compile(r"https?://\S+|\S+@\S+|^(?:by|reported by|written by|posted by)[\s:]+", re.IGNORECASE)
_NOBODY = {"admin", "administrator", "editor", "webmaster", "unknown", "none", "null", "author", "guest"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of one report, as ``Report`` takes them."""

    byline: str | None
    outlet: str | None
    url: str | None
    published: Stamp | None
    updated: Stamp | None


def metadata_of(raw: RawItem, page: Page, text: str) -> Metadata:
    """The metadata of a page and its raw item; ``text`` is the clean text, for reading zone abbreviations."""
    url = address(page.url, raw.hints.url or (raw.origin.uri if raw.origin.uri.startswith("http") else None))
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    outlet = _name(page.outlet) or _name(raw.hints.outlet) or _name(raw.origin.outlet) or host or None
    around = _surroundings(host, outlet, text)
    seen = [*page.stamps, *_hinted(raw)]
    latest = raw.origin.fetched_at
    return Metadata(
        byline=_byline(page.byline) or _byline(raw.hints.byline),
        outlet=outlet,
        url=url,
        published=_best(seen, ("published", ""), around, latest),
        updated=_best(seen, ("updated",), around, latest),
    )


def address(canonical: str | None, known: str | None) -> str | None:
    """The report's address without tracking; a canonical link to the front page of the site is not believed."""
    joined = urljoin(known or "", canonical.strip()) if canonical else ""
    for candidate in (joined, known or ""):
        if cleaned := _cleaned(candidate):
            front = urlsplit(cleaned).path in ("", "/") and not urlsplit(cleaned).query
            if candidate == known or not front or not known:
                return cleaned
    return None


def _cleaned(url: str) -> str | None:
    from courlan import clean_url

    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        return clean_url(urldefrag(url).url) or None
    except ValueError:  # brackets that are no IPv6 address
        return None


def _surroundings(host: str, outlet: str | None, text: str) -> Surroundings:
    if country := country_of_host(host) if host else None:
        return Surroundings(country, f"the address {host} is of that country", text)
    from khaldun.clean.zones import countries_in

    named = list(countries_in(outlet)) if outlet else []
    if len(named) == 1:
        return Surroundings(named[0], f"the outlet {outlet} is of that country", text)
    return Surroundings(None, "", text)


def _hinted(raw: RawItem) -> Iterable[SeenStamp]:
    for role, value in (("published", raw.hints.published), ("updated", raw.hints.updated)):
        if value and (stamp := declared_stamp(value, role, "given with the report")):
            yield stamp


def _best(
    seen: Iterable[SeenStamp], roles: tuple[str, ...], around: Surroundings, latest: datetime | None
) -> Stamp | None:
    """The first stamp that knows most: the right role, then the minute, then the zone."""
    read = [
        (stamp, resolved) for stamp in seen if stamp.role in roles and (resolved := _resolved(stamp, around, latest))
    ]
    if not read:
        return None
    return max(
        read, key=lambda pair: (pair[0].role == roles[0], pair[1].precision == "minute", pair[1].at.tzinfo is not None)
    )[1]


def _resolved(stamp: SeenStamp, around: Surroundings, latest: datetime | None) -> Stamp | None:
    """The stamp with its zone decided; none when it lies after the page was fetched."""
    at, because = stamp.at, stamp.source
    if stamp.zone and at.tzinfo is None:
        if offset := offset_of(stamp.zone):
            at = at.replace(tzinfo=offset)
        else:
            reading = read_zone(stamp.zone, at, around)
            at, because = at.replace(tzinfo=reading.zone), f"{because}; {reading.because}"
    elif at.tzinfo is None and stamp.precision == "minute":
        because = f"{because}; no zone given"
    if latest and at.replace(tzinfo=None) > latest.replace(tzinfo=None) + timedelta(days=1):
        return None
    if (ahead := at.utcoffset()) is not None:
        at = at.replace(tzinfo=timezone(ahead))  # the offset of that moment: plain to store and to compare
    return Stamp(at, stamp.precision, stamp.quote, because)


def _byline(value: str | None) -> str | None:
    text = _name(_NOT_NAMES.sub("", value)) if value else None
    return text if text and len(text) <= _BYLINE_MAX and text.lower() not in _NOBODY else None


def _name(value: str | None) -> str | None:
    return one_line(value).strip(" ,;|-–") or None if value else None
