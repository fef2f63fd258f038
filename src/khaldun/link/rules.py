"""The points, limits and word lists of linking, from ``data/cues/link.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.toml_files import shipped
from khaldun.model import EventType


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What two events' features are worth, how far apart an incident's places may lie, and the words to skip."""

    families: Mapping[str, str]
    verbal: frozenset[str]
    distance: Mapping[str, float]
    points: Mapping[str, float]
    limits: Mapping[str, float]
    definite: frozenset[str]
    other: frozenset[str]
    common: frozenset[str]
    pronouns: frozenset[str]
    nobody: frozenset[str]
    harm: frozenset[str]
    damage: frozenset[str]
    attackers: frozenset[str]
    anybody: frozenset[str]
    seizing: frozenset[str]
    harming: frozenset[str]
    claiming: frozenset[str]
    forces: frozenset[str]
    deeds: frozenset[str]
    shifts: frozenset[str]
    lasting: frozenset[str]
    mutual: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]

    def reach(self, type_: EventType) -> float:
        """Kilometres within which two events of a type can be one incident."""
        return self.distance.get(type_.value, self.distance["other"])


@cache
def rules() -> LinkRules:
    """The shipped rules, read once."""
    raw = shipped("cues/link.toml")
    return LinkRules(
        families=raw["families"], verbal=frozenset(raw["verbal"]["types"]), distance=raw["distance"],
        points=raw["points"], limits=raw["limits"], definite=frozenset(raw["resumption"]["definite"]),
        other=frozenset(raw["resumption"]["other"]), common=frozenset(raw["words"]["common"]),
        pronouns=frozenset(raw["words"]["pronouns"]), nobody=frozenset(raw["words"]["nobody"]),
        harm=frozenset(raw["words"]["harm"]), damage=frozenset(raw["words"]["damage"]),
        attackers=frozenset(raw["words"]["attackers"]),
        anybody=frozenset(raw["words"]["anybody"]),
        seizing=frozenset(raw["words"]["seizing"]) | frozenset(raw["words"]["harm"]),
        harming=frozenset(raw["words"]["harming"]), claiming=frozenset(raw["resumption"]["claiming"]),
        forces=frozenset(raw["claims"]["forces"]),
        deeds=frozenset(raw["resumption"]["deeds"]),
        shifts=frozenset(raw["resumption"]["shifts"]),
        lasting=frozenset(raw["resumption"]["lasting"]), mutual=frozenset(raw["resumption"]["mutual"]),
        months=frozenset(raw["calendar"]["months"]), weekdays=frozenset(raw["calendar"]["weekdays"]),
    )  # fmt: skip
