"""The word lists of role assignment, from ``data/cues/roles.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.toml_files import shipped


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Sets of lemmas; each is explained in the file."""

    object_control: frozenset[str]
    needs_object: frozenset[str]
    portions: frozenset[str]
    locative: frozenset[str]
    saying: frozenset[str]
    beside: frozenset[str]
    local: frozenset[str]
    aims: frozenset[str]
    emptying: frozenset[str]
    place_nouns: frozenset[str]
    labels: frozenset[str]
    nowhere: frozenset[str]
    crimes: frozenset[str]
    resuming: frozenset[str]
    victim_nouns: frozenset[str]
    telling: frozenset[str]
    culprits: frozenset[str]
    alleged: frozenset[str]
    forces: frozenset[str]
    turning: frozenset[str]


@cache
def words() -> RoleWords:
    """The lists, read once. Raises ``TypeError`` when the file lacks one or has one too many."""
    return RoleWords(**{name: frozenset(lemmas) for name, lemmas in shipped("cues/roles.toml").items()})
