"""Which events become one incident, which never do, and what the incident is called."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from khaldun.link.linker import link_incidents
from khaldun.model import CodedEvent, EventType, Incident, Report, Status
from tests.link.build import ARMY, BAND, ISKP, KESH, LAND, LOMA, coded, report

DAY = date(2023, 1, 1)
FIRST = "Gunmen stormed the Longan guest house in Kesh on Sunday, killing four."
SECOND = "Four people died when attackers stormed the Longan guest house in Kesh on Sunday."


def pair() -> tuple[CodedEvent, CodedEvent]:
    one = coded(report(FIRST, outlet="A"), FIRST, "stormed", day=DAY, place=KESH, killed=(4, 4))
    two = coded(report(SECOND, outlet="B"), SECOND, "stormed", day=DAY, place=KESH, killed=(4, 4))
    return one, two


def groups(found: tuple[Incident, ...]) -> list[set[str]]:
    return [set(incident.events) for incident in found]


def joined(*events: CodedEvent) -> bool:
    return len(link_incidents(events)) == 1


def test_two_reports_of_one_attack_are_one_incident_with_reasons() -> None:
    found = link_incidents(pair())
    assert len(found) == 1
    assert len(found[0].because) == 1
    assert "same place (Kesh)" in found[0].because[0].rule
    assert "same day (2023-01-01)" in found[0].because[0].rule
    assert 0.5 <= found[0].because[0].score <= 1


def test_nothing_makes_nothing() -> None:
    assert link_incidents(()) == ()


def test_far_places_other_days_other_doers_and_other_kinds_are_walls() -> None:
    one, two = pair()
    text, inside = two.sentence, two.report
    assert not joined(one, coded(inside, text, "stormed", day=DAY, place=LOMA))
    assert not joined(one, coded(inside, text, "stormed", day=DAY - timedelta(90), place=KESH))
    assert not joined(one, coded(inside, text, "stormed", day=DAY, place=KESH, status=Status.PLANNED))
    assert not joined(one, coded(inside, text, "stormed", day=DAY, place=KESH, status=Status.FOILED))
    assert not joined(one, coded(inside, text, "stormed", day=DAY, place=KESH, type_=EventType.PROTEST))
    mine = coded(one.report, one.sentence, "stormed", day=DAY, place=KESH, actors=(ISKP,))
    assert not joined(mine, coded(inside, text, "stormed", day=DAY, place=KESH, actors=(BAND,)))


def test_an_attempt_and_the_deed_are_one() -> None:
    one, two = pair()
    again = coded(two.report, two.sentence, "stormed", day=DAY, place=KESH, status=Status.ATTEMPTED)
    assert joined(one, again)


def test_the_country_holds_the_town() -> None:
    one, two = pair()
    assert joined(one, coded(two.report, two.sentence, "stormed", day=DAY, place=LAND, killed=(4, 4)))


def test_two_attacks_of_one_day_stay_apart() -> None:
    far = "Shells fell on the market of Loma on Sunday, wounding nine."
    one, _ = pair()
    assert not joined(one, coded(report(far, outlet="B"), far, "fell", day=DAY))


def test_the_attack_takes_up_what_was_told_and_another_attack_does_not() -> None:
    text = f"{FIRST}\n\nThe attack began at dawn.\n\nAnother attack hit a bridge in Loma."
    inside = report(text)
    deed = coded(inside, FIRST, "stormed", day=DAY, place=KESH)
    again = coded(inside, "The attack began at dawn.", "attack")
    other = coded(inside, "Another attack hit a bridge in Loma.", "attack", place=LOMA)
    assert sorted(map(len, groups(link_incidents((deed, again, other))))) == [1, 2]


def test_copies_of_a_round_up_keep_their_deeds_apart() -> None:
    deeds = (
        ("Gunmen stormed a guest house in Kesh.", "stormed", KESH),
        ("A roadside charge tore through a bus near Loma.", "tore", LOMA),
    )
    text = "\n\n".join(sentence for sentence, _, _ in deeds)
    copies = [report(text, outlet=name, copy_of=7) for name in "AB"]
    events = [coded(one, sentence, word, place=place) for one in copies for sentence, word, place in deeds]
    assert sorted(map(len, groups(link_incidents(events)))) == [2, 2]


def test_the_order_of_events_changes_nothing() -> None:
    events = [*pair(), *_month(40)]
    straight = link_incidents(events)
    for seed in range(3):
        mixed = list(events)
        random.Random(seed).shuffle(mixed)
        assert link_incidents(mixed) == straight


def test_every_event_is_in_one_incident_at_most() -> None:
    events = _month(60)
    members = [id for incident in link_incidents(events) for id in incident.events]
    assert len(members) == len(set(members)) == len(events)


def test_an_incident_keeps_its_id_when_later_reports_join() -> None:
    one, two = pair()
    late = replace_report(two, date(2023, 1, 9))
    alone, both = link_incidents((one,)), link_incidents((one, late))
    assert len(both) == 1
    assert alone[0].id == both[0].id


def test_a_reviewers_word_beats_the_features() -> None:
    one, two = pair()
    key = frozenset((one.event.id, two.event.id))
    assert len(link_incidents((one, two), decided={key: False})) == 2
    text = "Dockers marched in Loma."
    far = coded(report(text), text, "marched", type_=EventType.PROTEST, place=LOMA)
    forced = link_incidents((one, far), decided={frozenset((one.event.id, far.event.id)): True})
    assert len(forced) == 1
    assert "reviewer" in forced[0].because[0].rule


def test_a_word_on_unknown_events_is_left_out() -> None:
    one, two = pair()
    assert len(link_incidents((one, two), decided={frozenset(("event-x", one.event.id)): False})) == 1


def test_a_denial_joins_the_deed_and_keeps_its_own_status() -> None:
    one, two = pair()
    denial = coded(two.report, two.sentence, "stormed", day=DAY, place=KESH, status=Status.DENIED)
    assert joined(one, denial)


def test_suppositions_and_bare_remarks_on_the_past_make_no_incident() -> None:
    text = "The group attacked villages in those years."
    inside = report(text)
    assert link_incidents((coded(inside, text, "attacked", status=Status.HYPOTHETICAL),)) == ()
    assert link_incidents((coded(inside, text, "attacked", status=Status.BACKGROUND),)) == ()
    assert len(link_incidents((coded(inside, text, "attacked", status=Status.BACKGROUND, day=DAY),))) == 1


def test_verbal_acts_need_more_in_common() -> None:
    one, two = "Kesh elders accused the army of raids.", "The opposition accused the army of fraud."
    first = coded(report(one), one, "accused", type_=EventType.ACCUSE, recipients=(ARMY,))
    second = coded(report(two, outlet="B"), two, "accused", type_=EventType.ACCUSE, recipients=(ARMY,))
    assert not joined(first, second)


def replace_report(event: CodedEvent, told: date) -> CodedEvent:
    later: Report = report(event.sentence, told=told, outlet=event.report.outlet or "")
    return coded(later, event.sentence, event.event.trigger.quote, day=DAY, place=KESH, killed=(4, 4))


def _month(size: int) -> list[CodedEvent]:
    """Attacks on numbered farms, one a day, told by two outlets each."""
    made = []
    for number in range(size // 2):
        day = date(2023, 3, 1) + timedelta(number)
        for outlet in "XY":
            text = f"Raiders burned the farm Acre{number} of Owner{number} on that day, outlet {outlet} learned."
            inside = report(text, told=day + timedelta(1), outlet=outlet)
            made.append(
                coded(
                    inside,
                    text,
                    "burned",
                    day=day,
                    place=replace(KESH, id=f"geonames:{100 + number}", lat=20.0 + number),
                )
            )
    return made


def test_a_month_of_pairs_gives_the_pairs() -> None:
    assert [len(group) for group in groups(link_incidents(_month(40)))] == [2] * 20
