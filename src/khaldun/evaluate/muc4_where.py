"""Where a MUC-4 incident took place: one of the countries that the task covers, and the places named for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import CodedEvent, IncidentSummary, RoleName

_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 3


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
    place = summary.place
    named = (
        [place.admin1, place.name] if place and place.country == code and not place.id.startswith("country:") else []
    )
    named += [role.span.quote for member in members for role in member.event.fillers(RoleName.PLACE)]
    return {
        "country": crosswalk("muc4_country")[code],
        "places": list(dict.fromkeys(_plain(name) for name in named if name)),
    }


def _plain(name: str) -> str:
    return " ".join(name.upper().split()).removeprefix("THE ")
