"""Reads the phrase of a place role: the innermost named place, what contains it, and the facility it speaks of."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.place_tables import facilities
from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Because, Place, PlacePrecision, Sentence, Span, Token, content_id
from khaldun.resolve.place_find import Toponym
from khaldun.resolve.place_rank import Reading

FIELD = "place"

_NARROWNESS = (
    PlacePrecision.FACILITY,
    PlacePrecision.TOWN,
    PlacePrecision.DISTRICT,
    PlacePrecision.PROVINCE,
    PlacePrecision.REGION,
    PlacePrecision.COUNTRY,
    PlacePrecision.UNKNOWN,
)
_BORROWED = 0.8
"""What a described place (a facility, a quarter) keeps of the certainty of the place around it."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reading of a whole phrase, with its reasons."""

    place: Place
    score: float
    because: tuple[Because, ...]


Readings = Mapping[Toponym, tuple[Reading, ...]]


def read(
    phrase: Span,
    sentence: Sentence,
    toponyms: Sequence[Toponym],
    readings: Readings,
    gazetteer: Gazetteer,
    spoken_of: Container[str],
) -> tuple[Resolved, ...]:
    """All readings of a place phrase, best first; empty where nothing in it can be placed."""
    inside = [t for t in toponyms if phrase.overlaps(t.span) and not t.demonym and readings.get(t)]
    head = _described(phrase, sentence, inside)
    if head is not None:
        return tuple(_in_a_described_place(head, inside, readings, gazetteer, spoken_of))
    if not inside:
        return ()
    return tuple(_named(inside, readings))


def _named(inside: Sequence[Toponym], readings: Readings) -> Iterator[Resolved]:
    """The readings of the narrowest name; "Iraq" in "Mosul, Iraq" only helps to choose."""
    inner = min(inside, key=lambda t: (_narrowness(readings[t][0].place), t.first))
    for reading in readings[inner][:3]:
        yield Resolved(reading.place, reading.score, reasons(inner, reading))


def reasons(toponym: Toponym, reading: Reading) -> tuple[Because, ...]:
    """Why a name is read so: its own words, and the words beside it that decided."""
    named = Because(FIELD, reading.rule, toponym.span, round(reading.score, 3))
    if reading.witness is None or reading.witness == toponym.span:
        return (named,)
    return (named, Because(FIELD, reading.rule, reading.witness, round(reading.score, 3)))


def _narrowness(place: Place) -> int:
    return _NARROWNESS.index(place.precision)


def _described(phrase: Span, sentence: Sentence, inside: Sequence[Toponym]) -> Span | None:
    """The words for a facility or a quarter that the gazetteer does not list, or None.

    "the Longan Hotel", "a mosque", "the Tuffah district" – but not "Helmand province", whose name is known.
    """
    words = place_words()
    tokens = sentence.tokens_in(phrase)
    for token in tokens:
        if token.dep not in {"compound", "poss", "amod", "det"} and token.lemma in words.facility:
            if not _part_of(token, inside):
                return _noun_phrase(sentence, token, tokens)
        elif token.lemma in words.units and not _part_of(token, inside):
            named = [t for t in sentence.children(token) if t.dep in {"compound", "nmod"} and t.text[:1].isupper()]
            if named and not any(_part_of(name, inside) for name in named):
                return _noun_phrase(sentence, token, tokens)
    return None


def _part_of(token: Token, toponyms: Sequence[Toponym]) -> bool:
    return any(t.span.start <= token.start < t.span.stop for t in toponyms)


def _noun_phrase(sentence: Sentence, token: Token, within: Sequence[Token]) -> Span:
    """The noun with what stands before it, inside the phrase, without article."""
    kept = [t for t in sentence.subtree(token) if t.index <= token.index and t in within]
    while len(kept) > 1 and kept[0].dep in {"det", "punct", "prep", "poss", "case"}:
        kept.pop(0)
    return sentence.cut(kept)


def _in_a_described_place(
    head: Span, inside: Sequence[Toponym], readings: Readings, gazetteer: Gazetteer, spoken_of: Container[str]
) -> Iterator[Resolved]:
    """A described place stands in the narrowest place named with it, else where our table knows it to stand."""
    precision = _precision_of(head)
    around = [t for t in inside if not head.contains(t.span)] or list(inside)
    if around:
        inner = min(around, key=lambda t: (_narrowness(readings[t][0].place), t.first))
        for reading in readings[inner][:3]:
            place = described(head, precision, reading.place)
            own = Because(FIELD, "places:described", head, _BORROWED)
            yield Resolved(place, reading.score * _BORROWED, (own, *reasons(inner, reading)))
        return
    yield from well_known(head, gazetteer, spoken_of)


def well_known(head: Span, gazetteer: Gazetteer, spoken_of: Container[str]) -> Iterator[Resolved]:
    """The facility of our table with that name, in a country the report speaks of (alpha-3 codes).

    Its town is our knowledge, not the report's, and marked so by the rule.
    """
    key = name_key(head.quote)
    for facility in facilities():
        if name_key(facility.name) == key and facility.country in spoken_of:
            towns = gazetteer.named(facility.town, country=facility.country, limit=5)
            town = next((place for place in towns if place.precision is PlacePrecision.TOWN), None)
            if town:
                place = described(head, PlacePrecision.FACILITY, town)
                yield Resolved(place, _BORROWED, (Because(FIELD, "places:well-known-facility", head, _BORROWED),))


def described(head: Span, precision: PlacePrecision, around: Place) -> Place:
    """A place known by description only, inside another; a town's point is borrowed and said so, an area has none."""
    borrowed = around.lat is not None
    return replace(
        around,
        id=content_id("text", (name_key(head.quote), around.id)).replace("text-", "text:", 1),
        name=head.quote,
        precision=precision,
        population=None,
        point_from=(around.point_from or around.name) if borrowed else "",
        admin1=around.name if around.precision is PlacePrecision.PROVINCE else around.admin1,
        admin2=around.name if around.precision is PlacePrecision.DISTRICT else around.admin2,
    )


def _precision_of(head: Span) -> PlacePrecision:
    words = place_words()
    last = name_key(head.quote).split()[-1]
    if last in {"district", "quarter", "neighborhood", "neighbourhood", "suburb"}:
        return PlacePrecision.DISTRICT
    if last in {"village", "town", "hamlet", "city"}:
        return PlacePrecision.TOWN
    if last in words.units - words.facility:
        return PlacePrecision.REGION
    return PlacePrecision.FACILITY
