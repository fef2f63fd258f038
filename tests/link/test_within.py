"""Which tellings of one report are one deed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from khaldun.link.facet import place_of
from khaldun.link.linker import link_incidents
from khaldun.link.own import owned
from khaldun.link.summary import summarise
from khaldun.link.tally import ranges
from khaldun.link.telling import telling_of
from khaldun.model import (
    Attribution,
    Because,
    CodedEvent,
    Count,
    CountKind,
    EventType,
    IncidentSummary,
    Report,
    Role,
    RoleName,
    Span,
    Stance,
    Status,
)
from tests.link.build import ARMY, BAND, KESH, LOMA, coded, report

DAY = date(2023, 1, 1)


def split(*events: CodedEvent) -> list[int]:
    """The sizes of the incidents that some events make, smallest first."""
    return sorted(len(incident.events) for incident in link_incidents(events))


def summaries(*events: CodedEvent) -> list[IncidentSummary]:
    by_id = {event.event.id: event for event in events}
    return [summarise(i, [by_id[id_] for id_ in i.events]) for i in link_incidents(events)]


def cut(inside: Report, quote: str) -> Span:
    at = inside.text.index(quote)
    return Span(at, at + len(quote), quote)


def test_a_casualty_sentence_goes_with_the_attack_before_it() -> None:
    text = "Gunmen raided the mill in Kesh. Two guests were wounded."
    inside = report(text)
    raid = coded(inside, "Gunmen raided the mill in Kesh.", "raided", day=DAY, place=KESH, doer="Gunmen", hit="mill")
    hurt = coded(inside, "Two guests were wounded.", "wounded", hit="guests")
    assert split(raid, hurt) == [2]


def test_deeds_on_days_of_their_own_stay_apart_in_one_report() -> None:
    text = "Gunmen raided the mill on Sunday. They had raided the mill in December too."
    inside = report(text)
    now = coded(inside, "Gunmen raided the mill on Sunday.", "raided", day=DAY, place=KESH)
    then = coded(inside, "They had raided the mill in December too.", "raided", day=DAY - timedelta(20), place=KESH)
    assert split(now, then) == [1, 1]


def test_one_name_is_one_victim_however_much_of_it_is_told() -> None:
    text = "Baker Mo Reza was murdered in May. Witnesses spoke. After Mo was shot, she ran. A nurse was shot."
    inside = report(text, told=None)
    first = coded(inside, "Baker Mo Reza was murdered in May.", "murdered", hit="Mo Reza")
    again = coded(inside, "After Mo was shot, she ran.", "shot", hit="Mo")
    other = coded(inside, "A nurse was shot.", "shot", hit="nurse")
    assert telling_of(first).names == {"mo", "reza"}
    assert telling_of(other).victims == {"nurse"}
    assert split(timed(first, "May"), again) == [2]


def test_a_clause_with_which_goes_on_about_the_deed_before_it() -> None:
    text = "Gunmen raided the mill in Kesh. Arrests came hours after the raid, which also left ten guests injured."
    inside = report(text)
    sentence = "Arrests came hours after the raid, which also left ten guests injured."
    assert telling_of(coded(inside, sentence, "left", hit="guests")).definite
    assert not telling_of(coded(inside, sentence, "came")).definite


def test_what_is_denied_in_other_words_is_another_thing() -> None:
    text = "The army sent advisers to Kesh. The army denies sending soldiers to Kesh."
    inside = report(text)
    sent = coded(inside, "The army sent advisers to Kesh.", "sent advisers", doer="army", type_=EventType.MOBILIZE)
    denied = coded(
        inside, "The army denies sending soldiers to Kesh.", "sending soldiers",
        doer="army", type_=EventType.MOBILIZE, status=Status.DENIED,
    )  # fmt: skip
    assert split(sent, denied) == [1, 1]


def test_the_toll_of_strikes_is_their_own_that_of_one_strike_is_not() -> None:
    text = "The toll in the strikes rose to 157. A strike killed two guests; the toll in the strike rose to 160."
    inside = report(text)
    strikes = coded(inside, "The toll in the strikes rose to 157.", "strikes", killed=(157, 157), total=True)
    day = coded(inside, "A strike killed two guests; the toll in the strike rose to 160.", "killed", killed=(2, 2))
    source = {inside.id: 0}
    assert [c.best for c in ranges([strikes, day], source)] == [157]
    one = replace(strikes, event=replace(strikes.event, trigger=cut(inside, "strike")))
    assert [c.best for c in ranges([one, day], source)] == [2]


def test_a_time_after_since_dates_nothing() -> None:
    text = "The campaign, the deadliest since 2012, saw raids."
    event = coded(report(text, told=None), text, "campaign")
    assert telling_of(timed(event, "2012")).dated == frozenset()


def test_a_running_toll_alone_is_no_incident() -> None:
    text = "Gunmen raided the mill in Kesh. Since then 900 people have been killed."
    inside = report(text)
    raid = coded(inside, "Gunmen raided the mill in Kesh.", "raided", day=DAY, place=KESH, doer="Gunmen", hit="mill")
    toll = coded(
        inside, "Since then 900 people have been killed.", "killed", hit="people", killed=(900, 900), total=True
    )
    assert split(toll) == []
    assert sum(split(raid, toll)) in (1, 2)


def test_without_dates_a_named_month_is_another_time_than_the_news() -> None:
    text = "Gunmen raided the mill in Kesh. In June gunmen raided the inn of the town. In April gunmen raided a bank."
    inside = report(text, told=None)
    now = coded(inside, "Gunmen raided the mill in Kesh.", "raided", place=KESH, doer="Gunmen", hit="mill")
    june = coded(inside, "In June gunmen raided the inn of the town.", "raided", place=KESH, doer="gunmen", hit="inn")
    april = coded(inside, "In April gunmen raided a bank.", "raided", place=KESH, doer="gunmen", hit="bank")
    assert split(now, june) == [2]
    dated = [timed(event, word) for event, word in ((june, "June"), (april, "April"))]
    assert split(now, *dated) == [1, 1, 1]


def timed(event: CodedEvent, word: str) -> CodedEvent:
    """The event with a time of its own that nothing dates."""
    when = cut(event.report, word)
    role = Role(RoleName.TIME, when, when)
    return replace(event, event=replace(event.event, roles=(*event.event.roles, role)))


def test_other_places_and_other_victims_are_other_deeds() -> None:
    text = "A miller was abducted in Kesh. A teacher was abducted in Loma. A smith was abducted by the river."
    inside = report(text)
    miller = coded(inside, "A miller was abducted in Kesh.", "abducted", place=KESH, hit="miller")
    teacher = coded(inside, "A teacher was abducted in Loma.", "abducted", place=LOMA, hit="teacher")
    smith = coded(inside, "A smith was abducted by the river.", "abducted", hit="smith")
    assert split(miller, teacher, smith) == [1, 1, 1]


def test_an_arrest_is_no_part_of_the_attack() -> None:
    text = "Gunmen raided the mill in Kesh. The police arrested a suspect in Kesh."
    inside = report(text)
    raid = coded(inside, "Gunmen raided the mill in Kesh.", "raided", day=DAY, place=KESH, doer="Gunmen")
    arrest = coded(
        inside, "The police arrested a suspect in Kesh.", "arrested", day=DAY, place=KESH, type_=EventType.COERCE,
        doer="police", hit="suspect",
    )  # fmt: skip
    assert split(raid, arrest) == [1, 1]


def test_a_deed_told_whole_is_not_taken_up_by_an_article() -> None:
    text = "Gunmen raided the mill in Kesh. Elders recalled the murder of a judge by smugglers."
    inside = report(text)
    raid = coded(inside, "Gunmen raided the mill in Kesh.", "raided", day=DAY, place=KESH, doer="Gunmen", hit="mill")
    old = coded(inside, "Elders recalled the murder of a judge by smugglers.", "murder", doer="smugglers", hit="judge")
    assert split(raid, old) == [1, 1]


def test_the_attackers_end_belongs_to_the_attack_and_adds_no_victim() -> None:
    text = "Gunmen raided the mill in Kesh, killing two people. The army shot the gunmen dead."
    inside = report(text)
    first, second = "Gunmen raided the mill in Kesh, killing two people.", "The army shot the gunmen dead."
    raid = coded(inside, first, "raided", day=DAY, place=KESH, doer="Gunmen", hit="people", killed=(2, 2))
    at = text.index("the gunmen")
    ends = coded(inside, second, "shot", doer="The army", hit="gunmen", actors=(ARMY,), place=KESH)
    dead = Count(CountKind.KILLED, 3, 3, Span(at, at + 10, "the gunmen"), "gunmen")
    ends = replace(ends, event=replace(ends.event, counts=(dead,)))
    [made] = summaries(raid, ends)
    assert [(c.low, c.best, c.high) for c in made.counts if c.kind is CountKind.KILLED] == [(2, 2, 2)]
    assert made.actors == ()
    assert made.actor_names == ("Gunmen",)


def test_gunmen_killed_in_a_raid_on_them_are_counted() -> None:
    text = "The army killed three gunmen in Kesh."
    inside = report(text)
    blow = coded(inside, text, "killed", doer="army", hit="gunmen", day=DAY, place=KESH)
    dead = Count(CountKind.KILLED, 3, 3, cut(inside, "three gunmen"), "gunmen")
    [made] = summaries(replace(blow, event=replace(blow.event, counts=(dead,))))
    assert [c.best for c in made.counts] == [3]


def test_a_count_from_a_sentence_of_another_deed_is_not_the_incidents() -> None:
    text = "Women marched in Kesh. Friday's bombing killed 35 people."
    inside = report(text)
    march = coded(inside, "Women marched in Kesh.", "marched", type_=EventType.PROTEST, day=DAY, place=KESH)
    leaked = Count(CountKind.KILLED, 35, 35, cut(inside, "35 people"))
    march = replace(march, event=replace(march.event, counts=(leaked,)))
    [made] = summaries(march)
    assert made.counts == ()
    shots = replace(march, event=replace(march.event, type=EventType.ASSAULT))
    assert owned([shots])[0].event.counts == ()  # the sentence tells a killing of its own


def test_a_bare_toll_after_an_attack_stays_with_it() -> None:
    text = "Gunmen raided the mill in Kesh. The toll stood at seven."
    inside = report(text)
    raid = coded(inside, "Gunmen raided the mill in Kesh.", "raided")
    toll = Count(CountKind.KILLED, 7, 7, cut(inside, "seven"))
    raid = replace(raid, event=replace(raid.event, counts=(toll,)))
    assert owned([raid])[0].event.counts == (toll,)


def test_fillers_carried_over_from_another_deed_are_left_out() -> None:
    text = "The army raided a den. Elders spoke of the bombing of the bridge."
    inside = report(text)
    raid = coded(inside, "The army raided a den.", "raided", doer="army", actors=(ARMY,))
    later = coded(inside, "Elders spoke of the bombing of the bridge.", "bombing", hit="bridge")
    army = cut(inside, "army")
    carried = replace(later.event, roles=(*later.event.roles, Role(RoleName.ACTOR, army, army)))
    alone = owned([replace(later, event=carried)])[0]
    assert [role.span.quote for role in alone.event.roles] == ["bridge"]
    together = owned([raid, replace(later, event=replace(carried, roles=carried.roles[1:]))])
    assert [len(member.event.roles) for member in together] == [1, 0]  # the raid has a doer of its own


def test_a_claim_of_responsibility_joins_the_deed_and_names_its_doer() -> None:
    text = "A bomb tore through the mill in Kesh. The Red Band claimed responsibility for the bombing."
    inside = report(text)
    first = "A bomb tore through the mill in Kesh."
    blast = coded(inside, first, "tore", day=DAY, place=KESH, hit="mill", killed=(4, 4))
    claim = coded(
        inside, "The Red Band claimed responsibility for the bombing.", "claimed", type_=EventType.ACCUSE,
        doer="The Red Band", actors=(BAND,), day=DAY + timedelta(1),
    )  # fmt: skip
    [made] = summaries(blast, claim)
    assert made.type is EventType.ASSAULT
    assert made.actors == (BAND,)
    assert "date" not in made.disputed
    assert [c.value for c in made.claims if c.field == "responsibility"] == ["claimed by The Red Band"]


def test_numbers_of_the_doers_are_best_only_where_nobody_else_gives_any() -> None:
    text = "The ministry said the bombing killed 3. Red Band said it had carried out the bombing and killed 20."
    inside = report(text)
    sober, proud = (sentence + "." for sentence in text.rstrip(".").split(". "))
    one = coded(inside, sober, "bombing", day=DAY, place=KESH, killed=(3, 3))
    at = text.index("Red Band")
    said = (Attribution(Span(at, at + 8, "Red Band"), None, Stance.CLAIMED),)
    two = coded(inside, proud, "bombing", day=DAY, place=KESH, killed=(20, 20), doer="Red Band", said=said)
    [made] = summaries(one, two)
    assert [(c.low, c.best, c.high) for c in made.counts] == [(3, 3, 20)]
    [alone] = summaries(two)
    assert [c.best for c in alone.counts] == [20]


def test_no_group_is_nobody() -> None:
    text = "A bomb tore through the mill. No group claimed the bombing."
    inside = report(text)
    event = coded(inside, "No group claimed the bombing.", "bombing", doer="No group", day=DAY)
    event = replace(event, links=tuple(replace(link, span=cut(inside, "No group")) for link in event.links))
    [made] = summaries(event)
    assert made.actor_names == ()
    assert [c for c in made.claims if c.field in ("actor", "responsibility")] == []


def test_a_day_borrowed_from_a_neighbour_speaks_for_nothing():
    told = report("Rebels shot a judge at Kesh. Soldiers burned a barn.")
    one = coded(told, "Rebels shot a judge at Kesh.", "shot", day=DAY, doer="Rebels", hit="judge")
    other = coded(told, "Soldiers burned a barn.", "burned", day=DAY, doer="Soldiers", hit="barn")
    borrowed = tuple(
        replace(link, because=(Because("time", "dates:neighbour", None, 0.9),)) if link.role is RoleName.TIME else link
        for link in other.links
    )
    assert split(one, replace(other, links=borrowed)) == [1, 1]


def test_other_doers_of_other_things_are_two_deeds():
    told = report("Rebels shot a judge on Monday. Settlers torched a barn on Monday.")
    one = coded(told, "Rebels shot a judge on Monday.", "shot", day=DAY, doer="Rebels", hit="judge")
    other = coded(told, "Settlers torched a barn on Monday.", "torched", day=DAY, doer="Settlers", hit="barn")
    assert split(one, other) == [1, 1]


def test_damage_that_nobody_is_said_to_do_tells_of_the_attack_beside_it():
    told = report("Rebels shelled the town of Kesh. A clinic was hit.")
    one = coded(told, "Rebels shelled the town of Kesh.", "shelled", doer="Rebels", hit="town")
    assert split(one, coded(told, "A clinic was hit.", "hit", hit="clinic")) == [2]


def test_each_side_of_a_fight_may_be_told_as_its_doer():
    told = report("Rebels took the town of Kesh after fighting with the army.")
    one = coded(told, told.text, "took", actors=(BAND,), doer="Rebels", hit="town", place=KESH)
    assert split(one, coded(told, told.text, "fighting", actors=(ARMY,), doer="army", hit="town", place=KESH)) == [2]


def test_gunmen_killed_in_a_raid_by_soldiers_are_its_victims():
    told = report("Soldiers raided the camp at Kesh, where two gunmen were killed.")
    raid = coded(told, told.text, "raided", actors=(replace(ARMY, kind="military"),), doer="Soldiers", hit="camp")
    dead = coded(told, told.text, "killed", killed=(2, 2), hit="gunmen")
    victims = replace(dead.event.counts[0], victims="gunmen")
    dead = replace(dead, event=replace(dead.event, counts=(victims,)))
    assert owned([raid, dead])[1].event.counts == (victims,)
    band = replace(raid, links=tuple(replace(link, to=BAND) if link.to else link for link in raid.links))
    assert not owned([band, dead])[1].event.counts


def test_the_place_of_another_clause_is_not_where_the_deed_taken_up_was():
    told = report("In Loma the mayor condemned the raid.")
    raid = coded(told, told.text, "raid", place=LOMA)
    span = Span.of(told.text, 3, 7)
    links = tuple(replace(link, span=span) if link.role is RoleName.PLACE else link for link in raid.links)
    raid = replace(raid, links=links)
    for rule, found in (("roles:place-near-clause", None), ("roles:place-attached", LOMA)):
        why = (Because("place", rule, span, 0.5),)
        one = replace(raid, event=replace(raid.event, because=why))
        assert place_of(one, telling_of(one))[0] == found
