"""Finds the names of places in a report: candidates from the gazetteer and the language model, then a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.knowledge.place_weights import weights
from khaldun.knowledge.place_words import place_words
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, Mention, Place, PlacePrecision, Span
from khaldun.resolve.places.features import NAMES, View, features
from khaldun.resolve.places.stretch import Candidate, stretches

LEAST = 0.4
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
    sounding: bool = False
    """Whether the places bear another transliteration of the name, not the name itself."""
    told: PlacePrecision | None = None
    """The kind of place that a word beside the name tells: "Washington state", "the town of Bell"."""


def find(dossier: Dossier, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The toponyms of an annotated report, in order, never overlapping; demonyms marked."""
    return tuple(t for t in weighed(dossier, gazetteer) if t.demonym or t.likely >= LEAST)


def weighed(dossier: Dossier, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Every stretch that may be a place name, however unlikely."""
    model = weights("detection")
    for candidate, seen in candidates(dossier, gazetteer):
        likely = 1 / (1 + math.exp(-model.score(seen)))
        yield _toponym(candidate, likely, "demonym" in seen)


def _toponym(candidate: Candidate, likely: float, demonym: bool) -> Toponym:
    return Toponym(
        candidate.span, candidate.sentence.number, candidate.first, candidate.last, candidate.places, likely, demonym,
        told=_told(candidate),
    )  # fmt: skip


def _told(candidate: Candidate) -> PlacePrecision | None:
    """The kind that the next word tells, or the one before "of"."""
    tokens, words = candidate.sentence.tokens, place_words()
    near = {t.text for t in tokens[candidate.last + 1 : candidate.last + 2]}
    if candidate.first > 1 and tokens[candidate.first - 1].text == "of":
        near.add(tokens[candidate.first - 2].text)
    kinds = {
        PlacePrecision.PROVINCE: words.told_province,
        PlacePrecision.DISTRICT: words.told_district,
        PlacePrecision.TOWN: words.told_town,
    }
    return next((kind for kind, said in kinds.items() if near & said), None)


def candidates(dossier: Dossier, gazetteer: Gazetteer) -> Iterator[tuple[Candidate, frozenset[str]]]:
    """Every stretch that may be a place name, with the features of the verdict; stretches do not overlap."""
    sentences, mentions = dossier.sentences or (), dossier.mentions or ()
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in NAMES:
            by_sentence.setdefault(mention.sentence, []).append(mention)
    made = [c for s in sentences for c in stretches(s, by_sentence.get(s.number, []), gazetteer)]
    view = View(made, mentions, sentences, dossier.report)
    for candidate in made:
        yield candidate, frozenset(features(candidate, view))
