"""Place phrases to places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import (
    Because,
    Dossier,
    Event,
    EventType,
    Link,
    Place,
    PlacePrecision,
    Role,
    RoleName,
    Sentence,
    Span,
)
from khaldun.resolve.place_find import Toponym
from khaldun.resolve.place_measure import contains
from khaldun.resolve.place_phrase import (
    FIELD,
    NAME_ONLY,
    Resolved,
    area_after,
    described,
    read,
    well_known,
    within,
)
from khaldun.resolve.place_report import (
    DOMINANT,
    INFERRED,
    ReportPlaces,
    country_of_report,
    report_places,
    supported,
    where_deeds_may_be,
)
from khaldun.resolve.place_scene import Scene, Scenes
from khaldun.resolve.place_scene_measure import Spot
from khaldun.resolve.place_scene_more import UNLISTED

SCENE = "places:scene-of-report"

_MOST = 3  # readings kept per phrase
_WORTH = 0.05  # certainty below which a second reading is not worth a reviewer's look; set by hand
PHYSICAL = frozenset((
    EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT,
))  # fmt: skip
"""Types of deeds that take place on the ground; a statement is made where the speaker is, which reports seldom tell."""

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

_OUTLET = 0.4
"""Certainty of the province of a local outlet as that of a deed its report places nowhere. Set by hand."""

_CARRIED = "roles:place-of-earlier-event"


def resolve_places(dossier: Dossier, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """The place of every event of a coded dossier, ranked readings first; none is a link to None."""
    if not dossier.events:
        return ()
    whole = _whole(dossier, gazetteer)
    return tuple(link for event in dossier.events for link in _event_links(event, whole))


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


def _whole(dossier: Dossier, gazetteer: Gazetteer) -> Whole:
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
        read_so = supported(_role_readings(role, own, sentences, known, gazetteer), known, gazetteer)
        yield role, tuple(r for rank, r in enumerate(read_so) if rank == 0 or r.score >= _WORTH)[:_MOST]


def _event_links(event: Event, whole: Whole) -> Iterator[Link]:
    """The readings of an event's own phrases; beside or instead of vague ones, where the report says it was."""
    own = whole.own[event.id]
    scenes = whole.scenes_of(event) if event.type in PHYSICAL else ()
    firsts = [resolved[0] for _, resolved in own if resolved]
    if firsts and event.type is EventType.ASSAULT and whole.known.setting.home:
        yield from _links(event, None, tuple(_rather(firsts, scenes)), silent=True)
    told = [scene for scene in scenes if not whole.scenes.is_desk(scene.spot)]
    county = any(reading.place.precision is PlacePrecision.DISTRICT for reading in firsts[:1])
    free = scenes if county else _free(event, told, whole)  # a district is small enough for its only town to be meant
    yield from _links(event, None, tuple(_town_in_area(firsts, free)), silent=True)
    for role, resolved in own:
        yield from _links(event, role.span, tuple(_set_in(reading, scenes, whole) for reading in resolved))
    if not firsts:
        inferred = tuple(_inferred(event, scenes, whole))
        yield from _links(event, None, inferred[:1], silent=bool(own))
    elif all(_is_name_only(reading) for reading in firsts):
        settled = any(reading.place.precision is PlacePrecision.TOWN for reading in firsts)
        yield from _links(event, None, tuple(_scene(told if settled else scenes)), silent=True)


def events_to_place(
    dossier: Dossier, gazetteer: Gazetteer
) -> Iterator[tuple[Event, Scenes, tuple[dict[str, float], ...]]]:
    """The deeds of a dossier on the ground, with the candidate scenes and what is measured of them.

    For ``training/scenes.py``; the measures have one entry more than the candidates, that of "nowhere named".
    """
    whole = _whole(dossier, gazetteer)
    for event in dossier.events or ():
        if event.type in PHYSICAL:
            others = {id: one for id, one in whole.told.items() if id != event.id}
            yield event, whole.scenes, tuple(whole.scenes.measured(event, others))


def _role_readings(
    role: Role,
    own: Sentence | None,
    sentences: Mapping[str, Sentence],
    known: ReportPlaces,
    gazetteer: Gazetteer,
) -> tuple[Resolved, ...]:
    around = (own, *sentences.values()) if own else tuple(sentences.values())
    sentence = next((s for s in around if s.span.contains(role.span)), None)
    if sentence is None:
        return ()
    toponyms = _toponyms_in(role, sentence, known)
    resolved = read(role.span, sentence, toponyms, known.readings, gazetteer, known.setting.countries)
    area = area_after(role.span, sentence, known.toponyms) if resolved and _is_name_only(resolved[0]) else None
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


def _set_in(reading: Resolved, scenes: Sequence[Scene], whole: Whole) -> Resolved:
    """A place known by its name only stands in the town the report is set in, or at least in its country.

    Only what towns hold (a street, a building, a quarter) borrows the town's point.
    """
    if not _is_name_only(reading):
        return reading
    head, precision = reading.because[0].span, reading.place.precision
    unlisted = (s for s in scenes if s.spot.reading.rule == UNLISTED)
    alike = next((s for s in unlisted if head and any(t.span == head for t in s.spot.mentions)), None)
    if alike:
        return Resolved(alike.spot.place, reading.score, (*reading.because, *_scene_reasons(alike, UNLISTED)))
    town = next((s for s in scenes[:1] if s.chance >= _LIKELY and s.spot.place.lat is not None), None)
    if town and precision is PlacePrecision.DISTRICT and whole.scenes.is_desk(town.spot):
        town = None
    if town and head and precision in {PlacePrecision.FACILITY, PlacePrecision.DISTRICT}:
        place = described(head, precision, town.spot.place)
        return Resolved(place, round(min(reading.score, town.chance), 3), (*reading.because, *_scene_reasons(town)))
    country = next(country_of_report(whole.known, whole.gazetteer), None)
    if country is None:
        return reading
    place = replace(reading.place, country=country.place.country)
    return Resolved(place, reading.score, (*reading.because, *country.because))


