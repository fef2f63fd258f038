"""The words of saying, thinking and judging (``data/cues/speech.toml``), ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.toml_files import shipped
from khaldun.model import Stance


@dataclass(frozen=True, slots=True)
class Sense:
    """One way a word speaks: see the head of ``speech.toml`` for the meaning of each part."""

    kind: str
    stance: Stance
    vouches: bool
    frames: frozenset[str] = frozenset()
    addressee: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """The lexicon. Words are lemmas in small letters."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, Sense]
    adjectives: dict[str, Sense]
    hearsay_adverbs: dict[str, Stance]
    hearsay_adjectives: dict[str, Stance]
    hearsay_verbs: frozenset[str]
    unnamed: frozenset[str]
    headline: frozenset[str]
    things: frozenset[str]
    people: frozenset[str]
    tells: frozenset[str]
    owning: frozenset[str]


@cache
def load() -> Speech:
    """The shipped lexicon, read once a process."""
    data = shipped("cues/speech.toml")
    verbs: dict[str, tuple[Sense, ...]] = {}
    for group in data["verbs"]:
        sense = Sense(
            group["kind"],
            Stance(group["stance"]),
            group["vouches"],
            frozenset(group["frames"]),
            group.get("addressee", False),
            group.get("light", False),
        )
        for lemma in dict.fromkeys(group["lemmas"]):
            verbs[lemma] = (*verbs.get(lemma, ()), sense)
    hearsay = data["hearsay"]
    return Speech(
        verbs,
        _flat(data["nouns"], "noun"),
        _flat(data["adjectives"], "believe"),
        {word: Stance(stance) for word, stance in hearsay["adverbs"].items()},
        {word: Stance(stance) for word, stance in hearsay["adjectives"].items()},
        frozenset(hearsay["passive"]),
        frozenset(hearsay["unnamed"]),
        frozenset(data["headline"]["verdicts"]),
        frozenset(data["voices"]["things"]),
        frozenset(data["voices"]["people"]),
        frozenset(data["voices"]["tells"]),
        frozenset(data["voices"]["owning"]),
    )


def _flat(groups: list[dict[str, object]], kind: str) -> dict[str, Sense]:
    made: dict[str, Sense] = {}
    for group in groups:
        sense = Sense(kind, Stance(str(group["stance"])), bool(group["vouches"]))
        lemmas = group["lemmas"]
        if not isinstance(lemmas, list):
            raise ValueError("speech.toml: 'lemmas' is a list of words")
        made |= {str(lemma): sense for lemma in lemmas if str(lemma) not in made}
    return made
