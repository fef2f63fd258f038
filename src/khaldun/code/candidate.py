"""A word or phrase that may tell of an event, and what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.model import Because, EventType, Mention, Report, Role, RoleName, Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger found in a sentence.

    ``trigger`` holds token indices in order, ``head`` the index of the token whose clause or phrase tells of
    the event; ``rule`` names the lexicon entry; ``roles`` is filled once roles are assigned.
    ``alongside`` holds the heads of other words of the sentence that tell of the same event ("the blast" of
    "the blast killed ten"); ``because`` the reasons for the roles.
    """

    sentence: Sentence
    trigger: tuple[int, ...]
    head: int
    type: EventType
    mode: str | None
    rule: str
    score: float
    roles: tuple[Role, ...] = ()
    alongside: tuple[int, ...] = ()
    because: tuple[Because, ...] = ()

    @property
    def token(self) -> Token:
        """The head token."""
        return self.sentence.tokens[self.head]

    @property
    def span(self) -> Span:
        """The passage of the trigger."""
        return self.sentence.cut(self.sentence.tokens[index] for index in self.trigger)

    def fillers(self, name: RoleName) -> tuple[Role, ...]:
        """The fillers of one role."""
        return tuple(role for role in self.roles if role.name is name)


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What a coder may look at around a candidate: the report with its annotation.

    Equal only to itself: what is kept for one report is found by it without comparing texts.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    quotations: tuple[Span, ...]
    mentions: tuple[Mention, ...]
