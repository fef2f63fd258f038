"""The word lists of ``data/cues/mentions.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.toml_files import shipped


@dataclass(frozen=True, slots=True)
class Words:
    """Words in small letters; see the file for what each list is."""

    facilities: frozenset[str]
    facilities_of: frozenset[str]
    divisions: frozenset[str]
    vague_divisions: frozenset[str]
    titles: frozenset[str]
    short_titles: frozenset[str]
    months: frozenset[str]
    given_names: frozenset[str]
    capitals: frozenset[str]
    groups: frozenset[str]
    group_adjectives: frozenset[str]
    civil: frozenset[str]
    pronouns_person: frozenset[str]
    pronouns_thing: frozenset[str]
    pronouns_plural: frozenset[str]

    @property
    def pronouns(self) -> frozenset[str]:
        """All pronouns that may take up a name."""
        return self.pronouns_person | self.pronouns_thing | self.pronouns_plural


@cache
def load() -> Words:
    """The shipped lists, read once a process."""
    data = shipped("cues/mentions.toml")
    return Words(**{name: frozenset(words) for name, words in data.items()})
