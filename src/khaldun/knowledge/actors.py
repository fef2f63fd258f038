"""The actor book: everybody who matters for conflict, by id and by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from khaldun.knowledge.actor_files import Entry, read
from khaldun.knowledge.actor_roll import Bearer, Roll
from khaldun.knowledge.names import fold, fold_with_offsets, is_capitals
from khaldun.knowledge.toml_files import shipped
from khaldun.model import Actor

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_BREAK = re.compile(r"[;:!?()\[\]\"“”|]|,(?=\s)|\n\s*\n|(?<=[a-z]{3})\.\s")
"""Marks that end a name: a match across one is two names that happen to meet."""

_ACRONYM = 6
"""Abbreviations up to this length must stand in capitals; longer ones are no ordinary words."""

_MONOTONE = 30
"""Letters a text needs before its being all capitals (or all small) says something about how it is written."""


class ActorBook:
    """Actors by id and by name. Names compare case-folded, without diacritics and punctuation.

    A short abbreviation counts only in capitals ("IS", never "is"), and a name with a capital never matches
    an all-small word, except in texts written wholly in one case.
    """

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self._decoded: dict[str, Entry] = {}  # those asked for so far: a text names few

    @classmethod
    def load(cls, *extra: Path) -> ActorBook:
        """The shipped actors, overlaid by the user's own files (JSONL; a same id replaces ours).

        Raises ``ActorFileError`` (a ``ValueError``) that names every bad line.
        """
        return cls(_shipped().overlaid(read(extra)))

    def __iter__(self) -> Iterator[Actor]:
        return (entry.actor for entry in self.entries())

    def __len__(self) -> int:
        return len(self._roll.rows)

    def entries(self) -> Iterator[Entry]:
        """The actors with weak names, areas and sources."""
        return (entry for id in self._roll.rows if (entry := self._entry(id)))

    def get(self, id: str) -> Actor | None:
        """The actor with an id."""
        entry = self._entry(id)
        return entry.actor if entry else None

    def areas(self, id: str) -> tuple[str, ...]:
        """The countries an actor acts in (alpha-3); empty when unknown."""
        entry = self._entry(id)
        return entry.areas if entry else ()

    def _entry(self, id: str) -> Entry | None:
        found = self._decoded.get(id)
        if found is None and (found := self._roll.entry(id)):
            self._decoded[id] = found
        return found

    def lineage(self, actor: Actor) -> tuple[Actor, ...]:
        """The actor, its parents, their parents and so on, nearest first, each once."""
        found = [actor]
        for member in found:
            parents = (self.get(parent) for parent in member.parents)
            found.extend(parent for parent in parents if parent is not None and parent not in found)
        return tuple(found)

    def named(self, name: str, *, monotone: bool = False) -> tuple[Actor, ...]:
        """All actors of that name, the likeliest first; ``monotone``: the text has but one case."""
        bearers = self._roll.bearers.get(fold(name), ())
        return self._fitting(bearers, _without_article(name), monotone=monotone, opens=False)

    def find_in(self, text: str, *, monotone: bool | None = None) -> Iterator[tuple[int, int, tuple[Actor, ...]]]:
        """Start, stop and candidates of each known name in a text: whole words, longest first, not overlapping.

        States are left out (``Countries`` finds those); their governments' houses and bodies are not.
        ``monotone`` says that the text has but one case; None looks for itself.
        """
        single = is_monotone(text) if monotone is None else monotone
        end = 0
        for start, stop, bearers in sorted(self._matches(text), key=lambda match: (match[0], -match[1])):
            if start < end or (_BREAK.search(text, start, stop) and not _BREAK.search(bearers[0][0])):
                continue
            opens = start == 0 or text[:start].rstrip()[-1:] in '.!?:\n"“'
            actors = self._fitting(bearers, text[start:stop], monotone=single, opens=opens)
            if actors:
                end = stop
                yield start, stop, actors

    def _matches(self, text: str) -> Iterator[tuple[int, int, tuple[Bearer, ...]]]:
        folded = fold_with_offsets(text)
        padded = f" {folded.text} "
        for number, start, stop in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            yield folded.offsets[start], folded.offsets[stop - 3] + 1, self._roll.bearers[self._searched[number]]

    def _fitting(self, bearers: Iterable[Bearer], words: str, *, monotone: bool, opens: bool) -> tuple[Actor, ...]:
        fit = (id for alias, id, _ in bearers if _fits(alias, words, monotone=monotone, opens=opens))
        return tuple(actor for id in fit if (actor := self.get(id)))

    @cached_property
    def _searched(self) -> tuple[str, ...]:
        return tuple(n for n, bearers in self._roll.bearers.items() if n and not self._roll.is_state(bearers[0][1]))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick([f" {name} " for name in self._searched])


def is_monotone(text: str) -> bool:
    """Whether a text of some length is written wholly in capitals or wholly in small letters."""
    letters = list(filter(str.isalpha, text[:4000]))
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= _MONOTONE and (capitals > 0.9 * len(letters) or capitals == 0)


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
    return frozenset(shipped("actors/ordinary_words.toml")["words"])


@cache
def _shipped() -> Roll:
    return Roll.shipped()
