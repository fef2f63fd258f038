"""States and territories: codes, names, demonyms, capitals and the houses that stand for a government."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khaldun.knowledge.names import fold, is_capitals


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. ``alpha3``/``alpha2`` are ISO 3166 (former states keep their withdrawn codes).

    ``cow`` is the Correlates of War number; ``plover`` the code PLOVER writes (that of the sovereign for a
    territory); ``metonyms`` are houses and districts that stand for the government ("the Kremlin").
    """

    alpha3: str
    alpha2: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cow: int | None = None
    plover: str = ""
    sovereign: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)


class Countries:
    """All countries by code, name, demonym, capital and government house."""

    def __init__(self, all_: tuple[Country, ...]) -> None:
        self._all = all_
        self._codes = {code: country for country in all_ for code in (country.alpha2, country.alpha3)}
        self._names = _index((country, country.names) for country in all_)
        self._demonyms = _index((country, country.demonyms) for country in all_)
        self._capitals = _index((country, country.capitals) for country in all_)
        self._metonyms = _index((country, country.metonyms) for country in all_)
        self._regions = _index((country, country.regions) for country in all_)
        indexes = (self._names, self._demonyms, self._capitals, self._metonyms, self._regions)
        self._openers = frozenset(name.split(" ")[0] for index in indexes for name in index) | {"the"}

    @classmethod
    def load(cls) -> Countries:
        """The shipped countries, read once a process."""
        return _load()

    def __iter__(self) -> Iterator[Country]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def get(self, code: str) -> Country | None:
        """The country with an alpha-3 or alpha-2 code in capitals."""
        return self._codes.get(code)

    def may_open(self, word: str) -> bool:
        """Whether any name of any list may begin with a folded word; most words of a text need no further look."""
        return word in self._openers or word[:-1] in self._openers

    def named(self, text: str) -> Country | None:
        """The country of that name or alias; abbreviations count only in capitals ("US", never "us")."""
        return _look(self._names, text)

    def demonym(self, text: str) -> Country | None:
        """The country of an adjective or a noun for its people, singular or plural ("Afghan", "Frenchmen")."""
        found = _look(self._demonyms, text)
        if found is None and len(text) > 4 and text[-1] in "sS":
            found = _look(self._demonyms, text[:-1])
        return found

    def capital(self, text: str) -> Country | None:
        """The country whose capital or seat of government bears that name."""
        return _look(self._capitals, text)

    def metonym(self, text: str) -> Country | None:
        """The country whose government a house or district stands for ("the Kremlin", "Downing Street")."""
        return _look(self._metonyms, text)

    def region(self, text: str) -> Country | None:
        """The country of a well-known province, region or large city."""
        return _look(self._regions, text)


_LISTS = ("aliases", "demonyms", "capitals", "metonyms", "regions")
_ARTICLE = re.compile(r"^\s*the\s+", re.IGNORECASE)
_Index = dict[str, tuple[Country, bool]]


def _index(pairs: Iterable[tuple[Country, tuple[str, ...]]]) -> _Index:
    """Folded names to their country and whether they are abbreviations; the first bearer of a name keeps it."""
    found: _Index = {}
    for country, names in pairs:
        for name in names:
            found.setdefault(fold(name), (country, is_capitals(name) and len(name) <= 6))
    return found


def _look(index: _Index, text: str) -> Country | None:
    found = index.get(fold(text))
    if found is None or (found[1] and not is_capitals(_ARTICLE.sub("", text))):
        return None
    return found[0]


@cache
def _load() -> Countries:
    text = (files("khaldun") / "data" / "places" / "countries.jsonl").read_text("utf-8")
    return Countries(tuple(_country(line) for line in text.splitlines() if line.strip()))


def _country(line: str) -> Country:
    raw = json.loads(line)
    lists = {key: tuple(raw.get(key, ())) for key in _LISTS}
    plover = raw.get("plover") or raw.get("sovereign") or raw["alpha3"]
    return Country(
        raw["alpha3"], raw["alpha2"], raw["name"], **lists,
        cow=raw.get("cow"), plover=plover, sovereign=raw.get("sovereign"),
    )  # fmt: skip
