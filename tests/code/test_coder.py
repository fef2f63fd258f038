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
    known = next(e for e in coded.events if e.trigger.quote == "killed")
    assert later.confidence("place") < known.confidence("place")


def test_telling_somebody_that_is_no_request():
    assert not code("The minister told reporters that the bridge was closed.").events
    assert [e.type for e in code("The minister told the rebels to leave the town.").events] == [EventType.REQUEST]


def test_a_town_before_the_deed_is_its_place_and_a_country_its_doer():
    town = one("The Basra bombing killed nine people.", EventType.ASSAULT)
    assert heads(town, RoleName.PLACE) == {"Basra"}
    assert not town.fillers(RoleName.ACTOR)
    country = one("A Turkish airstrike killed nine people.", EventType.ASSAULT)
    assert heads(country, RoleName.ACTOR) == {"Turkish"}


def test_an_age_is_no_time():
    event = one("A 20-year-old man was shot on Tuesday.", EventType.ASSAULT)
    assert {role.span.quote for role in event.fillers(RoleName.TIME)} == {"Tuesday"}


def test_no_group_is_no_actor():
    event = one("No group has claimed responsibility for the bombing in Basra.", EventType.ASSAULT)
    assert not event.fillers(RoleName.ACTOR)


def test_a_thing_that_was_hit_is_not_the_place_of_what_follows():
    coded = code("Rebels burned a bus near the river.\n\nThey wounded two farmers.")
    later = next(e for e in coded.events if e.trigger.quote == "wounded")
    assert "bus" not in heads(later, RoleName.PLACE)


def test_victims_counted_apart_are_one_event():
    event = one("Twenty soldiers were killed and ten were wounded.", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"soldiers", "ten"}
    apart = code("Five men were killed in Basra on Monday and three women were killed in Mosul on Tuesday.")
    assert len([e for e in apart.events if e.type is EventType.ASSAULT]) == 2


def test_who_was_not_hurt_and_who_was_are_told_apart():
    found = code("The mayor was not hurt, but two guards were wounded.").events
    assert [(e.trigger.quote, e.status) for e in found] == [("hurt", Status.DENIED), ("wounded", Status.HAPPENED)]


def test_what_killed_them_is_told_by_the_clause_under_it():
    event = one("Nine miners were killed when a bomb exploded in Lagos.", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"miners"}
    assert event.mode == "explosives"


def test_some_of_them_are_the_other_side_of_a_clash():
    event = one("Soldiers clashed with rebel fighters near the river, killing 14 of them.", EventType.ASSAULT)
    assert heads(event, RoleName.ACTOR) == {"Soldiers"}
    assert heads(event, RoleName.RECIPIENT) == {"fighters"}


def test_the_other_side_of_a_gun_battle_is_its_doer():
    event = one("Two soldiers were killed in a gun battle with the rebels.", EventType.ASSAULT)
    assert heads(event, RoleName.ACTOR) == {"rebels"}
    assert heads(event, RoleName.RECIPIENT) == {"soldiers"}


def test_whom_a_deployment_is_meant_for():
    fight = one("The army deployed troops in the fight against the rebels.", EventType.MOBILIZE)
    assert heads(fight, RoleName.RECIPIENT) == {"rebels"}
    hunt = one("A major hunt has been launched to track down the killers.", EventType.MOBILIZE)
    assert heads(hunt, RoleName.RECIPIENT) == {"killers"}


def test_the_force_that_was_sent_acts():
    event = one("Police were deployed to the square.", EventType.MOBILIZE)
    assert heads(event, RoleName.ACTOR) == {"Police"}


def test_where_rockets_come_from_is_not_whom_they_hit():
    events = code("Two rockets fired from Lebanon hit a farm in northern Israel.").events
    assert all("Lebanon" not in heads(e, RoleName.RECIPIENT, RoleName.TARGET) for e in events)


def test_a_named_area_is_the_place():
    event = one("Three men were arrested at a house in the Mill Lane area.", EventType.COERCE)
    assert [r.span.quote for r in event.fillers(RoleName.PLACE)] == ["Mill Lane area"]


def test_a_killing_told_beside_an_abduction_takes_nobody():
    events = code("The kidnap of three farmers and the killing of a shepherd shocked the valley.").events
    counted = {e.trigger.quote: {c.kind.value: c.low for c in e.counts} for e in events}
    assert counted["kidnap"]["abducted"] == 3
    assert counted["killing"] == {"killed": 1}


def test_the_possessor_of_a_murder_suffered_it_and_the_blamed_did_it():
    event = one("The president attributed the colonel's murder to the rebels.", EventType.ASSAULT)
    assert heads(event, RoleName.ACTOR) == {"rebels"}
    assert heads(event, RoleName.RECIPIENT) == {"colonel"}
    doer = one("The army's killing of three farmers angered the valley.", EventType.ASSAULT)
    assert heads(doer, RoleName.ACTOR) == {"army"}


def test_a_terrorist_attack_names_no_doer():
    event = one("The terrorist attack on the market killed nine people.", EventType.ASSAULT)
    assert not event.fillers(RoleName.ACTOR)


def test_the_shared_subject_of_a_passive_suffers():
    event = one("Nine soldiers were on a visit and were wounded when a bomb exploded.", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"soldiers"}
    assert not event.fillers(RoleName.ACTOR)


def test_a_pronoun_under_a_clause_is_the_subject_above():
    event = one("A man died after he was shot by police.", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"man"}


def test_photos_of_suspects_are_not_released_suspects():
    assert not code("The agency released photos of the suspects.").events


