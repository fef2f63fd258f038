"""The cue files: what words say about an event's status, counts, means and target, loaded and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from khaldun.knowledge.toml_table import CueError, Table
from khaldun.model import CountKind, EventType, Status

_Enum = TypeVar("_Enum", bound=StrEnum)

__all__ = [
    "Bound", "Categories", "Category", "CountCues", "CueError", "Effect", "StatusCue", "StatusCues", "Vague",
    "count_cues", "status_cues", "target_cues", "weapon_cues",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A word that decides the status of what it governs or modifies; ``via`` are the roads by which it does."""

    status: Status
    lemmas: frozenset[str]
    via: frozenset[str]
    types: frozenset[EventType]
    triggers: frozenset[str]
    indefinite: bool
    factual: bool
    present: bool
    infinitive: bool

    def fits(self, type_: EventType, trigger: str) -> bool:
        """Whether the cue speaks about events of this type and trigger lemma."""
        return (not self.types or type_ in self.types) and (not self.triggers or trigger in self.triggers)


@dataclass(frozen=True, slots=True)
class StatusCues:
    """``data/cues/status.toml``."""

    by_lemma: dict[str, tuple[StatusCue, ...]]
    auxiliaries: dict[str, tuple[Status, Status]]
    openers: dict[str, Status]
    light_object: frozenset[str]
    light_subject: frozenset[str]
    carriers: frozenset[str]
    purpose: Status
    purpose_done_by: frozenset[str]
    ordinals: frozenset[str]
    many: frozenset[str]
    blows: frozenset[str]
    ground_prepositions: frozenset[str]
    ground_content_of: frozenset[str]
    ground_types: frozenset[EventType]
    type_status: dict[EventType, Status]
    borders: frozenset[str]
    perception: frozenset[str]


@cache
def status_cues() -> StatusCues:
    """The status cues. Raises ``CueError`` for a malformed file."""
    table = Table.of_file("status")
    by_lemma: dict[str, list[StatusCue]] = {}
    for entry in table.tables("cue"):
        cue = _status_cue(entry)
        for lemma in cue.lemmas:
            by_lemma.setdefault(lemma, []).append(cue)
    purpose, ground, light = table.table("purpose"), table.table("ground"), table.table("light")
    types = table.table("type_status")
    return StatusCues(
        by_lemma={lemma: tuple(cues) for lemma, cues in by_lemma.items()},
        auxiliaries={w: _auxiliary(t) for t in table.tables("auxiliary") for w in t.words("words")},
        openers={w: _one(t, "status", Status) for t in table.tables("opener") for w in t.words("words")},
        light_object=light.words("object"),
        light_subject=light.words("subject"),
        carriers=light.words("of"),
        purpose=_one(purpose, "status", Status),
        purpose_done_by=purpose.words("carried_out_by"),
        ordinals=purpose.words("ordinals"),
        many=table.table("repeated").words("many"),
        blows=table.table("repeated").words("blows"),
        ground_prepositions=ground.words("prepositions"),
        ground_content_of=ground.words("content_of"),
        ground_types=frozenset(_member(ground, name, EventType) for name in ground.words("types")),
        type_status={_member(types, key, EventType): _one(types, key, Status) for key in types.values},
        borders=table.table("borders").words("words"),
        perception=table.table("perception").words("verbs"),
    )


_ROADS = {"complement", "object", "subject", "modifier"}


def _status_cue(table: Table) -> StatusCue:
    lemmas, via = table.words("lemmas"), table.words("via")
    if not lemmas or not via or not all(road in _ROADS or road.isalpha() for road in via):
        raise CueError(f"{table.where}: needs 'lemmas', and roads or prepositions in 'via'")
    return StatusCue(
        status=_one(table, "status", Status),
        lemmas=lemmas,
        via=via,
        types=frozenset(_member(table, name, EventType) for name in table.words("types")),
        triggers=table.words("triggers"),
        indefinite=table.flag("indefinite"),
        factual=table.flag("factual"),
        present=table.flag("present"),
        infinitive=table.flag("infinitive"),
    )


def _auxiliary(table: Table) -> tuple[Status, Status]:
    plain = _one(table, "status", Status)
    return plain, _one(table, "conditional", Status) if "conditional" in table.values else plain


@dataclass(frozen=True, slots=True)
class Vague:
    """Bounds of a vague number word; ``high`` None: open."""

    low: int
    high: int | None


class Bound(StrEnum):
    """What words before a number make of it."""

    FLOOR = "floor"
    CEILING = "ceiling"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Effect:
    """What befell people, and how each kind of word reaches them. ``kind`` None: shot or stabbed, fate open."""

    kind: CountKind | None
    object: frozenset[str]
    subject: frozenset[str]
    state: frozenset[str]
    noun: frozenset[str]
    people: frozenset[str]
    suffer: frozenset[str]


@dataclass(frozen=True, slots=True)
class CountCues:
    """``data/cues/counts.toml``."""

    numbers: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, Vague]
    bounds: tuple[tuple[tuple[str, ...], Bound], ...]
    effects: tuple[Effect, ...]
    none: dict[str, tuple[CountKind, ...]]
    toll_nouns: frozenset[str]
    toll_words: frozenset[str]
    setting_verbs: frozenset[str]
    suffering_verbs: frozenset[str]
    taking: frozenset[str]
    outcome_verbs: frozenset[str]
    perpetrators: frozenset[str]
    not_persons: frozenset[str]
    collectives: frozenset[str]
    kinds: dict[EventType, frozenset[str]]
    follow: int
    follow_borders: frozenset[str]
    follow_another: frozenset[str]
    clause_borders: frozenset[str]
    more: frozenset[str]
    fatal_modifiers: frozenset[str]
    fatal_after_to: frozenset[str]


