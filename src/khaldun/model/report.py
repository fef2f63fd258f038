"""What comes in, and the clean report that is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from khaldun.model.ids import content_id
from khaldun.model.span import Span


class Part(StrEnum):
    """What a passage is to its report."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    QUOTATION = "quotation"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the bytes came from.

    ``uri`` is a file path, address or ``stdin``; ``inside`` names the member of an archive, feed, WARC or
    JSONL file (``member#3``); ``sha256`` is that of the raw item's own bytes.
    """

    uri: str
    sha256: str
    media_type: str
    outlet: str | None = None
    fetched_at: datetime | None = None
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """Metadata that came beside the bytes (feed entry, JSONL fields, WARC headers); text as it was given."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class RawItem:
    """One thing to be cleaned: bytes, their origin, and what was said about them."""

    origin: Origin
    body: bytes
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A publication moment: ``at`` is aware when the zone is known; ``precision`` is ``minute`` or ``day``.

    ``quote`` is the text it was read from, ``because`` the rule, as in "IST read as India: outlet is Indian".
    """

    at: datetime
    precision: str
    quote: str
    because: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A passage of the source that cleaning left out of the text, and why."""

    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the clean text (headline, lead, body, caption), as a range of the report's text."""

    part: Part
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one outlet. ``text`` starts with the headline when there is one; all offsets are into it.

    ``id`` names the report (outlet + address, or the bytes' hash without one); ``edition`` this wording of it.
    ``fingerprint`` is a MinHash of word shingles; ``agency`` the credited wire agency.
    """

    id: str
    edition: str
    origin: Origin
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: Stamp | None
    updated: Stamp | None
    byline: str | None
    outlet: str | None
    url: str | None
    lang: str
    agency: str | None
    fingerprint: tuple[int, ...]
    dropped: tuple[Dropped, ...]


def report_id(outlet: str | None, address: str | None, sha256: str) -> str:
    """The id of a report: outlet and address, or the hash of its bytes when it has no address."""
    return content_id("report", (outlet or "", address) if address else ("", sha256))


def edition_id(text: str) -> str:
    """The id of one wording of a report."""
    return content_id("edition", (text,))
