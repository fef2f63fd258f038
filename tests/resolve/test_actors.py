from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.countries import Countries
from khaldun.model import (
    Dossier,
    Event,
    EventType,
    Mention,
    MentionKind,
    Part,
    Role,
    RoleName,
    Sentence,
    Span,
    Status,
)  # fmt: skip
from khaldun.resolve.actors import resolve_actors
from khaldun.resolve.actors.reader import PhraseReader
from tests.conftest import make_report

BOOK = ActorBook.load()


def best(phrase, **kwargs):
    reading = PhraseReader(BOOK).read(phrase, **kwargs)[0]
    return reading.actor.id if reading.actor else None


@pytest.mark.parametrize(
    ("phrase", "id"),
    [
        ("Afghan police", "state:AFG:police"),
        ("the Chadian army", "state:TCD:military"),
        ("Pakistan’s chargé d'affaires", "state:PAK:diplomats"),
        ("Kenya's embassy", "state:KEN:diplomats"),
        ("Peruvian Foreign Minister", "unnamed:officials:PER"),
        ("Peru’s Defense Ministry", "state:PER:government"),
        ("Mali", "state:MLI"),
        ("the United States", "state:USA"),
        ("Beijing", "state:CHN:government"),
        ("the Kremlin", "state:RUS:government"),
        ("Norwegian nationals", "state:NOR:citizens"),
        ("two Norwegians", "state:NOR:citizens"),
        ("a group of pilgrims", "unnamed:civilians"),
        ("several of the shopkeepers", "unnamed:business"),
        ("unidentified gunmen on motorcycles", "unnamed:armed"),
        ("Boko Haram fighters", "boko-haram"),
        ("a spokesman for the Houthis", "houthis"),
        ("members of the ELN", "eln"),
        ("families of Hamas prisoners", "unnamed:civilians:PSE"),
        ("a former Mossad agent", "unnamed:elite:ISR"),
        ("Tuareg rebels", "unnamed:rebels:MLI"),
        ("a Reuters photographer", "reuters"),
        ("the president of the European Council", "european-council"),
        ("Zambia’s Defense Department", "state:ZMB:government"),
        ("a Saudi-backed militia in Yemen", "unnamed:militia:YEM"),
        ("an army checkpoint", "unnamed:military"),
        ("Governor Anna Example", "unnamed:officials"),
        ("Dagestan militants", "unnamed:armed:RUS"),
        ("a National Guard officer", "unnamed:military"),
        ("police operation", "unnamed:police"),
        ("a major threat to the Houthis", "houthis"),
        ("the Reagan administration", "state:USA:government"),
    ],
)
def test_phrases_resolve(phrase, id):
    assert best(phrase) == id


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [("the hotel", "actors:facility"), ("they", "actors:pronoun"), ("Anna Maria Example", "actors:private-person"),
     ("the Verdant Accord", "actors:unknown-name"), ("yesterday", "actors:nothing-known"),
     ("Benghazi", "actors:place"), ("an area of San Salvador", "actors:facility"),
     ("civilian deaths", "actors:nothing-known")],
)  # fmt: skip
def test_what_stands_for_nobody_says_why(phrase, rule):
    readings = PhraseReader(BOOK).read(phrase)
    assert [(r.actor, r.score, r.rule) for r in readings] == [(None, 0.0, rule)]


def test_readings_rest_on_their_very_words():
    phrase = "three of the Ugandan soldiers who fled"
    reading = PhraseReader(BOOK).read(phrase)[0]
    assert phrase[reading.start : reading.stop] == "Ugandan soldiers"
    assert reading.rule == "actors:nationality+agent"


def dossier(text, *fillers, published=date(2023, 1, 3), mentions=()):
    """A report of one sentence a line, with an event for each (sentence number, role, phrase)."""
    report = make_report(text, published=published)
    sentences, at = [], 0
    for number, line in enumerate(text.split("\n")):
        sentences.append(Sentence(f"s{number}", number, Span.of(text, at, at + len(line)), Part.BODY, ()))
        at += len(line) + 1
    events = []
    for number, (where, name, phrase) in enumerate(fillers):
        start = text.index(phrase, sentences[where].span.start)
        span = Span.of(text, start, start + len(phrase))
        events.append(
            Event(f"e{number}", report.id, f"s{where}", "plover", EventType.ASSAULT, None, (), span,
                  (Role(name, span, span),), (), None, None, Status.HAPPENED, (), (), 1.0, "test")
        )  # fmt: skip
    return Dossier(report=report, sentences=tuple(sentences), mentions=tuple(mentions), events=tuple(events))


