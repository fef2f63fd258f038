"""The key templates of a public set of reports (MUC-4, visible part) as labels of noun phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from khaldun.analyse.sheet.participants import Participant
from khaldun.analyse.sheet.phrases import Phrase
from khaldun.analyse.sheet.weights import Share
from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.evaluate.metrics.fills import string_credit

SLOTS = {
    Share.PERPETRATOR: "perp_individual",
    Share.GROUP: "perp_org",
    Share.TARGET: "phys_target",
    Share.MEANS: "instrument_id",
    Share.NAMED: "hum_target_name",
    Share.DESCRIBED: "hum_target_desc",
}
"""The slot of the keys in which each share is told."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase as texts: with its number, without, and with what follows "of"."""

    whole: str
    bare: str
    with_complement: str

    @classmethod
    def of(cls, phrase: Phrase) -> Wording:
        """The wordings of a phrase."""
        bare = phrase.sentence.cut(phrase.words).quote
        return cls(*(" ".join(t.split()) for t in (phrase.span.quote, bare, phrase.with_complement().quote)))


def plain(text: str) -> str:
    """Small letters, no punctuation, no articles."""
    kept = re.sub(r"[^\w\s]", "", text.lower()).split()
    return " ".join(word for word in kept if word not in ("a", "an", "the"))


def entities(record: dict[str, Any], share: Share) -> list[frozenset[str]]:
    """The fills of one share in all templates of a report, each as its alternative wordings."""
    found = [frozenset(map(plain, fill["values"])) for t in record["templates"] for fill in t[SLOTS[share]]]
    return list(dict.fromkeys(found))


def means(wording: Wording, entity: frozenset[str], share: Share) -> bool:
    """Whether a phrase names an entity: same words, or modifiers more; a name also with titles or by its last word."""
    bare = plain(wording.bare)
    if {plain(wording.whole), bare, plain(wording.with_complement)} & entity:
        return True
    if share is Share.NAMED:
        return any(bare.endswith(f" {name}") or (" " in name and bare == name.split()[-1]) for name in entity)
    return string_credit(wording.whole, list(entity)) == 1.0


def named_by(wording: Wording, known: Sequence[frozenset[str]], share: Share) -> list[int]:
    """The places in ``known`` of the entities that a phrase names."""
    return [at for at, entity in enumerate(known) if means(wording, entity, share)]


def credits_of(found: Sequence[Participant], key: dict[str, Any]) -> dict[int, float]:
    """What a key template gives to which participants (by place), each fill to one: the surest of the best."""
    made: dict[int, float] = {}
    for share, slot in SLOTS.items():
        mine = [at for at, one in enumerate(found) if one.share is share]
        credit = [[string_credit(found[at].words, fill["values"]) for fill in key[slot]] for at in mine]
        weights = [
            [given and given + found[at].score / 1000 for given in row] for at, row in zip(mine, credit, strict=True)
        ]
        if key[slot] and mine:
            made |= {mine[row]: credit[row][column] for row, column in best_pairs(weights)}
    return made
