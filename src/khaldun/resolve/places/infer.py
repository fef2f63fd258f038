"""Where an event was that names no place: its target, the scene of the report, those who suffered, the outlet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.places import Gazetteer
from khaldun.model import (
    Because,
    Event,
    EventType,
    PlacePrecision,
    Role,
    RoleName,
    Span,
)
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.from_scene import of_report
from khaldun.resolve.places.phrase import (
    FIELD,
    Resolved,
    well_known,
)
from khaldun.resolve.places.report import (
    DOMINANT,
    INFERRED,
    ReportPlaces,
    country_of_report,
)
from khaldun.resolve.places.scene import Scene
from khaldun.resolve.places.whole import Whole, role_readings

PHYSICAL = frozenset((
    EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT,
))  # fmt: skip
"""Types of deeds that take place on the ground; a statement is made where the speaker is, which reports seldom tell."""

_OUTLET = 0.4
"""Certainty of the province of a local outlet as that of a deed its report places nowhere. Set by hand."""


def inferred(event: Event, scenes: Sequence[Scene], whole: Whole) -> Iterator[Resolved]:
    """Without a place of its own an event still has a target that is a place or known to stand in one, or a country."""
    known, gazetteer = whole.known, whole.gazetteer
    suffers = (*event.fillers(RoleName.TARGET), *event.fillers(RoleName.RECIPIENT))
    for role in suffers:
        yield from well_known(_without_article(role.span), gazetteer, known.setting.countries)
    for role in suffers:
        if any(not t.demonym and t.span.overlaps(role.head) and _stands_alone(t, role) for t in known.toponyms):
            for reading in role_readings(role, whole.sentences.get(event.sentence), whole.sentences, known, gazetteer):
                if reading.place.precision is PlacePrecision.COUNTRY:
                    break  # a power, not a spot: the towns of the same name are further from what is meant
                told = Because(FIELD, "places:target-is-place", role.span, INFERRED)
                yield Resolved(reading.place, reading.score * INFERRED, (told, *reading.because))
    yield from of_report(scenes)
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
