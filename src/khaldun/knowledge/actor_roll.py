"""The actors and who bears which name, as plain values: what is compiled, and what a book decodes as it needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from khaldun.knowledge.actor_files import Entry, read
from khaldun.knowledge.compiled import compiled, data_folder
from khaldun.knowledge.names import fold
from khaldun.model import Actor, ActorRole

Row = tuple[Any, ...]
"""An entry without its id: see ``_row``."""

Bearer = tuple[str, str, bool]
"""One actor's claim to a name: the name as written, the actor's id, whether it has a better known bearer."""

_NAMES, _KIND = 1, 2  # positions in a row


@dataclass(frozen=True, slots=True)
class Roll:
    """Rows by id, and for each folded name its bearers, those who are best known for it first."""

    rows: dict[str, Row]
    bearers: dict[str, tuple[Bearer, ...]]

    @classmethod
    def shipped(cls) -> Roll:
        """The shipped actors, states included."""
        folder = data_folder()
        actors = sorted((f for f in (folder / "actors").iterdir() if f.name.endswith(".jsonl")), key=lambda f: f.name)
        states = (folder / "places" / "countries.jsonl", folder / "actors" / "agent_classes.tsv")
        rows, bearers = compiled("actors", (*states, *actors), lambda: _plain(actors))
        return cls(rows, bearers)

    def entry(self, id: str) -> Entry | None:
        """The entry of an id, decoded."""
        row = self.rows.get(id)
        return None if row is None else _entry(id, row)

    def is_state(self, id: str) -> bool:
        """Whether the actor is a state itself."""
        return bool(self.rows[id][_KIND] == "state")

    def overlaid(self, entries: Iterable[Entry]) -> Roll:
        """The roll with further entries; one with the id of an earlier one takes its place."""
        latest = {entry.actor.id: entry for entry in entries}
        if not latest:
            return self
        rows = {**self.rows, **{id: _row(entry) for id, entry in latest.items()}}
        bearers = dict(self.bearers)
        for name in {fold(alias) for id in latest.keys() & self.rows.keys() for alias in self.rows[id][_NAMES]}:
            bearers[name] = tuple(bearer for bearer in bearers[name] if bearer[1] not in latest)
        touched = set()
        for entry in latest.values():
            for name, bearer in _claims(entry):
                bearers[name] = (*bearers.get(name, ()), bearer)
                touched.add(name)
        order = {id: number for number, id in enumerate(rows)}
        bearers |= {name: tuple(sorted(bearers[name], key=lambda b: (b[2], order[b[1]]))) for name in touched}
        return Roll(rows, {name: borne for name, borne in bearers.items() if borne})


EMPTY = Roll({}, {})


def _plain(actors: Iterable[Traversable]) -> tuple[dict[str, Row], dict[str, tuple[Bearer, ...]]]:
    from khaldun.knowledge.countries import Countries
    from khaldun.knowledge.states import state_entries

    made = EMPTY.overlaid((*state_entries(Countries.load()), *read(actors)))
    return made.rows, made.bearers


def _claims(entry: Entry) -> Iterator[tuple[str, Bearer]]:
    """Each folded name of an actor once; of like names the one told first."""
    for name, alias in {fold(alias): alias for alias in reversed(entry.actor.names)}.items():
        yield name, (alias, entry.actor.id, alias in entry.weak)


def _row(entry: Entry) -> Row:
    actor = entry.actor
    roles = tuple((r.country, r.sectors, _number(r.since), _number(r.until), r.office) for r in actor.roles)
    return actor.name, actor.names, actor.kind, actor.parents, roles, actor.ids, entry.weak, entry.areas, entry.source


def _entry(id: str, row: Row) -> Entry:
    name, names, kind, parents, roles, ids, weak, areas, source = row
    decoded = tuple(
        ActorRole(c, sectors, _day(since), _day(until), office) for c, sectors, since, until, office in roles
    )
    return Entry(Actor(id, name, names, kind, parents, decoded, ids), weak, areas, source)


def _number(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number else None
