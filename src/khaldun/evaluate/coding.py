"""Sends benchmark texts down the product's line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khaldun.model import CodedEvent, Dossier, Hints, Origin, RawItem, sha256_hex
from khaldun.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be coded, with what its record tells about it."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded text: the dossier, its events, and how offsets of our text map to the given one."""

    id: str
    dossier: Dossier
    events: tuple[CodedEvent, ...]


def code(texts: Iterable[Text], line: Pipeline) -> Iterator[Coded]:
    """Code texts as ``khaldun read`` codes plain text, in order."""
    from khaldun.intake import coded_events

    listed = list(texts)
    for text, dossier in zip(listed, line.run(Dossier(raw=_raw(text)) for text in listed), strict=True):
        yield Coded(text.id, dossier, coded_events(dossier))


def _raw(text: Text) -> RawItem:
    body = text.text.encode("utf-8")
    origin = Origin(text.id, sha256_hex(body), "text/plain", text.outlet)
    hints = Hints(title=text.title, published=text.published, outlet=text.outlet, url=text.url, encoding="utf-8")
    return RawItem(origin, body, hints)


class Aligned:
    """Maps offsets of our clean text back to the given text, by the words both share, in order.

    Cleaning drops furniture and evens out spaces; whatever it keeps stands in the same order.
    """

    def __init__(self, given: str, clean: str) -> None:
        self._at = _align(given, clean)
        self._given = given

    def span(self, start: int, stop: int) -> tuple[int, int] | None:
        """The range of the given text for a range of ours; None when nothing of it was found there."""
        inside = [self._at[n] for n in range(start, min(stop, len(self._at))) if self._at[n] >= 0]
        return (inside[0], inside[-1] + 1) if inside else None


def _align(given: str, clean: str) -> list[int]:
    """For each character of ``clean`` its place in ``given`` (-1: none), block by block, greedily in order."""
    at = [-1] * len(clean)
    cursor = 0
    start = 0
    while start < len(clean):
        stop = clean.find("\n\n", start)
        stop = len(clean) if stop < 0 else stop
        found = _match(given, clean[start:stop], cursor)
        for offset, place in enumerate(found):
            at[start + offset] = place
        placed = [place for place in found if place >= 0]
        cursor = placed[-1] + 1 if placed else cursor
        start = stop + 2
    return at


def _match(given: str, block: str, cursor: int) -> list[int]:
    """Places of a block's characters: its first words are searched from the cursor, else from the beginning."""
    anchor = block[: min(len(block), 24)]
    first = given.find(anchor, cursor)
    if first < 0:
        first = given.find(anchor)
    place = cursor if first < 0 else first
    found = []
    for character in block:
        next_place = given.find(character, place, place + 80)
        if character.isspace() or next_place < 0:
            found.append(-1)
            continue
        found.append(next_place)
        place = next_place + 1
    return found
