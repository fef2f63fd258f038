"""Place phrases to places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Because, Dossier, Event, Link, Place, PlacePrecision, Role, RoleName, Sentence, Span
from khaldun.resolve.place_find import Toponym, find
from khaldun.resolve.place_phrase import FIELD, NAME_ONLY, Resolved, read, well_known
from khaldun.resolve.place_rank import Reading, rank
from khaldun.resolve.place_setting import Setting, second_chance, setting

_MOST = 3  # readings kept per phrase
_WORTH = 0.05  # certainty below which a second reading is not worth a reviewer's look; set by hand
_DOMINANT = 0.5
"""Share of a report's places and peoples from which one country is where it is set: the majority. Set by hand."""

_INFERRED = 0.5  # certainty of a country read off the recipient or the whole report, not off a place


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


def report_places(dossier: Dossier, gazetteer: Gazetteer) -> ReportPlaces:
    """Find and rank every place name of an annotated report."""
    first = find(dossier, gazetteer)
    found = setting(dossier, first)
    toponyms = tuple(second_chance(toponym, found, gazetteer) for toponym in first)
    named = tuple(t for t in toponyms if not t.demonym)
    return ReportPlaces(toponyms, rank(named, found, gazetteer), found)


def find_places(dossier: Dossier, gazetteer: Gazetteer, *, demonyms: bool = False) -> tuple[FoundPlace, ...]:
    """Every place named in an annotated report, in order, whatever it has to do with the events.

    ``demonyms`` adds adjectives and peoples ("Afghan"), read as their country; they are no places.
    """
    known = report_places(dossier, gazetteer)
    return tuple(
        FoundPlace(t.span, t.sentence, _readings_of(t, known, gazetteer), t.likely, t.demonym)
        for t in known.toponyms
        if demonyms or not t.demonym
    )


def _readings_of(toponym: Toponym, known: ReportPlaces, gazetteer: Gazetteer) -> tuple[Reading, ...]:
    if not toponym.demonym:
        return known.readings.get(toponym, ())
    country = Countries.load().demonym(toponym.span.quote)
    place = gazetteer.get(f"country:{country.alpha3}") if country else None
    return (Reading(place, 1.0, "places:demonym", toponym.span),) if place else ()


def resolve_places(dossier: Dossier, gazetteer: Gazetteer) -> tuple[Link, ...]:
    """The place of every event of a coded dossier, ranked readings first; none is a link to None."""
    if not dossier.events:
        return ()
    known = report_places(dossier, gazetteer)
    sentences = {sentence.id: sentence for sentence in dossier.sentences or ()}
    links: list[Link] = []
    for event in dossier.events:
        links.extend(_event_links(event, sentences, known, gazetteer))
    return tuple(links)


def _event_links(
    event: Event, sentences: dict[str, Sentence], known: ReportPlaces, gazetteer: Gazetteer
) -> Iterator[Link]:
    roles = event.fillers(RoleName.PLACE)
    own = sentences.get(event.sentence)
    placed = False
    for role in roles:
        read_so = _role_readings(role, own, sentences, known, gazetteer)
        worth = [reading for rank, reading in enumerate(read_so) if rank == 0 or reading.score >= _WORTH]
        resolved = tuple(_with_country(reading, known, gazetteer) for reading in worth)
        placed = placed or bool(resolved)
        yield from _links(event, role.span, resolved[:_MOST])
    if not placed:
        inferred = tuple(_inferred(event, sentences, known, gazetteer))
        if inferred or not roles:
            yield from _links(event, None, inferred[:1])


def _role_readings(
    role: Role,
    own: Sentence | None,
    sentences: dict[str, Sentence],
    known: ReportPlaces,
    gazetteer: Gazetteer,
) -> tuple[Resolved, ...]:
    around = (own, *sentences.values()) if own else tuple(sentences.values())
    sentence = next((s for s in around if s.span.contains(role.span)), None)
    if sentence is None:
        return ()
    resolved = read(role.span, sentence, known.toponyms, known.readings, gazetteer, known.setting.countries)
    return tuple(sorted(resolved, key=lambda reading: -reading.score))


def _with_country(reading: Resolved, known: ReportPlaces, gazetteer: Gazetteer) -> Resolved:
    """A place known by its name only lies, as far as one can tell, in the country the report is about."""
    if reading.because[0].rule != NAME_ONLY:
        return reading
    country = next(_country_of_report(known, gazetteer), None)
    if country is None:
        return reading
    place = replace(reading.place, country=country.place.country)
    return Resolved(place, reading.score, (*reading.because, *country.because))


def _inferred(
    event: Event, sentences: dict[str, Sentence], known: ReportPlaces, gazetteer: Gazetteer
) -> Iterator[Resolved]:
    """Without a place of its own an event still has a target that is a place or known to stand in one, or a country."""
    suffers = (*event.fillers(RoleName.TARGET), *event.fillers(RoleName.RECIPIENT))
    for role in suffers:
        yield from well_known(_without_article(role.span), gazetteer, known.setting.countries)
    for role in suffers:
        if any(not t.demonym and t.span.overlaps(role.head) for t in known.toponyms):
            for reading in _role_readings(role, sentences.get(event.sentence), sentences, known, gazetteer):
                if reading.place.precision is PlacePrecision.COUNTRY:
                    break  # a power, not a spot: the towns of the same name are further from what is meant
                told = Because(FIELD, "places:target-is-place", role.span, _INFERRED)
                yield Resolved(reading.place, reading.score * _INFERRED, (told, *reading.because))
    yield from _country_of_people(event, known, gazetteer)
    yield from _country_of_report(known, gazetteer)


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
            if place and share >= _DOMINANT / 2:
                because = Because(FIELD, "places:country-of-recipient", toponym.span, _INFERRED)
                yield Resolved(place, _INFERRED, (because,))


def _country_of_report(known: ReportPlaces, gazetteer: Gazetteer) -> Iterator[Resolved]:
    """The one country the report is about, by the share of its places and peoples."""
    shares: dict[str, list[Span]] = {}
    for toponym in known.toponyms:
        best = _readings_of(toponym, known, gazetteer)[:1]
        if best and best[0].place.country:
            shares.setdefault(best[0].place.country, []).append(toponym.span)
    total = sum(map(len, shares.values()))
    for code, spans in sorted(shares.items(), key=lambda item: -len(item[1]))[:1]:
        place, share = gazetteer.get(f"country:{code}"), len(spans) / total
        if place and share >= _DOMINANT:
            rule = "places:only-country-of-report" if share == 1.0 else "places:main-country-of-report"
            score = round(_INFERRED * share, 3)
            yield Resolved(place, score, (Because(FIELD, rule, spans[0], score),))


def _links(event: Event, span: Span | None, resolved: Sequence[Resolved]) -> Iterator[Link]:
    if not resolved:
        because = Because(FIELD, "places:not-found", span, 0.0)
        yield Link(event.id, RoleName.PLACE, span, None, 0, 0.0, (because,))
    seen: set[Place] = set()
    for reading in resolved:
        if reading.place not in seen:
            yield Link(
                event.id, RoleName.PLACE, span, reading.place, len(seen), round(reading.score, 3), reading.because
            )
            seen.add(reading.place)
