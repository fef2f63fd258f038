"""Reads files of actors (JSONL, one actor a line; the schema is told in ``data/actors/README.md``)."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from khaldun.model import Actor, ActorRole

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_KEYS = {"id", "name", "names", "weak", "kind", "parents", "roles", "areas", "ids", "source"}
_ROLE_KEYS = {"country", "sectors", "since", "until", "office"}
KINDS = frozenset({
    "state", "government", "military", "police", "intelligence", "legislature", "judiciary", "diplomats",
    "armed_group", "militia", "coalition", "criminal", "party", "movement", "de_facto_state", "igo", "mission", "ngo",
    "media", "company", "university", "religious_group", "ethnic_group", "community", "person", "agent",
})  # fmt: skip
"""The kinds an actor can have; the README says what each holds."""


class ActorFileError(ValueError):
    """Lines that are no actors; ``problems`` names file, line and fault of every one."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor with what only the book needs.

    ``weak`` names are shared with a better known bearer, who is ranked first; ``areas`` are the countries it
    acts in (alpha-3); ``source`` is the kind of source the record rests on.
    """

    actor: Actor
    weak: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    source: str = ""


def read(paths: Iterable[Path | Traversable]) -> list[Entry]:
    """The actors of some files, in order; raises ``ActorFileError`` naming all bad lines at once."""
    entries: list[Entry] = []
    problems: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_bytes().decode("utf-8-sig").splitlines(), 1):
            if line.strip():
                try:
                    entries.append(_entry(json.loads(line)))
                except (ValueError, KeyError, TypeError, AttributeError) as fault:
                    problems.append(f"{path.name}:{number}: {_told(fault)}")
    if problems:
        raise ActorFileError(problems)
    return entries


def _told(fault: Exception) -> str:
    return f"no {fault}" if isinstance(fault, KeyError) else str(fault)


def _entry(raw: dict[str, Any]) -> Entry:
    if not isinstance(raw, dict):
        raise ValueError("a line must hold one JSON object")
    _only(raw, _KEYS)
    if raw["kind"] not in KINDS:
        raise ValueError(f"unknown kind '{raw['kind']}'")
    roles = tuple(_role(role) for role in raw["roles"])
    if raw["kind"] == "person":
        roles += tuple(_afterwards(roles))
    weak = _texts(raw, "weak")
    actor = Actor(
        raw["id"], raw["name"], tuple(dict.fromkeys((raw["name"], *_texts(raw, "names"), *weak))), raw["kind"],
        _texts(raw, "parents"), roles, tuple(raw.get("ids", {}).items()),
    )  # fmt: skip
    if not actor.id or not actor.name.strip():
        raise ValueError("an actor needs an id and a name")
    return Entry(actor, weak, _texts(raw, "areas"), raw.get("source", ""))


def _only(raw: dict[str, Any], keys: set[str]) -> None:
    if not raw.keys() <= keys:
        raise ValueError(f"unknown keys: {', '.join(sorted(raw.keys() - keys))}")


def _texts(raw: dict[str, Any], key: str) -> tuple[str, ...]:
    if key not in raw:
        return ()
    values = raw[key]
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise ValueError(f"'{key}' must be a list of texts")
    return tuple(values)


def _role(raw: dict[str, Any]) -> ActorRole:
    _only(raw, _ROLE_KEYS)
    since, until = raw.get("since"), raw.get("until")
    return ActorRole(
        raw.get("country"), _texts(raw, "sectors"),
        day(since, last=False) if since else None, day(until, last=True) if until else None, raw.get("office"),
    )  # fmt: skip


@lru_cache(maxsize=1 << 14)
def day(text: str, *, last: bool) -> date:
    """A year, month or day as a date: its first day, or its last. Raises ``ValueError`` for anything else."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is no year, month or day")
    year = int(match[1])
    month = int(match[2] or (12 if last else 1))
    return date(year, month, int(match[3] or (calendar.monthrange(year, month)[1] if last else 1)))


def _afterwards(roles: tuple[ActorRole, ...]) -> Iterator[ActorRole]:
    """Who has left every public post belongs to the elite from the next day on."""
    ends = [role.until for role in roles]
    if roles and all(ends):
        end = max(end for end in ends if end)
        last = max(roles, key=lambda role: role.until or date.min)
        yield ActorRole(last.country, ("ELI",), since=end + timedelta(days=1))
