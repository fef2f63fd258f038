"""What all place names of a report say together: their readings, and the one country it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.names import fold
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Because, Dossier, Part, PlacePrecision, Sentence, Span
from khaldun.resolve.places.find import LEAST, Toponym, weighed
from khaldun.resolve.places.headline_tail import tail_of_headline
from khaldun.resolve.places.phrase import FIELD, Resolved, by_name_only
from khaldun.resolve.places.rank import Reading, rank
from khaldun.resolve.places.setting import Setting, second_chance, setting
from khaldun.resolve.places.unlisted import listed

DOMINANT = 0.5
"""Share of a report's places and peoples from which one country is where it is set: the majority. Set by hand."""

INFERRED = 0.5
"""Certainty of a country read off the recipient or the whole report, not off a place."""

_WEAK = 0.1
"""Probability from which a known name is read in a phrase that tells an event's place: there it seldom is another
thing. Set by hand."""

_WELL_KNOWN = 500_000
"""People of a town that a report abroad may name without a word of where it lies. Set by hand."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place name in a report and its readings, likeliest first (empty: a name no gazetteer knows)."""

    span: Span
    sentence: int
    readings: tuple[Reading, ...]
    likely: float
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class ReportPlaces:
    """All place names of a report, and what they say together."""

    toponyms: tuple[Toponym, ...]
    readings: dict[Toponym, tuple[Reading, ...]]
    setting: Setting
    weak: tuple[Toponym, ...] = ()
    """Known names that may as well be something else; where an event's own phrase has no other, they are read."""
    tail: tuple[int, int] = (0, 0)
    """Where the outlet's part of the headline stands."""


def report_places(dossier: Dossier, gazetteer: Gazetteer) -> ReportPlaces:
    """Find and rank every place name of an annotated report."""
    every = tuple(weighed(dossier, gazetteer))
    first = tuple(t for t in every if t.demonym or t.likely >= LEAST)
    found = setting(dossier, first, gazetteer)
    toponyms = tuple(second_chance(toponym, found, gazetteer) for toponym in first)
    named = tuple(t for t in toponyms if not t.demonym)
    weak = tuple(t for t in every if not t.demonym and _WEAK <= t.likely < LEAST)
    return ReportPlaces(toponyms, rank(named, found, gazetteer, weak), found, weak)


def find_places(dossier: Dossier, gazetteer: Gazetteer, *, demonyms: bool = False) -> tuple[FoundPlace, ...]:
    """Every place named in an annotated report, in order, whatever it has to do with the events.

    ``demonyms`` adds adjectives and peoples ("Afghan"), read as their country; they are no places.
    """
    known = report_places(dossier, gazetteer)
    return tuple(
        FoundPlace(t.span, t.sentence, readings_of(t, known, gazetteer), t.likely, t.demonym)
        for t in known.toponyms
        if demonyms or not t.demonym
    )


def readings_of(toponym: Toponym, known: ReportPlaces, gazetteer: Gazetteer) -> tuple[Reading, ...]:
    """The readings of a name, likeliest first; a people is read as its country."""
    if not toponym.demonym:
        return known.readings.get(toponym, ())
    country = Countries.load().demonym(toponym.span.quote)
    place = gazetteer.get(f"country:{country.alpha3}") if country else None
    return (Reading(place, 1.0, "places:demonym", toponym.span),) if place else ()


def country_of_report(known: ReportPlaces, gazetteer: Gazetteer) -> Iterator[Resolved]:
    """The one country the report is about, by the share of its places and peoples."""
    shares: dict[str, list[Span]] = {}
    for toponym in known.toponyms:
        best = readings_of(toponym, known, gazetteer)[:1]
        if best and best[0].place.country:
            shares.setdefault(best[0].place.country, []).append(toponym.span)
    total = sum(map(len, shares.values()))
    for code, spans in sorted(shares.items(), key=lambda item: -len(item[1]))[:1]:
        place, share = gazetteer.get(f"country:{code}"), len(spans) / total
        if place and share >= DOMINANT:
            rule = "places:only-country-of-report" if share == 1.0 else "places:main-country-of-report"
            score = round(INFERRED * share, 3)
            yield Resolved(place, score, (Because(FIELD, rule, spans[0], score),))


def supported(readings: tuple[Resolved, ...], known: ReportPlaces, gazetteer: Gazetteer) -> tuple[Resolved, ...]:
    """Without readings abroad that nothing bears out: a small town called otherwise, where all else is in one country.

    The name then stands for a place of that country which no gazetteer knows.
    """
    home = next(country_of_report(known, gazetteer), None)
    head = readings[0].because[0].span if readings else None
    if home is None or head is None or any(not _is_stray(r, known, gazetteer) for r in readings):
        return readings
    return (by_name_only(head),)


def _is_stray(reading: Resolved, known: ReportPlaces, gazetteer: Gazetteer) -> bool:
    place, span = reading.place, reading.because[0].span
    if span is None or place.precision is PlacePrecision.COUNTRY or fold(span.quote) == fold(place.name):
        return False
    if (place.population or 0) >= _WELL_KNOWN:
        return False
    others = (readings_of(t, known, gazetteer)[:1] for t in known.toponyms if t.span.quote != span.quote)
    return all(found[0].place.country != place.country for found in others if found)


def where_deeds_may_be(known: ReportPlaces, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> ReportPlaces:
    """The places of a report without those where none of its deeds took place: strangers, and its outlet's name."""
    return _without_tail(_without_strangers(known, gazetteer), sentences)


def _without_strangers(known: ReportPlaces, gazetteer: Gazetteer) -> ReportPlaces:
    """The places without the readings of names whose bearers all lie where the report does not go."""
    told = known.readings
    points = {one[0].place.id: gazetteer.representative_point(one[0].place) for one in told.values() if one}
    return replace(known, readings=listed(told, known.setting, points))


def _without_tail(known: ReportPlaces, sentences: Sequence[Sentence]) -> ReportPlaces:
    """The places without those of the outlet's part of the headline, where nothing happened."""
    tail = tail_of_headline(sentences, known.setting.outlet)
    if tail is None:
        return known
    stop = max(s.span.stop for s in sentences if s.part is Part.HEADLINE)
    kept, weak = (tuple(t for t in ts if not tail <= t.span.start < stop) for ts in (known.toponyms, known.weak))
    return replace(known, toponyms=kept, weak=weak, tail=(tail, stop))
