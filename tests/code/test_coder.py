from __future__ import annotations

import pytest

from khaldun.code.coder import Coder
from khaldun.model import EventType, RoleName, Status, event_id
from tests.conftest import annotated

CODER = Coder()


def code(text):
    return CODER([annotated(text)])[0]


def one(text, type_):
    found = [e for e in code(text).events if e.type is type_]
    assert len(found) == 1, [(e.type, e.trigger.quote) for e in code(text).events]
    return found[0]


def heads(event, *names):
    return {role.head.quote for name in names for role in event.fillers(name)}


def test_a_blast_told_by_noun_verb_and_participle_is_one_event():
    event = one("A car bomb attack on a bus station killed four people, wounding twelve others.", EventType.ASSAULT)
    assert event.mode == "explosives"
    assert {"people", "others"} <= heads(event, RoleName.RECIPIENT)


def test_two_sides_are_all_actors():
    event = one("Fighting between rebels and soldiers broke out in the north.", EventType.ASSAULT)
    assert heads(event, RoleName.ACTOR) == {"rebels", "soldiers"}
    assert not event.fillers(RoleName.RECIPIENT)


def test_passives_relative_clauses_and_control():
    passive = one("The mayor was abducted by militants who fled to the hills.", EventType.ASSAULT)
    assert heads(passive, RoleName.ACTOR) == {"militants"}
    assert heads(passive, RoleName.RECIPIENT) == {"mayor"}
    control = one("The gunmen tried to kill a senator.", EventType.ASSAULT)
    assert heads(control, RoleName.ACTOR) == {"gunmen"}
    assert control.status is Status.ATTEMPTED


def test_what_is_demanded_is_told_by_the_demand():
    coded = code("The council urged the rebels to release the hostages.")
    assert [e.type for e in coded.events] == [EventType.REQUEST]
    assert [(p.type, p.reason) for p in coded.passed] == [(EventType.RETREAT, "told by REQUEST")]


def test_the_attack_takes_its_roles_from_the_event_before():
    coded = code("Militants attacked a police station on Monday.\n\nThe attack wounded three officers.")
    later = [e for e in coded.events if "wounded" in e.trigger.quote]
    assert heads(later[0], RoleName.ACTOR) == {"Militants"}
    assert "resumed" in later[0].flags


def test_nothing_new_about_the_attack_is_no_second_event():
    coded = code("Militants attacked a police station on Monday.\n\nResidents spoke of the attack.")
    assert len([e for e in coded.events if e.type is EventType.ASSAULT]) == 1
    assert [p.reason for p in coded.passed] == ["retold"]


@pytest.mark.parametrize(
    ("text", "type_", "was"),
    [
        ("The ministers will meet next week.", EventType.AGREE, "CONSULT"),
        ("The government will not release the prisoners.", EventType.REJECT, "RETREAT"),
        ("The army will withdraw its troops next month.", EventType.CONCEDE, "RETREAT"),
        ("The two armies held joint exercises.", EventType.COOPERATE, "MOBILIZE"),
    ],
)
def test_single_category_rules(text, type_, was):
    event = one(text, type_)
    assert any(b.field == "type" and f":{was}:" in b.rule for b in event.because)


def test_places_of_origin_and_of_speech_are_not_the_place():
    event = one("Rebels from Sudan attacked a convoy near Mosul, officials said in Paris.", EventType.ASSAULT)
    assert heads(event, RoleName.PLACE) == {"Mosul"}


def test_every_filled_field_has_a_reason_that_holds():
    text = "On Friday police in Lagos arrested three men after gunmen killed a judge at his home."
    coded = code(text)
    assert {e.type for e in coded.events} == {EventType.COERCE, EventType.ASSAULT}
    for event in coded.events:
        told = {b.field for b in event.because}
        assert {"type", "status", *(role.name.value for role in event.roles)} <= told
        assert all(b.span.holds_in(text) for b in event.because if b.span)


def test_ids_do_not_hang_on_offsets():
    first = code("Gunmen killed a judge.").events[0]
    later = code("The day was hot.\n\nGunmen killed a judge.").events[0]
    assert first.trigger.start != later.trigger.start
    made = event_id(first.report, "plover", later.type, "Gunmen killed a judge.", later.trigger.quote, later.roles)
    assert made == first.id


def test_a_headline_counts_its_bare_participle_as_passive():
    event = one("Five killed in market bombing", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"Five"}


def test_a_place_told_just_before_holds_with_little_trust():
    coded = code("Gunmen killed a judge in Kabul.\n\nThey wounded two of his guards.")
    later = next(e for e in coded.events if e.trigger.quote == "wounded")
    assert heads(later, RoleName.PLACE) == {"Kabul"}
    assert "place-from-earlier" in later.flags
    assert [b.score for b in later.because if b.rule == "roles:place-of-earlier-event"] == [0.4]
