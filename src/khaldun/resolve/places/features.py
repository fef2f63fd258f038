"""What is to be seen of a stretch that may be a place name: the words around it, its size, the rest of the report."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from khaldun.knowledge.place_names import name_key
from khaldun.knowledge.place_words import place_words
from khaldun.model import Mention, MentionKind, Place, PlacePrecision, Report, Sentence, Token
from khaldun.resolve.places.stretch import Candidate, capital, is_demonym

_SHORT = 4  # letters up to which a name may stand in an outlet's by chance
_DASHES = frozenset(("-", "--", "–", "—", "("))
NAMES = (MentionKind.PLACE, MentionKind.FACILITY, MentionKind.ACTOR, MentionKind.PERSON, MentionKind.NATIONALITY)


class View:
    """What the whole report says about its names."""

    def __init__(
        self,
        made: Sequence[Candidate],
        mentions: tuple[Mention, ...],
        sentences: tuple[Sentence, ...],
        report: Report | None,
    ) -> None:
        words = place_words()
        self.outlet = outlet_name(report)
        self.provinces = {(p.country, p.name) for c in made for p in _provinces(c)}
        self.in_place = {c.span.quote for c in made if _before(c).text.casefold() in words.prepositions}
        self.seen_as: dict[str, set[MentionKind]] = {}
        for mention in mentions:
            if mention.kind in NAMES:
                self.seen_as.setdefault(mention.span.quote, set()).add(mention.kind)
        people = [m.span.quote.split() for m in mentions if m.kind is MentionKind.PERSON]
        self.people = {name for quote in people if len(quote) > 1 for name in quote}
        self.lower = {t.text for s in sentences for t in s.tokens if t.text.islower()}
        self.placed_in = {
            c.span.quote
            for c in made
            if c.mention and c.mention.kind is MentionKind.PLACE and _before(c).text.casefold() in words.located
        }
        self.ends = {(c.sentence.number, c.last): c for c in made}
        self.starts = {(c.sentence.number, c.first): c for c in made}


def outlet_name(report: Report | None) -> str:
    """The outlet's name and host, folded, without spaces."""
    told = f"{report.outlet or ''} {host(report.url) if report.url else ''}" if report else ""
    return name_key(told).replace(" ", "")


def host(url: str) -> str:
    """The host of a web address, without "www." and port."""
    return url.split("//")[-1].split("/")[0].split(":")[0].casefold().removeprefix("www.")


def _provinces(candidate: Candidate) -> tuple[Place, ...]:
    """The province a name speaks of before all else."""
    common = candidate.span.quote.casefold().rstrip(".") in place_words().common
    return () if common else tuple(p for p in candidate.places[:1] if p.precision is PlacePrecision.PROVINCE)


_NOTHING = Token(-1, 0, 0, "", "", "", "", "", 0)


def _before(candidate: Candidate, steps: int = 1) -> Token:
    at = candidate.first - steps
    return candidate.sentence.tokens[at] if at >= 0 else _NOTHING


def _after(candidate: Candidate, steps: int = 1) -> Token:
    at = candidate.last + steps
    return candidate.sentence.tokens[at] if at < len(candidate.sentence.tokens) else _NOTHING


def features(candidate: Candidate, view: View) -> Iterator[str]:
    """The features of a stretch that hold, by the names the detection model weighs."""
    yield "bias"
    yield from _model_features(candidate, view)
    yield from _left_features(candidate)
    yield from _beside_features(candidate, view)
    yield from _right_features(candidate, view)
    yield from _name_features(candidate, view)


def _model_features(candidate: Candidate, view: View) -> Iterator[str]:
    mention, span = candidate.mention, candidate.span
    if mention is None:
        yield "model:none"
    else:
        start, stop = mention.span.start == span.start, mention.span.stop == span.stop
        fit = "exact" if start and stop else "start" if start else "stop" if stop else "inside"
        yield f"model:{mention.kind.value}:{fit}"
        yield f"model:{mention.kind.value}"
    for kind in view.seen_as.get(span.quote, ()):
        yield f"elsewhere:{kind.value}"
    yield f"pos:{candidate.sentence.tokens[candidate.last].pos}"
    yield f"dep:{candidate.sentence.tokens[candidate.last].dep}"


