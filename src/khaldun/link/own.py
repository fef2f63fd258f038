"""What of an event's fields is its own, and what was taken over from a sentence that tells of something else.

Coding carries fillers and counts on from sentence to sentence, before it is known which sentences tell one deed;
once that is known, what was carried over from another deed is left out again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from khaldun.link.rules import rules
from khaldun.link.telling import PARTIES, Telling, telling_of
from khaldun.link.words import last_word
from khaldun.model import CodedEvent, Count, EventType, Link, Role, RoleName, Span

_FAR = 300
"""Characters after the sentence of an attack within which a count still speaks of it when no other member does."""
_STATE = frozenset({"state", "de_facto_state", "government", "military", "police", "intelligence"})
"""Kinds of actors of which "two gunmen were killed" tells the victims, not the end of the attackers."""
_STOP = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the members of one deed tell where: their sentences (report, start, stop), the roles some member fills in
    its own sentence, the counts told in a member's own sentence; ``blow``: they only tell a blow at attackers, or one
    by a state's forces."""

    sentences: frozenset[tuple[str, int, int]]
    blow: bool
    filled: frozenset[RoleName]
    home: frozenset[tuple[str, Span]]

    def holds(self, report: str, span: Span) -> bool:
        """Whether a passage stands in a sentence of a member."""
        return any(id_ == report and start <= span.start < stop for id_, start, stop in self.sentences)


def owned(members: Sequence[CodedEvent]) -> list[CodedEvent]:
    """The members of one deed with those fillers and counts that are the deed's own.

    A count read from another sentence stays when no member that stands there tells it, or when it follows an attack
    closely in a sentence without a deed of its own;
    a filler of "the attack" that was taken over stays when a member stands where it was taken from and none has a
    filler of its own. The attackers' own dead are no victims, unless the deed is a blow at them.
    """
    tellings = [telling_of(member) for member in members]
    sentences = frozenset((m.report.id, t.start, t.stop) for m, t in zip(members, tellings, strict=True))
    filled = frozenset(
        role.name
        for member, telling in zip(members, tellings, strict=True)
        for role in member.event.roles
        if not telling.response and role.head.start in telling.named
    )
    home = frozenset(
        (member.report.id, count.span)
        for member, telling in zip(members, tellings, strict=True)
        for count in member.event.counts
        if telling.start <= count.span.start < telling.stop
    )
    blow = all(t.response for t in tellings) or _is_of_state(members, tellings)
    scope = Scope(sentences, blow, filled, home)
    return [_trimmed(member, telling, scope) for member, telling in zip(members, tellings, strict=True)]


def _is_of_state(members: Sequence[CodedEvent], tellings: Sequence[Telling]) -> bool:
    """Whether all who are told to do the deed are a state's forces: a raid, in which gunmen are those hit."""
    told = [m for m, t in zip(members, tellings, strict=True) if not t.response]
    kinds = {actor.kind for member in told for actor in member.actors()}
    return bool(kinds) and kinds <= _STATE


def _trimmed(member: CodedEvent, telling: Telling, scope: Scope) -> CodedEvent:
    counts = tuple(count for count in member.event.counts if _is_own(count, member, telling, scope))
    roles = tuple(role for role in member.event.roles if not _is_foreign(role, member, telling, scope))
    gone = {(role.name, role.span) for role in member.event.roles} - {(role.name, role.span) for role in roles}
    links = tuple(link for link in member.links if not _reads(link, gone))
    if len(counts) == len(member.event.counts) and not gone:
        return member
    return replace(member, event=replace(member.event, counts=counts, roles=roles), links=links)


def _is_own(count: Count, member: CodedEvent, telling: Telling, scope: Scope) -> bool:
    if of_attackers(count) and not scope.blow:
        return False
    if telling.start <= count.span.start < telling.stop:
        return True
    if scope.holds(member.report.id, count.span):
        return (member.report.id, count.span) not in scope.home  # else the member that stands there tells it
    near = member.event.type is EventType.ASSAULT and telling.stop <= count.span.start < telling.stop + _FAR
    return near and not _tells_another(count, member.report.text)


def _tells_another(count: Count, text: str) -> bool:
    """Whether a deed is told in the sentence of a count, so that the count belongs to that deed."""
    start = max((m.end() for m in _STOP.finditer(text, 0, count.span.start)), default=0)
    stop = _STOP.search(text, count.span.stop)
    words = re.findall(r"\w+", text[start : stop.start() if stop else len(text)].lower())
    return any(word in rules().harming for word in words)


def _is_foreign(role: Role, member: CodedEvent, telling: Telling, scope: Scope) -> bool:
    """Whether a filler of a deed named by a noun was taken over from a sentence that tells another deed."""
    carried = telling.noun and role.name in PARTIES and role.head.start in telling.carried
    return carried and (role.name in scope.filled or not scope.holds(member.report.id, role.head))


def _reads(link: Link, gone: set[tuple[RoleName, Span]]) -> bool:
    return link.span is not None and (link.role, link.span) in gone


def of_attackers(count: Count) -> bool:
    """Whether a count is of the doers of an attack."""
    return bool(count.victims) and last_word(count.victims or "") in rules().attackers
