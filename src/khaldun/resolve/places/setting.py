"""Where a report is set, from all its places and peoples together and from its outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, Place, PlacePrecision, Span
from khaldun.resolve.places.features import host, outlet_name
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.home import home_towns

_WORDS = re.compile(r"[^\W\d_]+")
_MAIN = 0.25
"""Share of a report's places and peoples from which a country may lend its names to a spelling nobody knows."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report says about where it is set."""

    areas: dict[str, Span]
    """Folded names of provinces and districts spoken of, with the passage."""
    countries: dict[str, tuple[float, Span]]
    """Alpha-3 codes with their share of the report's places and peoples, and a passage."""
    outlet: str
    """The outlet's name and host, folded, without spaces."""
    domain: str | None
    """The country of the outlet's web domain, alpha-3."""
    home: tuple[Place, ...] = ()
    """The towns the outlet may be of."""
    address: str = ""
    """The path of the report's web address, folded, without marks: it often repeats the headline."""


def setting(dossier: Dossier, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Setting:
    """The setting of a report, from its toponyms and demonyms and its outlet."""
    votes: dict[str, float] = {}
    passages: dict[str, Span] = {}
    areas: dict[str, Span] = {}
    for toponym in toponyms:
        for country, vote in _votes(toponym):
            votes[country] = votes.get(country, 0.0) + vote
            if vote > 0.3:
                passages.setdefault(country, toponym.span)
        if any(is_capital(place) for place in toponym.places[:4]):
            continue  # "Washington" says little of the state, "Mexico City" little of the State of Mexico
        for place in toponym.places[:4]:
            if place.precision in {PlacePrecision.PROVINCE, PlacePrecision.DISTRICT}:
                areas.setdefault(name_key(place.name), toponym.span)
    total = sum(votes.values()) or 1.0
    shares = {c: (vote / total, passages[c]) for c, vote in votes.items() if c in passages}
    report = dossier.report
    domain = host(report.url) if report and report.url else ""
    homes, path = home_towns(domain, gazetteer), _path(report.url) if report and report.url else ""
    return Setting(areas, shares, outlet_name(report), _domain_country(domain), homes, path)


def _path(url: str) -> str:
    """The words of the path of a web address, each between spaces."""
    return f" {name_key(' '.join(_WORDS.findall(url.split('//')[-1].partition('/')[2])))} "


def is_capital(place: Place) -> bool:
    """Whether a town is the capital of its country."""
    if place.precision is not PlacePrecision.TOWN or (place.population or 0) < 10_000:
        return False
    country = Countries.load().capital(place.name)
    return country is not None and country.alpha3 == place.country


def second_chance(toponym: Toponym, found: Setting, gazetteer: Gazetteer) -> Toponym:
    """The toponym; one that no place is called so, with the places that sound like it where the report is set."""
    if toponym.places or toponym.demonym:
        return toponym
    main = [country for country, (share, _) in found.countries.items() if share >= _MAIN]
    places = [place for country in main for place in gazetteer.sounding(toponym.span.quote, country=country, limit=5)]
    return replace(toponym, places=tuple(places), sounding=bool(places))


def _votes(toponym: Toponym) -> Iterator[tuple[str, float]]:
    """Which countries a name speaks for: a state or people wholly, a town by where most people of its name live."""
    if toponym.demonym:
        state = Countries.load().demonym(toponym.span.quote)
        if state:
            yield state.alpha3, 1.0
        return
    first = toponym.places[:1]
    if first and first[0].precision is PlacePrecision.COUNTRY and first[0].country:
        yield first[0].country, 1.0
        return
    people: dict[str, float] = {}
    for place in toponym.places[:10]:
        if place.country:
            people[place.country] = people.get(place.country, 0.0) + (place.population or 0) + 1
    total = sum(people.values())
    for country, count in people.items():
        yield country, count / total / (1 if len(people) == 1 else 2)


def _domain_country(host: str) -> str | None:
    ending = host.rsplit(".", 1)[-1].upper()
    code = {"UK": "GB"}.get(ending, ending)
    country = Countries.load().get(code) if len(code) == 2 and code not in {"TV", "ME", "CO", "IO", "AI"} else None
    return country.alpha3 if country else None