def _left_features(candidate: Candidate) -> Iterator[str]:
    words, before = place_words(), _before(candidate)
    low = before.text.casefold()
    if before is _NOTHING:
        yield "left:start"
    elif low in words.prepositions:
        yield "left:in"
        yield f"left:{low}"
    elif low in words.titles or low.rstrip(".") in words.titles:
        yield "left:title"
    elif low in words.directions:
        yield "left:direction"
    elif low in words.heads or (low in {"of", "the"} and _before(candidate, 2).text.casefold() in words.heads):
        yield "left:head"
    elif capital(before):
        yield "left:capital"
        yield f"left:capital:{before.entity or 'none'}"
    elif low in {"the", "of", ",", "and", "(", "-", "a"}:
        yield f"left:{low}"
    else:
        yield "left:other"


def _beside_features(candidate: Candidate, view: View) -> Iterator[str]:
    """Whether a name and the one before or behind its comma are a place and the area that holds it."""
    number = candidate.sentence.number
    inner = view.ends.get((number, candidate.first - 2)) if _before(candidate).text == "," else None
    outer = view.starts.get((number, candidate.last + 2)) if _after(candidate).text == "," else None
    if inner and _holds(candidate, inner):
        yield "holds-before-comma"
    if outer and _holds(outer, candidate):
        yield "held-behind-comma"


def _holds(area: Candidate, inner: Candidate) -> bool:
    """Whether some place of one name lies in a country, province or district of the other."""
    areas = {(p.country, p.name) for p in area.places[:3] if _is_area(p)}
    return any(
        (p.country, name) in areas for p in inner.places[:40] if p.lat is not None for name in (p.admin1, p.admin2)
    )


def _right_features(candidate: Candidate, view: View) -> Iterator[str]:
    words, after = place_words(), _after(candidate)
    low = after.text.casefold()
    second = view.starts.get((candidate.sentence.number, candidate.last + 2))
    if after is _NOTHING:
        yield "right:end"
    elif low == "," and second:
        yield "right:comma-place"
        if any(_is_area(place) for place in second.places[:2]):
            yield "right:comma-area"
    elif (low in words.organisation or low.rstrip(".") in words.streets) and capital(after):
        yield "right:organisation"
    elif low in words.units:
        yield "right:unit"
    elif low in words.speech:
        yield "right:speech"
    elif low in words.authorities:
        yield "right:authority"
    elif low in words.persons:
        yield "right:person"
    elif low in words.facility:
        yield "right:facility"
    elif capital(after):
        yield "right:capital"
        yield f"right:capital:{after.entity or 'none'}"
    elif low in {"'s", "’s", ",", ".", ")", "-", "and", "(", ":", "–", "—"}:
        yield f"right:{low}"
    else:
        yield f"right:{after.pos}"


def _name_features(candidate: Candidate, view: View) -> Iterator[str]:
    quote = candidate.span.quote
    low = quote.casefold()
    if is_demonym(quote):
        yield "demonym"
    if low.rstrip(".") in place_words().common:
        yield "name:common"
    key = name_key(quote).replace(" ", "")
    if len(key) > _SHORT and key in view.outlet:
        yield "name:of-outlet"
    if any((p.country, p.admin1) in view.provinces for p in candidate.places[:10] if p.lat is not None):
        yield "inside:province-told"
    if quote.isupper() and candidate.first == 0 and _after(candidate).text in _DASHES:
        yield "dateline"
    if low in view.lower:
        yield "name:lower-too"
    if any(word in view.people for word in quote.split()):
        yield "name:of-person"
    if quote in view.placed_in:
        yield "name:elsewhere-placed-in"
    if quote in view.in_place:
        yield "name:elsewhere-in"
    if quote.isupper():
        yield f"name:capitals:{min(len(quote), 5)}"
    yield f"name:words:{min(candidate.last - candidate.first + 1, 4)}"
    yield from _size_features(candidate.places)


def _size_features(places: tuple[Place, ...]) -> Iterator[str]:
    if not places:
        yield "size:unknown"
        return
    first = places[0]
    yield f"first:{first.precision.value}"
    people = max((place.population or 0) for place in places)
    yield f"size:{min(int(math.log10(people + 1)), 7)}"
    if len(places) > 10:
        yield "size:many"


def _is_area(place: Place) -> bool:
    return place.precision in {PlacePrecision.COUNTRY, PlacePrecision.PROVINCE}
