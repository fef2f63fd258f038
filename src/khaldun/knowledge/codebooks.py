"""Codebooks: a folder that says which types of events there are, and by which words they are told.

``codebook.toml`` names it; ``types/*.toml`` define one type each (definition, modes, words, examples);
``classes.toml`` lists word classes, ``light.toml`` light verbs, ``contexts.toml`` cues for contexts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from khaldun.knowledge.patterns import Pattern
from khaldun.model import EventType, Token

ANY = frozenset({"ANY"})  # the class of every word: ``[ANY]`` asks for some object, whatever it be
_INCLUDED = {"ARMED": ("PERSON",)}  # a class whose words belong to another one as well
SHIPPED = Path(__file__).parent.parent / "data" / "codebooks"


class CodebookError(ValueError):
    """A codebook that cannot be used; the message lists every problem, one a line."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A finer kind of a type: our definition and the PLOVER scale value."""

    name: str
    definition: str
    scale: float


@dataclass(frozen=True, slots=True)
class Example:
    """A test sentence; ``event`` False: must not be coded as this type. Heads are words of the fillers, or None."""

    text: str
    event: bool
    actor: str | None = None
    recipient: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class TypeDefinition:
    """One type of event."""

    type: EventType
    definition: str
    recipient_required: bool
    quad: int
    scale: float
    modes: tuple[Mode, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern of the lexicon with what it means.

    ``actor``/``recipient``: where fillers stand, best first (empty: the usual places). ``reciprocal``: all
    take part alike. ``result``: tells what an attack did ("killing 14"). ``absorb``: the deed in the
    complement is what is asked, promised or threatened, not an event of its own. ``weak``: needs a filler.
    ``doubtful``: counts only where the report tells of the same type in plainer words.
    """

    id: str
    pattern: Pattern
    type: EventType
    mode: str | None
    score: float
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    reciprocal: bool = False
    result: bool = False
    absorb: bool = False
    weak: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Codebook:
    """A checked codebook. ``verbs`` and ``nouns`` map a lemma to its entries, the most demanding first."""

    id: str
    version: str
    types: Mapping[EventType, TypeDefinition]
    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    classes: Mapping[str, frozenset[str]]
    entities: Mapping[str, frozenset[str]]
    light: Mapping[str, tuple[str, ...]]
    contexts: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, name: str | Path = "plover") -> Codebook:
        """A shipped codebook by name, or a folder of one's own. Raises ``CodebookError`` with all problems."""
        from khaldun.knowledge.codebook_compiled import load

        return load(SHIPPED / name if isinstance(name, str) and (SHIPPED / name).is_dir() else Path(name))

    @cached_property
    def _classes_of_word(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name, words in self.classes.items():
            for word in words:
                found.setdefault(word, set()).update((name, *_INCLUDED.get(name, ())))
        return {word: frozenset(names) for word, names in found.items()}

    def classes_of(self, token: Token) -> frozenset[str]:
        """The word classes of a token, by its lemma, its text and the name type given by the language model."""
        known = self._classes_of_word
        by_word = known.get(token.lemma, frozenset()) | known.get(token.text.lower(), frozenset())
        name = token.entity if token.pos in ("PROPN", "ADJ", "NOUN", "NUM") else ""
        if not name and token.pos == "PROPN" and not by_word:
            name = "NAME"
        return by_word | self.entities.get(name, frozenset()) | ANY

    def mode_names(self, type_: EventType) -> frozenset[str]:
        """The names of the modes of a type."""
        return frozenset(mode.name for mode in self.types[type_].modes)
