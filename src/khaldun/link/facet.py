"""What linking looks at in an event, or in the events of one report that are one deed, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from khaldun.link.own import owned
from khaldun.link.rules import rules
from khaldun.link.telling import Telling, is_nobody, telling_of
from khaldun.link.words import Vector, Vocabulary, last_word, learn, words_of
from khaldun.model import (
    Actor,
    CodedEvent,
    Count,
    Event,
    EventType,
    Interval,
    Link,
    Place,
    PlacePrecision,
    RoleName,
    Stance,
    Status,
)

_SURE_DAY = 0.5
"""Confidence from which a day that has an end on either side can keep two deeds apart."""
_SURE_PLACE = 0.5
"""Confidence from which a place that is not a country inferred from the report does: likelier right than not."""
_BORROWED_DAYS = ("dates:scene", "dates:neighbour", "dates:lead")
"""Beginnings of the rules that give an event the day of another: such a day tells no two deeds apart or together."""
_LOOSE_PLACES = frozenset({"roles:place-near-clause"})
"""Rules that read the place of a deed off another clause of its sentence."""
_SENTENCES = 3
"""Sentences of one deed whose rare words are compared: what a headline, a lead and one more tell."""


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
    """A deed as linking sees it. ``words`` are the rare words of its sentences, ``about`` its report's vector.

    ``coded`` is the event that stands for it; ``sure`` and ``placed`` say whether day and place are its own words.
    """

    id: str
    coded: CodedEvent
    telling: Telling
    family: str
    reality: Reality
    verbal: bool
    told: date | None
    when: Interval | None
    sure: bool
    place: Place | None
    placed: bool
    types: frozenset[str]
    modes: frozenset[str]
    triggers: frozenset[str]
    weapons: frozenset[str]
    targets: frozenset[str]
    counts: tuple[Count, ...]
    actors: frozenset[str]
    kin: frozenset[str]
    recipients: frozenset[str]
    words: Vector
    about: Vector
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
    event, actors, telling = coded.event, doers_of(coded), telling_of(coded)
    type_ = EventType.ASSAULT if telling.claim else event.type  # a claim of responsibility goes with what it claims
    place, placed = place_of(coded, telling)
    return Facet(
        id=event.id,
        coded=coded,
        telling=telling,
        family=rules().families[type_.value],
        reality=Reality.CLAIM if telling.claim else _REALITY[event.status],
        verbal=type_.value in rules().verbal,
        told=coded.report.published.at.date() if coded.report.published else None,
        when=None if telling.claim else coded.when,  # the day of a claim is not the day of the deed
        sure=not telling.claim and any(_is_sure_day(link) for link in coded.best(RoleName.TIME)),
        place=place,
        placed=placed,
        types=frozenset({type_.value}),
        modes=frozenset({event.mode} if event.mode and not telling.claim else ()),
        triggers=frozenset({stem(event.trigger.quote)}),
        weapons=frozenset({event.weapon.category} if event.weapon else ()),
        targets=frozenset({event.target_kind.category} if event.target_kind else ()),
        counts=event.counts,
        actors=frozenset(actor.id for actor in actors),
        kin=_kin(actors),
        recipients=frozenset(actor.id for actor in hit_in(coded)),
        words={word: vocabulary.rarity(word) for word in set(words_of(coded.sentence)) - _own(event)},
        about=about,
        blamed=telling.claim
        or any(link.stance in (Stance.CLAIMED, Stance.BLAMED, Stance.DENIED) for link in event.attribution),
        order=(_first_told(coded), event.trigger.start, event.id),
    )


def _is_sure_day(link: Link) -> bool:
    borrowed = any(because.rule.startswith(_BORROWED_DAYS) for because in link.because)
    closed = isinstance(link.to, Interval) and bool(link.to.start and link.to.stop)
    return link.score >= _SURE_DAY and closed and not borrowed


def doers_of(coded: CodedEvent) -> tuple[Actor, ...]:
    """The actors of an event, without those read off "no group" and the like, or off the name of its place."""
    none = {role.span for role in coded.event.fillers(RoleName.ACTOR) if is_nobody(role)}
    places = {link.span.quote for link in coded.best(RoleName.PLACE) if link.span}
    kept = (
        link.to
        for link in coded.best(RoleName.ACTOR)
        if link.span is None or not (link.span in none or link.span.quote in places)
    )
    return tuple(dict.fromkeys(to for to in kept if isinstance(to, Actor)))


def place_of(coded: CodedEvent, telling: Telling) -> tuple[Place | None, bool]:
    """The place, and whether it is sure.

    A country merely inferred from the report is no place at all, nor is a doubtful reading of a name that was taken
    over from another sentence.
    """
    link = next((link for link in coded.best(RoleName.PLACE) if isinstance(link.to, Place)), None)
    if link is None or not isinstance(link.to, Place) or (telling.definite and _is_of_clause(coded, link)):
        return None, False
    inferred = link.span is None and link.to.precision is PlacePrecision.COUNTRY
    sure = link.score >= _SURE_PLACE and not inferred
    if not sure and (inferred or not telling.own_place):
        return None, False
    described = link.to.id.startswith("text:") and link.to.lat is None  # "the embassy" alone is nowhere on the map
    return link.to, sure and not described


def _is_of_clause(coded: CodedEvent, link: Link) -> bool:
    """Whether a place is only told in the sentence: of "in Lima the president condemned the raid" not the raid's."""
    reason = coded.event.why("place", link.span) if link.span else None
    return reason is not None and reason.rule in _LOOSE_PLACES


