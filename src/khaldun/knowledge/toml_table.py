"""Typed reading of one TOML table, so that a wrong data file is refused with its place and not met later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from khaldun.knowledge.toml_files import shipped


class CueError(ValueError):
    """A cue file does not hold what it should; the message names file, table and field."""


class Table:
    """One table of a TOML file; every getter checks the type and says where a wrong value stands."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where = where
        self.values = values

    @classmethod
    def of_file(cls, name: str) -> Table:
        """The file ``data/cues/NAME.toml`` of the package."""
        return cls(f"cues/{name}.toml", shipped(f"cues/{name}.toml"))

    def word(self, key: str) -> str:
        """A text that must be there."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            raise CueError(f"{self.where}: '{key}' must be a text")
        return value

    def words(self, key: str) -> frozenset[str]:
        """A list of texts; absent means none."""
        return frozenset(self.list(key))

    def list(self, key: str) -> tuple[str, ...]:
        """A list of texts in the file's order; absent means none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise CueError(f"{self.where}: '{key}' must be a list of texts")
        return tuple(value)

    def number(self, key: str) -> int | None:
        """A whole number, or None where absent."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise CueError(f"{self.where}: '{key}' must be a whole number")
        return value

    def flag(self, key: str) -> bool:
        """A truth value; absent means false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise CueError(f"{self.where}: '{key}' must be true or false")
        return value

    def table(self, key: str) -> Table:
        """A table that must be there."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise CueError(f"{self.where}: table '{key}' is missing")
        return Table(f"{self.where} [{key}]", value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables with at least one member."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            raise CueError(f"{self.where}: needs at least one [[{key}]]")
        return tuple(Table(f"{self.where} [[{key}]] {number}", item) for number, item in enumerate(value, 1))
