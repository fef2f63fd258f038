"""The outline of an actor phrase: its words, the names, countries and agents in it, and where its main part ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.agents import AgentMatch, Agents, Word, words_of
from khaldun.knowledge.countries import Countries, Country
from khaldun.knowledge.toml_files import shipped
from khaldun.model import Actor

STATE_BODIES = frozenset({"government", "military", "police", "intelligence", "legislature", "judiciary"})
"""Kinds of actors that each state has; their plain names ("Defense Department") may mean another state's."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """Words ``first`` to ``last`` (excluded) are a name in the book; ``actors`` its bearers, likeliest first."""

    first: int
    last: int
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class CountryHit:
    """Words ``first`` to ``last`` (excluded) tell a country.

    ``how``: by ``name``, ``demonym``, ``capital``, ``house`` or ``region``.
    """

    first: int
    last: int
    country: Country
    how: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A phrase taken apart; ``cut`` is the number of words of its main part, before "of", "in", "who" …"""

    phrase: str
    words: tuple[Word, ...]
    names: tuple[NameHit, ...]
    countries: tuple[CountryHit, ...]
    agents: tuple[AgentMatch, ...]
    cut: int

    def word(self, index: int) -> str:
        """A folded word, empty outside the phrase."""
        return self.words[index].folded if 0 <= index < len(self.words) else ""

    def has_before(self, index: int, kind: str) -> bool:
        """Whether a word of a list of ``phrase_words`` stands before a word of the phrase."""
        return any(word.folded in word_lists()[kind] for word in self.words[:index])

    def named_at_end(self) -> NameHit | None:
        """The name that the main part ends with."""
        return next((hit for hit in self.names if hit.first < self.cut <= hit.last), None)

    def country_at_end(self) -> CountryHit | None:
        """The country that the main part ends with."""
        return next((hit for hit in self.countries if hit.last == self.cut), None)

    def head_agent(self) -> AgentMatch | None:
        """The agent that the main part ends with, else the last one in it that may own what follows."""
        inside = [match for match in self.agents if match.last <= self.cut and self._may_head(match)]
        return max(inside, key=lambda match: (match.last, match.last - match.first), default=None)

    def _may_head(self, match: AgentMatch) -> bool:
        """At the end, before a name ("Governor Vadim …"), or a body before a noun ("police operation")."""
        if match.last == self.cut or self.words[match.last].capital:
            return True
        if match.agent in word_lists()["adjectives"]:
            return False
        return match.class_ is not None and not match.class_.civil

    def country_for(self, index: int) -> CountryHit | None:
        """The country an agent at a word belongs to: the nearest before it, else the first after it."""
        before = [hit for hit in self.countries if hit.last <= index]
        after = [hit for hit in self.countries if hit.first >= index]
        return before[-1] if before else after[0] if after else None


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The lists of ``phrase_words.toml``."""
    return {name: frozenset(words) for name, words in shipped("actors/phrase_words.toml").items()}


Local = Mapping[str, tuple[Actor, ...]]
"""What a folded name means in one report: abbreviations it introduced, surnames of people it named, other names."""


def countries_in(text: str, *, monotone: bool = False) -> Iterator[tuple[int, int, Country]]:
    """Start, stop and country of each country, people or capital named in a text."""
    words = words_of(text)
    for hit in _countries(text, words, monotone=monotone):
        start, stop = words[hit.first].start, words[hit.last - 1].stop
        if not (monotone and text[start:stop].lower() == "us"):  # "told us", not the country
            yield start, stop, hit.country


