"""Tells the language of a text, with a cheap check so that English is never lost to a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.toml_files import shipped

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 4000

_ENGLISH = 0.14
"""Share of English function words from which a text is English without asking the model. Of 170 English pages of the
article benchmark only lists and recipes have less than 0.15; no page in another language has more than 0.07."""

_FOREIGN = 0.08
"""Share below which the model's word for another language is taken."""

_FEW = 12
"""Words below which no statistic holds: the declared language decides, or else the script."""


@dataclass(frozen=True, slots=True)
class Language:
    """An ISO 639-1 code and the language's name."""

    code: str
    name: str


def language_of(text: str, declared: str | None = None) -> Language:
    """The language of a text. ``declared`` (``en-GB``) only decides where the text is too short to tell."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    share = sum(word in _english() for word in words) / len(words) if words else 0.0
    if share >= _ENGLISH:
        return _named("en")
    hint = re.split(r"[-_]", declared.strip().lower())[0] if declared else ""
    latin = sum("a" <= letter <= "z" for letter in text.lower())
    foreign = sum(letter > "\u02ff" and letter.isalpha() for letter in text)
    if len(words) < _FEW and latin >= foreign:
        return _named(hint if re.fullmatch("[a-z]{2,3}", hint) else "en")
    guess = _guess(text)
    if guess != "en" and latin >= foreign and share >= _FOREIGN and hint in ("", "en"):
        return _named("en")
    return _named(guess)


def _guess(text: str) -> str:
    import py3langid

    # in lower case, since the model takes capitals (wire copy, headlines) for other languages
    code, _ = py3langid.classify(text[:_SAMPLE].lower())
    return str(code)


def _named(code: str) -> Language:
    return Language(code, _data()["names"].get(code, f"the language '{code}'"))


@cache
def _english() -> frozenset[str]:
    return frozenset(_data()["english"]["words"])


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return shipped("cues/clean_languages.toml")
