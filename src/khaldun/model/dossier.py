"""Everything the line knows about one input so far; each step adds its own part and changes no other."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.model.event import Event, Passed
from khaldun.model.link import Link
from khaldun.model.mention import Mention
from khaldun.model.reject import Reject
from khaldun.model.report import RawItem, Report
from khaldun.model.sentence import Sentence
from khaldun.model.span import Span


@dataclass(frozen=True, slots=True)
class Dossier:
    """One input on its way down the line; a part is None until its step has run.

    ``reject`` set means: refused, goes no further.
    """

    raw: RawItem | None = None
    report: Report | None = None
    sentences: tuple[Sentence, ...] | None = None
    quotations: tuple[Span, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    events: tuple[Event, ...] | None = None
    passed: tuple[Passed, ...] | None = None
    links: tuple[Link, ...] | None = None
    reject: Reject | None = None
