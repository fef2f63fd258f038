"""What linking looks at in an event, worked out once before any pair is compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khaldun.link.rules import rules
from khaldun.link.words import Vector, Vocabulary, learn, words_of
from khaldun.model import Actor, CodedEvent, Event, Interval, Place, RoleName, Stance, Status

_SURE_DAY = 0.5
"""Link score from which a day is the event's own word and not borrowed from a neighbour."""


class Reality(StrEnum):
    """Kinds of status that can be one incident only among themselves (CLAIM joins any of the deeds)."""

    DONE = "done"
    FOILED = "foiled"
    AHEAD = "ahead"
    CLAIM = "claim"


_REALITY = {
    Status.HAPPENED: Reality.DONE, Status.ATTEMPTED: Reality.DONE, Status.ONGOING: Reality.DONE,
    Status.FOILED: Reality.FOILED, Status.THREATENED: Reality.AHEAD, Status.PLANNED: Reality.AHEAD,
    Status.CALLED_FOR: Reality.AHEAD, Status.DENIED: Reality.CLAIM, Status.HYPOTHETICAL: Reality.CLAIM,
    Status.BACKGROUND: Reality.CLAIM,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facet:
    """An event as linking sees it. ``words`` are the rare words of its sentence, ``about`` its report's vector."""

    id: str
    coded: CodedEvent
    family: str
    reality: Reality
    verbal: bool
    told: date | None
    when: Interval | None
    sure: bool
    place: Place | None
    actors: frozenset[str]
    kin: frozenset[str]
    recipients: frozenset[str]
    words: Vector
    about: Vector
    trigger: str
    definite: bool
    another: bool
    blamed: bool
    order: tuple[str, int, str]

    @property
    def report(self) -> str:
        """The id of the report."""
        return self.coded.report.id


def facets_of(coded: Sequence[CodedEvent]) -> list[Facet]:
    """The facets of events, each id once, in an order that no input order changes."""
    once = {item.event.id: item for item in coded}
    vocabulary, about = learn({item.report.id: item.report for item in once.values()}.values())
    made = [_facet(item, vocabulary, about[item.report.id]) for item in once.values()]
    return sorted(made, key=lambda facet: facet.order)


def _facet(coded: CodedEvent, vocabulary: Vocabulary, about: Vector) -> Facet:
    event, actors = coded.event, coded.actors(RoleName.ACTOR)
    recipients = (*coded.actors(RoleName.RECIPIENT), *coded.actors(RoleName.TARGET))
    before = _words_before(coded)
    return Facet(
        id=event.id,
        coded=coded,
        family=rules().families[event.type.value],
        reality=_REALITY[event.status],
        verbal=event.type.value in rules().verbal,
        told=coded.report.published.at.date() if coded.report.published else None,
        when=coded.when,
        sure=any(link.score >= _SURE_DAY for link in coded.best(RoleName.TIME)),
        place=coded.place,
        actors=frozenset(actor.id for actor in actors),
        kin=_kin(actors),
        recipients=frozenset(actor.id for actor in recipients),
        words={word: vocabulary.rarity(word) for word in set(words_of(coded.sentence)) - _own(event)},
        about=about,
        trigger=stem(event.trigger.quote),
        definite=bool(before & rules().definite),
        another=bool(before & rules().other),
        blamed=any(link.stance in (Stance.CLAIMED, Stance.BLAMED, Stance.DENIED) for link in event.attribution),
        order=(_first_told(coded), event.trigger.start, event.id),
    )


def _own(event: Event) -> set[str]:
    """The trigger's words, which have a feature of their own."""
    return set(words_of(event.trigger.quote))


def _kin(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(parent for actor in actors for parent in actor.parents)


def _first_told(coded: CodedEvent) -> str:
    stamp = coded.report.published
    return stamp.at.date().isoformat() if stamp else "9999"


def _words_before(coded: CodedEvent) -> set[str]:
    """The three words before the trigger (and the trigger's own, for "it" and "this")."""
    at = coded.report.text.find(coded.sentence)
    start = coded.event.trigger.start
    left = coded.report.text[max(at, start - 40, 0) : start] if at >= 0 else ""
    return set(re.findall(r"\w+", left.lower())[-3:])


def stem(trigger: str) -> str:
    """The start of a trigger's last word, the same in "attack", "attacked", "attacks"."""
    word = trigger.lower().split()[-1] if trigger.split() else ""
    return word[: max(4, len(word) - 3)]
