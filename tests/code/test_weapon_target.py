from __future__ import annotations

from dataclasses import replace

import pytest

from khaldun.code import target, weapon
from khaldun.model import EventType as T
from tests.code.candidates import around

WEAPONS = [
    ("Gunmen attacked a post with rifles.", "attacked", T.ASSAULT, {}, ("firearms", "rifles")),
    ("A rocket slammed into a shop.", "slammed", T.ASSAULT, {}, ("heavy weapons", "rocket")),
    ("The army answered with artillery fire.", "fire", T.ASSAULT, {}, ("heavy weapons", "artillery fire")),
    ("Warplanes bombed a village.", "bombed", T.ASSAULT, {}, ("aircraft", "Warplanes")),
    ("A drone strike killed four men.", "killed", T.ASSAULT, {}, ("drone", "drone strike")),
    ("A suicide car bomb exploded near the gate.", "exploded", T.ASSAULT, {}, ("explosives", "car bomb")),
    ("Two farmers were stabbed in Lahore.", "stabbed", T.ASSAULT, {}, ("melee", "stabbed")),
    ("The attack killed nine. The bomb was hidden in a bag.", "attack", T.ASSAULT, {}, ("explosives", "bomb")),
    ("A boy shot and killed two women.", "killed", T.ASSAULT, {}, ("firearms", "shot")),
    ("Rockets hit the port. Four were fired at the town.", "fired", T.ASSAULT, {}, ("heavy weapons", "Rockets")),
    ("Police seized two rifles.", "seized", T.COERCE, {}, None),
    ("The mob killed him.", "killed", T.ASSAULT, {}, None),
    ("Police arrested a man with a knife.", "arrested", T.COERCE, {}, None),
    ("The two met to discuss missiles.", "met", T.CONSULT, {}, None),
]


@pytest.mark.parametrize(("text", "word", "type_", "roles", "expected"), WEAPONS)
def test_the_means_is_read_with_its_words(text, word, type_, roles, expected):
    candidate, setting = around(text, word, type_, **roles)
    found, because = weapon.find(candidate, setting)
    assert (found and (found.category, found.span.quote)) == expected
    assert bool(because) == (found is not None)
    assert all(b.span is not None and b.span.holds_in(setting.report.text) for b in because)


def test_the_mode_tells_the_means_where_no_word_does():
    candidate, setting = around("Police opened fire on the crowd.", "opened")
    assert weapon.find(candidate, setting)[0] is None
    found, because = weapon.find(replace(candidate, mode="firearms"), setting)
    assert found is not None
    assert (found.category, because[0].rule) == ("firearms", "weapon:mode")


def test_the_instrument_role_comes_first():
    candidate, setting = around("Gunmen bombed the post with mortars.", "bombed", instrument="mortars")
    found, because = weapon.find(candidate, setting)
    assert found is not None
    assert (found.category, because[0].rule) == ("heavy weapons", "weapon:role")


TARGETS = [
    ("Gunmen attacked a police station.", "attacked", {"recipient": "station"}, "police"),
    ("Gunmen attacked a police school.", "attacked", {"recipient": "school"}, "education"),
    ("A bomb hit the Palm Hotel.", "hit", {"target": "Hotel"}, "tourism"),
    ("Gunmen killed soldiers at a hotel.", "killed", {"recipient": "soldiers", "place": "hotel"}, "military"),
    ("A bomb exploded at a mosque.", "exploded", {"place": "mosque"}, "religious"),
    ("A bomb exploded in a village.", "exploded", {"place": "village"}, None),
    ("Gunmen killed two journalists.", "killed", {"recipient": "journalists"}, "media"),
    ("Gunmen killed Amir Rezai.", "killed", {"recipient": "Rezai"}, None),
]


@pytest.mark.parametrize(("text", "word", "roles", "category"), TARGETS)
def test_the_kind_of_target_follows_the_head_of_the_filler(text, word, roles, category):
    candidate, setting = around(text, word, **roles)
    found, because = target.find(candidate, setting)
    assert (found.category if found else None) == category
    assert all(b.span is not None and b.span.holds_in(setting.report.text) for b in because)
    assert bool(because) == (found is not None)