def merged(parts: Sequence[Facet]) -> Facet:
    """One facet for the events of one report that are one deed (at least one, in order)."""
    lead = next((f for f in parts if f.reality is not Reality.CLAIM and not f.telling.response), parts[0])
    own = [f for f in parts if not f.telling.response] or list(parts)
    dated, placed = _dated(own), _placed(own)
    coded = owned([f.coded for f in own])
    doers = [actor for one in coded for actor in doers_of(one)]
    return replace(
        lead,
        when=dated.when, sure=dated.sure, place=placed.place, placed=placed.placed,
        types=_all(f.types for f in own), modes=_all(f.modes for f in own), triggers=_all(f.triggers for f in own),
        weapons=_all(f.weapons for f in own), targets=_all(f.targets for f in own),
        counts=tuple(count for one in coded for count in one.event.counts),
        actors=frozenset(actor.id for actor in doers), kin=_kin(doers),
        recipients=frozenset(actor.id for one in coded for actor in hit_in(one)),
        words={word: weight for f in own[:_SENTENCES] for word, weight in f.words.items()},
        blamed=any(f.blamed for f in parts), id=parts[0].id, order=parts[0].order,
    )  # fmt: skip


def hit_in(coded: CodedEvent) -> tuple[Actor, ...]:
    """The actors that an event falls on."""
    return (*coded.actors(RoleName.RECIPIENT), *coded.actors(RoleName.TARGET))


def _kin(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(parent for actor in actors for parent in actor.parents)


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _dated(parts: Sequence[Facet]) -> Facet:
    """The part with the surest and closest day."""
    return min(parts, key=lambda f: (f.when is None, not f.sure, _days(f.when)))


def _days(when: Interval | None) -> int:
    return (when.stop - when.start).days if when and when.start and when.stop else 10**6


def _placed(parts: Sequence[Facet]) -> Facet:
    """The part with the surest and closest place."""
    order = tuple(PlacePrecision)
    return min(parts, key=lambda f: (f.place is None, not f.placed, order.index(f.place.precision) if f.place else 0))


def _own(event: Event) -> set[str]:
    """The trigger's words, which have a feature of their own."""
    return set(words_of(event.trigger.quote))


def _first_told(coded: CodedEvent) -> str:
    stamp = coded.report.published
    return stamp.at.date().isoformat() if stamp else "9999"


def stem(trigger: str) -> str:
    """The start of a trigger's last word, the same in "attack", "attacked", "attacks"."""
    word = last_word(trigger)
    return word[: max(4, len(word) - 3)]
