from __future__ import annotations

from dataclasses import replace

import pytest

from khaldun.code.counts import find
from khaldun.code.counts.effects import tallies
from khaldun.code.counts.grammar import measure
from khaldun.model import CountKind as K
from khaldun.model import EventType as T
from khaldun.model import Part
from tests.code.candidates import around
from tests.conftest import annotated

AMOUNTS = [
    ("At least five people died.", "people", 5, None),
    ("Up to 20 policemen died.", "policemen", 1, 20),
    ("Between 3 and 5 soldiers died.", "soldiers", 3, 5),
    ("Some 5 to 7 soldiers died.", "soldiers", 5, 7),
    ("Dozens of shoppers died.", "Dozens", 24, None),
    ("Hundreds of thousands of people died.", "Hundreds", 200_000, None),
    ("A couple of shoppers died.", "couple", 2, 2),
    ("Several soldiers died.", "soldiers", 3, None),
    ("Some 1,200 villagers and twenty-one soldiers died.", "villagers", 1221, 1221),
    ("About two dozen people died.", "people", 24, 24),
    ("A man and his two sons died.", "man", 3, 3),
    ("A policeman died.", "policeman", 1, 1),
    ("A family of five died.", "family", 5, 5),
    ("A total of 15 fighters died.", "total", 15, 15),
    ("A 17-year-old boy died.", "boy", 1, 1),
    ("More than three hundred and fifty died.", "hundred", 350, None),
    ("Police arrested 12 people, seven women and five men, after the march.", "people", 12, 12),
    ("There were eight women, a 10-year-old girl and four men injured.", "women", 13, 13),
]


@pytest.mark.parametrize(("text", "word", "low", "high"), AMOUNTS)
def test_a_noun_phrase_says_how_many(text, word, low, high):
    sentence = annotated(text).sentences[0]
    amount = measure(sentence, next(t for t in sentence.tokens if t.text == word))
    assert amount is not None
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He died in March 2015.", "March"),
        ("He died in the early hours of 2015.", "2015"),
        ("They fired 20 rockets.", "rockets"),
        ("The villagers died.", "villagers"),
        ("The police died.", "police"),
    ],
)
def test_what_is_no_number_of_persons_is_not_counted(text, word):
    sentence = annotated(text).sentences[0]
    assert measure(sentence, next(t for t in sentence.tokens if t.text == word)) is None


def test_a_toll_rises_to_its_number():
    sentence = annotated("The violence went on, with the toll in the strikes rising to 157.").sentences[0]
    assert [(t.amount.low, t.total) for t in tallies(sentence)] == [(157, True)]


def test_what_a_march_is_about_is_no_death_in_it():
    text = "Thousands of people marched in Kesh to protest the killing of a teenager by police."
    assert counted(text, "marched", T.PROTEST) == {(K.PARTICIPANTS, 2000, None)}
    assert counted("Riots in Kesh led to the death of two boys.", "Riots", T.PROTEST) == {(K.KILLED, 2, 2)}


def test_what_has_hurt_something_is_not_hurt():
    assert tallies(annotated("The violence has already hurt visits to the area.").sentences[0]) == ()


def counted(text, word, type_=T.ASSAULT, **more):
    return {(c.kind, c.low, c.high) for c in find(*around(text, word, type_, **more))[0]}


