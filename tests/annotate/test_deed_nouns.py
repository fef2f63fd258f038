from __future__ import annotations

from tests.conftest import annotated


def governed(text, word):
    sentence = annotated(text).sentences[0]
    token = next(t for t in sentence.tokens if t.text == word)
    return token.pos, token.dep, [(t.text, t.dep) for t in sentence.children(token)]


def test_shots_behind_those_who_fire_are_a_noun():
    pos, dep, below = governed("three others died in police firing in the town.", "firing")
    assert (pos, dep) == ("NOUN", "pobj")
    assert below[0] == ("police", "compound")


def test_those_counted_before_shot_were_hit():
    pos, _, below = governed("4 shot dead in Kesh home", "shot")
    assert pos == "VERB"
    assert ("4", "nsubjpass") in below


def test_who_fires_at_something_stays_a_clause():
    assert governed("He saw soldiers firing rockets.", "firing")[0] == "VERB"


def test_shot_and_killed_are_two_verbs_of_the_one_before():
    pos, _, below = governed("Smiling as he fired, a 15-year-old freshman shot and killed two students.", "shot")
    assert pos == "VERB"
    assert ("freshman", "nsubj") in below
