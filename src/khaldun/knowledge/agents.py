"""Agent words ("gunmen", "lawmaker", "chargé d'affaires") and the words of a phrase, folded and with offsets."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.compiled import compiled, data_folder
from khaldun.knowledge.names import fold_with_offsets
from khaldun.knowledge.states import AgentClass, agent_classes

FACILITY = "facility"
"""The class of places and things: what is hit, not who."""

_LONGEST = 6
_IRREGULAR = {
    "men": "man", "women": "woman", "people": "people", "police": "police", "children": "child", "wives": "wife",
    "thieves": "thief", "clergymen": "clergyman", "personnel": "personnel", "media": "media", "series": "series",
    "headquarters": "headquarters", "customs": "customs", "congress": "congress", "press": "press", "boss": "boss",
    "chargé": "charge", "barracks": "barracks", "marines": "marine", "us": "us", "this": "this", "attaches": "attache",
    "jurors": "jury",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: its folded form (possessive ending off) and its place in the phrase."""

    folded: str
    start: int
    stop: int
    possessive: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class AgentMatch:
    """Words ``first`` to ``last`` (excluded) of a phrase are an agent of a class (None: a facility)."""

    first: int
    last: int
    agent: str
    class_: AgentClass | None


def words_of(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase in order; hyphenated words count as two."""
    folded = fold_with_offsets(phrase)
    found, at = [], 0
    for piece in folded.text.split(" "):
        if piece:
            start, stop = folded.offsets[at], folded.offsets[at + len(piece) - 1] + 1
            found.append(_word(piece, phrase, start, stop))
        at += len(piece) + 1
    return tuple(found)


def _word(folded: str, phrase: str, start: int, stop: int) -> Word:
    after = phrase[stop : stop + 2]
    possessive = after[:1] in {"'", "’"} and (phrase[stop - 1] in "sS" or after[1:] in {"s", "S"})
    return Word(folded, start, stop, possessive, phrase[start].isupper())


def singular(word: str) -> str:
    """The singular of a folded English noun, well enough to look agents up."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return f"{word[:-3]}man"
    if word.endswith("women"):
        return f"{word[:-5]}woman"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


class Agents:
    """Agent nouns and phrases with the classes they belong to."""

    def __init__(self, phrases: dict[tuple[str, ...], str]) -> None:
        self._phrases = phrases

    @classmethod
    def load(cls) -> Agents:
        """The shipped agents, read once a process."""
        return _load()

    def __len__(self) -> int:
        return len(self._phrases)

    def class_of(self, phrase: str) -> AgentClass | None:
        """The class of a bare agent noun or phrase, singular or plural; None for anything else."""
        words = words_of(phrase)
        match = self._longest(words, 0)
        return match.class_ if match and match.last == len(words) else None

    def matches(self, words: Sequence[Word]) -> Iterator[AgentMatch]:
        """The agents in a phrase, the longest at each word, none inside a longer one that began before it."""
        reached = 0
        for first in range(len(words)):
            match = self._longest(words, first)
            if match is not None and match.last > reached:
                reached = match.last
                yield match

    def _longest(self, words: Sequence[Word], first: int) -> AgentMatch | None:
        for last in range(min(len(words), first + _LONGEST), first, -1):
            key = _key([word.folded for word in words[first:last]])
            name = self._phrases.get(key)
            if name is not None:
                class_ = None if name == FACILITY else agent_classes()[name]
                return AgentMatch(first, last, " ".join(key), class_)
        return None


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return (*words[:-1], singular(words[-1]))


@cache
def _load() -> Agents:
    file = data_folder() / "actors" / "agents.tsv"
    return Agents(compiled("agents", [file], lambda: _phrases(file.read_text("utf-8"))))


def _phrases(text: str) -> dict[tuple[str, ...], str]:
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {_key([word.folded for word in words_of(row["agent"])]): row["class"] for row in rows}
