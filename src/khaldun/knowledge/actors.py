"""The actor book: everybody who matters for conflict, by id and by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from khaldun.knowledge.actor_files import Entry, read
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.names import fold, fold_with_offsets, is_capitals
from khaldun.knowledge.states import state_entries
from khaldun.model import Actor

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_BREAK = re.compile(r"[;:!?()\[\]\"“”|]|,(?=\s)|\n\s*\n|(?<=[a-z]{3})\.\s")
"""Marks that end a name: a match across one is two names that happen to meet."""

_ACRONYM = 6
"""Abbreviations up to this length must stand in capitals; longer ones are no ordinary words."""

_MONOTONE = 30
"""Letters a text needs before its being all capitals (or all small) says something about how it is written."""


@dataclass(frozen=True, slots=True)
class _Bearer:
    """One actor's claim to a name."""

    alias: str
    actor: Actor
    weak: bool


class ActorBook:
    """Actors by id and by name. Names compare case-folded, without diacritics and punctuation.

    A short abbreviation counts only in capitals ("IS", never "is"), and a name with a capital never matches
    an all-small word, except in texts written wholly in one case.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.actor.id: entry for entry in entries}

    @classmethod
    def load(cls, *extra: Path) -> ActorBook:
        """The shipped actors, overlaid by the user's own files (JSONL; a same id replaces ours).

        Raises ``ActorFileError`` (a ``ValueError``) that names every bad line.
        """
        return cls((*_shipped(), *read(extra)))

    def __iter__(self) -> Iterator[Actor]:
        return (entry.actor for entry in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def entries(self) -> Iterator[Entry]:
        """The actors with weak names, areas and sources."""
        return iter(self._entries.values())

    def get(self, id: str) -> Actor | None:
        """The actor with an id."""
        entry = self._entries.get(id)
        return entry.actor if entry else None

    def areas(self, id: str) -> tuple[str, ...]:
        """The countries an actor acts in (alpha-3); empty when unknown."""
        entry = self._entries.get(id)
        return entry.areas if entry else ()

    def lineage(self, actor: Actor) -> tuple[Actor, ...]:
        """The actor, its parents, their parents and so on, nearest first, each once."""
        found = [actor]
        for member in found:
            parents = (self.get(parent) for parent in member.parents)
            found.extend(parent for parent in parents if parent is not None and parent not in found)
        return tuple(found)

    def named(self, name: str, *, monotone: bool = False) -> tuple[Actor, ...]:
        """All actors of that name, the likeliest first; ``monotone``: the text has but one case."""
        return _fitting(self._bearers.get(fold(name), ()), _without_article(name), monotone=monotone, opens=False)

    def find_in(self, text: str, *, monotone: bool | None = None) -> Iterator[tuple[int, int, tuple[Actor, ...]]]:
        """Start, stop and candidates of each known name in a text: whole words, longest first, not overlapping.

        States are left out (``Countries`` finds those); their governments' houses and bodies are not.
        ``monotone`` says that the text has but one case; None looks for itself.
        """
        single = is_monotone(text) if monotone is None else monotone
        end = 0
        for start, stop, bearers in sorted(self._matches(text), key=lambda match: (match[0], -match[1])):
            if start < end or (_BREAK.search(text, start, stop) and not _BREAK.search(bearers[0].alias)):
                continue
            opens = start == 0 or text[:start].rstrip()[-1:] in '.!?:\n"“'
            actors = _fitting(bearers, text[start:stop], monotone=single, opens=opens)
            if actors:
                end = stop
                yield start, stop, actors

    def _matches(self, text: str) -> Iterator[tuple[int, int, tuple[_Bearer, ...]]]:
        folded = fold_with_offsets(text)
        padded = f" {folded.text} "
        for number, start, stop in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            yield folded.offsets[start], folded.offsets[stop - 3] + 1, self._bearers[self._searched[number]]

    @cached_property
    def _bearers(self) -> dict[str, tuple[_Bearer, ...]]:
        found: dict[str, list[_Bearer]] = {}
        for entry in self._entries.values():
            weak = entry.weak
            first = {fold(alias): alias for alias in reversed(entry.actor.names)}  # of like names the one told first
            for name, alias in first.items():
                found.setdefault(name, []).append(_Bearer(alias, entry.actor, alias in weak))
        return {name: tuple(bearers) if len(bearers) == 1 else _known_first(bearers) for name, bearers in found.items()}

    @cached_property
    def _searched(self) -> tuple[str, ...]:
        return tuple(n for n, bearers in self._bearers.items() if n and bearers[0].actor.kind != "state")

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick([f" {name} " for name in self._searched])


def _known_first(bearers: Iterable[_Bearer]) -> tuple[_Bearer, ...]:
    return tuple(sorted(bearers, key=lambda bearer: bearer.weak))


def is_monotone(text: str) -> bool:
    """Whether a text of some length is written wholly in capitals or wholly in small letters."""
    letters = [letter for letter in text[:4000] if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= _MONOTONE and (capitals > 0.9 * len(letters) or capitals == 0)


def _fitting(bearers: Iterable[_Bearer], words: str, *, monotone: bool, opens: bool) -> tuple[Actor, ...]:
    return tuple(b.actor for b in bearers if _fits(b.alias, words, monotone=monotone, opens=opens))


def _fits(alias: str, words: str, *, monotone: bool, opens: bool) -> bool:
    """Whether words may stand for an alias by their letters' case and by not being an ordinary word."""
    ordinary = fold(alias) in _ordinary_words()
    if monotone:
        return not ordinary
    if is_capitals(alias) and len(fold(alias)) <= _ACRONYM:
        return is_capitals(words)
    if ordinary and opens and not is_capitals(words):
        return False
    return alias == alias.lower() or words != words.lower()


def _without_article(name: str) -> str:
    return re.sub(r"^\s*the\s+", "", name, flags=re.IGNORECASE)


@cache
def _ordinary_words() -> frozenset[str]:
    text = (files("khaldun") / "data" / "actors" / "ordinary_words.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["words"])


@cache
def _shipped() -> tuple[Entry, ...]:
    with as_file(files("khaldun") / "data" / "actors") as folder:
        return (*state_entries(Countries.load()), *read(sorted(folder.glob("*.jsonl"))))
