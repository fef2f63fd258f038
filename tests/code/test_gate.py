from __future__ import annotations

import pytest

from khaldun.code.coder import Coder
from khaldun.knowledge.gate import gate_cues
from tests.conftest import annotated

CODER = Coder()


def reasons(text):
    coded = CODER([annotated(text)])[0]
    return [e.type for e in coded.events], {p.reason for p in coded.passed}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The striker attacked the defenders and scored his tenth goal of the season in the league.", "sport"),
        ("The two firms fought a war of words over the merger.", None),
        ("The mayor attacked the plan on Tuesday.", "metaphor"),
        ("Forty villagers were killed in the earthquake.", "disaster"),
        ("Thousands marked the anniversary of the bombing by separatists in the capital.", "anniversary"),
        ("Soldiers attacked an empty village in a simulated assault.", "drill"),
        ("In the film, a detective kills the character played by the actress.", "fiction"),
        ("The army has intensified its attacks.", "trend"),
        ("Ninety passengers were detained in hospital after the crash.", "in hospital"),
        ("Since June the country has intensified its strikes to fight militants in the north.", "purpose"),
        ("Remnants have carried out frequent attacks in the valley.", "trend"),
        ("The hills are used by militants to infiltrate into the country.", "purpose"),
        ("There are fines for holding demonstrations.", "rule"),
        ("The raids brought the number arrested to 40.", "toll"),
        ("The boy talked with a friend.", "private"),
        ("Talk to any shopkeeper of the capital and you will hear of the prices.", "advice"),
        ("Dark clouds threaten the picnic.", "no party"),
    ],
)
def test_what_tempts_and_is_no_event(text, reason):
    events, passed = reasons(text)
    assert not events
    assert reason is None or reason in passed


def test_a_report_of_a_match_tells_of_no_clash_far_from_the_words_of_sport():
    match = "The batsman hit six runs. The visitors lost the day. Omar was sorry after a clash with Ahmad."
    assert reasons(match) == ([], {"sport"})
    assert reasons(match + " Two spectators were killed in the clash.")[0]


def test_real_harm_outweighs_a_match():
    events, _ = reasons("Gunmen killed two players of the football team after the cup match, police said.")
    assert events


def test_an_idiom_must_hold_the_trigger():
    events, _ = reasons("After a war of words the militia attacked the village.")
    assert events


def test_every_reason_has_a_cue():
    for reason in gate_cues().reasons:
        assert reason.phrases or reason.strong or reason.words
