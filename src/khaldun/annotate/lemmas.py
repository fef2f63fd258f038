"""Mends base forms of verbs that the lemmatizer's rules get wrong.

Its rules take "-ed" and "-ing" off before they try to leave an "e", so that "staged" and "raped" come out as forms of
"stag" and "rap", which would double their last letter. And of a verb it does not know it leaves the "e": "cordone".
"""

from __future__ import annotations

from collections.abc import Collection

_VOWELS = "aeiou"
_NEVER_DOUBLED = "wxy"
_BARE = ("d", "n", "r", "t")
"""Last letters of verbs the lemmatizer does not know that hardly ever have an "e" behind them after another consonant
or an unstressed vowel: "defund", "cordon", "deregister", "rearrest"."""


def mended(word: str, lemma: str, known: Collection[str]) -> str:
    """The base form of a verb, given its form in small letters, the lemmatizer's base form, and the verbs it knows."""
    if word not in (lemma + "ed", lemma + "ing"):
        bare = lemma[:-1]
        unknown = lemma.endswith("e") and lemma not in known and word in (bare + "ed", bare + "ing")
        return bare if unknown and bare.endswith(_BARE) else lemma
    return lemma + "e" if _doubles(lemma) and lemma + "e" in known else lemma


def _doubles(verb: str) -> bool:
    """Whether a verb ends in one vowel and one consonant, which is doubled before "-ed" where it is stressed."""
    before, vowel, last = verb[-3:-2], verb[-2:-1], verb[-1:]
    single = vowel in _VOWELS and before not in _VOWELS
    return bool(before and vowel) and single and last not in _VOWELS + _NEVER_DOUBLED