def firsts(made):
    return [link.to.id if link.to else None for link in resolve_actors(made, BOOK) if link.rank == 0]


def test_every_link_has_a_reason_quoted_exactly_from_the_text():
    text = "Taliban police chief Omar spoke in Herat.\nGunmen hit the café of Chinese nationals."
    made = dossier(text, (0, RoleName.ACTOR, "Taliban police chief Omar"), (1, RoleName.ACTOR, "Gunmen"),
                   (1, RoleName.TARGET, "the café"))  # fmt: skip
    links = resolve_actors(made, BOOK)
    assert {link.event for link in links} == {"e0", "e1", "e2"}
    for link in links:
        assert link.because
        assert all(b.rule.startswith("actors:") and b.span and b.span.holds_in(text) for b in link.because)
        assert all(b.field == link.role for b in link.because)


def test_an_abbreviation_means_what_the_report_says():
    text = "The Social Democratic Front (SDF) rallied in Douala.\nThe SDF marched again."
    made = dossier(text, (1, RoleName.ACTOR, "The SDF"))
    links = resolve_actors(made, BOOK)
    assert links[0].to.id == "sdf-cmr"
    assert "actors:abbreviation" in {b.rule for b in links[0].because}


def test_an_abbreviation_of_an_unknown_name_is_not_taken_for_another():
    text = "The Forest Protection Militia (FPM) denied it.\nFPM struck at dawn."
    assert firsts(dossier(text, (1, RoleName.ACTOR, "FPM"))) == [None]


def test_a_branch_may_bear_its_parent_s_name():
    text = "ISKP, a branch of the Islamic State, grew.\nAlso referred to as Daesh, it spread.\nDaesh hit a bus."
    links = resolve_actors(dossier(text, (2, RoleName.ACTOR, "Daesh")), BOOK)
    assert links[0].to.id == "iskp"
    assert "actors:also-called" in {b.rule for b in links[0].because}


def test_a_parent_keeps_its_own_other_name():
    text = "ISKP grew.\nThe Islamic State, also known as Daesh, spread.\nDaesh hit a bus."
    assert firsts(dossier(text, (2, RoleName.ACTOR, "Daesh"))) == ["islamic-state"]


def test_a_surname_stands_for_the_person_named_in_full():
    text = "Shehbaz Sharif and Ishaq Dar flew out.\nSharif met the press."
    assert firsts(dossier(text, (1, RoleName.ACTOR, "Sharif"))) == ["person:shehbaz-sharif"]


def test_the_country_of_the_report_owns_its_police():
    text = "Clashes shook Niamey in Niger.\nPolice fired tear gas."
    links = resolve_actors(dossier(text, (1, RoleName.ACTOR, "Police")), BOOK)
    assert [link.to.id for link in links] == ["state:NER:police", "unnamed:police"]
    assert "Niamey" in {b.span.quote for b in links[0].because}


def test_the_speaker_s_own_forces_are_not_the_country_s():
    text = "Clashes shook Niamey in Niger.\nOur soldiers fired first."
    assert firsts(dossier(text, (1, RoleName.ACTOR, "Our soldiers"))) == ["unnamed:military"]


def test_a_report_in_capitals_reads_like_any_other():
    text = (
        "GUERRILLAS OF THE FARABUNDO\nMARTI NATIONAL LIBERATION FRONT (FMLN) HIT SAN SALVADOR.\n"
        "SIX SOLDIERS TOLD US IT IS OVER."
    )
    made = dossier(text, (0, RoleName.ACTOR, "GUERRILLAS OF THE FARABUNDO"), (2, RoleName.RECIPIENT, "SIX SOLDIERS"),
                   (2, RoleName.RECIPIENT, "US"))  # fmt: skip
    assert firsts(made)[1:] == ["state:SLV:military", None]
    assert PhraseReader(BOOK, monotone=True).read(text[:57])[0].actor.id == "fmln"


def test_two_countries_leave_the_police_unnamed():
    text = "Envoys of Chad met envoys of Benin.\nPolice watched."
    assert firsts(dossier(text, (1, RoleName.ACTOR, "Police"))) == ["unnamed:police"]


def test_a_pronoun_stands_for_its_chain():
    text = "Boko Haram came at night.\nThey burned huts."
    chain = [
        Mention("m1", Span.of(text, 0, 10), MentionKind.ACTOR, 0, 0, "lexicon", 7),
        Mention("m2", Span.of(text, 26, 30), MentionKind.ACTOR, 1, 0, "pattern", 7),
    ]
    made = dossier(text, (1, RoleName.ACTOR, "They"), mentions=chain)
    assert firsts(made) == ["boko-haram"]
    assert firsts(replace(made, mentions=())) == [None]