def _is_name_only(reading: Resolved) -> bool:
    return reading.because[0].rule == NAME_ONLY


def _free(event: Event, scenes: Sequence[Scene], whole: Whole) -> Sequence[Scene]:
    """The scenes that may narrow down the area an event names itself: linking finds what two events share."""
    carried = {because.span for because in event.because if because.rule == _CARRIED}
    if any(role.span in carried for role in event.fillers(RoleName.PLACE)):
        return scenes
    others = {place.id for id, (_, place) in whole.told.items() if id != event.id}
    return [scene for scene in scenes if scene.spot.place.id not in others]


def _rather(firsts: Sequence[Resolved], scenes: Sequence[Scene]) -> Iterator[Resolved]:
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


def _town_in_area(firsts: Sequence[Resolved], scenes: Sequence[Scene]) -> Iterator[Resolved]:
    """The town of the report in the area that an event's own words name: "in Mesa County", told in a town there."""
    places = [reading.place for reading in firsts]
    if not places or any(place.lat is not None for place in places) or places[0].precision not in _AREAS:
        return
    inside = [s for s in scenes if s.spot.place.lat is not None and contains(places[0], s.spot.place)]
    total = sum(s.chance for s in scenes)
    for scene in inside[:1]:
        if scene.chance >= _LIKELY * total:
            yield _at(scene, "places:town-in-area")


def _scene(scenes: Sequence[Scene]) -> Iterator[Resolved]:
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
    return Resolved(scene.spot.place, score, _scene_reasons(scene, rule))


def _scene_reasons(scene: Scene, rule: str = SCENE) -> tuple[Because, ...]:
    """Where the report names the scene; the town of its outlet may be named nowhere."""
    named, chance = (*scene.spot.mentions, *scene.spot.peoples), round(scene.chance, 3)
    if not named:
        return (Because(FIELD, scene.spot.reading.rule, None, chance),)
    return (Because(FIELD, rule, named[0].span, chance),)


def _inferred(event: Event, scenes: Sequence[Scene], whole: Whole) -> Iterator[Resolved]:
    """Without a place of its own an event still has a target that is a place or known to stand in one, or a country."""
    known, gazetteer = whole.known, whole.gazetteer
    suffers = (*event.fillers(RoleName.TARGET), *event.fillers(RoleName.RECIPIENT))
    for role in suffers:
        yield from well_known(_without_article(role.span), gazetteer, known.setting.countries)
    for role in suffers:
        if any(not t.demonym and t.span.overlaps(role.head) and _stands_alone(t, role) for t in known.toponyms):
            for reading in _role_readings(role, whole.sentences.get(event.sentence), whole.sentences, known, gazetteer):
                if reading.place.precision is PlacePrecision.COUNTRY:
                    break  # a power, not a spot: the towns of the same name are further from what is meant
                told = Because(FIELD, "places:target-is-place", role.span, INFERRED)
                yield Resolved(reading.place, reading.score * INFERRED, (told, *reading.because))
    yield from _scene(scenes)
    yield from _country_of_people(event, known, gazetteer)
    country = tuple(country_of_report(known, gazetteer))
    yield from _region_of_outlet(event, known, country, gazetteer)
    yield from country


def _region_of_outlet(
    event: Event, known: ReportPlaces, country: Sequence[Resolved], gazetteer: Gazetteer
) -> Iterator[Resolved]:
    """The province of a local outlet for a deed on the ground, in a report that speaks of no other country."""
    provinces = {(home.country, home.admin1) for home in known.setting.home}
    if event.type not in PHYSICAL or len(provinces) != 1:
        return
    code, name = provinces.pop()
    place = gazetteer.admin1(code, name) if code and name else None
    if place and all(reading.place.country == code for reading in country):
        yield Resolved(place, _OUTLET, (Because(FIELD, "places:outlet-region", None, _OUTLET),))


def _stands_alone(toponym: Toponym, role: Role) -> bool:
    """Whether a name is not the end or start of a longer one: of "Ann Winston" "Winston" is no town."""
    span = _without_article(role.span)
    if not span.contains(toponym.span):
        return True
    before = span.quote[: toponym.span.start - span.start].split()
    after = span.quote[toponym.span.stop - span.start :].lstrip()
    return not (before and before[-1][:1].isupper()) and not after[:1].isupper()


def _without_article(span: Span) -> Span:
    cut = len(span.quote) - len(span.quote.removeprefix("the ").removeprefix("The "))
    return Span(span.start + cut, span.stop, span.quote[cut:])


def _country_of_people(event: Event, known: ReportPlaces, gazetteer: Gazetteer) -> Iterator[Resolved]:
    """The country of those who suffer ("Afghan police"), when the report speaks of it as a place too."""
    spans = [role.span for role in event.fillers(RoleName.RECIPIENT)]
    for toponym in known.toponyms:
        if toponym.demonym and any(span.contains(toponym.span) for span in spans):
            country = Countries.load().demonym(toponym.span.quote)
            share = known.setting.countries.get(country.alpha3, (0.0, None))[0] if country else 0.0
            place = gazetteer.get(f"country:{country.alpha3}") if country else None
            if place and share >= DOMINANT / 2:
                because = Because(FIELD, "places:country-of-recipient", toponym.span, INFERRED)
                yield Resolved(place, INFERRED, (because,))


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
