"""The cleaning step: raw items become reports, or are refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from khaldun.clean.agency import agency_of
from khaldun.clean.article import clean_html, is_fragment
from khaldun.clean.characters import one_line
from khaldun.clean.decode import decode
from khaldun.clean.fingerprint import fingerprint
from khaldun.clean.furniture import data
from khaldun.clean.language import language_of
from khaldun.clean.markdown import as_plain
from khaldun.clean.metadata import metadata_of
from khaldun.clean.page import Page, compose
from khaldun.clean.plain import clean_plain
from khaldun.model import Dossier, Part, RawItem, Reason, Reject, Report, edition_id, report_id

_LONGEST = 400_000
"""Characters of the longest text taken. The longest news reports have 100,000; more is a book or many reports."""

_FEWEST = 20
"""Words of running text below which a web page holds no article."""

_WORD = re.compile(r"[^\W\d_]{2,}")


class Cleaner:
    """The step that makes reports: text, metadata, and what was dropped."""

    name = "clean"
    needs = frozenset({"raw"})
    gives = frozenset({"report"})

    def __call__(self, batch: Sequence[Dossier]) -> Sequence[Dossier]:
        """Each dossier with its report, or with a reject."""
        return [self._cleaned(dossier) for dossier in batch]

    def _cleaned(self, dossier: Dossier) -> Dossier:
        if dossier.raw is None:
            raise ValueError("a dossier without a raw item cannot be cleaned")
        outcome = clean(dossier.raw)
        return replace(dossier, reject=outcome) if isinstance(outcome, Reject) else replace(dossier, report=outcome)


def clean(raw: RawItem) -> Report | Reject:
    """The report of a raw item, or why there is none."""
    text = decode(raw.body, raw.hints.encoding).replace("\x00", "")
    if not _WORD.search(text) and not raw.hints.title:
        return _refuse(raw, Reason.EMPTY, "there are no words in it.")
    page = _page(raw, text)
    if trouble := _trouble(raw, page, text):
        return trouble
    clean_text, blocks = compose(page.title, page.passages)
    if len(clean_text) > _LONGEST:
        message = f"a text of {len(clean_text):,} characters is no single report; cut it into its reports."
        return _refuse(raw, Reason.TOO_LARGE, message)
    body = [passage.text for passage in page.passages if passage.part is not Part.CAPTION]
    language = language_of("\n".join(body) or clean_text, page.lang or raw.hints.lang)
    if language.code != "en":
        return _refuse(raw, Reason.LANGUAGE, f"written in {language.name}; only English can be read so far.")
    meta = metadata_of(raw, page, clean_text)
    credits = [
        meta.byline,
        meta.outlet,
        page.byline,
        *(d.quote for d in page.dropped if d.why in ("byline", "editor credit")),
    ]
    return Report(
        id=report_id(meta.outlet, meta.url, raw.origin.sha256),
        edition=edition_id(clean_text),
        origin=raw.origin,
        text=clean_text,
        blocks=blocks,
        title=page.title,
        published=meta.published,
        updated=meta.updated,
        byline=meta.byline,
        outlet=meta.outlet,
        url=meta.url,
        lang=language.code,
        agency=agency_of(body, credits),
        fingerprint=fingerprint("\n".join(body) or clean_text),
        dropped=page.dropped,
    )


def _page(raw: RawItem, text: str) -> Page:
    title = one_line(raw.hints.title) or None if raw.hints.title else None
    if raw.origin.media_type in ("text/html", "application/xhtml+xml"):
        return clean_html(text, url=raw.hints.url, title=title)
    return clean_plain(as_plain(text) if raw.origin.media_type == "text/markdown" else text, title=title)


def _trouble(raw: RawItem, page: Page, text: str) -> Reject | None:
    body = " ".join(passage.text for passage in page.passages if passage.part is not Part.CAPTION)
    html = "html" in raw.origin.media_type and not is_fragment(text)
    if not page.title and not page.passages and not page.dropped:
        return _refuse(raw, Reason.EMPTY, "there are no words in it.")
    if html and len(body.split()) < _FEWEST and len(_WORD.findall(body)) < _FEWEST:
        return _refuse(
            raw, Reason.NO_ARTICLE, "the page has no article: a front page, an error, a wall or pictures only."
        )
    if html and page.title and len(body.split()) < 10 * _FEWEST and any(p.fullmatch(page.title) for p in _no_article()):
        return _refuse(raw, Reason.NO_ARTICLE, f"the page stands in an article's place: “{page.title}”.")
    if not _WORD.search(body) and not _WORD.search(page.title or ""):
        return _refuse(raw, Reason.NO_ARTICLE, "nothing but page furniture in it.")
    return None


@cache
def _no_article() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(title, re.IGNORECASE) for title in data("clean_no_article.toml")["titles"])


def _refuse(raw: RawItem, reason: Reason, message: str) -> Reject:
    subject = f"{raw.origin.uri}#{raw.origin.inside}" if raw.origin.inside else raw.origin.uri
    return Reject(subject, "clean", reason, message, raw.origin.sha256)
