"""The small language of codebook patterns, as in ``crack ~down +on`` or ``hit [PERSON|PLACE] {!storm}``.

A pattern starts with its word (``kill/slay`` for several) and goes on with what must stand around it:

====================  ==========================================================================
``~up`` ``~up/down``   a particle or adverb of the verb
``+on`` ``+on[X|y]``   a preposition of the verb or noun, with what its object must be
``[X|y|!z]``           the object of the verb; words in lower case become part of the trigger
``{X|y|!z}``           the subject of the verb
``<x|two words|!z>``   a modifier: adjective or compound of a noun, adverb or adjective of a verb
``@`` ``@[x|y]``       a clause that completes the verb, with what its head word must be
``=passive``           only in the passive
====================  ==========================================================================

Upper case names a word class, lower case a lemma; ``!`` bars; ``|`` parts alternatives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"(?P<sign>[~+@]?)(?P<words>[^\s\[\]{}<>+~=@]*)(?:\[(?P<object>[^\]]*)\])?"
    r"|\{(?P<subject>[^}]*)\}|<(?P<modifier>[^>]*)>|=(?P<flag>\w+)"
)
_SPLIT = re.compile(r"\s+(?![^\[{<]*[\]}>])")


@dataclass(frozen=True, slots=True)
class Need:
    """What a word must be: one of ``classes`` or ``words`` (when any is given) and none of the barred ones."""

    classes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    barred_classes: frozenset[str] = frozenset()
    barred_words: frozenset[str] = frozenset()

    @property
    def asks(self) -> bool:
        """Whether it demands something, rather than only barring."""
        return bool(self.classes or self.words)

    def accepts(self, word: str, classes: frozenset[str]) -> bool:
        """Whether a word (its lemma) of these classes will do."""
        if word in self.barred_words or classes & self.barred_classes:
            return False
        return not self.asks or word in self.words or bool(classes & self.classes)


@dataclass(frozen=True, slots=True)
class PrepositionNeed:
    """A required preposition (one of ``words``) and what its object must be."""

    words: frozenset[str]
    object: Need


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern; ``text`` is how it was written."""

    text: str
    words: tuple[str, ...]
    particle: frozenset[str] = frozenset()
    prepositions: tuple[PrepositionNeed, ...] = ()
    object: Need | None = None
    subject: Need | None = None
    modifier: Need | None = None
    complement: Need | None = None
    passive: bool = False

    @property
    def demands(self) -> int:
        """How many things it asks for: of two patterns that fit, the more demanding one is meant."""
        needs = (self.particle, self.object and self.object.asks, self.subject and self.subject.asks,
                 self.modifier and self.modifier.asks, self.complement, self.passive)  # fmt: skip
        return sum(map(bool, needs)) + len(self.prepositions)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where."""


def parse_need(text: str | None) -> Need:
    """The ``X|y|!z`` between brackets."""
    parts = [part.strip() for part in (text or "").split("|") if part.strip()]
    wanted = [part for part in parts if not part.startswith("!")]
    barred = [part[1:] for part in parts if part.startswith("!")]
    return Need(*(frozenset(each) for each in (*_by_case(wanted), *_by_case(barred))))


def _by_case(parts: list[str]) -> tuple[list[str], list[str]]:
    return [p for p in parts if p.isupper() and len(p) > 1], [p for p in parts if not (p.isupper() and len(p) > 1)]


def parse_pattern(text: str) -> Pattern:
    """Read one pattern; raises ``PatternError``."""
    pieces = _SPLIT.split(text.strip())
    if not re.fullmatch(r"[\w'.\-/]+", pieces[0]):
        raise PatternError(f"pattern {text!r} must start with its word")
    made: dict[str, object] = {}
    prepositions: list[PrepositionNeed] = []
    for piece in pieces[1:]:
        _read(piece, text, made, prepositions)
    return Pattern(text, tuple(pieces[0].split("/")), prepositions=tuple(prepositions), **made)  # type: ignore[arg-type]


def _read(piece: str, text: str, made: dict[str, object], prepositions: list[PrepositionNeed]) -> None:
    match = _PIECE.fullmatch(piece)
    if match is None or not piece:
        raise PatternError(f"pattern {text!r}: cannot read {piece!r}")
    sign, words, inside = match["sign"], match["words"], match["object"]
    if sign == "+" and words:
        prepositions.append(PrepositionNeed(frozenset(words.split("/")), parse_need(inside)))
        return
    name, value = _field(match, sign, words, inside)
    if not name or name in made:
        raise PatternError(f"pattern {text!r}: {piece!r} is out of place")
    made[name] = value


def _field(match: re.Match[str], sign: str | None, words: str | None, inside: str | None) -> tuple[str, object]:
    if match["subject"] is not None:
        return "subject", parse_need(match["subject"])
    if match["modifier"] is not None:
        return "modifier", parse_need(match["modifier"])
    if match["flag"] is not None:
        return ("passive", True) if match["flag"] == "passive" else ("", None)
    if sign == "~" and words:
        return "particle", frozenset(words.split("/"))
    if sign == "@" and not words:
        return "complement", parse_need(inside)
    if not sign and not words and inside is not None:
        return "object", parse_need(inside)
    return "", None
