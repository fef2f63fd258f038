"""Incidents made by hand, with and without everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from khaldun.model import (
    Actor,
    ActorRole,
    Because,
    Claim,
    CountKind,
    CountRange,
    DatePrecision,
    EventType,
    Incident,
    IncidentSummary,
    Interval,
    Place,
    PlacePrecision,
    Status,
)
from tests.store import hand

EVENTS = hand.coded(hand.make_dossier())
STORMING, ARREST = EVENTS
POLICE = Actor("state:AFG:police", "Afghan police", (), "police", (), (ActorRole("AFG", ("COP",)),))
ARMY_ABROAD = Actor("state:PAK:military", "Pakistan Army", (), "military", (), (ActorRole("PAK", ("MIL",)),))
CIVILIANS = Actor("state:AFG:civilians", "Afghan civilians", (), "group", (), (ActorRole("AFG", ("CVL",)),))

FULL = IncidentSummary(
    incident=Incident("incident-full", (STORMING.event.id,), (Because("place", "same town"),)),
    title="ISKP storms Longan Hotel",
    type=EventType.ASSAULT,
    mode="firearms",
    status=Status.HAPPENED,
    when=Interval(date(2022, 12, 12), date(2022, 12, 12), DatePrecision.DAY),
    place=hand.KABUL,
    country="AFG",
    actors=(hand.ISKP,),
    recipients=(CIVILIANS, POLICE),
    actor_names=("ISKP gunmen",),
    recipient_names=("civilians",),
    counts=(CountRange(CountKind.KILLED, 3, 5, None), CountRange(CountKind.INJURED, 1, 2, 3)),
    weapon="firearms",
    target_kind="tourism",
    reports=2,
    sources=1,
    claims=(Claim("killed", "5", (STORMING.event.id,), ("gazette", "courier"), ("Police",)),),
    disputed=("killed",),
    score=0.87654,
)
BARE = IncidentSummary(
    incident=Incident("incident-bare", (ARREST.event.id,), ()),
    title='=HYPERLINK("http://example.org")',
    type=EventType.COERCE,
    mode=None,
    status=Status.PLANNED,
    when=None,
    place=None,
    country=None,
    actors=(),
    recipients=(),
    actor_names=(),
    recipient_names=(),
    counts=(),
    weapon=None,
    target_kind=None,
    reports=1,
    sources=1,
    claims=(),
    disputed=(),
    score=0.5,
)
NATIONWIDE = replace(
    FULL,
    incident=Incident("incident-nationwide", (), ()),
    place=Place("country:AFG", "Afghanistan", PlacePrecision.COUNTRY, "AFG"),
    when=Interval(date(2022, 12, 1), date(2022, 12, 31), DatePrecision.MONTH),
)
