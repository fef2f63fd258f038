"""Raw items made by hand for the cleaning tests."""

from __future__ import annotations

from khaldun.clean.cleaner import clean
from khaldun.model import Hints, Origin, Part, RawItem, Reject, Report, sha256_hex


def raw(body: str | bytes, media_type: str = "text/plain", **hints: str) -> RawItem:
    given = body if isinstance(body, bytes) else body.encode()
    return RawItem(Origin("test", sha256_hex(given), media_type), given, Hints(**hints))


def report(body: str | bytes, media_type: str = "text/plain", **hints: str) -> Report:
    found = clean(raw(body, media_type, **hints))
    assert isinstance(found, Report), found
    assert all(block.span.holds_in(found.text) for block in found.blocks)
    assert "\n\n".join(block.span.quote for block in found.blocks) == found.text
    return found


def refused(body: str | bytes, media_type: str = "text/plain", **hints: str) -> Reject:
    found = clean(raw(body, media_type, **hints))
    assert isinstance(found, Reject), found
    return found


def paragraphs(found: Report, *parts: Part) -> list[str]:
    wanted = parts or (Part.LEAD, Part.BODY)
    return [block.span.quote for block in found.blocks if block.part in wanted]


def why(found: Report, quote: str) -> str | None:
    return next((dropped.why for dropped in found.dropped if quote in dropped.quote), None)


BODY = (
    "Three men were killed on Monday when a bomb went off at a market in the east of the city, police said.",
    "The police chief said the bomb had been hidden in a cart, and that nobody had yet claimed the attack.",
    "It was the second bombing in the district this month. Residents asked the government for protection.",
)


def page(
    *, head: str = "", top: str = "", body: str = "", bottom: str = "", title: str = "Bomb at market kills three men"
) -> str:
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Test Paper</title>{head}</head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>{top}"
        f"<article><h1>{title}</h1>{text}</article>{bottom}<footer>About us</footer></body></html>"
    )
