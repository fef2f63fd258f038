from __future__ import annotations

import pytest

from khaldun.analyse.sheet.features import agent_class, features, scene_of
from khaldun.analyse.sheet.participants import by_share, participants
from khaldun.analyse.sheet.phrases import phrases
from khaldun.analyse.sheet.sheet import sheets
from khaldun.analyse.sheet.weights import SHARES, Share, Weights, weights
from khaldun.evaluate.coding import Text, code
from khaldun.evaluate.muc4_where import Told, location
from khaldun.knowledge.actors import ActorBook

REPORT = (
    "Guerrillas of the FARC kidnapped Mayor Pedro Example in Cali on Monday. Two of his bodyguards were killed.\n\n"
    "In Lima, six masked men destroyed a state bank with bombs on Sunday. Nobody was hurt."
)


@pytest.fixture(scope="module")
def coded(line):
    (one,) = code([Text("d", REPORT, published="1989-03-07")], line)
    return one


@pytest.fixture(scope="module")
def book():
    return ActorBook.load()


def test_phrases_leave_out_articles_and_know_their_complement(coded):
    found = {phrase.head.text: phrase for phrase in phrases(coded.dossier)}
    assert found["men"].span.quote == "six masked men"
    assert [token.text for token in found["men"].words] == ["masked", "men"]
    assert found["bank"].span.quote == "state bank"
    assert found["Guerrillas"].with_complement().quote == "Guerrillas of the FARC"


def test_phrases_tell_what_somebody_is_called(line, book):
    (one,) = code([Text("d", "Gunmen killed two peasants and burned three trucks in Cali.")], line)
    scene = scene_of(one.dossier, book)
    found = {phrase.head.text: phrase for phrase in phrases(one.dossier)}
    assert agent_class(found["peasants"]) == "farmers"
    assert agent_class(found["trucks"]) == "facility"
    assert "agent=farmers dobj>kill" in features(found["peasants"], scene)
    assert "agent=armed nsubj>kill" in features(found["Gunmen"], scene)


def test_participants_stand_where_the_text_says(coded, book):
    found = participants(coded.dossier, book, weights())
    text = coded.dossier.report.text
    assert all(text[one.span.start : one.span.stop] == one.span.quote for one in found)
    assert "Pedro Example" in [one.words for one in by_share(found, Share.NAMED)]
    assert "state bank" in [one.words for one in by_share(found, Share.TARGET)]
    assert "six masked men" in [one.words for one in by_share(found, Share.PERPETRATOR)]
    assert "bombs" in [one.words for one in by_share(found, Share.MEANS)]


def test_each_sheet_has_those_told_in_its_sentences(coded, book):
    found = {sheet.summary.mode: sheet for sheet in sheets(coded.dossier, coded.events, book)}
    kidnapping = [one.words for one in found["abduct"].participants]
    assert "Pedro Example" in kidnapping
    assert "state bank" not in kidnapping


def test_unwanted_incidents_have_no_sheet(coded, book):
    found = sheets(coded.dossier, coded.events, book, lambda sheet: sheet.summary.mode == "abduct")
    assert [sheet.summary.mode for sheet in found] == ["abduct"]


def test_no_weights_no_participants(coded, book):
    assert participants(coded.dossier, book, Weights({})) == ()


def test_one_participant_however_often_named(line, book):
    text = "Gunmen murdered police chief Juan Ruiz in Cali on Monday. Juan Ruiz was killed in front of his house."
    (one,) = code([Text("d", text, published="1989-03-07")], line)
    named = by_share(participants(one.dossier, book, weights()), Share.NAMED)
    assert [victim.words for victim in named] == ["Juan Ruiz"]


def test_every_weight_row_has_one_number_a_share():
    assert all(len(row) == len(SHARES) for row in weights().values.values())
    assert "bias" in weights().values


def test_countries_of_the_task_are_told_by_name_people_and_capital():
    told = Told.of("BOGOTA -- PERUVIAN REBELS CROSSED INTO EL SALVADOR AND FRANCE")
    assert [code for _, code in told.at] == ["COL", "PER", "SLV"]


def test_the_task_names_places_without_their_kind(line, book):
    text = (
        "CALI, 3 MAR 89 -- Guerrillas murdered a mayor in northern Popayan, Cauca department, yesterday.\n\n"
        "Gunmen wounded two priests."
    )
    (one,) = code([Text("d", text, published="1989-03-03")], line)
    told, found = Told.of(text), sheets(one.dossier, one.events, book)
    named = [location(sheet.summary, sheet.members, told)["places"] for sheet in found]
    assert {"POPAYAN", "CAUCA"} <= set(named[0])
    assert not any("DEPARTMENT" in name or "NORTHERN" in name for names in named for name in names)


def test_the_task_takes_no_place_that_only_the_report_is_set_in(line, book):
    text = "CALI, 3 MAR 89 -- Gunmen wounded two priests, their bishop said. Cali mourns."
    (one,) = code([Text("d", text, published="1989-03-03")], line)
    (sheet,) = sheets(one.dossier, one.events, book)
    assert sheet.summary.place.name == "Cali"
    assert location(sheet.summary, sheet.members, Told.of(text)) == {"country": "COLOMBIA", "places": []}


def test_titles_stand_apart_from_names_and_groups_from_their_people(line, book):
    text = "In Cali, FARC guerrillas murdered Mayor Pedro Example on Monday. Several houses were destroyed by bombs."
    (one,) = code([Text("d", text, published="1989-03-07")], line)
    found = participants(one.dossier, book, weights())
    (victim,) = by_share(found, Share.NAMED)
    assert (victim.words, victim.title) == ("Pedro Example", "Mayor")
    assert "FARC" in [doer.group for doer in by_share(found, Share.PERPETRATOR)]
    assert "houses" in [thing.words for thing in by_share(found, Share.TARGET)]


def test_the_only_group_of_a_report_is_behind_its_unnamed_guerrillas(coded, book):
    found = sheets(coded.dossier, coded.events, book)
    groups = [[one.words for one in by_share(sheet.participants, Share.GROUP)] for sheet in found]
    assert all(names == ["FARC"] for sheet, names in zip(found, groups, strict=True) if _has_doer(sheet))


def _has_doer(sheet):
    return bool(by_share(sheet.participants, Share.PERPETRATOR))
