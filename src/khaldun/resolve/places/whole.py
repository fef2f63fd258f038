"""A report as its events are placed: all its place names, and the places its events have by their own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import (
    Dossier,
    Event,
    Place,
    Role,
    RoleName,
    Sentence,
    Span,
)
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.phrase import (
    NAME_ONLY,
    Resolved,
    area_after,
    read,
    within,
)
from khaldun.resolve.places.report import (
    ReportPlaces,
    report_places,
    supported,
    where_deeds_may_be,
)
from khaldun.resolve.places.scene import Scene, Scenes

_WORTH = 0.05  # certainty below which a second reading is not worth a reviewer's look; set by hand

_MOST = 3  # readings kept per phrase


@dataclass(frozen=True, slots=True)
class Whole:
    """A report as its events are placed: all its place names, and the places events have by their own words."""

    known: ReportPlaces
    scenes: Scenes
    sentences: Mapping[str, Sentence]
    own: Mapping[str, tuple[tuple[Role, tuple[Resolved, ...]], ...]]
    told: Mapping[str, tuple[Event, Place]]
    gazetteer: Gazetteer

    def scenes_of(self, event: Event) -> tuple[Scene, ...]:
        """The candidate scenes of an event, likeliest first."""
        return self.scenes.ranked(event, {id: one for id, one in self.told.items() if id != event.id})


def whole_of(dossier: Dossier, gazetteer: Gazetteer) -> Whole:
    """A coded dossier with its place names found and read."""
    known = where_deeds_may_be(report_places(dossier, gazetteer), dossier.sentences or (), gazetteer)
    sentences = {sentence.id: sentence for sentence in dossier.sentences or ()}
    named = (*known.toponyms, *_told_weakly(dossier.events or (), sentences, known))
    scenes = Scenes(
        named if known.setting.home else known.toponyms,
        known.readings,
        known.setting,
        dossier.sentences or (),
        gazetteer,
    )
    own = {event.id: tuple(_own(event, sentences, known, gazetteer)) for event in dossier.events or ()}
    told = {
        event.id: (event, first[0].place)
        for event in dossier.events or ()
        for _, first in own[event.id][:1]
        if first and not first[0].place.id.startswith("text:")
    }
    return Whole(known, scenes, sentences, own, told, gazetteer)


def _told_weakly(
    events: Sequence[Event], sentences: Mapping[str, Sentence], known: ReportPlaces
) -> tuple[Toponym, ...]:
    """The weak names that phrases of events are read by."""
    roles = (role for event in events for role in event.fillers(RoleName.PLACE))
    told = ((role, s) for role in roles for s in sentences.values() if s.span.contains(role.span))
    used = dict.fromkeys(t for role, sentence in told for t in _toponyms_in(role, sentence, known))
    return tuple(t for t in used if t not in known.toponyms)


def _before_tail(role: Role, tail: tuple[int, int]) -> Role:
    """A place phrase of the headline without the outlet's part of it."""
    span = role.span
    if not tail[0] < span.stop <= tail[1]:
        return role
    quote = span.quote[: max(0, tail[0] - span.start)].rstrip()
    return replace(role, span=Span(span.start, span.start + len(quote), quote))


def _own(
    event: Event, sentences: Mapping[str, Sentence], known: ReportPlaces, gazetteer: Gazetteer
) -> Iterator[tuple[Role, tuple[Resolved, ...]]]:
    """The readings of an event's own place phrases that are worth keeping."""
    own = sentences.get(event.sentence)
    for role in event.fillers(RoleName.PLACE):
        role = _before_tail(role, known.tail)
        read_so = supported(role_readings(role, own, sentences, known, gazetteer), known, gazetteer)
        yield role, tuple(r for rank, r in enumerate(read_so) if rank == 0 or r.score >= _WORTH)[:_MOST]


def role_readings(
    role: Role,
    own: Sentence | None,
    sentences: Mapping[str, Sentence],
    known: ReportPlaces,
    gazetteer: Gazetteer,
) -> tuple[Resolved, ...]:
    """The readings of a place phrase, likeliest first; that of its own sentence goes before others that hold it."""
    around = (own, *sentences.values()) if own else tuple(sentences.values())
    sentence = next((s for s in around if s.span.contains(role.span)), None)
    if sentence is None:
        return ()
    toponyms = _toponyms_in(role, sentence, known)
    resolved = read(role.span, sentence, toponyms, known.readings, gazetteer, known.setting.countries)
    area = area_after(role.span, sentence, known.toponyms) if resolved and is_name_only(resolved[0]) else None
    head = resolved[0].because[0].span if area else None
    if area and head:
        resolved = tuple(within(head, resolved[0].place.precision, area, one) for one in known.readings.get(area, ()))
    return tuple(sorted(resolved, key=lambda reading: -reading.score))


def _toponyms_in(role: Role, sentence: Sentence, known: ReportPlaces) -> tuple[Toponym, ...]:
    """The place names of a phrase; in one that has none, weak ones that stand alone ("a Kokomo home")."""
    inside = tuple(t for t in known.toponyms if role.span.overlaps(t.span))
    if any(not t.demonym for t in inside):
        return inside
    weak = (t for t in known.weak if role.span.contains(t.span) and not _part_of_name(t, sentence))
    return (*inside, *weak)


def _part_of_name(toponym: Toponym, sentence: Sentence) -> bool:
    """Whether more of a name stands beside it, it owns something, as people do, or is a common word."""
    if toponym.span.quote.casefold() in place_words().common | place_words().directions:
        return True
    before, after = sentence.tokens[max(0, toponym.first - 1) : toponym.first], sentence.tokens[toponym.last + 1 :][:1]
    longer = any(t.pos == "PROPN" and t.text[:1].isupper() for t in (*before, *after))
    return longer or any(t.tag == "POS" for t in after)


def is_name_only(reading: Resolved) -> bool:
    """Whether no more is known of a place than its name."""
    return reading.because[0].rule == NAME_ONLY
