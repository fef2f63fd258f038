"""The TOML files that ship, all parsed once and compiled: word lists, cues, patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from khaldun.knowledge.compiled import compiled, data_folder

_FOLDERS = ("actors", "cues")


def shipped(name: str) -> Mapping[str, Any]:
    """What the file ``data/NAME`` holds; not to be changed. Raises ``ValueError`` for a file that is no TOML."""
    return _all()[name]


@cache
def _all() -> dict[str, dict[str, Any]]:
    sources = {f"{folder}/{file.name}": file for folder in _FOLDERS for file in _toml(data_folder() / folder)}
    return compiled("toml", sources.values(), lambda: {name: parsed(file) for name, file in sources.items()})


def _toml(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def parsed(file: Traversable) -> dict[str, Any]:
    """One file. Raises ``ValueError`` that names it."""
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except ValueError as wrong:
        raise ValueError(f"{file.name}: {wrong}") from wrong
