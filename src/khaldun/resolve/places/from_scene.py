"""What the scene of a report adds to the places that its events name themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.model import (
    Because,
    Event,
    Place,
    PlacePrecision,
    RoleName,
)
from khaldun.resolve.places.measure import contains
from khaldun.resolve.places.phrase import (
    FIELD,
    Resolved,
    described,
)
from khaldun.resolve.places.report import (
    INFERRED,
    country_of_report,
)
from khaldun.resolve.places.scene import Scene
from khaldun.resolve.places.scene_measure import Spot
from khaldun.resolve.places.scene_more import UNLISTED
from khaldun.resolve.places.whole import Whole, is_name_only

SCENE = "places:scene-of-report"

_LIKELY = 0.3
"""Chance from which a place named in a report is given as the scene of an event that names none."""

_LOUDER = 0.5
"""Chance from which the scene of a local report overrules the event's own phrase: the majority. By hand."""

_FAINT = 0.3
"""Chance below which the place of the event's own phrase may be overruled: of 45 visible reports 2 were then wrong."""

_MOSTLY = 0.5
"""Share of the chances of all places named in an area from which one of them is the scene: the majority. By hand."""

_AREAS = frozenset((
    PlacePrecision.DISTRICT, PlacePrecision.PROVINCE, PlacePrecision.REGION, PlacePrecision.COUNTRY,
))  # fmt: skip

_CARRIED = "roles:place-of-earlier-event"


def set_in(reading: Resolved, scenes: Sequence[Scene], whole: Whole) -> Resolved:
    """A place known by its name only stands in the town the report is set in, or at least in its country.

    Only what towns hold (a street, a building, a quarter) borrows the town's point.
    """
    if not is_name_only(reading):
        return reading
    head, precision = reading.because[0].span, reading.place.precision
    unlisted = (s for s in scenes if s.spot.reading.rule == UNLISTED)
    alike = next((s for s in unlisted if head and any(t.span == head for t in s.spot.mentions)), None)
    if alike:
        return Resolved(alike.spot.place, reading.score, (*reading.because, *_reasons(alike, UNLISTED)))
    town = next((s for s in scenes[:1] if s.chance >= _LIKELY and s.spot.place.lat is not None), None)
    if town and precision is PlacePrecision.DISTRICT and whole.scenes.is_desk(town.spot):
        town = None
    if town and head and precision in {PlacePrecision.FACILITY, PlacePrecision.DISTRICT}:
        place = described(head, precision, town.spot.place)
        return Resolved(place, round(min(reading.score, town.chance), 3), (*reading.because, *_reasons(town)))
    country = next(country_of_report(whole.known, whole.gazetteer), None)
    if country is None:
        return reading
    place = replace(reading.place, country=country.place.country)
    return Resolved(place, reading.score, (*reading.because, *country.because))


def free(event: Event, scenes: Sequence[Scene], whole: Whole) -> Sequence[Scene]:
    """The scenes that may narrow down the area an event names itself: linking finds what two events share."""
    carried = {because.span for because in event.because if because.rule == _CARRIED}
    if any(role.span in carried for role in event.fillers(RoleName.PLACE)):
        return scenes
    others = {place.id for id, (_, place) in whole.told.items() if id != event.id}
    return [scene for scene in scenes if scene.spot.place.id not in others]


def rather(firsts: Sequence[Resolved], scenes: Sequence[Scene]) -> Iterator[Resolved]:
    """The town of a local report that speaks louder than the event's own phrase, which may name a quarter of it.

    "A shooting in Larkhill", told in Boral's own newspaper, is in Boral's quarter, not in the Larkhill upstate.
    """
    told = [_town_name(reading.place) for reading in firsts]
    if all(reading.place.lat is None for reading in firsts):
        return
    own = sum(scene.chance for scene in scenes if _town_name(scene.spot.place) in told)
    for scene in scenes[:1]:
        town = scene.spot.place
        louder = scene.chance >= _LOUDER and own < _FAINT and _town_name(town) not in told
        if louder and town.precision is PlacePrecision.TOWN:
            yield _at(scene, "places:rather-scene")


def _town_name(place: Place) -> tuple[str | None, str]:
    return place.admin1, place.point_from or place.name


def town_in_area(firsts: Sequence[Resolved], scenes: Sequence[Scene]) -> Iterator[Resolved]:
    """The town of the report in the area that an event's own words name: "in Mesa County", told in a town there."""
    places = [reading.place for reading in firsts]
    if not places or any(place.lat is not None for place in places) or places[0].precision not in _AREAS:
        return
    inside = [s for s in scenes if s.spot.place.lat is not None and contains(places[0], s.spot.place)]
    total = sum(s.chance for s in scenes)
    for scene in inside[:1]:
        if scene.chance >= _LIKELY * total:
            yield _at(scene, "places:town-in-area")


def of_report(scenes: Sequence[Scene]) -> Iterator[Resolved]:
    """The likeliest scene, when likely enough; a nation of which only the people are named is inferred otherwise.

    An area gives way to what most speaks for among the towns and districts named in it.
    """
    for scene in scenes[:1]:
        if scene.chance >= _LIKELY and not _is_people(scene.spot):
            inside = [s for s in scenes if contains(scene.spot.place, s.spot.place) and s.spot.mentions]
            share = inside[0].chance / sum(s.chance for s in inside) if inside else 0.0
            yield _at(inside[0] if share >= _MOSTLY else scene, SCENE)


def _is_people(spot: Spot) -> bool:
    """Whether the report names only the people of a place."""
    return bool(spot.peoples) and not spot.mentions


def _at(scene: Scene, rule: str) -> Resolved:
    score = round(scene.chance * INFERRED, 3)
    return Resolved(scene.spot.place, score, _reasons(scene, rule))


def _reasons(scene: Scene, rule: str = SCENE) -> tuple[Because, ...]:
    """Where the report names the scene; the town of its outlet may be named nowhere."""
    named, chance = (*scene.spot.mentions, *scene.spot.peoples), round(scene.chance, 3)
    if not named:
        return (Because(FIELD, scene.spot.reading.rule, None, chance),)
    return (Because(FIELD, rule, named[0].span, chance),)
