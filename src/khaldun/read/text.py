"""Plain text and Markdown: one file, one item."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.read.limits import Limits
from khaldun.read.parcel import Outcome, Parcel, one_item


def read_text(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """The file as one ``text/plain`` item."""
    return one_item(parcel, limits, "text/plain")


def read_markdown(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """The file as one ``text/markdown`` item."""
    return one_item(parcel, limits, "text/markdown")