CASES = [
    ("The army clashed with rebels, killing 14 of them.", "clashed", T.ASSAULT, {(K.KILLED, 14, 14)}),
    ("Gunmen stopped a bus and shot dead 23 passengers.", "shot", T.ASSAULT, {(K.KILLED, 23, 23)}),
    (
        "Jets bombed the port, killing six people and wounding 83, the health ministry said.",
        "bombed",
        T.ASSAULT,
        {(K.KILLED, 6, 6), (K.INJURED, 83, 83)},
    ),
    (
        "Raiders attacked the base, killing at least 12 soldiers, officials and residents said.",
        "attacked",
        T.ASSAULT,
        {(K.KILLED, 12, None)},
    ),
    ("A blast left five dead and 20 wounded.", "blast", T.ASSAULT, {(K.KILLED, 5, 5), (K.INJURED, 20, 20)}),
    (
        "Five people were killed and 22 people injured when a rocket hit a shop.",
        "rocket",
        T.ASSAULT,
        {(K.KILLED, 5, 5), (K.INJURED, 22, 22)},
    ),
    ("Two civilians and three soldiers were killed in the blast.", "blast", T.ASSAULT, {(K.KILLED, 5, 5)}),
    ("Nine people, including two children, were killed.", "killed", T.ASSAULT, {(K.KILLED, 9, 9)}),
    ("Attack on mosque kills 12, wounds 30", "Attack", T.ASSAULT, {(K.KILLED, 12, 12), (K.INJURED, 30, 30)}),
    ("Rockets hit a house with no reports of casualties.", "hit", T.ASSAULT, {(K.KILLED, 0, 0), (K.INJURED, 0, 0)}),
    ("Four guards were shot outside a bank.", "shot", T.ASSAULT, {(K.INJURED, 4, 4)}),
    ("A guard was fatally shot outside a bank.", "shot", T.ASSAULT, {(K.KILLED, 1, 1)}),
    ("Three people were shot, one of them fatally.", "shot", T.ASSAULT, {(K.KILLED, 1, 1), (K.INJURED, 2, 2)}),
    ("A guard was shot twice and pronounced dead at the gate.", "shot", T.ASSAULT, {(K.KILLED, 1, 1)}),
    ("A boy was in critical condition after he and two others were shot.", "shot", T.ASSAULT, {(K.INJURED, 3, 3)}),
    ("Ann Lee, 43, Bob Dee, 48, and Cy Poe, 3, who all died.", "died", T.ASSAULT, {(K.KILLED, 3, 3)}),
    ("Eight women and four men injured in the blast.", "injured", T.ASSAULT, {(K.INJURED, 12, 12)}),
    ("The blast took the lives of 12 people.", "blast", T.ASSAULT, {(K.KILLED, 12, 12)}),
    ("A 9-month-old died in the blast.", "died", T.ASSAULT, {(K.KILLED, 1, 1)}),
    ("A boy shot and killed, investigation under way", "shot", T.ASSAULT, {(K.KILLED, 1, 1)}),
    ("Today's shooting shocked the town.", "shooting", T.ASSAULT, set()),
    ("Both Lee and his daughter died in the blast.", "blast", T.ASSAULT, {(K.KILLED, 2, 2)}),
    ("4 shot dead in a farmhouse", "shot", T.ASSAULT, {(K.KILLED, 4, 4)}),
    ("Six men were hurt in police firing, 12 were killed by the mob.", "hurt", T.ASSAULT, {(K.INJURED, 6, 6)}),
    ("Rebels kidnapped four nurses and their driver.", "kidnapped", T.ASSAULT, {(K.ABDUCTED, 5, 5)}),
    ("Police arrested 15 protesters.", "arrested", T.COERCE, {(K.ARRESTED, 15, 15)}),
    ("Thousands of people marched in Tunis.", "marched", T.PROTEST, {(K.PARTICIPANTS, 2000, None)}),
    ("The attack killed a man and wounded another man.", "attack", T.ASSAULT, {(K.KILLED, 1, 1), (K.INJURED, 1, 1)}),
    ("Five men were shot, one fatally.", "shot", T.ASSAULT, {(K.KILLED, 1, 1), (K.INJURED, 4, 4)}),
    ("The clash left one man dead and a trooper injured.", "clash", T.ASSAULT, {(K.KILLED, 1, 1), (K.INJURED, 1, 1)}),
    ("The attack claimed 15 lives.", "attack", T.ASSAULT, {(K.KILLED, 15, 15)}),
    ("Gunmen threatened to kill 50 farmers.", "kill", T.ASSAULT, set()),
    ("Police killed a man who had shot two women.", "killed", T.ASSAULT, {(K.KILLED, 1, 1)}),
    ("The attack came a day after a bombing killed 20 people in Lahore.", "attack", T.ASSAULT, set()),
]