HIT = "hit"
"""The name, in ``counts.toml``, of being shot or stabbed with the outcome left open."""


@cache
def count_cues() -> CountCues:
    """The count cues. Raises ``CueError`` for a malformed file."""
    table = Table.of_file("counts")
    follow, toll, none, kinds = (table.table(name) for name in ("follow", "toll", "none", "kinds"))
    bounds = [
        (tuple(phrase.split()), _one(entry, "op", Bound))
        for entry in table.tables("bound")
        for phrase in entry.list("phrases")
    ]
    return CountCues(
        numbers=_numbers(table.table("numbers")),
        scales=_numbers(table.table("scales")),
        vague={entry.word("word"): _vague(entry) for entry in table.tables("vague")},
        bounds=tuple(sorted(bounds, key=lambda bound: -len(bound[0]))),
        effects=tuple(_effect(entry) for entry in table.tables("effect")),
        none={word: tuple(_member(none, k, CountKind) for k in none.list(word)) for word in none.values},
        toll_nouns=toll.words("nouns"),
        toll_words=toll.words("adverbs"),
        setting_verbs=table.table("setting").words("verbs"),
        suffering_verbs=table.table("suffering").words("verbs"),
        taking=table.table("suffering").words("taking"),
        outcome_verbs=table.table("outcome").words("verbs"),
        perpetrators=table.table("perpetrators").words("words"),
        not_persons=table.table("not_persons").words("words"),
        collectives=table.table("collectives").words("words"),
        kinds={_member(kinds, name, EventType): _kinds(kinds, name) for name in kinds.values},
        follow=follow.number("sentences") or 0,
        follow_borders=follow.words("borders"),
        follow_another=follow.words("another"),
        clause_borders=table.table("borders").words("clauses"),
        more=table.table("borders").words("more"),
        fatal_modifiers=table.table("fatal").words("modifiers"),
        fatal_after_to=table.table("fatal").words("after_to"),
    )


def _numbers(table: Table) -> dict[str, int]:
    found = {word: table.number(word) for word in table.values}
    return {word: number for word, number in found.items() if number is not None}


def _vague(table: Table) -> Vague:
    low, high = table.number("low"), table.number("high")
    table.word("why")
    if low is None or (high is not None and high < low):
        raise CueError(f"{table.where}: needs 'low', and 'high' not below it")
    return Vague(low, high)


def _effect(table: Table) -> Effect:
    kind = None if table.word("kind") == HIT else _one(table, "kind", CountKind)
    return Effect(kind, *(table.words(name) for name in ("object", "subject", "state", "noun", "people", "suffer")))


def _kinds(table: Table, name: str) -> frozenset[str]:
    for kind in table.list(name):
        if kind != HIT:
            _member(table, kind, CountKind)
    return table.words(name)


@dataclass(frozen=True, slots=True)
class Category:
    """One category of means or targets: terms as tuples of lemmas, with its Global Terrorism Database code."""

    name: str
    gtd: int
    plover: str | None
    words: frozenset[tuple[str, ...]]
    triggers: frozenset[str]
    bearers: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Categories:
    """``data/cues/weapons.toml`` or ``targets.toml``: the categories in order, and how to read.

    ``index`` gives for each term the place of its category in ``all``; the first that lists a term has it.
    """

    all: tuple[Category, ...]
    index: dict[tuple[str, ...], int]
    types: frozenset[EventType]
    wide_types: frozenset[EventType]
    prepositions: frozenset[str]
    carried: frozenset[str]
    roles: tuple[str, ...]
    not_from_place: frozenset[str]
    follow: int
    by_mode: frozenset[str]


@cache
def weapon_cues() -> Categories:
    """The means of violence. Raises ``CueError`` for a malformed file."""
    return _categories("weapons", "narrow")


@cache
def target_cues() -> Categories:
    """The kinds of targets. Raises ``CueError`` for a malformed file."""
    return _categories("targets", "types")


def _categories(name: str, types: str) -> Categories:
    table = Table.of_file(name)
    reading = table.table("reading")
    found = tuple(_category(entry) for entry in table.tables("category"))
    ranks = reversed([(term, rank) for rank, category in enumerate(found) for term in category.words])
    return Categories(
        all=found,
        index=dict(ranks),
        types=frozenset(_member(reading, t, EventType) for t in reading.words(types)),
        wide_types=frozenset(_member(reading, t, EventType) for t in reading.words("wide")),
        prepositions=reading.words("by_means_of"),
        carried=reading.words("carried"),
        roles=reading.list("roles"),
        not_from_place=reading.words("not_from_place"),
        follow=reading.number("follow") or 0,
        by_mode=reading.words("by_mode"),
    )


def _category(table: Table) -> Category:
    gtd = table.number("gtd")
    if gtd is None:
        raise CueError(f"{table.where}: needs 'gtd'")
    return Category(
        name=table.word("name"),
        gtd=gtd,
        plover=table.word("plover") if "plover" in table.values else None,
        words=frozenset(tuple(term.split()) for term in table.words("words")),
        triggers=table.words("triggers"),
        bearers=frozenset(tuple(term.split()) for term in table.words("bearers")),
    )


def _one(table: Table, key: str, kind: type[_Enum]) -> _Enum:
    return _member(table, table.word(key), kind)


def _member(table: Table, value: str, kind: type[_Enum]) -> _Enum:
    try:
        return kind(value)
    except ValueError as wrong:
        raise CueError(f"{table.where}: '{value}' is no {kind.__name__}") from wrong
