"""MUC-4 templates against key templates: paired one to one by total credit, every slot counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.evaluate.metrics.fills import (
    date_credit,
    date_of,
    is_country,
    location_credit,
    location_of,
    number_credit,
    set_credit,
    string_credit,
    words,
)
from khaldun.evaluate.metrics.prf import Prf

STRINGS = ("instrument_id", "perp_individual", "perp_org", "phys_target", "hum_target_name", "hum_target_desc")
NUMBERS = ("phys_target_number", "hum_target_number")
SCALARS = ("type", "stage", "perp_category")
SETS = (
    "instrument_type", "perp_org_confidence", "phys_target_type", "phys_target_effect", "hum_target_type",
    "hum_target_effect",
)  # fmt: skip
SLOTS = ("date", "location", *SCALARS, *STRINGS, *SETS, *NUMBERS)
_CONTENT = (*STRINGS[1:], "phys_target_type", "hum_target_type")
ROLES = {
    "PerpInd": ("perp_individual",),
    "PerpOrg": ("perp_org",),
    "Target": ("phys_target",),
    "Victim": ("hum_target_name", "hum_target_desc"),
    "Weapon": ("instrument_id",),
}
Template = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Credit, answers given and answers wanted, added up."""

    right: float = 0.0
    given: float = 0
    wanted: float = 0

    def add(self, right: float, given: float, wanted: float) -> None:
        """Add to each."""
        self.right += right
        self.given += given
        self.wanted += wanted

    @property
    def scored(self) -> Prf:
        """The ratios."""
        return Prf(self.right, self.given, self.wanted)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a pair: credit, fills given, fills wanted (an optional one that was not given is not wanted)."""

    credit: float
    given: int
    wanted: int


@dataclass(slots=True)
class TemplateBoard:
    """Adds up documents."""

    relevance: Tally = field(default_factory=Tally)
    templates: Tally = field(default_factory=Tally)
    slots: dict[str, Tally] = field(default_factory=lambda: {slot: Tally() for slot in SLOTS})
    roles: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    entities: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    days: Tally = field(default_factory=Tally)
    countries: Tally = field(default_factory=Tally)

    def add(self, ours: Sequence[Template], record: Mapping[str, Any]) -> None:
        """One document: our templates, and the record with its key."""
        keys = record["templates"]
        needed = any(not key["optional"] for key in keys)
        if needed or not keys:
            self.relevance.add(bool(ours and needed), bool(ours), needed)
        pairs = paired(ours, keys)
        met = set(pairs.values())
        self.templates.add(len(pairs), len(ours), sum(n in met or not key["optional"] for n, key in enumerate(keys)))
        self._add_slots(ours, keys, pairs)
        for i, j in pairs.items():
            self._add_paired(ours[i], keys[j])
        for role, slots in ROLES.items():
            self.roles[role].add(*_role(ours, keys, slots))
            if record.get("ree") is not None:
                self.entities[role].add(*_entities(ours, record["ree"].get(role, []), slots[0]))

    def _add_slots(self, ours: Sequence[Template], keys: Sequence[Template], pairs: Mapping[int, int]) -> None:
        met = set(pairs.values())
        for slot, tally in self.slots.items():
            for i, j in pairs.items():
                one = judged(ours[i], keys[j], slot)
                tally.add(one.credit, one.given, one.wanted)
            tally.add(0.0, sum(_given(t, slot) for n, t in enumerate(ours) if n not in pairs), 0)
            tally.add(0.0, 0, sum(_must(k, slot) for n, k in enumerate(keys) if n not in met and not k["optional"]))

    def _add_paired(self, one: Template, key: Template) -> None:
        """Date wholly right and country right, where the key of a pair has them."""
        day, where = date_of(one.get("date")), location_of(one.get("location"))
        if key["date"]:
            self.days.add(day is not None and date_credit(day, key["date"]) == 1.0, bool(day), 1)
        if key["location"]:
            self.countries.add(where is not None and is_country(where[0], key["location"]), bool(where), 1)

    def total(self, tallies: Mapping[str, Tally]) -> Prf:
        """All slots, or all roles, together."""
        listed = tallies.values()
        return Prf(sum(t.right for t in listed), sum(t.given for t in listed), sum(t.wanted for t in listed))


def paired(ours: Sequence[Template], keys: Sequence[Template]) -> dict[int, int]:
    """Our templates to key templates, so that the total credit is greatest."""
    weights = [[_likeness(one, key) for key in keys] for one in ours]
    return dict(best_pairs(weights)) if weights and keys else {}


def _likeness(one: Template, key: Template) -> float:
    """The total credit; 0 unless the types and one perpetrator or target agree at least partly."""
    credit = {slot: judged(one, key, slot).credit for slot in SLOTS}
    if credit["type"] <= 0 or not any(credit[slot] > 0 for slot in _CONTENT):
        return 0.0
    return sum(credit.values()) + 1e-6


def judged(one: Template, key: Template, slot: str) -> Slot:
    """One slot of a template against a key's."""
    if slot == "date":
        told = date_of(one.get("date"))
        return Slot(date_credit(told, key["date"]) if told and key["date"] else 0.0, bool(told), bool(key["date"]))
    if slot == "location":
        where = location_of(one.get("location"))
        right = location_credit(where, key["location"]) if where and key["location"] else 0.0
        return Slot(right, bool(where), bool(key["location"]))
    fills, wanted = values(one, slot), _key_fills(key, slot)
    weights = [[_credit(fill, alt["values"], slot) for alt in wanted] for fill in fills]
    pairs = best_pairs(weights) if fills and wanted else []
    hit = {j for _, j in pairs}
    spared = sum(bool(alt.get("optional")) and j not in hit for j, alt in enumerate(wanted))
    return Slot(sum(weights[i][j] for i, j in pairs), len(fills), len(wanted) - spared)


