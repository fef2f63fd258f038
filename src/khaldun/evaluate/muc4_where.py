"""Where a MUC-4 incident took place: one of the countries that the task covers, and the places named for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.knowledge.place_words import place_words
from khaldun.model import CodedEvent, IncidentSummary, Place, PlacePrecision, RoleName

_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 3
_JOINED = re.compile(r",\s+|\s+-+\s+|\s+in\s+(?:the\s+)?", re.IGNORECASE)
"""What stands between two names of one phrase: "Bell, Qux province", "the Bell - Qux road"."""
_BEFORE = frozenset({"the", "downtown", "near", "outskirts", "vicinity", "of"})
_LINKS = frozenset({"of"})


@dataclass(frozen=True, slots=True)
class Told:
    """The task's countries that a text speaks of by name, people or capital, with where."""

    at: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, text: str) -> Told:
        """Those of a text."""
        return cls(tuple(_spoken_of(text)))

    def within(self, start: int, stop: int) -> Counter[str]:
        """Votes in a passage."""
        return Counter(code for at, code in self.at if start <= at < stop)


def _spoken_of(text: str) -> Iterator[tuple[int, str]]:
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        runs = (words[at : at + size] for size in range(_MOST_WORDS, 0, -1))
        named = ((run, _country(" ".join(word.group().title() for word in run))) for run in runs)
        run, code = next(((run, code) for run, code in named if code), (words[at : at + 1], None))
        if code:
            yield run[0].start(), code
        at += len(run)


@cache
def _country(name: str) -> str | None:
    book = Countries.load()
    found = book.named(name) or book.demonym(name) or book.capital(name)
    return found.alpha3 if found and found.alpha3 in crosswalk("muc4_country") else None


def country(summary: IncidentSummary, members: Sequence[CodedEvent], told: Told) -> str | None:
    """The country (alpha-3): what the line found, else what the members' sentences name, else the report's main one.

    What the line found counts only where the task covers it: to the task no incident lies elsewhere.
    """
    covered = crosswalk("muc4_country")
    if summary.place and summary.place.country in covered:
        return summary.place.country
    near: Counter[str] = Counter()
    for member in members:
        start = max(0, member.event.trigger.start - len(member.sentence))
        near += told.within(start, member.event.trigger.stop + len(member.sentence))
    every = Counter(code for _, code in told.at)
    votes = near or every
    return max(votes, key=lambda code: (votes[code], every[code], code)) if votes else None


def location(summary: IncidentSummary, members: Sequence[CodedEvent], told: Told) -> dict[str, object] | None:
    """Country and places, the widest first, in the set's capitals."""
    code = country(summary, members, told)
    if code is None:
        return None
    place, named = told_place(summary, members), list[str]()
    if place and place.country == code and not place.id.startswith("country:"):
        named = [place.admin1 or "", place.name]
    named += [quote for member in members for quote in _phrases(member)]
    plain = (_plain(part) for name in named for part in _JOINED.split(name))
    return {"country": crosswalk("muc4_country")[code], "places": list(dict.fromkeys(filter(None, plain)))}


def told_place(summary: IncidentSummary, members: Sequence[CodedEvent]) -> Place | None:
    """The place of an incident as the set reads it: none where only the report as a whole is set there."""
    links = [link for member in members for link in member.best(RoleName.PLACE) if link.to == summary.place]
    around = (any(because.rule == "places:scene-of-report" for because in link.because[:1]) for link in links)
    return None if links and all(around) else summary.place


def _phrases(member: CodedEvent) -> Iterator[str]:
    """The phrases that place an event, but for those that name no place or only a country."""
    for link in member.best(RoleName.PLACE):
        if link.span and isinstance(link.to, Place) and link.to.precision is not PlacePrecision.COUNTRY:
            yield link.span.quote


def _plain(name: str) -> str:
    """A name in the set's capitals, without the words for its kind, which the set writes in brackets behind it."""
    kept = name.lower().split()
    while len(kept) > 1 and (kept[0] in _BEFORE or (kept[0] in place_words().directions and kept[1] not in _LINKS)):
        kept = kept[1:]
    if len(kept) > 2 and kept[1] == "of" and _is_kind(kept[0]):
        kept = kept[2:]
    while len(kept) > 1 and _is_kind(kept[-1]) and not Countries.load().named(" ".join(kept[:-1]).title()):
        kept = kept[:-1]
    return " ".join(kept).upper().strip("\"' ")


def _is_kind(word: str) -> bool:
    words = place_words()
    return any(form in words.units or form in words.heads for form in (word, word.removesuffix("s")))
