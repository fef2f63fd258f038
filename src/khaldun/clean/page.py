"""What the two ways of cleaning, of HTML and of plain text, have in common: a page taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from khaldun.model import Block, Dropped, Part, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the report, on one line, before it has its place in the text."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class SeenStamp:
    """A date that a page shows or declares. ``role`` is ``published``, ``updated`` or empty (it does not say).

    ``at`` is naive where the zone is only a mark (``IST``) or not given; ``source`` says where it was found.
    """

    role: str
    at: datetime
    precision: str
    zone: str | None
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart: its passages in order, what was left out, and the metadata it shows."""

    title: str | None = None
    passages: tuple[Passage, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    stamps: tuple[SeenStamp, ...] = field(default=())
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None


def compose(title: str | None, passages: Sequence[Passage]) -> tuple[str, tuple[Block, ...]]:
    """The report's text (title, passages, blank lines between) and the exact range of each."""
    parts = ([Passage(Part.HEADLINE, title)] if title else []) + [passage for passage in passages if passage.text]
    text = "\n\n".join(passage.text for passage in parts)
    blocks, at = [], 0
    for passage in parts:
        blocks.append(Block(passage.part, Span.of(text, at, at + len(passage.text))))
        at += len(passage.text) + 2
    return text, tuple(blocks)


def with_lead(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with a lead: the standfirst where there is one, else the first paragraph."""
    if any(passage.part is Part.LEAD for passage in passages):
        return tuple(passages)
    first = next((at for at, passage in enumerate(passages) if passage.part is Part.BODY), None)
    return tuple(Passage(Part.LEAD, p.text) if at == first else p for at, p in enumerate(passages))