def outline(phrase: str, book: ActorBook, *, local: Local | None = None, monotone: bool = False) -> Outline:
    """Take a phrase apart; a word in ``local`` means those actors (none: a name that nobody in the book bears)."""
    words = words_of(phrase)
    if monotone:  # capitals say nothing here
        words = tuple(replace(word, capital=False) for word in words)
    known = _with_local(_names(phrase, words, book, monotone=monotone), words, local or {}, monotone=monotone)
    ordered = sorted(known, key=lambda hit: hit.first)
    names = tuple(hit for hit in ordered if not _is_another_states(phrase, words, hit, monotone=monotone))
    taken = {index for hit in names for index in range(hit.first, hit.last) if hit.actors[0].kind != "ethnic_group"}
    countries = tuple(hit for hit in _countries(phrase, words, monotone=monotone) if hit.first not in taken)
    agents = tuple(m for m in Agents.load().matches(words) if not any(i in taken for i in range(m.first, m.last)))
    spans = [(hit.first, hit.last) for hits in (names, countries, agents) for hit in hits]
    return Outline(phrase, words, names, countries, agents, _cut(words, spans, {m.first for m in agents}))


def _cut(words: tuple[Word, ...], hits: list[tuple[int, int]], agents: set[int]) -> int:
    inside = {index for first, last in hits for index in range(first, last)}
    inside |= {i for i, w in enumerate(words) if w.folded in word_lists()["participles"] and i + 1 in agents}
    ends = word_lists()["ends"]
    return next((i for i, w in enumerate(words) if i and w.folded in ends and i not in inside), len(words))


def _names(phrase: str, words: tuple[Word, ...], book: ActorBook, *, monotone: bool) -> Iterator[NameHit]:
    for start, stop, actors in book.find_in(phrase, monotone=monotone):
        inside = [index for index, word in enumerate(words) if start <= word.start < stop]
        if inside:
            yield NameHit(inside[0], inside[-1] + 1, actors)


def _with_local(hits: Iterable[NameHit], words: tuple[Word, ...], local: Local, *, monotone: bool) -> Iterator[NameHit]:
    taken: set[int] = set()
    for hit in hits:
        actors = local.get(" ".join(word.folded for word in words[hit.first : hit.last]), hit.actors)
        taken.update(range(hit.first, hit.last))
        if actors:
            yield NameHit(hit.first, hit.last, actors)
    for index, other in enumerate(words):
        if index not in taken and (other.capital or monotone) and local.get(other.folded):
            yield NameHit(index, index + 1, local[other.folded])


def _is_another_states(phrase: str, words: tuple[Word, ...], hit: NameHit, *, monotone: bool) -> bool:
    """Whether a state body's plain name has another state's name before it ("Chile's Defense Department")."""
    home = {role.country for role in hit.actors[0].roles}
    before = [found for found in _countries(phrase, words[: hit.first], monotone=monotone) if found.last == hit.first]
    generic = hit.actors[0].kind in STATE_BODIES
    return generic and bool(before) and before[-1].country.alpha3 not in home


def _countries(phrase: str, words: tuple[Word, ...], *, monotone: bool) -> Iterator[CountryHit]:
    first = 0
    while first < len(words):
        hit = next(_countries_at(phrase, words, first, monotone=monotone), None)
        if hit is not None and words[hit.last : hit.last + 1] and _is_backing(words[hit.last]):
            first = hit.last
        elif hit is not None:
            yield hit
            first = hit.last
        else:
            first += 1


def _is_backing(word: Word) -> bool:
    return word.folded in word_lists()["backing"]


def _countries_at(phrase: str, words: tuple[Word, ...], first: int, *, monotone: bool) -> Iterator[CountryHit]:
    countries = Countries.load()
    if not (words[first].capital or monotone) or not countries.may_open(words[first].folded):
        return
    looks = (
        ("name", countries.named), ("demonym", countries.demonym), ("house", countries.metonym),
        ("capital", countries.capital), ("region", countries.region),
    )  # fmt: skip
    for last in range(min(len(words), first + 5), first, -1):
        shown = phrase[words[first].start : words[last - 1].stop]
        shown = shown[:-2] if shown[-2:-1] in {"'", "’"} else shown
        if monotone and len(words) == 1 and shown.lower() == "us":
            return  # "told us", not the country
        shown = shown.upper() if monotone and words[first].folded in {"uk", "usa", "uae", "drc"} else shown
        for how, look in looks:
            country = look(shown)
            if country is not None:
                yield CountryHit(first, last, country, how)
