"""States and the bodies every state has, made by rule: ``state:AFG``, ``state:AFG:police`` and so on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khaldun.knowledge.actor_files import Entry
from khaldun.knowledge.countries import Country
from khaldun.model import Actor, ActorRole


@dataclass(frozen=True, slots=True)
class AgentClass:
    """A class of agents, as police or villagers.

    ``organ``: a body that each state has one of; ``sectors`` PLOVER codes; ``of`` and ``plain`` are the names
    of the actor with and without a country ("Police of Chad", "Police"). ``civil``: its members are not the
    group they are named with ("Hamas prisoners"); ``office``: one leaves it for the elite ("a former minister").
    """

    name: str
    kind: str
    sectors: tuple[str, ...]
    organ: bool
    civil: bool
    office: bool
    of: str
    plain: str


@cache
def agent_classes() -> dict[str, AgentClass]:
    """All classes of agents by name."""
    text = (files("khaldun") / "data" / "actors" / "agent_classes.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["class"]: _class(row) for row in rows}


def _class(row: dict[str, str]) -> AgentClass:
    organ, civil, office = (row[key] == "yes" for key in ("organ", "civil", "office"))
    return AgentClass(
        row["class"], row["kind"], tuple(row["sectors"].split()), organ, civil, office, row["of"], row["plain"]
    )


def state_id(country: Country) -> str:
    """The id of a state or territory as an actor."""
    return f"state:{country.alpha3}"


def state_entries(countries: Iterable[Country]) -> Iterator[Entry]:
    """Every state with its government; houses that stand for the government are its names."""
    for country in countries:
        role = (ActorRole(country.alpha3, ()),)
        yield Entry(
            Actor(state_id(country), country.name, country.names, "state", roles=role), areas=(country.alpha3,),
            source="public record",
        )  # fmt: skip
        government = agent_actor(agent_classes()["government"], country)
        yield Entry(_with_houses(government, country), areas=(country.alpha3,), source="public record")


def agent_actor(class_: AgentClass, country: Country | None) -> Actor:
    """The actor an agent stands for when no better name is known; a stable id from class and country."""
    role = ActorRole(country.alpha3 if country else None, class_.sectors)
    if country is None:
        return Actor(f"unnamed:{class_.name}", class_.plain, (class_.plain,), class_.kind, roles=(role,))
    name = class_.of.format(country=country.name)
    base = f"{state_id(country)}:{class_.name}" if class_.organ else f"unnamed:{class_.name}:{country.alpha3}"
    parents = (state_id(country),) if class_.organ else ()
    return Actor(base, name, (name,), class_.kind, parents, (role,))


def _with_houses(government: Actor, country: Country) -> Actor:
    names = (*government.names, *country.metonyms)
    return Actor(government.id, government.name, names, government.kind, government.parents, government.roles)
