from __future__ import annotations

import pytest

from khaldun.knowledge.agents import Agents, singular, words_of
from khaldun.knowledge.check import SECTORS
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.states import agent_actor, agent_classes


@pytest.mark.parametrize(
    ("phrase", "class_"),
    [("gunmen", "armed"), ("gunman", "armed"), ("police officers", "police"), ("chargé d'affaires", "diplomats"),
     ("Charge d’Affaires", "diplomats"), ("lawmakers", "legislature"), ("warplanes", "military"), ("nurses", "medics"),
     ("villagers", "civilians"), ("protesters", "protesters"), ("nationals", "citizens"), ("guerrillas", "rebels"),
     ("drug traffickers", "criminals"), ("prosecutors", "judiciary"), ("aid workers", "aid_workers")],
)  # fmt: skip
def test_agents_have_classes_in_singular_and_plural(phrase, class_):
    assert Agents.load().class_of(phrase).name == class_


def test_what_is_no_agent_has_no_class():
    assert Agents.load().class_of("tomorrow") is None
    assert Agents.load().class_of("hotels") is None


def test_every_class_has_known_sectors_and_every_agent_a_class():
    assert len(Agents.load()) >= 1500
    for class_ in agent_classes().values():
        assert set(class_.sectors) <= SECTORS
        assert class_.plain
        assert "{country}" in class_.of


@pytest.mark.parametrize(
    ("plural", "one"),
    [("policemen", "policeman"), ("families", "family"), ("churches", "church"), ("troops", "troop"),
     ("police", "police"), ("bosses", "boss"), ("women", "woman"), ("businesswomen", "businesswoman")],
)  # fmt: skip
def test_singulars(plural, one):
    assert singular(plural) == one


def test_words_keep_their_places_and_lose_possessives():
    phrase = "the Somalia-based group’s U.S.-trained men"
    words = words_of(phrase)
    assert [word.folded for word in words] == ["the", "somalia", "based", "group", "us", "trained", "men"]
    assert all(phrase[w.start : w.stop].lower().startswith(w.folded[0]) for w in words)
    assert [word.possessive for word in words] == [False, False, False, True, False, False, False]


def test_derived_actors_have_stable_ids():
    chad = Countries.load().get("TCD")
    assert agent_actor(agent_classes()["police"], chad).id == "state:TCD:police"
    assert agent_actor(agent_classes()["armed"], None).id == "unnamed:armed"
    rebels = agent_actor(agent_classes()["rebels"], chad)
    assert (rebels.id, rebels.roles[0].country, rebels.roles[0].sectors) == ("unnamed:rebels:TCD", "TCD", ("REB",))
