"""What the words of an event stand for: actors, places and intervals of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khaldun.model.event import Because, RoleName
from khaldun.model.span import Span


@dataclass(frozen=True, slots=True)
class ActorRole:
    """What an actor was, and when: PLOVER country (ISO 3166 alpha-3 or IGO, NGO, ISM …) and sector codes.

    ``office`` is the post a person held, in words ("President of Kenya").
    """

    country: str | None
    sectors: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    office: str | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the role held on ``day`` (an unknown day: whether it still holds)."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


UNLISTED = "unlisted:"
"""How the ids of actors begin that no file lists, of whom a text gives name and kind ("Amherst College")."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does or suffers. ``id`` is stable (``iskp``, ``state:AFG:police``); ``names`` has all aliases.

    ``kind`` is one of the kinds listed in ``data/actors/README.md``; ``parents`` are actor ids; ``ids`` pairs
    of a scheme and an id (``("wikidata", "Q…")``).
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    parents: tuple[str, ...] = ()
    roles: tuple[ActorRole, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()

    def role_on(self, day: date | None) -> ActorRole | None:
        """The role held on a day, the last one listed winning."""
        held = [role for role in self.roles if role.holds_on(day)]
        return held[-1] if held else None


class PlacePrecision(StrEnum):
    """How closely a place is known."""

    FACILITY = "facility"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A place. A country or region has no point of its own (``lat``/``lon`` None): a centroid is not a place.

    ``id`` is ``geonames:<number>``, ``country:<alpha-3>``, ``region:<name>`` (ours) or ``text:<hash>``, only described;
    ``country`` ISO 3166 alpha-3; coordinates WGS 84 degrees. ``point_from`` names the place whose point was
    borrowed (a facility's city), or is empty.
    """

    id: str
    name: str
    precision: PlacePrecision
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    point_from: str = ""


class DatePrecision(StrEnum):
    """How closely a time is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends included; an open end is None ("since August 2021", "before 3 January")."""

    start: date | None
    stop: date | None
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class Link:
    """One reading of one role of an event. ``to`` None: looked for and not found. ``rank`` 0 is the best reading.

    ``span`` is the passage that was read (None when a named rule supplied the reading, as the report's date).
    """

    event: str
    role: RoleName
    span: Span | None
    to: Actor | Place | Interval | None
    rank: int
    score: float
    because: tuple[Because, ...]
