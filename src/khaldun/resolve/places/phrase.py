"""Reads the phrase of a place role: the innermost named place, what contains it, and the facility it speaks of."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.place_tables import facilities
from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Because, Place, PlacePrecision, Sentence, Span, Token, content_id
from khaldun.resolve.places.find import Toponym
from khaldun.resolve.places.rank import Reading

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
"""What a described place (a facility, a quarter) keeps of the certainty of the place around it. Set by hand."""


NAME_ONLY = "places:name-only"
_TRUST_IN_A_NAME = 0.3
"""Certainty of a place known by its name alone, which may be a person's or a ship's. Set by hand."""


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
    if inside:
        return tuple(_unlisted_in(phrase, sentence, inside, readings)) or tuple(_named(inside, sentence, readings))
    name = _unlisted(phrase, sentence)
    if name is None:
        return ()
    return tuple(well_known(name, gazetteer, spoken_of)) or (by_name_only(name, _told_kind(name, sentence)),)


def _named(inside: Sequence[Toponym], sentence: Sentence, readings: Readings) -> Iterator[Resolved]:
    """The readings of the narrowest name; "Iraq" in "Mosul, Iraq" only helps to choose."""
    inner = min(inside, key=lambda t: (_narrowness(readings[t][0].place), t.first))
    part = _part_named(inner, sentence)
    for reading in readings[inner][:3]:
        if part is not None and reading.place.lat is None:
            because = (Because(FIELD, "places:part-of", part, round(reading.score, 3)), *reasons(inner, reading))
            yield Resolved(described(part, PlacePrecision.REGION, reading.place), reading.score, because)
        else:
            yield Resolved(reading.place, reading.score, reasons(inner, reading))


def _unlisted_in(phrase: Span, sentence: Sentence, inside: Sequence[Toponym], readings: Readings) -> Iterator[Resolved]:
    """A name that no gazetteer knows, told to lie in an area: "Kesh in Helmand", "Kesh, Helmand"."""
    area = min(inside, key=lambda t: (_narrowness(readings[t][0].place), t.first))
    name = _unlisted(phrase, sentence)
    if name is None or readings[area][0].place.lat is not None or name.overlaps(area.span):
        return
    if _told_inside(name, area, sentence):
        for reading in readings[area][:3]:
            yield within(name, _told_kind(name, sentence), area, reading)


def within(name: Span, otherwise: PlacePrecision, area: Toponym, reading: Reading) -> Resolved:
    """A place known by name or description in another that is known."""
    place = described(name, _precision_of(name, otherwise), reading.place)
    own = Because(FIELD, "places:described", name, _BORROWED)
    return Resolved(place, reading.score * _BORROWED, (own, *reasons(area, reading)))


def area_after(phrase: Span, sentence: Sentence, toponyms: Sequence[Toponym]) -> Toponym | None:
    """The place that a phrase is told to lie in by the words after it: "the Kesh district" of "in eastern Kabul"."""
    after = (t for t in toponyms if t.sentence == sentence.number and t.span.start >= phrase.stop and not t.demonym)
    first = next(after, None)
    return first if first and _told_inside(phrase, first, sentence) else None


def _told_inside(name: Span, area: Toponym, sentence: Sentence) -> bool:
    """Whether only "in" or a comma, a direction and a kind of place stand between a name and an area after it."""
    words = place_words()
    between = sentence.span.quote[name.stop - sentence.span.start : area.span.start - sentence.span.start]
    told = between.casefold().split()
    opened = bool(told) and (told[0] == "," or told[0] == "in" or between.lstrip().startswith(","))
    fill = {"in", ",", "of", "the", "'s"} | words.directions | words.heads
    return opened and all(word.strip(",") in fill or word == "," for word in told)


def _part_named(inner: Toponym, sentence: Sentence) -> Span | None:
    """The words for a part or an edge of an area: "northern Iraq", "the Gaza border"; None for the whole."""
    words = place_words()
    first, last = inner.first, inner.last
    if first > 0 and sentence.tokens[first - 1].text.casefold() in words.directions:
        first -= 1
    if last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].lemma == "border":
        last += 1
    return sentence.cut(sentence.tokens[first : last + 1]) if (first, last) != (inner.first, inner.last) else None


def _unlisted(phrase: Span, sentence: Sentence) -> Span | None:
    """The proper name in a phrase that no gazetteer knows, with its kind: "the Redcliff Grove area"."""
    run: list[Token] = []
    for token in sentence.tokens_in(phrase):
        joined = bool(run) and token.start == run[-1].stop and (token.text[0] in "-–" or run[-1].text[-1] in "-–")
        proper = token.pos == "PROPN" and token.text[:1].isupper()
        if joined or (proper and (not run or token.index == run[-1].index + 1)):
            run.append(token)
        elif run:
            break
    while run and not run[-1].text[-1].isalnum():
        run.pop()
    return sentence.cut(run) if run else None


def _told_kind(name: Span, sentence: Sentence) -> PlacePrecision:
    """The kind of place that the words before a name tell: "the village of Kesh"."""
    before = [token.text.casefold() for token in sentence.tokens if token.stop <= name.start][-2:]
    settled = before[1:] == ["of"] and before[0] in place_words().told_town
    return PlacePrecision.TOWN if settled else PlacePrecision.UNKNOWN


def by_name_only(name: Span, otherwise: PlacePrecision = PlacePrecision.UNKNOWN) -> Resolved:
    """A place of which the report tells no more than the name, and we know no more."""
    place = Place(_text_id(name, ""), name.quote, _precision_of(name, otherwise))
    return Resolved(place, _TRUST_IN_A_NAME, (Because(FIELD, NAME_ONLY, name, _TRUST_IN_A_NAME),))


def _text_id(name: Span, around: str) -> str:
    return content_id("text", (name_key(name.quote), around)).replace("text-", "text:", 1)


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
    tokens = sentence.tokens_in(phrase)
    found = [_noun_phrase(sentence, token, tokens) for token in tokens if _is_kind(token, sentence, inside)]
    named = [head for head in found if any(word[:1].isupper() for word in head.quote.split())]
    return next(iter((*named, *found)), None)


def _is_kind(token: Token, sentence: Sentence, inside: Sequence[Toponym]) -> bool:
    """Whether a word says what kind of place it is and is not itself part of a known name."""
    words = place_words()
    if _part_of(token, inside):
        return False
    if token.lemma in words.facility:
        return token.dep not in {"compound", "poss", "amod", "det"}
    if token.lemma not in words.units:
        return False
    named = [t for t in sentence.children(token) if t.dep in {"compound", "nmod"} and t.text[:1].isupper()]
    quarter = token.lemma in words.quarters
    return bool(named) and (quarter or not any(_part_of(name, inside) for name in named))


def _part_of(token: Token, toponyms: Sequence[Toponym]) -> bool:
    return any(t.span.start <= token.start < t.span.stop for t in toponyms)


def _noun_phrase(sentence: Sentence, token: Token, within: Sequence[Token]) -> Span:
    """The noun with what stands before it, inside the phrase, without article."""
    kept = [t for t in sentence.subtree(token) if t.index <= token.index and t in within]
    proper = next((t.index for t in kept if t.text[:1].isupper() and t.dep not in {"det", "poss"}), None)
    if proper is not None:
        kept = [t for t in kept if t.index >= proper]  # "mountainous", "restive" are no part of the name
    while len(kept) > 1 and kept[0].dep in {"det", "punct", "prep", "poss", "case"}:
        kept.pop(0)
    return sentence.cut(kept)


def _in_a_described_place(
    head: Span, inside: Sequence[Toponym], readings: Readings, gazetteer: Gazetteer, spoken_of: Container[str]
) -> Iterator[Resolved]:
    """A described place stands in the narrowest place named with it, else where our table knows it to stand."""
    precision = _precision_of(head, PlacePrecision.FACILITY)
    around = [t for t in inside if not head.contains(t.span)]
    if not around and name_key(head.quote).split()[-1] not in place_words().quarters:
        around = list(inside)
    if around:
        inner = min(around, key=lambda t: (_narrowness(readings[t][0].place), t.first))
        for reading in readings[inner][:3]:
            yield within(head, precision, inner, reading)
        return
    known = tuple(well_known(head, gazetteer, spoken_of))
    yield from known
    if not known and any(word[:1].isupper() for word in head.quote.split()):
        yield by_name_only(head)


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
                place = described(head, facility.kind, town)
                yield Resolved(place, _BORROWED, (Because(FIELD, "places:well-known-facility", head, _BORROWED),))


def described(head: Span, precision: PlacePrecision, around: Place) -> Place:
    """A place known by description only, inside another; a town's point is borrowed and said so, an area has none."""
    borrowed = around.lat is not None
    return replace(
        around,
        id=_text_id(head, around.id),
        name=_full_name(head.quote, precision, around),
        precision=precision,
        population=None,
        point_from=(around.point_from or around.name) if borrowed else "",
        admin1=around.name if around.precision is PlacePrecision.PROVINCE else around.admin1,
        admin2=around.name if around.precision is PlacePrecision.DISTRICT else around.admin2,
    )


def _full_name(words: str, precision: PlacePrecision, around: Place) -> str:
    """The words with the town they stand in, so that "mosque" says more in a table: "mosque, Maiduguri"."""
    stands_in = precision in {PlacePrecision.FACILITY, PlacePrecision.DISTRICT}  # a village is only near a town
    if not stands_in or around.precision is not PlacePrecision.TOWN or name_key(around.name) in name_key(words):
        return words
    return f"{words}, {around.name}"


def _precision_of(head: Span, otherwise: PlacePrecision) -> PlacePrecision:
    words = place_words()
    last = name_key(head.quote).split()[-1]
    if last in {"district", "quarter", "neighborhood", "neighbourhood", "suburb"}:
        return PlacePrecision.DISTRICT
    if last in {"village", "town", "hamlet", "city"}:
        return PlacePrecision.TOWN
    if last in words.units - words.facility:
        return PlacePrecision.REGION
    return PlacePrecision.FACILITY if last in words.facility | words.streets else otherwise
