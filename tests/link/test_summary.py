"""The line that an incident's members give together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from khaldun.link.copies import copy_share
from khaldun.link.summary import summarise
from khaldun.model import (
    Actor,
    Attribution,
    Because,
    CodedEvent,
    Count,
    CountKind,
    CountRange,
    Incident,
    IncidentSummary,
    Link,
    Place,
    PlacePrecision,
    RoleName,
    Span,
    Stance,
    Status,
)
from tests.link.build import BAND, ISKP, KESH, LAND, coded, report

DAY = date(2023, 1, 1)
ONE = "Gunmen attacked a post in Kesh on Sunday, killing four soldiers."
TWO = "A post was attacked by Gunmen in Ruritania and five soldiers died."


def summary(*members: CodedEvent) -> IncidentSummary:
    return summarise(Incident("incident-x", tuple(m.event.id for m in members), ()), members)


def first(**more: object) -> CodedEvent:
    return coded(
        report(ONE, outlet="A"),
        ONE,
        "attacked",
        day=DAY,
        place=KESH,
        killed=(4, 4),
        doer="Gunmen",
        hit="a post",
        **more,  # type: ignore[arg-type]
    )


def second(outlet: str = "B", **more: object) -> CodedEvent:
    killed = more.pop("killed", (5, 5))
    return coded(report(TWO, outlet=outlet), TWO, "attacked", place=LAND, killed=killed, **more)  # type: ignore[arg-type]


def test_title_tells_the_deed_the_place_and_the_day() -> None:
    assert summary(first()).title == "Gunmen attacked a post, Kesh, 2023-01-01"


def test_title_does_not_turn_the_deed_around() -> None:
    passive = coded(report(TWO), TWO, "attacked", doer="Gunmen", hit="A post")
    assert summary(passive).title == "A post attacked by Gunmen"


def test_the_closest_place_and_time_win() -> None:
    made = summary(first(), second())
    assert made.place == KESH
    assert made.country == "RUR"
    assert made.when is not None
    assert made.when.start == DAY


def test_a_named_building_stands_before_one_that_has_only_its_towns_name() -> None:
    bare = replace(KESH, id="described:1", name="Kesh hotel", precision=PlacePrecision.FACILITY, point_from="Kesh")
    named = replace(bare, id="described:2", name="Longan Hotel, Kesh")
    one, other = first(), second()
    told = [replace(one, links=_placed(one, bare)), replace(other, links=_placed(other, named))]
    assert summary(*told, replace(second("C"), links=_placed(second("C"), bare))).place == named


def _placed(member: CodedEvent, place: Place) -> tuple[Link, ...]:
    return (Link(member.event.id, RoleName.PLACE, None, place, 0, 0.9, ()),)


def test_counts_keep_low_best_and_high_and_the_dispute() -> None:
    made = summary(first(), second(), second(outlet="C"))
    assert made.counts == (CountRange(CountKind.KILLED, 4, 5, 5),)
    assert "killed" in made.disputed
    assert {(c.value, c.outlets) for c in made.claims if c.field == "killed"} == {("4", ("A",)), ("5", ("B", "C"))}


def test_an_open_count_stays_open_and_is_no_dispute() -> None:
    made = summary(first(), second(killed=(3, None)))
    assert made.counts == (CountRange(CountKind.KILLED, 3, made.counts[0].best, None),)
    assert "killed" not in made.disputed


def test_running_totals_are_kept_apart() -> None:
    made = summary(first(), second(killed=(90, 90), total=True))
    assert made.counts == (CountRange(CountKind.KILLED, 4, 4, 4),)
    assert [c.value for c in made.claims if c.field == "killed (total)"] == ["90"]


def test_who_was_shot_and_died_in_another_telling_is_not_injured() -> None:
    text = "Two men were shot in Kesh. Two men died."
    inside = report(text)
    shot = coded(inside, "Two men were shot in Kesh.", "shot", day=DAY, place=KESH)
    hurt = Count(CountKind.INJURED, 2, 2, Span(0, 7, "Two men"), "men")
    why = Because("injured", "counts:hit-not-dead", hurt.span, 0.8)
    shot = replace(shot, event=replace(shot.event, counts=(hurt,), because=(*shot.event.because, why)))
    died = coded(inside, "Two men died.", "died", day=DAY, place=KESH, killed=(2, 2))
    assert [(c.kind, c.best) for c in summary(shot, died).counts] == [(CountKind.KILLED, 2)]
    assert [(c.kind, c.best) for c in summary(shot).counts] == [(CountKind.INJURED, 2)]


def test_wire_copies_and_one_outlet_are_one_source() -> None:
    copies = [
        coded(report(ONE, outlet=name, copy_of=9), ONE, "attacked", day=DAY, place=KESH) for name in ("A", "B", "C")
    ]
    own = second(outlet="D")
    made = summary(*copies, own)
    assert (made.reports, made.sources) == (4, 2)


def test_the_firmest_status_wins_and_a_denial_is_a_dispute() -> None:
    made = summary(first(), second(status=Status.DENIED))
    assert made.status is Status.HAPPENED
    assert "status" in made.disputed


def test_the_vague_stand_back_behind_a_named_group_and_behind_anybody_when_victims() -> None:
    gunmen = Actor("unnamed:armed:RUR", "Unnamed armed men", (), "agent")
    people = Actor("unnamed:unknown", "Unknown people", (), "agent")
    army = Actor("state:RUR:military", "Military of Ruritania", (), "military")
    group = replace(BAND, kind="armed_group")
    made = summary(first(actors=(gunmen,), recipients=(people,)), second(actors=(group,), recipients=(army,)))
    assert (made.actors, made.recipients) == ((group,), (army,))
    fight = summary(first(actors=(gunmen,), recipients=(people,)), second(actors=(army,)))
    assert (set(fight.actors), fight.recipients) == ({gunmen, army}, (people,))


def test_other_doers_are_disputed_relatives_are_not() -> None:
    assert "actor" in summary(first(actors=(ISKP,)), second(actors=(BAND,))).disputed
    assert "actor" not in summary(first(actors=(ISKP,)), second(actors=(ISKP,))).disputed


def test_who_claims_and_who_denies_responsibility() -> None:
    text = "Red Band attacked a post. Red Band said so; the Grey Hand denied it."
    inside = report(text)

    def said(quote: str, stance: Stance) -> Attribution:
        at = text.index(quote, 20)
        return Attribution(Span.of(text, at, at + len(quote)), None, stance)

    event = coded(
        inside, text, "attacked", doer="Red Band", hit="a post",
        said=(said("Red Band", Stance.CLAIMED), said("the Grey Hand", Stance.DENIED)),
    )  # fmt: skip
    found = {c.value for c in summary(event).claims if c.field == "responsibility"}
    assert found == {"claimed by Red Band", "denied by the Grey Hand"}


def test_more_sources_are_surer_but_never_certain() -> None:
    one, two = summary(first()), summary(first(), second())
    assert one.score < two.score < 1


def test_no_member_is_an_error() -> None:
    with pytest.raises(ValueError, match="no member"):
        summarise(Incident("incident-x", ("event-y",), ()), [first()])


def test_members_in_another_order_give_the_same() -> None:
    members = (first(), second(), second(outlet="C"))
    incident = Incident("incident-x", tuple(m.event.id for m in members), ())
    assert summarise(incident, members) == summarise(incident, members[::-1])


def test_copy_share() -> None:
    assert copy_share((1, 2, 3, 4), (1, 2, 9, 4)) == 0.75
    assert copy_share((), ()) == 0.0
    assert copy_share((1,), (1, 2)) == 0.0
