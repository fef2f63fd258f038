"""Saved web pages: one file, one item."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.read.limits import Limits
from khaldun.read.parcel import Outcome, Parcel, one_item


def read_html(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """The page as one ``text/html`` item."""
    return one_item(parcel, limits, "text/html")