def test_a_murder_elsewhere_does_not_take_over_the_roles_of_a_bombing():
    coded = code("Rebels bombed a bridge in Basra on Monday.\n\nThe murder of a judge in Mosul shocked the town.")
    murder = next(e for e in coded.events if e.trigger.quote == "murder")
    assert not murder.fillers(RoleName.ACTOR)
    assert heads(murder, RoleName.PLACE) == {"Mosul"}


def test_who_was_stopped_and_then_blew_himself_up():
    event = one("The man was stopped by guards and then blew himself up near the gate.", EventType.ASSAULT)
    assert heads(event, RoleName.ACTOR) == {"man"}


def test_no_group_said_it_did_it():
    event = one("No group has said it carried out the bombing in Basra.", EventType.ASSAULT)
    assert not event.fillers(RoleName.ACTOR)


def test_who_claims_an_attack_is_its_doer():
    event = one("The Islamic Front claimed the attack on the school in Basra.", EventType.ASSAULT)
    assert heads(event, RoleName.ACTOR) == {"Front"}


def test_shots_into_the_air_hit_nobody():
    event = one("Soldiers fired shots into the air.", EventType.ASSAULT)
    assert not event.fillers(RoleName.RECIPIENT) + event.fillers(RoleName.TARGET)


def test_casualties_are_not_received_as_guests():
    assert not [e for e in code("The regiment received 21 casualties.").events if e.type is EventType.CONCEDE]


def test_the_dead_told_after_an_arrest_are_not_the_arrests():
    coded = code("Police arrested three men in Basra.\n\nTwenty people died in the blast.")
    arrest = next(e for e in coded.events if e.type is EventType.COERCE)
    assert {c.kind.value for c in arrest.counts} == {"arrested"}


def test_who_shot_and_killed_shares_the_object():
    events = code("A group of masked gunmen shot and killed two students at a school.").events
    assert all(heads(e, RoleName.ACTOR) == {"gunmen"} for e in events)
    assert all("gunmen" not in heads(e, RoleName.RECIPIENT) for e in events)


def test_a_month_alone_is_a_time():
    event = one("In May, a farm manager was abducted by rebels.", EventType.ASSAULT)
    assert [role.span.quote for role in event.fillers(RoleName.TIME)] == ["May"]


def test_a_name_before_a_crime_is_no_doer():
    event = one("The Lakewood shooting left two people dead.", EventType.ASSAULT)
    assert not event.fillers(RoleName.ACTOR)
    assert heads(one("A Taliban bombing killed nine people.", EventType.ASSAULT), RoleName.ACTOR) == {"Taliban"}


def test_an_old_deed_with_year_and_place_of_its_own_needs_no_party():
    event = one("She was seen at a ceremony marking the March 9, 2003, attacks in New York.", EventType.ASSAULT)
    assert heads(event, RoleName.PLACE) == {"York"}
    assert not code("She was seen at a ceremony marking the attacks.").events


def test_journalists_beaten_by_strangers_are_beaten():
    event = one("Three journalists covering the vote were beaten by unknown men.", EventType.ASSAULT)
    assert heads(event, RoleName.ACTOR) == {"men"}


def test_who_is_said_to_stand_behind_an_attack_is_its_doer(line):
    import khaldun

    text = "A bomb killed three people in Herat on Monday. The Red Band was behind the attack, the army said."
    doers = {r.span.quote for c in khaldun.code_text(text) for r in c.event.fillers(RoleName.ACTOR)}
    assert any("Red Band" in quote for quote in doers)


def test_a_deed_of_another_year_takes_no_place_from_the_news(line):
    import khaldun

    text = "Rebels shelled Herat on Monday. The army seized power in February 2021. Elsewhere, gunmen shot a judge."
    told = {c.event.trigger.quote: c.event.fillers(RoleName.PLACE) for c in khaldun.code_text(text)}
    assert not told["seized"]
    assert not told["shot"]


def test_a_truce_that_is_suspended_is_no_retreat():
    import khaldun

    events = khaldun.code_text("The government suspended its ceasefire with the rebels in March.")
    assert not [c for c in events if c.event.type is EventType.RETREAT]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Police fired tear gas at a crowd gathered for a banned demonstration in Douala.", "crowd"),
        ("Thousands turned out for a protest in Lagos on Monday.", "Thousands"),
    ],
)
def test_those_who_gather_for_a_protest_hold_it(text, who):
    import khaldun

    (protest,) = [c.event for c in khaldun.code_text(text) if c.event.type is EventType.PROTEST]
    assert [role.head.quote for role in protest.fillers(RoleName.ACTOR)] == [who]


def test_who_may_be_responsible_is_no_doer():
    import khaldun

    text = "A bomb killed three people in Herat. It is unclear which groups could be responsible for the attack."
    assert not [c for c in khaldun.code_text(text) if c.event.fillers(RoleName.ACTOR)]


def test_somebody_told_by_age_is_hit():
    event = one("A 16-year-old was shot in the hand in Alder Creek on Wednesday night.", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"old"}


def test_who_died_after_being_shot_was_hit():
    event = one("A toddler is dead after being shot by a cousin.", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"toddler"}


def test_those_found_shot_were_hit():
    event = one("A family was found fatally shot in a cabin on Monday.", EventType.ASSAULT)
    assert heads(event, RoleName.RECIPIENT) == {"family"}


def test_a_gun_accident_is_coded_and_a_suicide_is_not():
    assert one("A teenager accidentally shot himself in the leg.", EventType.ASSAULT)
    assert not code("The banker shot himself.").events


def test_a_report_about_a_shooting_that_names_nobody_has_one():
    coded = code("Deputies discuss an accidental shooting.\n\nNo more is known of the shooting.")
    assert [e.type for e in coded.events if e.type is EventType.ASSAULT] == [EventType.ASSAULT]
    assert not [e for e in code("Deputies discuss an accidental shooting.").events if e.type is EventType.ASSAULT]
