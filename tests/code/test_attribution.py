from __future__ import annotations

import json

import pytest

from khaldun.code.attribution import attributions, chain
from khaldun.code.candidate import Candidate, Setting
from khaldun.model import EventType
from tests.conftest import SHARED, annotated, bench

CHAINS = [
    ("Gunmen attacked the convoy, police said.", "attacked", [("police", "said", "asserted")]),
    ("Police said that gunmen attacked the convoy.", "attacked", [("Police", "said", "asserted")]),
    ("The gunmen, police said, attacked the convoy.", "attacked", [("police", "said", "asserted")]),
    ("A spokesman for the army told AFP that troops had shelled the village.", "shelled",
     [("A spokesman for the army", "told", "asserted")]),
    ("According to Reuters, witnesses said that gunmen opened fire on the bus.", "opened",
     [("Reuters", "According to", "asserted"), ("witnesses", "said", "asserted")]),
    ("As per reports, the rebels attacked the town.", "attacked", [(None, "As per reports", "asserted")]),
    ("Rebels reportedly attacked the town.", "attacked", [(None, "reportedly", "asserted")]),
    ("Al-Shabaab claimed responsibility for the bombing.", "bombing", [("Al-Shabaab", "claimed", "claimed")]),
    ("The army blamed the attack on the rebels.", "attack", [("The army", "blamed", "blamed")]),
    ("The bombing was blamed on the rebels by the army.", "bombing", [("the army", "blamed", "blamed")]),
    ("The group denied attacking the convoy.", "attacking", [("The group", "denied", "denied")]),
    ("The ministry confirmed the attack on the base.", "attack", [("The ministry", "confirmed", "confirmed")]),
    ("The militants are said to have killed ten people.", "killed", [(None, "said", "asserted")]),
    ("The troops killed ten farmers, the Border Network cited analysts.", "killed",
     [("the Border Network", "cited", "asserted"), ("analysts", "cited", "asserted")]),
    ("The agency quoted a local official as saying that gunmen attacked the convoy.", "attacked",
     [("The agency", "quoted", "asserted"), ("a local official", "saying", "asserted")]),
    ("In what police described as a suicide attack, a man blew himself up.", "attack",
     [("police", "described", "asserted")]),
    ("The quarrel springs from the group’s accusation that the Taliban betrayed the cause.", "betrayed",
     [("the group", "accusation", "blamed")]),
    ("Rebels attack army base in the north: report", "attack", [("report", ":", "asserted")]),
    ("Police: rebels attacked army base in the north", "attacked", [("Police", ":", "asserted")]),
    ("Gunmen attacked the convoy.", "attacked", []),
    ("The army attacked the village after rebels said they would not leave.", "attacked", []),
    ("The minister, who said the war was over, was killed on Monday.", "killed", []),
]  # fmt: skip


def setting(text):
    dossier = annotated(text)
    return Setting(dossier.report, dossier.sentences, dossier.quotations, dossier.mentions)


def candidate(where, word, number=0):
    sentence, token = [(s, t) for s in where.sentences for t in s.tokens if t.text == word][number]
    return Candidate(sentence, (token.index,), token.index, EventType.ASSAULT, None, "test", 1.0)


def links(where, word, number=0):
    found, because = chain(candidate(where, word, number), where)
    assert len(found) == len(because)
    assert all(b.span is not None and b.span.holds_in(where.report.text) for b in because)
    return [(a.speaker.quote if a.speaker else None, a.cue.quote if a.cue else None, str(a.stance)) for a in found]


@pytest.mark.parametrize(("text", "word", "expected"), CHAINS, ids=[c[0][:50] for c in CHAINS])
def test_chains(text, word, expected):
    assert links(setting(text), word) == expected


def test_a_quotation_belongs_to_its_speaker_and_the_next_one_to_the_same():
    where = setting("“They attacked us,” said Farid Azizi, a driver. “They burned the cars. We ran.”")
    assert links(where, "attacked")[0][0] == "Farid Azizi, a driver"
    assert links(where, "burned")[0][0] == "Farid Azizi, a driver"


