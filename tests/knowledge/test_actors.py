from __future__ import annotations

import json
from datetime import date

import pytest

from khaldun.knowledge import names
from khaldun.knowledge.actor_files import ActorFileError, day
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.check import check


@pytest.fixture(scope="module")
def book():
    return ActorBook.load()


def found(book, text, **kwargs):
    return [(text[start:stop], actors[0].id) for start, stop, actors in book.find_in(text, **kwargs)]


def test_the_shipped_book_is_sound_and_large(book):
    assert check(book) == []
    assert sum(1 for entry in book.entries() if entry.actor.kind in {"armed_group", "militia", "criminal"}) >= 350
    assert sum(1 for actor in book if actor.kind == "person") >= 300
    assert len(book) >= 2500


@pytest.mark.parametrize(
    ("name", "id"),
    [("ISIS-K", "iskp"), ("Daesh", "islamic-state"), ("the Islamic State of Khorasan Province", "iskp"),
     ("al Shabaab", "al-shabaab"), ("Kurdistan Workers’ Party", "pkk"),
     ("Farabundo Marti National Liberation Front", "fmln"),
     ("Sendero Luminoso", "shining-path"), ("Doctors Without Borders", "msf"), ("U.N.", "un"),
     ("FSB", "state:RUS:intelligence"), ("Vladimir Putin", "person:vladimir-putin"),
     ("the Kremlin", "state:RUS:government")],
)  # fmt: skip
def test_aliases_name_one_actor(book, name, id):
    assert book.named(name)[0].id == id


def test_the_taliban_were_rebels_then_government(book):
    taliban = book.get("taliban")
    on = {y: taliban.role_on(date(y, 6, 1)).sectors for y in (1995, 1999, 2010, 2022)}
    assert on == {1995: ("REB",), 1999: ("GOV",), 2010: ("REB",), 2022: ("GOV",)}
    assert taliban.role_on(date(2021, 8, 14)).sectors == ("REB",)
    assert taliban.role_on(date(2021, 8, 15)).sectors == ("GOV",)


def test_who_has_left_office_is_elite(book):
    merkel = book.named("Angela Merkel")[0]
    assert merkel.role_on(date(2017, 4, 1)).office == "Chancellor of Germany"
    assert merkel.role_on(date(2022, 1, 10)).sectors == ("ELI",)


def test_short_abbreviations_count_only_in_capitals(book):
    assert found(book, "This is what who said it is, so far.") == []
    assert found(book, "IS fighters left.") == [("IS", "islamic-state")]
    assert found(book, "The WHO and the EU met.") == [("WHO", "who"), ("EU", "eu")]
    assert book.named("is") == ()


def test_in_a_text_of_one_case_ordinary_words_are_no_names(book):
    text = "THE FMLN SAID IT IS READY TO FIGHT, AND THOSE WHO FOLLOW THE ELN ARE TOO."
    assert found(book, text) == [("FMLN", "fmln"), ("ELN", "eln")]
    assert found(book, "the fmln said it is ready to fight, and those who follow will be too") == [("fmln", "fmln")]


def test_the_longest_name_wins_and_offsets_are_exact(book):
    text = "Al-Qaeda in the Arabian Peninsula’s men met Côte d’Ivoire’s envoy; the Nusra Front did not."
    assert found(book, text) == [("Al-Qaeda in the Arabian Peninsula", "aqap"), ("Nusra Front", "jabhat-al-nusra")]


def test_a_name_does_not_reach_across_punctuation(book):
    assert found(book, "Officials named the Islamic, State and federal bodies.") == []
    assert found(book, "They prayed for Boko. Haram was quiet.") == []


def test_shared_abbreviations_rank_the_best_known_bearer_first(book):
    bearers = [actor.id for actor in book.named("SDF")]
    assert bearers[0] == "sdf"
    assert "sdf-cmr" in bearers


def test_lineage_goes_up_to_the_roots(book):
    assert [actor.id for actor in book.lineage(book.get("qassam"))] == ["qassam", "hamas"]
    assert book.lineage(book.get("state:PAK:government"))[-1].id == "state:PAK"


def write(path, *records):
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return path


def test_a_user_file_replaces_and_adds(tmp_path):
    extra = write(
        tmp_path / "mine.jsonl",
        {"id": "iskp", "name": "My ISKP", "kind": "armed_group", "roles": [{"country": "AFG", "sectors": ["REB"]}]},
        {"id": "local", "name": "Green Valley Defenders", "kind": "militia", "roles": [{"sectors": ["PRM"]}]},
    )
    book = ActorBook.load(extra)
    assert book.get("iskp").name == "My ISKP"
    assert found(book, "Green Valley Defenders met.") == [("Green Valley Defenders", "local")]


def test_all_bad_lines_are_told_at_once(tmp_path):
    path = write(
        tmp_path / "bad.jsonl",
        {"id": "a", "name": "A", "kind": "dragon", "roles": []},
        {"id": "b", "kind": "militia", "roles": []},
        {"id": "c", "name": "C", "kind": "militia", "roles": [{"sectors": ["PRM"], "since": "last May"}]},
        {"id": "d", "name": "D", "kind": "militia", "roles": [], "colour": "red"},
    )
    with path.open("a") as handle:
        handle.write("\n{broken")
    with pytest.raises(ActorFileError) as caught:
        ActorBook.load(path)
    told = caught.value.problems
    assert [problem.split(":")[1] for problem in told] == ["1", "2", "3", "4", "5"]
    assert "dragon" in told[0]
    assert "'name'" in told[1]
    assert "last May" in told[2]
    assert "colour" in told[3]


def test_check_finds_what_is_wrong(tmp_path):
    extra = write(
        tmp_path / "odd.jsonl",
        {"id": "odd", "name": "Odd", "kind": "militia", "parents": ["nobody"], "areas": ["ZZZ"],
         "roles": [{"country": "XYZ", "sectors": ["ABC"], "since": "2010", "until": "2001"},
                   {"country": "MLI", "sectors": ["REB"], "since": "2010"},
                   {"country": "MLI", "sectors": ["REB"], "since": "2012", "until": "2013"}]},
    )  # fmt: skip
    told = " | ".join(check(ActorBook.load(extra)))
    for fault in ("nobody", "ZZZ", "XYZ", "ABC", "before it begins", "two REB roles"):
        assert fault in told


def test_days_reach_to_the_end_of_their_month_or_year():
    assert day("2021", last=False) == date(2021, 1, 1)
    assert day("2021", last=True) == date(2021, 12, 31)
    assert day("2024-02", last=True) == date(2024, 2, 29)
    with pytest.raises(ValueError, match="no year"):
        day("soon", last=True)


@pytest.mark.parametrize(
    "text",
    ["The U.S. envoy's car -- a D.R. Congo gift -- left.", "  (F.A.R.C.)  'tis O'Neill's  ", "x_.y ._a.b. -'s 9.5 a's.",
     "", " - ", "Men `of' Kut\n\nfled; it's 3.30 p.m.", "A.B.C..D 's'S X'S,"],
)  # fmt: skip
def test_a_plain_text_folds_as_any_other(text):
    assert names._plain_folded(text) == names._any_folded(text)