@pytest.mark.parametrize(("text", "word", "type_", "expected"), CASES)
def test_counts_go_to_their_event(text, word, type_, expected):
    assert counted(text, word, type_) == expected


@pytest.mark.parametrize(("text", "word", "type_", "expected"), CASES)
def test_every_count_has_a_reason_with_the_same_passage(text, word, type_, expected):
    candidate, setting = around(text, word, type_)
    counts, because = find(candidate, setting)
    assert len(counts) == len(because)
    for count, reason in zip(counts, because, strict=True):
        assert reason.field == count.kind.value
        assert reason.span == count.span
        assert count.span.holds_in(setting.report.text)


def test_following_sentences_that_go_on_about_the_event_count():
    text = "Gunmen attacked a convoy in Kabul on Monday. Two policemen were killed and three others wounded."
    assert counted(text, "attacked") == {(K.KILLED, 2, 2), (K.INJURED, 3, 3)}


def test_another_event_ends_the_reading_on():
    text = "Gunmen attacked a convoy in Kabul on Monday. In a separate attack, two policemen were killed."
    assert counted(text, "attacked") == set()


def test_scores_killed_over_time_are_a_running_toll():
    counts, _ = find(*around("Militants have killed scores of policemen in the region.", "killed"))
    assert [(c.low, c.total) for c in counts] == [(40, True)]


def test_who_was_wounded_in_an_attempt_was_wounded():
    assert counted("The minister was wounded in an attempt on his life.", "wounded") == {(K.INJURED, 1, 1)}


def test_an_attacker_who_killed_himself_is_told_apart():
    counts, _ = find(*around("A gunman killed two women before killing himself.", "killed"))
    assert [(c.low, c.victims) for c in counts] == [(2, "women"), (1, "himself")]


def test_a_running_toll_is_kept_apart():
    text = "A bomb exploded in a market. The blast killed 12 people, bringing this month's death toll to 40."
    counts, _ = find(*around(text, "blast"))
    assert {(c.low, c.total) for c in counts if c.kind is K.KILLED} == {(12, False), (40, True)}


def test_perpetrators_stand_after_the_victims_and_say_so():
    text = "Gunmen attacked a bank in Kabul. Two guards were killed. The attacker was also killed."
    counts, _ = find(*around(text, "attacked"))
    killed = [c for c in counts if c.kind is K.KILLED]
    assert killed[0].victims == "guards"


def test_a_death_told_later_is_no_injury():
    text = "A teacher was shot in Herat. Doctors fought for hours. The teacher died in hospital."
    assert counted(text, "shot") == {(K.KILLED, 1, 1)}


def test_one_who_was_hurt_and_died_is_counted_once():
    text = "A teacher suffered gunshot wounds in the attack. The teacher later died."
    assert counted(text, "attack") == {(K.KILLED, 1, 1)}


def test_the_headline_names_the_dead_otherwise():
    headline = "Teen shot at a party in Kabul"
    text = headline + "\n\nA 17-year-old boy died last night, police said."
    candidate, setting = around(text, "shot")
    assert {c.kind for c in find(candidate, setting)[0]} == {K.INJURED}
    opening = replace(candidate.sentence, part=Part.HEADLINE)
    setting = replace(setting, sentences=(opening, *setting.sentences[1:]))
    assert {c.kind for c in find(replace(candidate, sentence=opening), setting)[0]} == {K.KILLED}


def test_where_somebody_was_taken_and_died():
    text = "The guard was shot by a thief. He was taken to a clinic where he was pronounced dead."
    assert counted(text, "shot") == {(K.KILLED, 1, 1)}


def test_a_vague_word_is_named_in_the_rule():
    _, because = find(*around("The blast left dozens dead.", "blast"))
    assert [b.rule for b in because] == ["counts:state:vague"]
