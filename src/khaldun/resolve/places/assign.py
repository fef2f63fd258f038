"""The places of events: ranked readings of their own phrases, or what the report says else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khaldun.knowledge.places import Gazetteer
from khaldun.model import (
    Because,
    Dossier,
    Event,
    EventType,
    Link,
    Place,
    PlacePrecision,
    RoleName,
    Span,
)
from khaldun.resolve.places.from_scene import free, of_report, rather, set_in, town_in_area
from khaldun.resolve.places.infer import PHYSICAL, inferred
from khaldun.resolve.places.phrase import (
    FIELD,
    Resolved,
)
from khaldun.resolve.places.scene import Scenes
from khaldun.resolve.places.whole import Whole, is_name_only, whole_of


def resolve_places(dossier: Dossier, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """The place of every event of a coded dossier, ranked readings first; none is a link to None."""
    if not dossier.events:
        return ()
    whole = whole_of(dossier, gazetteer)
    return tuple(link for event in dossier.events for link in _event_links(event, whole))


def _event_links(event: Event, whole: Whole) -> Iterator[Link]:
    """The readings of an event's own phrases; beside or instead of vague ones, where the report says it was."""
    own = whole.own[event.id]
    scenes = whole.scenes_of(event) if event.type in PHYSICAL else ()
    firsts = [resolved[0] for _, resolved in own if resolved]
    if firsts and event.type is EventType.ASSAULT and whole.known.setting.home:
        yield from _links(event, None, tuple(rather(firsts, scenes)), silent=True)
    told = [scene for scene in scenes if not whole.scenes.is_desk(scene.spot)]
    county = any(reading.place.precision is PlacePrecision.DISTRICT for reading in firsts[:1])
    apt = scenes if county else free(event, told, whole)  # a district is small enough for its only town to be meant
    yield from _links(event, None, tuple(town_in_area(firsts, apt)), silent=True)
    for role, resolved in own:
        yield from _links(event, role.span, tuple(set_in(reading, scenes, whole) for reading in resolved))
    if not firsts:
        likeliest = tuple(inferred(event, scenes, whole))[:1]
        yield from _links(event, None, likeliest, silent=bool(own))
    elif all(is_name_only(reading) for reading in firsts):
        settled = any(reading.place.precision is PlacePrecision.TOWN for reading in firsts)
        yield from _links(event, None, tuple(of_report(told if settled else scenes)), silent=True)


def events_to_place(
    dossier: Dossier, gazetteer: Gazetteer
) -> Iterator[tuple[Event, Scenes, tuple[dict[str, float], ...]]]:
    """The deeds of a dossier on the ground, with the candidate scenes and what is measured of them.

    For ``training/scenes.py``; the measures have one entry more than the candidates, that of "nowhere named".
    """
    whole = whole_of(dossier, gazetteer)
    for event in dossier.events or ():
        if event.type in PHYSICAL:
            others = {id: one for id, one in whole.told.items() if id != event.id}
            yield event, whole.scenes, tuple(whole.scenes.measured(event, others))


def _links(event: Event, span: Span | None, resolved: Sequence[Resolved], *, silent: bool = False) -> Iterator[Link]:
    if not resolved and not silent:
        because = Because(FIELD, "places:not-found", span, 0.0)
        yield Link(event.id, RoleName.PLACE, span, None, 0, 0.0, (because,))
    seen: set[Place] = set()
    for reading in resolved:
        if reading.place not in seen:
            yield Link(
                event.id, RoleName.PLACE, span, reading.place, len(seen), round(reading.score, 3), reading.because
            )
            seen.add(reading.place)
