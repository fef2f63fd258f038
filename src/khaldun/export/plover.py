"""PLOVER records as JSON lines, one event each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from khaldun.analyse.days import first_day
from khaldun.export.jsonl import write_lines
from khaldun.export.values import day, quad, scale, words_of
from khaldun.model import (
    Actor,
    CodedEvent,
    CountKind,
    Event,
    IncidentSummary,
    Link,
    Place,
    PlacePrecision,
    RoleName,
    Status,
)

_RESOLUTION = {
    PlacePrecision.FACILITY: 5,
    PlacePrecision.TOWN: 4,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 2,
    PlacePrecision.COUNTRY: 1,
}
_AUXILIARY = {Status.BACKGROUND: "historical", Status.HYPOTHETICAL: "hypothetical", Status.DENIED: "negation"}
"""PLOVER's auxiliary modes. Planned, called for and threatened deeds have no mode there and are told in the comment."""
_SIZES = {CountKind.KILLED: "dead", CountKind.INJURED: "injured", CountKind.ARRESTED: "arrested"}


def write(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:
    """One event a line; ``link`` names the incident, which PLOVER uses for related events."""
    incident = {id: summary.incident.id for summary in summaries for id in summary.incident.events}
    return write_lines((_record(coded, incident.get(coded.event.id)) for coded in events), out)


def _record(coded: CodedEvent, incident: str | None) -> dict[str, Any]:
    event, when = coded.event, coded.when
    modes = (event.mode, _AUXILIARY.get(event.status))
    record = {
        "id": event.id,
        "date": day(first_day(when)) or _published(coded),
        "enddate": day(when.stop) if when and when.stop != when.start else None,
        "actor": _entities(coded, RoleName.ACTOR),
        "recipient": _entities(coded, RoleName.RECIPIENT),
        "event": [event.type.value],
        "mode": [mode for mode in modes if mode],
        "context": list(event.contexts),
        "event_loc": _location(coded),
        "event_text": event.trigger.quote,
        "quad_code": quad(event.type),
        "event_scale": scale(event.type, event.mode),
        "size": _size(event),
        "link": incident,
        "text": coded.sentence,
        "text_info": {"start": event.trigger.start, "end": event.trigger.stop, "text_story": coded.report.id},
        "cite_info": _citation(coded),
        "coder": event.made_by,
        "comment": None if event.status is Status.HAPPENED else f"status: {event.status.value}",
    }
    return {name: value for name, value in record.items() if value not in (None, [], {})} | {
        "date": record["date"],
        "actor": record["actor"],
    }


def _published(coded: CodedEvent) -> str | None:
    return day(coded.report.published.at.date()) if coded.report.published else None


def _entities(coded: CodedEvent, role: RoleName) -> list[dict[str, Any]]:
    """The fillers of a role, each with the reading of its very words where there is one."""
    read = {link.span: link for link in coded.best(role)}
    found = [_entity(words, read.get(filler.span), coded) for filler in coded.event.fillers(role)
             for words in words_of((filler,))]  # fmt: skip
    unphrased = [link for link in coded.best(role) if link.span not in {f.span for f in coded.event.fillers(role)}]
    return found + [_entity("", link, coded) for link in unphrased if link.to is not None]


def _entity(words: str, link: Link | None, coded: CodedEvent) -> dict[str, Any]:
    actor = link.to if link and isinstance(link.to, Actor) else None
    held = actor.role_on(first_day(coded.when)) if actor else None
    wikidata = next((id for scheme, id in actor.ids if scheme == "wikidata"), None) if actor else None
    entity = {
        "code": held.country if held else None,
        "sector": list(held.sectors) if held else None,
        "entity_text": words or None,
        "identifier_id": wikidata,
        "identifier_text": actor.name if actor else None,
    }
    return {name: value for name, value in entity.items() if value}


def _location(coded: CodedEvent) -> dict[str, Any]:
    place = coded.place
    named = words_of(coded.event.fillers(RoleName.PLACE))
    location: dict[str, Any] = {"extracted_place": named[0]} if named else {}
    if isinstance(place, Place):
        location |= {
            "resolved_place": place.name,
            "geonameid": place.id.removeprefix("geonames:") if place.id.startswith("geonames:") else None,
            "lat": place.lat,
            "lon": place.lon,
            "district": place.admin2,
            "province": place.admin1,
            "country_code": place.country,
            "resolution": _RESOLUTION.get(place.precision),
        }
    return {name: value for name, value in location.items() if value is not None}


def _size(event: Event) -> dict[str, int]:
    return {name: found.low for kind, name in _SIZES.items() if (found := event.count(kind))}


def _citation(coded: CodedEvent) -> dict[str, str]:
    report = coded.report
    found = {
        "citation": report.id,
        "url": report.url,
        "title": report.title,
        "language": report.lang,
        "publication": report.outlet,
        "codebook": coded.event.codebook,
    }
    return {name: value for name, value in found.items() if value}
