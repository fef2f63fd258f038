"""Sends benchmark texts down the product's line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khaldun.code.coder import Coder
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
    """A coded text: the dossier and its events."""

    id: str
    dossier: Dossier
    events: tuple[CodedEvent, ...]


def code(texts: Iterable[Text], line: Pipeline) -> Iterator[Coded]:
    """Code texts as ``khaldun read`` codes plain text, in order."""
    from khaldun.intake import coded_events

    listed = list(texts)
    for text, dossier in zip(listed, line.run(Dossier(raw=raw(text)) for text in listed), strict=True):
        yield Coded(text.id, dossier, coded_events(dossier))


def code_step(line: Pipeline) -> Coder:
    """The line's code step. Raises ``LookupError`` for a line without one."""
    for step in line.steps:
        if isinstance(step, Coder):
            return step
    raise LookupError("the line does not code")


def raw(text: Text) -> RawItem:
    """A text as the reader of plain text would give it."""
    body = text.text.encode("utf-8")
    origin = Origin(text.id, sha256_hex(body), "text/plain", text.outlet)
    hints = Hints(title=text.title, published=text.published, outlet=text.outlet, url=text.url, encoding="utf-8")
    return RawItem(origin, body, hints)
