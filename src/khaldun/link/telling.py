"""How one report tells an event: where in the text, resuming or not, and in which words for doer and hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khaldun.link.rules import rules
from khaldun.link.words import first_word, last_word
from khaldun.model import CodedEvent, EventType, Part, Role, RoleName, Span

_HIT = (RoleName.RECIPIENT, RoleName.TARGET)
PARTIES = frozenset({RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET})
"""The roles of those who do and those who suffer."""
_AFTER = 60
_WORDS = 6
"""Words after "claimed" within which the deed is named: "responsibility for the deadly attack"."""
_DIGITS_OF_YEAR = 4
_LOOSE = "roles:time-same-clause"  # a day said of the whole clause, perhaps of another deed in it
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_BEFORE = 40
"""Characters before a trigger in which its article or "another" stands."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event in its report. ``doers`` and ``hits`` are head words, lower case, pronouns left out.

    ``definite``, ``fresh`` and ``another`` say how a deed is brought in: "the attack", "a later attack", "another
    attack". ``harm`` marks a bare casualty word or damage ("wounded", "burned": nobody said to do it), ``response`` a
    blow at the attackers; ``victims`` are the persons hit, where told apart ("tourist", not "people"), ``names`` the
    words of the names of others. ``claim`` marks a claim of responsibility for a deed told elsewhere; ``carried`` holds
    where the fillers stand that were taken over from another sentence, ``named`` where its own stand; ``dated`` are the
    months, weekdays and years it is told to have happened in.
    """

    start: int
    stop: int
    trigger: Span
    headline: bool
    opening: bool
    definite: bool
    fresh: bool
    another: bool
    harm: bool
    response: bool
    doers: frozenset[str]
    hits: frozenset[str]
    victims: frozenset[str]
    names: frozenset[str]
    noun: bool
    claim: bool
    own_place: bool
    carried: frozenset[int]
    named: frozenset[int]
    dated: frozenset[str]

    def gap(self, other: Telling) -> int:
        """Characters of text between the two sentences; 0 for one sentence."""
        return max(0, self.start - other.stop, other.start - self.stop)


def telling_of(coded: CodedEvent) -> Telling:
    """How the report of an event tells it."""
    event, text = coded.event, coded.report.text
    at = _sentence_start(coded)
    near = re.findall(r"\w+", text[max(at, event.trigger.start - _BEFORE) : event.trigger.start].lower())[-5:]
    before = near[-3:]
    noun = not rules().deeds.isdisjoint(event.trigger.quote.lower().split())
    opener = next(iter(re.findall(r"\w+", coded.sentence.lower())), "")
    own = [role for role in event.roles if at <= role.head.start < at + len(coded.sentence)]
    doers = _heads(role for role in own if role.name is RoleName.ACTOR)
    hits = _heads(role for role in own if role.name in _HIT)
    named = {role.head.quote.lower().removesuffix("'s"): _name(role) for role in own if role.name in _HIT}
    heads = {head for head, names in named.items() if names}
    loose = {b.span for b in event.because if b.rule == _LOOSE}
    word = first_word(event.trigger.quote)
    ends = {word, last_word(event.trigger.quote)}
    return Telling(
        start=at,
        stop=at + len(coded.sentence),
        trigger=event.trigger,
        headline=_in_part(coded, Part.HEADLINE),
        opening=_in_part(coded, Part.LEAD),
        definite=_claims_deed(coded)
        or _of_which(near)
        or (noun and "last" not in before and bool(set(before) & rules().definite)),
        fresh=opener in rules().shifts or (noun and bool(set(before) & {"a", "an"})),
        another=bool(set(before) & rules().other),
        harm=not doers and ((event.mode is None and word in rules().harm) or (not noun and word in rules().damage)),
        response=bool(hits) and hits <= rules().attackers and not doers & rules().attackers,
        doers=doers,
        hits=hits,
        victims=frozenset(w for w in hits - heads if ends & rules().seizing and _tells_apart(w)),
        names=frozenset(name for names in named.values() for name in names),
        noun=noun,
        claim=_claims_deed(coded),
        own_place=_is_own_place(event.fillers(RoleName.PLACE), own),
        carried=frozenset(role.head.start for role in event.roles if role not in own and role.name in PARTIES),
        named=frozenset(role.head.start for role in own if role.name in PARTIES),
        dated=frozenset(
            word for role in own if _dates(role, text) and role.span not in loose for word in _calendar(role.span.quote)
        ),
    )


def _sentence_start(coded: CodedEvent) -> int:
    """Where the event's own sentence begins; a sentence that cannot be found begins at the trigger."""
    trigger = coded.event.trigger
    found = coded.report.text.find(coded.sentence, max(0, trigger.stop - len(coded.sentence)))
    return found if 0 <= found <= trigger.start else trigger.start


def _claims_deed(coded: CodedEvent) -> bool:
    """Whether the event is a group's saying that a deed told elsewhere was its own."""
    event = coded.event
    if event.type is not EventType.ACCUSE or event.trigger.quote.lower() not in rules().claiming:
        return False
    after = re.findall(r"\w+", coded.report.text[event.trigger.stop : event.trigger.stop + _AFTER].lower())[:_WORDS]
    return any(word in rules().deeds and {"the", "this"} & set(after[:n]) for n, word in enumerate(after))


def _in_part(coded: CodedEvent, part: Part) -> bool:
    return any(block.part is part and block.span.overlaps(coded.event.trigger) for block in coded.report.blocks)


def _heads(roles: Iterable[Role]) -> frozenset[str]:
    words = (role.head.quote.lower().removesuffix("'s") for role in roles)
    return frozenset(word for word in words if word not in rules().pronouns)


def _of_which(before: Sequence[str]) -> bool:
    """Whether a relative clause goes on about a deed just named: "hours after the attack, which also left ten hurt"."""
    pairs = pairwise(before)
    known = rules().definite
    return any(word in rules().deeds and then == "which" and known & set(before) for word, then in pairs)


def _name(role: Role) -> frozenset[str]:
    """The words of a person's name ("Mo Reza" of "the baker Mo Reza"), none for "three young Kurds"."""
    words = role.span.quote.removesuffix("'s").removesuffix("’s").split()
    run: list[str] = []
    for word in reversed(words):
        if not word[0].isupper():
            break
        run.append(word.lower())
    return frozenset(run) if len(run) > 1 or len(run) == len(words) else frozenset()


def _dates(role: Role, text: str) -> bool:
    """Whether a filler puts the deed at a time; "the largest since 2012" does not."""
    before = text[max(0, role.span.start - _BEFORE) : role.span.start]
    return role.name is RoleName.TIME and not before.rstrip().lower().endswith("since")


def _calendar(quote: str) -> set[str]:
    """The names of months and weekdays and the years of a phrase; "11 July" is a day, which dates it well enough."""
    words = re.findall(r"\w+", quote.lower())
    of_day = any(word.isdigit() and len(word) < _DIGITS_OF_YEAR for word in words)
    named = set(words) & (rules().weekdays if of_day else rules().months | rules().weekdays)
    return named | {word for word in words if _YEAR.fullmatch(word)}


def _is_own_place(places: tuple[Role, ...], own: list[Role]) -> bool:
    """Whether the place is named in the event's own sentence and not taken over (none named: nothing taken over)."""
    return not places or any(role in own for role in places)


def _tells_apart(word: str) -> bool:
    return word not in rules().anybody and not word[0].isdigit()


def is_nobody(role: Role) -> bool:
    """Whether a filler says that there is none: "no group", "nobody"."""
    return first_word(role.span.quote) in rules().nobody