def _credit(fill: str, alternatives: Sequence[str], slot: str) -> float:
    if slot in STRINGS:
        return string_credit(fill, alternatives)
    return number_credit(fill, alternatives) if slot in NUMBERS else set_credit(fill, alternatives, slot)


def values(one: Template, slot: str) -> list[str]:
    """The fills of one of our slots, as texts."""
    told = one.get(slot)
    listed = [] if told is None else [told] if isinstance(told, (str, int)) else told
    plain = [fill.get("value") if isinstance(fill, dict) else fill for fill in listed]
    return [str(fill) for fill in plain if fill is not None and str(fill).strip() not in ("", "-", "*")]


def _key_fills(key: Template, slot: str) -> Sequence[Mapping[str, Any]]:
    if slot in SCALARS:
        return [{"values": key[slot]}] if key[slot] else []
    found: Sequence[Mapping[str, Any]] = key[slot]
    return found


def _given(one: Template, slot: str) -> int:
    if slot == "date":
        return bool(date_of(one.get("date")))
    return bool(location_of(one.get("location"))) if slot == "location" else len(values(one, slot))


def _must(key: Template, slot: str) -> int:
    if slot in ("date", "location"):
        return bool(key[slot])
    return sum(not fill.get("optional") for fill in _key_fills(key, slot))


def _role(ours: Sequence[Template], keys: Sequence[Template], slots: Sequence[str]) -> tuple[float, int, int]:
    """Fillers of a role over a whole document, whatever the template; one entity a key fill."""
    wanted = list(_distinct(fill for key in keys for slot in slots for fill in key[slot]))
    fills = list(dict.fromkeys(fill for one in ours for slot in slots for fill in values(one, slot)))
    weights = [[string_credit(fill, alt["values"]) for alt in wanted] for fill in fills]
    pairs = best_pairs(weights) if fills and wanted else []
    hit = {j for _, j in pairs}
    asked = sum(j in hit or not alt.get("optional") for j, alt in enumerate(wanted))
    return sum(weights[i][j] for i, j in pairs), len(fills), asked


def _distinct(fills: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    seen = set()
    for fill in fills:
        name = tuple(sorted(fill["values"]))
        if name not in seen:
            seen.add(name)
            yield fill


def _entities(ours: Sequence[Template], gold: Sequence[Sequence[str]], slot: str) -> tuple[float, int, int]:
    """CEAF-REE: fillers of a document that are a mention of one gold entity."""
    told = [plain for plain in dict.fromkeys(_plain(fill) for one in ours for fill in values(one, slot)) if plain]
    wanted = [{_plain(mention) for mention in entity} for entity in gold if entity]
    weights = [[float(fill in entity) for entity in wanted] for fill in told]
    right = len(best_pairs(weights)) if told and wanted else 0
    return right, len(told), len(wanted)


def _plain(mention: str) -> str:
    kept = re.sub(r"[^\w\s]", "", mention.lower()).split()
    return " ".join(word for word in kept if word not in ("a", "an", "the"))


__all__ = ["ROLES", "SLOTS", "Tally", "TemplateBoard", "judged", "paired", "values", "words"]
