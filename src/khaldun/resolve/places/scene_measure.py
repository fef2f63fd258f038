"""What speaks for a place as the scene of an event: where the report names it and how, and where the event is told."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.place_words import place_words
from khaldun.model import Event, Part, Place, PlacePrecision, RoleName, Sentence
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.measure import NEAR, contains, kilometres
from khaldun.resolve.places.rank import Reading
from khaldun.resolve.places.setting import Setting, is_capital

NOWHERE = "nowhere"
_LEAD = 3
"""Sentences from the start, headline included, that count as the lead."""
_HEAD = 12
"""Sentences from the start among which a dateline may stand (captions and notes come first)."""
_DATELINE = re.compile(
    r"[^.\n]{0,40}?\s*(?:--|—|–|-(?:\s|$)|>>|\([A-Z][A-Za-z0-9 /-]{1,30}\)|:)|[^\n]{0,25}\([A-Z]{2,8}\)"
)
_PLAIN_DATELINE = re.compile(r"[^.\n]{0,30}(?:--|—|–|>>|\([A-Z])")
_COMPANY = ("in", "of", "to", "authority", "person", "facility")
_NUMBERS = (1, 3, 8)
"""Upper edges of the classes of distance in sentences."""

Told = Sequence[tuple[int, bool, Place]]
"""Places other events have by their own words: sentences away, whether the event is of the same type, the place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place a report names, and where; ``peoples`` are adjectives and peoples that only speak of its nation."""

    place: Place
    reading: Reading
    mentions: tuple[Toponym, ...]
    peoples: tuple[Toponym, ...]


def report_features(
    spot: Spot, spots: Sequence[Spot], sentences: Mapping[int, Sentence], found: Setting
) -> dict[str, float]:
    """What the whole report says for a candidate, whatever the event."""
    place, mentions = spot.place, spot.mentions
    alike = sum(len(o.mentions) for o in spots if o.place.precision is place.precision)
    measured = {
        f"kind:{place.precision.value}": 1.0,
        "mentions": math.log1p(len(mentions)),
        "share": len(mentions) / alike if alike else 0.0,
        "peoples": math.log1p(len(spot.peoples)),
        "people-only": float(not mentions),
        "sure": spot.reading.score,
        "likely": max((t.likely for t in mentions), default=0.0),
        "unlisted": float(place.id.startswith("text:")),
        "beside": float(spot.reading.rule == "places:contained-in"),
        "address": float(_in_address(place, found)),
        "size": math.log10((place.population or 0) + 100) - 4 if place.precision is PlacePrecision.TOWN else 0.0,
        "capital": float(is_capital(place)),
        "inside": float(any(contains(other.place, place) for other in spots)),
        "holds": float(any(contains(place, other.place) for other in spots)),
        "outlet": float(_of_outlet(place, found)),
    }
    measured |= _of_home(spot, found)
    measured |= _where_it_is_local(spot, found, _places_in_report(mentions, sentences) | _company(mentions, sentences))
    measured |= _around(mentions, sentences)
    if measured.get("dateline") and measured["capital"]:
        measured["dateline-of-capital"] = 1.0
    return measured


def _of_outlet(place: Place, found: Setting) -> bool:
    key = name_key(place.name).replace(" ", "")
    return len(key) > 4 and place.precision is PlacePrecision.TOWN and key in found.outlet


_TELLING = ("headline", "lead", "any-in", "any-authority", "any-person")


def _where_it_is_local(spot: Spot, found: Setting, measured: dict[str, float]) -> dict[str, float]:
    """The measures with those that mean more of a local place than of a namesake far off told apart."""
    local = is_local(spot.place, found)
    return measured | {f"{name}:local": measured[name] for name in _TELLING if local and measured.get(name)}


def is_local(place: Place, found: Setting) -> bool:
    """Whether a place lies in the province of the report's outlet, or that province is not known."""
    return not found.home or any(place.admin1 == home.admin1 for home in found.home)


def _in_address(place: Place, found: Setting) -> bool:
    """Whether the words of the report's web address name a town: "four-people-shot-in-alder-creek"."""
    return place.precision is PlacePrecision.TOWN and f" {name_key(place.name)} " in found.address


