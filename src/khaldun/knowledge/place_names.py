"""Keys under which place names are looked up: one that forgives spelling marks, one that forgives transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ə": "a", "ħ": "h"}
)
_MUTE = re.compile(r"[ae]h$")
_SILENT = re.compile(r"['’‘ʻʼʾʿ`´′ʹ]")
_OTHER = re.compile(r"[^0-9a-z]+")
_NOT_LATIN = re.compile(r"[^\u0000-\u024f\u0259\u02b0-\u036f\u1e00-\u1eff\u2010-\u2032]")

ARTICLES = frozenset((
    "al", "el", "il", "ul", "l", "ad", "ed", "ar", "er", "as", "es", "ash", "esh", "at", "et", "an", "en",
    "az", "ez", "adh", "edh", "ath",
))  # fmt: skip
"""The Arabic article in its assimilated spellings (al-Raqqa, ar-Raqqah, ez-Zor)."""

# Letters that transliterations of one sound differ in. The order matters: longest first.
_SOUNDS = (
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("zh", "j"), ("ph", "f"), ("tch", "ch"), ("sch", "sh"),
    ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("w", "v"), ("j", "g"), ("z", "s"), ("b", "p"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyv]+")
_VOWEL_LETTERS = tuple("aeiouyv")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """``name`` case-folded, without diacritics, apostrophes and punctuation; hyphens count as spaces."""
    text = name.casefold()
    if not text.isascii():
        text = _SILENT.sub("", text.translate(_SPECIAL))
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _OTHER.sub(" ", text.replace("'", "").replace(".", "")).strip()


def bare_key(name: str) -> str:
    """``name_key`` without the Arabic article and a mute ending: "al-Karamah", "Karama" → "karama"."""
    key = name_key(name)
    words = key.split()
    bare = " ".join(word for word in words if word not in ARTICLES) or key
    return bare[:-1] if _MUTE.search(bare) else bare


@lru_cache(maxsize=65536)
def loose_key(name: str) -> str:
    """The consonants of a name, articles dropped and like sounds merged: "Dayr az-Zawr", "Deir ez-Zor" → "drsr".

    Many names share a loose key; it only brings candidates, which have to be compared letter by letter.
    """
    words = name_key(name).split()
    kept = [word for word in words if word not in ARTICLES] or words
    text = "".join(kept)
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    text = _DOUBLED.sub(r"\1", text.removesuffix("h"))
    first = "a" if text[:1] in _VOWEL_LETTERS else ""
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", text))


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters throughout."""
    return name.isascii() or _NOT_LATIN.search(name) is None