def test_a_speech_that_goes_on_in_the_next_paragraph_keeps_its_speaker():
    where = setting("“They attacked us at dawn,” said Farid Azizi.\n\n“They burned the cars and the school.”")
    assert links(where, "burned")[0][0] == "Farid Azizi"


def test_a_pronoun_stands_for_the_speaker_before():
    where = setting("Colonel Ahmad Rahimi said the road was open. He added that gunmen attacked a bus.")
    assert links(where, "attacked") == [("Colonel Ahmad Rahimi", "added", "asserted")] or links(where, "attacked") == [
        ("Ahmad Rahimi", "added", "asserted")
    ]


def test_statements_are_listed_without_any_event():
    (one,) = attributions(setting("The mayor said that the bridge would open in May."))
    assert (one.source.quote, one.cue.quote) == ("The mayor", "said")
    assert [p.quote for p in one.content] == ["that the bridge would open in May"]


def test_words_said_inside_a_quotation_are_marked_so():
    found = attributions(setting("“The police told us that the road was closed,” said Farid Azizi."))
    assert {(s.source.quote, s.quoted) for s in found} == {("Farid Azizi", False), ("The police", True)}


def test_the_founding_report():
    path = SHARED / "seed" / "report.txt"
    if not path.exists():
        pytest.skip("the founding report is not here")
    where = setting(path.read_text("utf-8"))
    assert links(where, "targeted") == [("some observers", "noted", "asserted")]
    assert links(where, "seeking") == [("the Afghan Diaspora Network", "reported", "asserted")]
    assert links(where, "abandoned") == [("ISKP", "accusation", "blamed")]
    assert links(where, "force") == [("the report", "stated", "asserted")]
    assert [speaker for speaker, _, _ in links(where, "pose")] == ["the Afghan Diaspora Network", "analysts"]


def spoken(text):
    return [(s.source.quote, s.content[0].quote) for s in attributions(setting(text)) if s.rule in LAYOUT]


LAYOUT = ("attribution:signed", "attribution:turn")


def test_a_signed_quotation_is_its_signers():
    text = "Readers wrote to us.\n\n“The soldiers burned our market. We lost all.” — Amina Yusuf, 34\n\nOthers left."
    assert spoken(text) == [("Amina Yusuf, 34", "“The soldiers burned our market. We lost all.”")]
    assert spoken("“The soldiers burned our market.” — he paused — “We lost all,” the trader said.") == []


def test_the_turns_of_a_conversation_are_their_speakers():
    text = "An excerpt:\n\nREED: When did the shelling begin?\n\nOKAFOR: At dawn. They hit the school.\n\nREED: Why?"
    assert spoken(text)[1] == ("OKAFOR", "At dawn. They hit the school.")
    assert spoken("UPDATE: Rebels shelled the town.\n\nPHOTO: Smoke over the town.\n\nREAD: Our report.") == []


def test_a_turn_in_quotation_marks_is_no_quotation_within_one():
    text = "An excerpt:\n\n“REED: When did the shelling begin?\n\n“OKAFOR: At dawn. They hit it.\n\n“REED: Why?”"
    turns = [s for s in attributions(setting(text)) if s.rule == "attribution:turn"]
    assert [(s.source.quote, s.quoted) for s in turns] == [("REED", False), ("OKAFOR", False), ("REED", False)]


def test_a_relative_that_speaks_for_its_noun():
    found = attributions(setting("The army rejected a report that accused its troops of looting."))
    assert "a report" in [s.source.quote for s in found if s.cue.quote == "accused"]


@pytest.mark.bench
def test_who_said_what_stays_above_the_floor():
    rows = [json.loads(line) for line in (bench("polnear") / "dev.jsonl").read_text("utf-8").splitlines()[:12]]
    attached = wanted = 0
    for row in rows:
        found = [s for s in attributions(setting(row["text"])) if not s.quoted]
        for gold in row["attributions"]:
            if gold["source"]:
                wanted += 1
                attached += any(
                    _meets(gold["content"], s.content) and _meets(gold["source"], (s.source,)) for s in found
                )
    assert attached / wanted >= 0.60


def _meets(gold, spans):
    return any(s is not None and s.start < g["end"] and g["start"] < s.stop for g in gold for s in spans)