def _of_home(spot: Spot, found: Setting) -> dict[str, float]:
    """How a candidate lies to the town of the report's outlet; an unnamed one is that town itself."""
    if not found.home or spot.place.precision is not PlacePrecision.TOWN:
        return {}
    at_home, place = any(home.id == spot.place.id for home in found.home), spot.place
    homes = [(home.lat, home.lon) for home in found.home if home.lat is not None and home.lon is not None]
    here = (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    unnamed = at_home and not spot.mentions and not spot.peoples
    return {
        "home": float(at_home),
        "home-unnamed": float(unnamed),
        "home-unnamed:size": math.log10((place.population or 0) + 100) - 4 if unnamed else 0.0,
        "home-province": float(any(place.admin1 == home.admin1 for home in found.home)),
        "home-near": max((math.exp(-kilometres(here, home) / NEAR) for home in homes), default=0.0) if here else 0.0,
        "home-known": float(len(found.home) == 1),
    }


def _around(mentions: Sequence[Toponym], sentences: Mapping[int, Sentence]) -> dict[str, float]:
    """The words some way before the name: an address, a hospital, an age."""
    words, seen = place_words(), dict.fromkeys(("street", "care", "aged"), 0)
    for toponym in mentions:
        near = [
            t.text.casefold() for t in sentences[toponym.sentence].tokens[max(0, toponym.first - 6) : toponym.first]
        ]
        seen["street"] += any(word in words.streets or word in words.address for word in near)
        seen["care"] += any(word in words.care for word in near)
        seen["aged"] += near[-1:] == ["of"] and "," in near[-2:-1] and any(word.isdigit() for word in near)
    return {f"any-{name}": float(n > 0) for name, n in seen.items()} | {
        f"all-{name}": n / len(mentions) for name, n in seen.items() if mentions
    }


def _places_in_report(mentions: Sequence[Toponym], sentences: Mapping[int, Sentence]) -> dict[str, float]:
    if not mentions:
        return {}
    headline = any(sentences[t.sentence].part is Part.HEADLINE for t in mentions)
    return {
        "headline": float(headline),
        "dateline": float(any(is_dateline(t, sentences) for t in mentions)),
        "lead": float(any(t.sentence < _LEAD for t in mentions)),
        "first": math.log1p(min(t.sentence for t in mentions)),
    }


def is_dateline(toponym: Toponym, sentences: Mapping[int, Sentence]) -> bool:
    """Whether a name opens a paragraph near the top and a dash or an agency follows: "LIMA – ", "KABUL (AP)"."""
    sentence = sentences[toponym.sentence]
    if toponym.sentence > _HEAD or toponym.first > 1:
        return False
    after = sentence.span.quote[toponym.span.stop - sentence.span.start :]
    return bool((_DATELINE if toponym.span.quote.isupper() else _PLAIN_DATELINE).match(after))


def _company(mentions: Sequence[Toponym], sentences: Mapping[int, Sentence]) -> dict[str, float]:
    """The words right before and after the name: "in X", "X police", "an X man", "X hospital", "of X"."""
    words, seen = place_words(), dict.fromkeys(_COMPANY, 0)
    for toponym in mentions:
        tokens = sentences[toponym.sentence].tokens
        before = tokens[toponym.first - 1].text.casefold() if toponym.first else ""
        after = [t.text.casefold() for t in tokens[toponym.last + 1 : toponym.last + 3]]
        seen["in"] += before in words.located
        seen["of"] += before in {"of", "from"}
        seen["to"] += before in {"to", "into", "for"}
        seen["authority"] += any(word in words.authorities for word in after)
        seen["person"] += any(word in words.persons for word in after)
        seen["facility"] += bool(after) and after[0] in words.organisation and after[0] not in words.authorities
    count = len(mentions) or 1
    return {f"any-{name}": float(n > 0) for name, n in seen.items()} | {
        f"all-{name}": n / count for name, n in seen.items() if name in {"of", "to", "facility"}
    }


def event_features(
    event: Event, here: int, spot: Spot, told: Told, sentences: Mapping[int, Sentence], found: Setting
) -> dict[str, float]:
    """What the telling of one event says for a candidate; ``here`` is the number of its sentence."""
    measured: dict[str, float] = {}
    for toponym in spot.mentions:
        away = here - toponym.sentence
        if away == 0:
            before = toponym.span.start < event.trigger.start
            measured["same:before" if before else "same:after"] = 1.0
            tokens = sentences[toponym.sentence].tokens
            if toponym.first and tokens[toponym.first - 1].text.casefold() in place_words().located:
                measured["same:in"] = 1.0
    back = min((here - t.sentence for t in spot.mentions if t.sentence < here), default=None)
    ahead = min((t.sentence - here for t in spot.mentions if t.sentence > here), default=None)
    measured[f"back:{_class(back)}"] = 1.0
    measured[f"ahead:{_class(ahead)}"] = 1.0
    measured |= _of_parties(event, spot)
    phrases = [role.span for role in event.fillers(RoleName.PLACE)]
    if any(phrase.contains(toponym.span) for phrase in phrases for toponym in spot.mentions):
        measured["own"] = 1.0
        measured["own:sure"] = spot.reading.score
        measured["own:local"] = float(is_local(spot.place, found))
    for away, same, place in told:
        kind = "told" if place.id == spot.place.id else "told-inside" if contains(spot.place, place) else ""
        if kind:
            near = "near" if abs(away) <= _LEAD else "far"
            measured[f"{kind}:{near}:{'same' if same else 'other'}"] = 1.0
    return measured


def _class(away: int | None) -> str:
    if away is None:
        return "none"
    return next((str(edge) for edge in _NUMBERS if away <= edge), "more")


def _of_parties(event: Event, spot: Spot) -> dict[str, float]:
    """Whether the name stands in those who act or suffer: "Turkish jets", "Mosul police"."""
    measured = {}
    for toponym in (*spot.mentions, *spot.peoples):
        for role in event.roles:
            if role.span.contains(toponym.span):
                if role.name is RoleName.ACTOR:
                    measured["of-actor"] = 1.0
                elif role.name in {RoleName.RECIPIENT, RoleName.TARGET}:
                    measured["of-hit"] = 1.0
    return measured
