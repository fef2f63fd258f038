"""Finds the names of places in a report: candidates from the gazetteer and the language model, then a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.knowledge.place_weights import weights
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, Mention, Place, Span
from khaldun.resolve.place_features import NAMES, View, features
from khaldun.resolve.place_stretch import Candidate, stretches

_LEAST = 0.4
"""Probability from which a name is taken for a place's: the best F1 over the visible geoparsing reports, by document
in five folds (0.83 exact)."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place's: its passage, its tokens, and the places of that name, likeliest first.

    ``likely`` is the probability that it is one; ``demonym`` marks an adjective or people's name.
    """

    span: Span
    sentence: int
    first: int
    last: int
    places: tuple[Place, ...]
    likely: float
    demonym: bool = False


def find(dossier: Dossier, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The toponyms of an annotated report, in order, never overlapping; demonyms marked."""
    model = weights("detection")
    found = []
    for candidate, seen in candidates(dossier, gazetteer):
        likely = 1 / (1 + math.exp(-model.score(seen)))
        demonym = "demonym" in seen
        if likely >= _LEAST or demonym:
            found.append(_toponym(candidate, likely, demonym))
    return tuple(found)


def _toponym(candidate: Candidate, likely: float, demonym: bool) -> Toponym:
    return Toponym(
        candidate.span, candidate.sentence.number, candidate.first, candidate.last, candidate.places, likely, demonym
    )


def candidates(dossier: Dossier, gazetteer: Gazetteer) -> Iterator[tuple[Candidate, frozenset[str]]]:
    """Every stretch that may be a place name, with the features of the verdict; stretches do not overlap."""
    sentences, mentions = dossier.sentences or (), dossier.mentions or ()
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in NAMES:
            by_sentence.setdefault(mention.sentence, []).append(mention)
    made = [c for s in sentences for c in stretches(s, by_sentence.get(s.number, []), gazetteer)]
    view = View(made, mentions, sentences)
    for candidate in made:
<<<<<<< .merge_file_oVg8fT
        yield candidate, frozenset(_features(candidate, view))


def _stretches(sentence: Sentence, mentions: list[Mention], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Left to right, the longest known name at each capitalised word; unknown names where the model sees a place."""
    at = 0
    while at < len(sentence.tokens):
        last = _longest(sentence, at, gazetteer)
        mention = next((m for m in mentions if m.span.start <= sentence.tokens[at].start < m.span.stop), None)
        if last is None and mention and mention.kind is MentionKind.PLACE:
            last = _to_the_end(sentence, at, mention)
        if last is None:
            at += 1
            continue
        tokens = sentence.tokens[at : last + 1]
        span = sentence.cut(tokens)
        yield Candidate(sentence, at, last, span, gazetteer.named(span.quote), mention)
        at = last + 1


def _longest(sentence: Sentence, at: int, gazetteer: Gazetteer) -> int | None:
    if not _may_start(sentence, at):
        return None
    for last in range(min(at + LONGEST, len(sentence.tokens)) - 1, at - 1, -1):
        token = sentence.tokens[last]
        if not (_capital(token) or (token.text == "." and last > at and _abbreviated(sentence.tokens[last - 1].text))):
            continue
        words = sentence.tokens[at : last + 1]
        if all(_capital(w) or w.text in _INNER or not w.text[0].isalnum() for w in words):
            quote = sentence.cut(words).quote
            if "," not in quote and ";" not in quote and "(" not in quote and gazetteer.known(quote):
                return last
    return None


def _abbreviated(text: str) -> bool:
    return len(text) <= 3 or "." in text


def _may_start(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if _capital(token):
        return len(token.text) > 1
    following = sentence.tokens[at + 1 : at + 3]
    return token.text in {"al", "el", "ad", "as", "ash", "an", "ar", "at", "ez", "az"} and any(
        t.text.startswith("-") or _capital(t) for t in following[:1]
    )


def _to_the_end(sentence: Sentence, at: int, mention: Mention) -> int | None:
    """The last token of a place the model sees and the gazetteer does not know."""
    token = sentence.tokens[at]
    if not _capital(token):
        return None
    inside = [t for t in sentence.tokens[at:] if t.start < mention.span.stop]
    while inside and (_ENDS_IN_MARK.search(inside[-1].text) or not _capital(inside[-1])):
        inside.pop()
    return inside[-1].index if inside else None


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


class _View:
    """What the whole report says about its names."""

    def __init__(self, made: list[Candidate], mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]) -> None:
        words = place_words()
        self.in_place = {c.span.quote for c in made if _before(c).text.casefold() in words.prepositions}
        self.seen_as: dict[str, set[MentionKind]] = {}
        for mention in mentions:
            if mention.kind in _NAMES:
                self.seen_as.setdefault(mention.span.quote, set()).add(mention.kind)
        people = [m.span.quote.split() for m in mentions if m.kind is MentionKind.PERSON]
        self.people = {name for quote in people if len(quote) > 1 for name in quote}
        self.lower = {t.text for s in sentences for t in s.tokens if t.text.islower()}
        self.starts = {(c.sentence.number, c.first): c for c in made}


_NOTHING = Token(-1, 0, 0, "", "", "", "", "", 0)


def _before(candidate: Candidate, steps: int = 1) -> Token:
    at = candidate.first - steps
    return candidate.sentence.tokens[at] if at >= 0 else _NOTHING


def _after(candidate: Candidate, steps: int = 1) -> Token:
    at = candidate.last + steps
    return candidate.sentence.tokens[at] if at < len(candidate.sentence.tokens) else _NOTHING


def _features(candidate: Candidate, view: _View) -> Iterator[str]:
    yield "bias"
    yield from _model_features(candidate, view)
    yield from _left_features(candidate)
    yield from _right_features(candidate, view)
    yield from _name_features(candidate, view)


def _model_features(candidate: Candidate, view: _View) -> Iterator[str]:
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
    elif _capital(before):
        yield "left:capital"
        yield f"left:capital:{before.entity or 'none'}"
    elif low in {"the", "of", ",", "and", "(", "-", "a"}:
        yield f"left:{low}"
    else:
        yield "left:other"


def _right_features(candidate: Candidate, view: _View) -> Iterator[str]:
    words, after = place_words(), _after(candidate)
    low = after.text.casefold()
    second = view.starts.get((candidate.sentence.number, candidate.last + 2))
    if after is _NOTHING:
        yield "right:end"
    elif low == "," and second:
        yield "right:comma-place"
        if any(_is_area(place) for place in second.places[:2]):
            yield "right:comma-area"
    elif low in words.organisation and _capital(after):
        yield "right:organisation"
    elif low in words.units:
        yield "right:unit"
    elif low in words.speech:
        yield "right:speech"
    elif _capital(after):
        yield "right:capital"
        yield f"right:capital:{after.entity or 'none'}"
    elif low in {"'s", "’s", ",", ".", ")", "-", "and", "(", ":", "–", "—"}:
        yield f"right:{low}"
    else:
        yield f"right:{after.pos}"


def _name_features(candidate: Candidate, view: _View) -> Iterator[str]:
    quote = candidate.span.quote
    low = quote.casefold()
    if Countries.load().demonym(quote) and not Countries.load().named(quote):
        yield "demonym"
    if low.rstrip(".") in place_words().common:
        yield "name:common"
    if low in view.lower:
        yield "name:lower-too"
    if any(word in view.people for word in quote.split()):
        yield "name:of-person"
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
=======
        yield candidate, frozenset(features(candidate, view))
>>>>>>> .merge_file_x719YB
