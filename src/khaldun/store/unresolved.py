"""The phrases for actors that stand for nobody known: what to add to an actor file first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, or_, select

from khaldun.model import UNLISTED, RoleName
from khaldun.store import tables
from khaldun.store.query import UnknownActor, folded

_ARTICLES = ("the ", "a ", "an ")
_NO_NAMES = ("actors:pronoun", "actors:facility", "actors:place")
"""Why a phrase needs no actor: it points elsewhere in the text, or is a thing or a place."""


@dataclass(slots=True)
class _Seen:
    """One phrase, in all its spellings."""

    spellings: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    sides: Counter[str] = field(default_factory=Counter)
    events: dict[str, None] = field(default_factory=dict)
    reports: dict[str, None] = field(default_factory=dict)
    example: str = ""

    def add(self, quote: str, role: str, rule: str, event: str, report: str, sentence: str) -> None:
        """Count one reading."""
        self.spellings[" ".join(quote.split())] += 1
        self.rules[rule] += 1
        self.sides[role] += 1
        self.events[event] = self.reports[report] = None
        self.example = self.example or " ".join(sentence.split())


def unresolved(connection: Connection) -> Iterator[UnknownActor]:
    """The phrases of actors and recipients that stand for nobody in the files, the most frequent first.

    Institutions known by name and kind only are among them. Articles and case make no other phrase; pronouns, things
    and places are left out.
    """
    link, why, event, report, sentence, actor = (
        tables.link, tables.link_because, tables.event, tables.report, tables.sentence, tables.actor,
    )  # fmt: skip
    asked = (
        select(link.c.span_quote, link.c.role, why.c.rule, event.c.id, report.c.id, sentence.c.span_quote)
        .outerjoin(actor, actor.c.key == link.c.actor)
        .join(why, (why.c.link == link.c.id) & (why.c.n == 0))
        .join(event, event.c.id == link.c.event)
        .join(report, report.c.n == event.c.report_n)
        .join(sentence, sentence.c.id == event.c.sentence)
        .where(
            or_(link.c.actor.is_(None), actor.c.id.startswith(UNLISTED)),
            link.c.rank == 0,
            link.c.span_quote.is_not(None),
            report.c.current,
        )
        .where(link.c.role.in_([RoleName.ACTOR.value, RoleName.RECIPIENT.value]), why.c.rule.not_in(_NO_NAMES))
        .order_by(report.c.n, event.c.id, link.c.n)
    )
    seen: dict[str, _Seen] = {}
    for row in connection.execute(asked):
        seen.setdefault(_key(row[0]), _Seen()).add(*row)
    ranked = sorted(seen.items(), key=lambda item: (-len(item[1].events), item[0]))
    return (_told(found) for _, found in ranked)


def _key(quote: str) -> str:
    plain = folded(quote)
    return next((plain.removeprefix(word) for word in _ARTICLES if plain.startswith(word)), plain)


def _told(found: _Seen) -> UnknownActor:
    phrase, rule = (min(counted, key=lambda one: (-counted[one], one)) for counted in (found.spellings, found.rules))
    reason = rule.partition(":")[2].replace("-", " ")
    acts, suffers = (found.sides[side.value] for side in (RoleName.ACTOR, RoleName.RECIPIENT))
    return UnknownActor(phrase, acts, suffers, reason, tuple(found.reports), tuple(found.events), found.example)
