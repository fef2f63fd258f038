# ruff: noqa: E501 - texts stand as they would in a file
from __future__ import annotations

import json

from khaldun.clean.cleaner import clean
from khaldun.model import Part, Reason, Reject, Report
from tests.clean.made import BODY, page, paragraphs, raw, refused, report, why

LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bomb at market kills three men",
    "datePublished": "2021-03-03T21:40:00+05:00",
    "dateModified": "2021-03-04T09:05:00Z",
    "author": [{"@type": "Person", "name": "Amina Khan"}, {"name": "Omar Saleh"}],
    "publisher": {"@type": "Organization", "name": "Test Paper"},
}


def html(text: str, **hints: str):
    return report(text, "text/html", **hints)


def test_the_article_is_the_text_and_the_rest_is_listed():
    found = html(page(bottom="<aside><p>Our reader survey is open until Friday</p></aside>"))
    assert found.title == "Bomb at market kills three men"
    assert paragraphs(found) == list(BODY)
    assert paragraphs(found, Part.LEAD) == [BODY[0]]
    assert why(found, "World") == "navigation"
    assert why(found, "About us") == "page footer"
    assert why(found, "reader survey") == "side column"


def test_json_ld_tells_dates_authors_and_publisher():
    found = html(page(head=f'<script type="application/ld+json">{json.dumps({"@graph": [LD]})}</script>'))
    assert found.published.at.isoformat() == "2021-03-03T21:40:00+05:00"
    assert found.published.because == "JSON-LD datePublished"
    assert found.updated.at.isoformat() == "2021-03-04T09:05:00+00:00"
    assert found.byline == "Amina Khan, Omar Saleh"
    assert found.outlet == "Test Paper"


def test_meta_tags_tell_what_json_ld_does_not():
    head = (
        '<meta property="og:site_name" content="Test &amp; Paper"><meta name="author" content="Amina Khan">'
        '<meta property="article:published_time" content="2021-03-03T21:40:00Z">'
        '<link rel="canonical" href="https://paper.example/a?utm_source=x#top"><script type="application/ld+json">{broken</script>'
    )
    found = html(page(head=head), url="https://paper.example/amp/a")
    assert (found.outlet, found.byline, found.url) == ("Test & Paper", "Amina Khan", "https://paper.example/a")
    assert found.published.at.isoformat() == "2021-03-03T21:40:00+00:00"


def test_a_canonical_link_to_the_front_page_is_not_believed():
    found = html(page(head='<link rel="canonical" href="https://paper.example/">'), url="https://paper.example/a/b")
    assert found.url == "https://paper.example/a/b"
    assert found.outlet == "paper.example"


def test_a_visible_stamp_counts_where_nothing_is_declared():
    found = html(page(top="<div class='when'>Updated: March 4, 2021 09:05 PKT</div>"), url="https://paper.example/a")
    assert found.updated.at.isoformat() == "2021-03-04T09:05:00+05:00"
    assert "Pakistan Time" in found.updated.because


def test_hints_fill_what_the_page_lacks():
    found = html(
        page(),
        published="Wed, 03 Mar 2021 21:40:00 +0500",
        byline="By A. Khan",
        outlet="Feed Title",
        url="https://p.example/x",
    )
    assert found.published.at.isoformat() == "2021-03-03T21:40:00+05:00"
    assert found.published.because == "given with the report"
    assert (found.byline, found.outlet, found.url) == ("A. Khan", "Feed Title", "https://p.example/x")


def test_the_page_is_believed_before_the_hints():
    found = html(
        page(head=f'<script type="application/ld+json">{json.dumps(LD)}</script>'), byline="Someone", outlet="Feed"
    )
    assert (found.byline, found.outlet) == ("Amina Khan, Omar Saleh", "Test Paper")


def test_absurd_dates_are_no_dates():
    for value in ("9999-12-31T00:00:00Z", "0001-01-01", "1899-12-30T00:00:00", "2021-13-45"):
        assert html(page(head=f'<meta property="article:published_time" content="{value}">')).published is None


def test_captions_among_the_paragraphs_are_captions():
    figure = (
        "<figure><img src='x.jpg'><figcaption>Shoppers walk past the ruined stalls on Tuesday</figcaption></figure>"
    )
    found = html(page(body=f"<p>{BODY[0]}</p>{figure}<p>{BODY[1]}</p><p>{BODY[2]}</p>"))
    assert paragraphs(found) == list(BODY)
    assert paragraphs(found, Part.CAPTION) == ["Shoppers walk past the ruined stalls on Tuesday"]


def test_furniture_inside_the_article_is_dropped_with_its_reason():
    text = f"<p>{BODY[0]}</p><p>Read more: Minister visits the wounded</p><p>{BODY[1]}</p><p>{BODY[2]}</p>"
    found = html(page(body=text))
    assert paragraphs(found) == list(BODY)
    assert why(found, "Minister visits") == "related story"


def test_line_breaks_in_a_paragraph_part_paragraphs():
    found = html(page(body=f"<p>{BODY[0]}<br><br>{BODY[1]}<br>{BODY[2]}</p>"))
    assert paragraphs(found) == list(BODY)


def test_a_fragment_is_all_content():
    found = html(f"<p>{BODY[0]}</p><p>{BODY[1]}</p><p>Subscribe to our newsletter</p>", title="Bomb at market")
    assert found.title == "Bomb at market"
    assert paragraphs(found) == list(BODY[:2])


def test_a_short_summary_is_a_report():
    found = html("Gunmen shot dead a judge in Quetta.", title="Judge shot dead")
    assert found.text == "Judge shot dead\n\nGunmen shot dead a judge in Quetta."


def test_pages_without_an_article_are_refused():
    assert refused("<html><body></body></html>", "text/html").reason is Reason.EMPTY
    assert refused("<html><body><nav><a>Home</a></nav></body></html>", "text/html").reason is Reason.NO_ARTICLE
    wall = page(
        title="Just a moment...", body="<p>" + "Checking that your browser is the one it says it is. " * 6 + "</p>"
    )
    assert refused(wall, "text/html").reason is Reason.NO_ARTICLE
    assert refused("", "text/html").reason is Reason.EMPTY


def test_very_deep_nesting_is_survived():
    deep = page(body="<div>" * 3000 + "".join(f"<p>{text}</p>" for text in BODY) + "</div>" * 3000)
    found = clean(raw(deep, "text/html"))
    if isinstance(found, Report):
        assert found.title == "Bomb at market kills three men"
    else:
        assert found.reason is Reason.NO_ARTICLE


def test_deep_lists_inside_the_article_are_survived():
    deep = "<ul><li>" * 400 + BODY[1] + "</li></ul>" * 400
    found = clean(raw(page(body=f"<p>{BODY[0]}</p>{deep}<p>{BODY[2]}</p>"), "text/html"))
    assert isinstance(found, Report | Reject)
