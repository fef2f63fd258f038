"""Hand-made coded events for the tests of linking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from khaldun.model import (
    Actor,
    Attribution,
    CodedEvent,
    Count,
    CountKind,
    DatePrecision,
    Event,
    EventType,
    Interval,
    Link,
    Place,
    PlacePrecision,
    Report,
    Role,
    RoleName,
    Span,
    Status,
    Weapon,
    event_id,
    report_id,
)
from tests.conftest import make_report

ISKP = Actor("iskp", "ISKP", ("ISKP", "Daesh"), "armed", ("islamic-state",))
ARMY = Actor("army", "Army of Ruritania", ("army",), "state")
BAND = Actor("band", "Red Band", ("Red Band",), "armed")
KESH = Place("geonames:1", "Kesh", PlacePrecision.TOWN, "RUR", "North", None, 34.0, 60.0)
LOMA = Place("geonames:2", "Loma", PlacePrecision.TOWN, "RUR", "South", None, 30.0, 66.0)
LAND = Place("country:RUR", "Ruritania", PlacePrecision.COUNTRY, "RUR")


def report(text: str, *, told: date | None = date(2023, 1, 3), outlet: str = "The Post", copy_of: int = 0) -> Report:
    """A report; those of one ``copy_of`` number (not 0) have equal fingerprints."""
    made = make_report(text, published=told, outlet=outlet)
    id_ = report_id(outlet, f"https://{outlet}.example/{made.id}", made.origin.sha256)
    return replace(made, id=id_, fingerprint=tuple(range(copy_of, copy_of + 64)) if copy_of else ())


def coded(
    inside: Report,
    sentence: str,
    trigger: str,
    *,
    type_: EventType = EventType.ASSAULT,
    status: Status = Status.HAPPENED,
    day: date | None = None,
    place: Place | None = None,
    actors: tuple[Actor, ...] = (),
    recipients: tuple[Actor, ...] = (),
    killed: tuple[int, int | None] | None = None,
    total: bool = False,
    weapon: str = "",
    said: tuple[Attribution, ...] = (),
    doer: str = "",
    hit: str = "",
) -> CodedEvent:
    """An event of a sentence that stands in the report's text."""
    at = inside.text.index(sentence)

    def cut(quote: str) -> Span:
        start = inside.text.index(quote, at)
        return Span.of(inside.text, start, start + len(quote))

    spot = cut(trigger)
    named = ((RoleName.ACTOR, doer), (RoleName.RECIPIENT, hit))
    roles = tuple(Role(name, cut(quote), cut(quote)) for name, quote in named if quote)
    id_ = event_id(inside.id, "plover", type_, sentence, trigger, roles)
    event = Event(
        id_, inside.id, sentence, "plover", type_, None, (), spot, roles,
        (Count(CountKind.KILLED, *killed, spot, None, total),) if killed else (),
        Weapon(weapon, spot) if weapon else None, None, status, said, (), 0.8, "test",
    )  # fmt: skip
    links = [Link(id_, RoleName.ACTOR, None, actor, 0, 0.9, ()) for actor in actors]
    links += [Link(id_, RoleName.RECIPIENT, None, actor, 0, 0.9, ()) for actor in recipients]
    if day:
        links.append(Link(id_, RoleName.TIME, None, Interval(day, day, DatePrecision.DAY), 0, 0.9, ()))
    if place:
        links.append(Link(id_, RoleName.PLACE, None, place, 0, 0.9, ()))
    return CodedEvent(event, inside, sentence, tuple(links))
