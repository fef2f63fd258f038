"""Decides what a time zone abbreviation means: IST is India's, Israel's or Ireland's, and only evidence can tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from khaldun.clean.furniture import data
from khaldun.knowledge.countries import Countries

_SEAT, _OWN, _NEAR = 100, 3, 1
"""Weights: the outlet's own country settles it; then mentions of the zone's countries; then those of neighbours."""

_NAME = re.compile(r"\b[A-Z][\w'’]+(?: (?:of|and|the|[A-Z][\w'’]+)){0,3}")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about a report when its stamps are read: the outlet's country (alpha-3) and why; its text."""

    country: str | None
    country_because: str
    text: str


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """A decided zone (None: undecided) and the reason."""

    zone: tzinfo | None
    because: str


@dataclass(frozen=True, slots=True)
class _Zone:
    name: str
    zone: tzinfo
    season: str
    countries: tuple[str, ...]
    near: tuple[str, ...]

    def in_force(self, at: datetime) -> bool:
        """Whether clocks there are on this time at that moment."""
        if self.season == "all":
            return True
        local = at.replace(tzinfo=self.zone)
        january = local.replace(month=1, day=15).utcoffset() or timedelta()
        july = local.replace(month=7, day=15).utcoffset() or timedelta()
        wanted = max(january, july) if self.season == "summer" else min(january, july)
        return local.utcoffset() == wanted


def read_zone(mark: str, at: datetime, around: Surroundings) -> ZoneReading:
    """The zone of an abbreviation at a moment; undecided where it has several meanings and nothing tells them apart."""
    if place := _zone_of_place(mark):
        return ZoneReading(place, f"{mark} time")
    meant = _zones().get(mark.upper(), ())
    if not meant:
        return ZoneReading(None, f"the zone {mark} is not known")
    if len(meant) == 1:
        return ZoneReading(meant[0].zone, f"{mark} is {meant[0].name}")
    live = [zone for zone in meant if zone.in_force(at)]
    gone = [zone.name for zone in meant if zone not in live]
    aside = f"; {' and '.join(gone)} {'is' if len(gone) == 1 else 'are'} not in force on that day" if gone else ""
    if around.country and (seat := next((zone for zone in live if around.country in zone.countries), None)):
        return ZoneReading(seat.zone, f"{mark} read as {seat.name}: {around.country_because}{aside}")
    return _by_places(mark, live, around.text, aside)


def _by_places(mark: str, live: Sequence[_Zone], text: str, aside: str) -> ZoneReading:
    named = countries_in(text)
    scores = [
        (sum(_OWN * named[c] for c in zone.countries) + sum(_NEAR * named[c] for c in zone.near)) for zone in live
    ]
    ranked = sorted(zip(scores, range(len(live)), strict=True), reverse=True)
    if not ranked or ranked[0][0] == 0 or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0]):
        names = ", ".join(zone.name for zone in live)
        return ZoneReading(None, f"{mark} may be {names or 'none in force'}; nothing tells which{aside}")
    best = live[ranked[0][1]]
    witnesses = [code for code in (*best.countries, *best.near) if named[code]]
    return ZoneReading(best.zone, f"{mark} read as {best.name}: the text names {_names(witnesses)}{aside}")


def countries_in(text: str) -> Counter[str]:
    """How often each country (alpha-3) is named in a text, by name, adjective or capital."""
    book = Countries.load()
    found: Counter[str] = Counter()
    for match in _NAME.finditer(text):
        words = match.group().split(" ")
        for at in range(len(words)):
            for stop in range(len(words), at, -1):
                phrase = re.sub(r"['’]s$", "", " ".join(words[at:stop]))
                country = book.named(phrase) or book.demonym(phrase) or book.capital(phrase)
                if country:
                    found[country.alpha3] += 1
                    break
    return found


def country_of_host(host: str) -> str | None:
    """The country (alpha-3) of a host by its top-level domain; None for general ones and those sold as words."""
    last = host.rsplit(".", 1)[-1].upper()
    if len(last) != 2 or last in _SOLD:
        return None
    country = Countries.load().get("GB" if last == "UK" else last)
    return country.alpha3 if country else None


_SOLD = {"TV", "IO", "AI", "ME", "CO", "CC", "FM", "LY", "WS", "TO", "IS", "LA", "GG", "SH", "AC", "EU"}
"""Country domains that are mostly used as words (.tv, .me, .ai); an outlet under them may sit anywhere."""


def _names(codes: Sequence[str]) -> str:
    book = Countries.load()
    return ", ".join(country.name for code in codes if (country := book.get(code)))


@cache
def _zone_of_place(place: str) -> ZoneInfo | None:
    """The zone named after a place, as in "Kabul time"."""
    listed = data("clean_zones.toml")["places"].get(place)
    if listed or place.isupper():
        return ZoneInfo(listed) if listed else None
    ending = f"/{place.replace(' ', '_')}"
    return next((ZoneInfo(name) for name in sorted(available_timezones()) if name.endswith(ending)), None)


@cache
def _zones() -> dict[str, tuple[_Zone, ...]]:
    found: dict[str, list[_Zone]] = {}
    for raw in data("clean_zones.toml")["zone"]:
        for mark in raw["mark"]:
            found.setdefault(mark, []).append(_zone(raw))
    return {mark: tuple(zones) for mark, zones in found.items()}


def _zone(raw: dict[str, Any]) -> _Zone:
    clock: tzinfo = ZoneInfo(raw["zone"]) if "zone" in raw else timezone(timedelta(minutes=raw["offset"]))
    return _Zone(
        raw["name"], clock, raw.get("season", "all"), tuple(raw.get("countries", ())), tuple(raw.get("near", ()))
    )
