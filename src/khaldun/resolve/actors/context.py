"""What a whole report tells about its actors: abbreviations, people named in full, the country it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from khaldun.knowledge.actors import ActorBook, is_monotone
from khaldun.knowledge.countries import Country
from khaldun.knowledge.names import fold
from khaldun.model import Actor, Report, Span
from khaldun.resolve.actors.outline import countries_in, word_lists

_BRACKET = re.compile(r"\(\s*[\"'“]?(?P<short>[A-Z][A-Z0-9&/-]{1,9})[\"'”]?\s*\)")
_ABBREVIATION = re.compile(rf"(?P<long>[^\s(][^\n(.;:]{{4,90}}?)\s*{_BRACKET.pattern}")
_BEFORE = 200
"""Characters before a bracket within which its name begins: the longest has 91, the rest is for blanks."""
_GROUPS = frozenset({"armed_group", "militia", "coalition", "criminal"})
_IN_ARMS = frozenset({"REB", "PRM", "UAF", "CRM"})
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_Named = tuple[Span, tuple[Actor, ...]]
_MOST = 0.6
"""Share of a report's country mentions that one country needs for the report to be about it."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """A short name that a report explains: by an abbreviation in brackets, or by a full name it gave before."""

    actors: tuple[Actor, ...]
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What one report tells; ``countries`` and ``groups`` are its mentions in order of the text."""

    monotone: bool
    introduced: dict[str, Introduced]
    countries: tuple[tuple[Span, Country], ...]
    groups: tuple[tuple[Span, Actor], ...]

    def local(self) -> dict[str, tuple[Actor, ...]]:
        """The introduced names with what they mean."""
        return {word: known.actors for word, known in self.introduced.items()}

    def near(self, sentence: Span) -> tuple[Span, Country] | None:
        """The country a sentence is about, with the words that say so: its only one, else the report's chief one."""
        inside = [found for found in self.countries if sentence.contains(found[0])]
        if len({country.alpha3 for _, country in inside}) == 1:
            return inside[0]
        counts = Counter(country.alpha3 for _, country in self.countries)
        chief, number = counts.most_common(1)[0] if counts else ("", 0)
        if number == 0 or number < _MOST * counts.total():
            return None
        return next(found for found in self.countries if found[1].alpha3 == chief)

    def last_group(self, before: int) -> tuple[Span, Actor] | None:
        """The armed group named last before an offset."""
        return next((found for found in reversed(self.groups) if found[0].stop <= before), None)


def read_context(report: Report, book: ActorBook) -> ReportContext:
    """Look through a report once."""
    text, day = report.text, report.published.at.date() if report.published else None
    monotone = is_monotone(text)
    named = [(Span.of(text, start, stop), actors) for start, stop, actors in book.find_in(text, monotone=monotone)]
    introduced = dict(_surnames(named))
    introduced.update(_abbreviations(text, named))
    introduced.update(_other_names(text, named, book))
    known = {name: found.actors[0] for name, found in introduced.items() if found.actors}
    groups = ((span, known.get(fold(span.quote), actors[0])) for span, actors in named)
    return ReportContext(
        monotone,
        introduced,
        tuple((Span.of(text, start, stop), country) for start, stop, country in countries_in(text, monotone=monotone)),
        tuple((span, actor) for span, actor in groups if _in_arms(actor, day)),
    )


def _in_arms(actor: Actor, day: date | None) -> bool:
    """Whether an actor is an armed group on a day (one that governs by then is not "the group")."""
    held = actor.role_on(day)
    return actor.kind in _GROUPS and (held is None or bool(_IN_ARMS & set(held.sectors)))


def _surnames(named: list[_Named]) -> Iterator[tuple[str, Introduced]]:
    """Surnames of public persons whom the report names in full."""
    for span, actors in named:
        parts = fold(span.quote).split()
        if actors[0].kind == "person" and len(parts) > 1:
            yield parts[-1], Introduced(actors[:1], span, "actors:surname")


def _abbreviations(text: str, named: list[_Named]) -> Iterator[tuple[str, Introduced]]:
    """Abbreviations in brackets after the name they stand for; unknown names give none, and shut the book's own."""
    ends = {span.stop: (span, actors) for span, actors in named}
    for match in _bracketed(text):
        stop = match.start("long") + len(match["long"].rstrip())
        short = fold(match["short"])
        if stop in ends:
            span, actors = ends[stop]
            yield short, Introduced(actors, Span.of(text, span.start, match.end()), "actors:abbreviation")
        elif (start := _initials_start(match["long"], match["short"])) is not None:
            span = Span.of(text, match.start("long") + start, match.end())
            yield short, Introduced((), span, "actors:abbreviation-of-unknown")


def _bracketed(text: str) -> Iterator[re.Match[str]]:
    """Names with an abbreviation in brackets; looked for from the brackets, which are few."""
    done = 0
    for bracket in _BRACKET.finditer(text):
        found = _ABBREVIATION.search(text, max(done, bracket.start() - _BEFORE), bracket.end())
        if found:
            done = found.end()
            yield found


def _other_names(text: str, named: list[_Named], book: ActorBook) -> Iterator[tuple[str, Introduced]]:
    """Names of a parent that the report gives to its branch: "the Khorasan branch … Also referred to as Daesh".

    Not where the cue follows the parent's own name in its sentence ("the Islamic State, also known as Daesh").
    """
    cues = "|".join(re.escape(cue) for cue in sorted(word_lists()["also_called"], key=len, reverse=True))
    starts = {span.start: (span, actors[0]) for span, actors in named}
    for cue in re.finditer(rf"\b(?:{cues})\s+(?:the\s+)?", text, re.IGNORECASE):
        if cue.end() not in starts:
            continue
        span, bearer = starts[cue.end()]
        before = [(other, actors[0]) for other, actors in named if other.stop <= cue.start()]
        branches = [found for found in before if found[1] != bearer and bearer in book.lineage(found[1])]
        own = (
            before[-1:] and before[-1][1] == bearer and not _SENTENCE_END.search(text[before[-1][0].stop : cue.start()])
        )
        if branches and not own:
            yield fold(span.quote), Introduced((branches[-1][1],), span, "actors:also-called")


def _initials_start(long: str, short: str) -> int | None:
    """Where the words that give an abbreviation its letters begin, or None when they do not."""
    letters = [letter for letter in short.lower() if letter.isalpha()]
    for word in reversed(list(re.finditer(r"\w[\w’'-]*", long))):
        if word[0][0].lower() == letters[-1] and word[0][0].isupper():
            letters.pop()
            if not letters:
                return word.start()
        elif word[0][0].isupper() and len(letters) == len(short):
            return None
    return None
