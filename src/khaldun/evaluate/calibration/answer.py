"""One stated confidence beside the truth, and how answers are made from events and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.knowledge.calibration import WHOLE, name, read
from khaldun.model import Event, Link, Span


@dataclass(frozen=True, slots=True)
class Answer:
    """A field that was filled with a raw ``score`` by a ``rule``, and whether gold says the same.

    ``task`` and ``document`` say where; answers of one document are kept together when fitting is tested.
    """

    task: str
    document: str
    field: str
    rule: str
    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """Makes the answers of one document."""

    task: str
    document: str

    def type(self, event: Event, right: bool) -> Iterator[Answer]:
        """The type of an event, and the event as a whole."""
        why = event.why("type")
        if why is not None:
            yield self._answer("type", why.rule, why.score, right)
            yield self._answer(WHOLE, why.rule, event.score, right)

    def field(self, event: Event, field: str, right: bool, span: Span | None = None) -> Iterator[Answer]:
        """One filled field of an event, or one filler of a role."""
        why = event.why(field, span)
        if why is not None:
            yield self._answer(name(field), why.rule, why.score, right)

    def link(self, link: Link, right: bool) -> Iterator[Answer]:
        """What a passage was read as; readings as nothing state no confidence."""
        if link.to is not None:
            yield self._answer(read(link), link.because[0].rule, link.score, right)

    def _answer(self, field: str, rule: str, score: float, right: bool) -> Answer:
        return Answer(self.task, self.document, field, rule, score, right)