def test_the_rebels_are_the_only_group_the_report_names():
    text = "The M23 took Bunagana.\nThe rebels then moved on."
    links = resolve_actors(dossier(text, (1, RoleName.ACTOR, "The rebels")), BOOK)
    assert [link.to.id for link in links] == ["m23", "unnamed:rebels"]
    assert "M23" in {b.span.quote for b in links[0].because}


def test_the_article_may_stand_before_the_filler():
    text = "The FDLR fought the M23 near Goma.\nThen the group moved on."
    assert firsts(dossier(text, (1, RoleName.ACTOR, "group"))) == ["m23"]
    assert firsts(dossier(text.replace("the group", "a group"), (1, RoleName.ACTOR, "group"))) == ["unnamed:unknown"]


def test_the_rebels_stay_unnamed_between_two_groups():
    text = "The FDLR fought the M23 near Goma.\nThe rebels then moved on."
    links = resolve_actors(dossier(text, (1, RoleName.ACTOR, "The rebels")), BOOK)
    assert [link.to.id for link in links] == ["unnamed:rebels", "m23"]


def test_the_group_is_not_who_governs_by_then():
    text = "ISKP accused the Taliban.\nThe terror group struck again."
    assert firsts(dossier(text, (1, RoleName.ACTOR, "The terror group"))) == ["iskp"]


def test_other_descriptions_are_no_group():
    text = "The M23 took Bunagana.\nThe statement moved on."
    assert firsts(dossier(text, (1, RoleName.ACTOR, "The statement"))) == [None]


def test_roles_follow_the_report_s_date():
    def held(day):
        made = dossier("The Taliban spoke.", (0, RoleName.ACTOR, "The Taliban"), published=day)
        return next(b.rule for b in resolve_actors(made, BOOK)[0].because if "role-held" in b.rule)

    assert held(date(2012, 5, 1)) == "actors:role-held:AFG:REB"
    assert held(date(2023, 1, 3)) == "actors:role-held:AFG:GOV"


def test_ambiguous_names_give_ranked_readings():
    links = resolve_actors(dossier("SDF units left.", (0, RoleName.ACTOR, "SDF units")), BOOK)
    assert len(links) > 1
    assert [link.rank for link in links] == list(range(len(links)))
    assert [link.score for link in links] == sorted((link.score for link in links), reverse=True)


@pytest.mark.parametrize(
    ("phrase", "day", "sectors"),
    [
        (
            "British Defence Secretary Ben Wallace",
            date(2024, 6, 1),
            ("GOV", "MIL"),
        ),  # told so, after his last day in it
        ("British Defence Secretary Ben Wallace", date(2020, 6, 1), ("GOV", "MIL")),  # the office of that day wins
        ("Ben Wallace", date(2024, 6, 1), ("ELI",)),
        ("former Defence Secretary Ben Wallace", date(2024, 6, 1), ("ELI",)),
    ],
)
def test_an_office_told_with_a_name_is_held_while_it_is_told(phrase, day, sectors):
    actor = PhraseReader(BOOK).read(phrase)[0].actor
    assert actor.id == "person:ben-wallace"
    assert actor.role_on(day).sectors == sectors


def test_a_rank_is_no_office():
    actor = PhraseReader(BOOK).read("General Ratko Mladic")[0].actor
    assert actor == BOOK.get(actor.id)


@pytest.mark.parametrize(
    ("phrase", "id", "sectors"),
    [
        ("Harlow College", "unlisted:educators:harlow-college", ("EDU",)),
        ("Armed Gunmen", "unnamed:armed", ("UAF",)),
        ("heavily armed gunmen", "unnamed:armed", ("UAF",)),
        ("Dunmore Officer Peter Vance", "unnamed:police", ("COP",)),
        ("militias allied with Iran", "unnamed:militia:IRN", ("PRM",)),
    ],
)
def test_names_that_end_by_saying_what_they_are(phrase, id, sectors):
    actor = PhraseReader(BOOK).read(phrase)[0].actor
    assert actor is not None
    assert (actor.id, actor.roles[-1].sectors) == (id, sectors)


def test_an_unknown_institution_is_at_home_where_the_report_is():
    actor = PhraseReader(BOOK).read("Harlow College", near=Countries.load().get("GBR"))[0].actor
    assert actor is not None
    assert actor.roles[-1].country == "GBR"
