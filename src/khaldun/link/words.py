"""Words of sentences and reports, and how rare each is among the reports at hand."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khaldun.link.rules import rules
from khaldun.model import Report

_WORD = re.compile(r"[^\W\d_][\w'’-]+|\d[\d,.]*\d|\d")
_KEPT = 80
"""Words kept a report: its rarest by weight. More change no likeness by over a hundredth and cost time."""
_PRIOR = 200
"""Reports that every word is imagined to be counted among, so that in a small batch not everything looks rare."""

Vector = Mapping[str, float]


def first_word(text: str) -> str:
    """The first word of a phrase, lower case; empty when there is none."""
    return next(iter(text.lower().split()), "")


def last_word(text: str) -> str:
    """The last word of a phrase, lower case; empty when there is none."""
    return next(iter(text.lower().split()[::-1]), "")


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, without possessives and the words of the trade."""
    common = rules().common
    found = (match.group().lower().replace("’", "'").removesuffix("'s") for match in _WORD.finditer(text))
    return [word for word in found if len(word) > 2 and word not in common]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How many reports use each word."""

    reports: int
    uses: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """The natural logarithm of how rare a word is; 0 for one in every report."""
        return math.log((self.reports + _PRIOR) / (self.uses.get(word, 0) + 1))

    def vector(self, counted: Mapping[str, int]) -> Vector:
        """The unit vector of a report's words, cut to the rarest that another report uses too."""
        weights = {word: (1 + math.log(count)) * self.rarity(word) for word, count in counted.items()}
        shared = (item for item in weights.items() if self.uses.get(item[0], 0) > 1)
        kept = sorted(shared, key=lambda item: (-item[1], item[0]))[:_KEPT]
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / norm for word, weight in kept}


def learn(reports: Iterable[Report]) -> tuple[Vocabulary, dict[str, Vector]]:
    """The vocabulary of some reports (each id once) and the vector of each, by id."""
    counted = {report.id: Counter(words_of(report.text)) for report in reports}
    uses: Counter[str] = Counter()
    for words in counted.values():
        uses.update(words.keys())
    vocabulary = Vocabulary(len(counted), uses)
    return vocabulary, {id: vocabulary.vector(words) for id, words in counted.items()}


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)
