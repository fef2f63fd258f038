"""What the tagger adds to the rules' roles and what it corrects, with a tagger that says what the test wants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khaldun.code import role_model
from khaldun.code.roles.learn import refine
from khaldun.code.tagging import Ask, Piece, Tagging
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import Because, RoleName, Span
from tests.code.candidates import around

ROLES = ("actor", "recipient", "place", "name", "instrument", "time")
BOOK = Codebook.load()


class Oracle:
    """Gives each named word its probability for a role, in whatever sentence it is asked about."""

    name = "tagger-oracle"

    def __init__(self, **words: dict[str, float]):
        self.words = words

    def tag(self, asks):
        return [Tagging(ROLES, tuple(self._pieces(ask))) for ask in asks]

    def _pieces(self, ask):
        for role, words in self.words.items():
            for word, score in words.items():
                at = ask.text.index(word) + ask.offset
                yield Piece(at, at + len(word), tuple(score if name == role else 0.0 for name in ROLES))


def refined(text, word, oracle, *rules, **roles):
    """The candidate after the tagger; ``rules`` give the given roles' reasons as (role, rule, score)."""
    candidate, setting = around(text, word, **roles)
    spans = {role.name.value: role.span for role in candidate.roles}
    because = tuple(Because(name, rule, spans[name], score) for name, rule, score in rules)
    (made,) = refine([replace(candidate, because=because)], setting, BOOK, oracle)
    return made


def quotes(candidate, name):
    return [role.span.quote for role in candidate.fillers(name)]


def test_without_a_tagger_nothing_changes():
    candidate, setting = around("Gunmen shot a judge in Mosul.", "shot", actor="Gunmen")
    assert refine([candidate], setting, BOOK, None) == [candidate]


def test_an_empty_role_is_filled_and_says_by_whom():
    made = refined("The raid left nine farmers dead.", "raid", Oracle(recipient={"nine": 0.6, "farmers": 0.83}))
    assert quotes(made, RoleName.RECIPIENT) == ["nine farmers"]
    (why,) = [b for b in made.because if b.field == "recipient"]
    assert (why.rule, why.score) == ("roles:tagger-oracle", 0.83)


def test_a_doubtful_filler_is_left_out():
    made = refined("The raid left nine farmers dead.", "raid", Oracle(recipient={"farmers": 0.3}))
    assert not made.roles


def test_both_members_of_a_pair_are_taken():
    text = "The ambush took the lives of soldiers and drivers."
    made = refined(text, "ambush", Oracle(recipient={"soldiers": 0.9, "and": 0.9, "drivers": 0.9}))
    assert quotes(made, RoleName.RECIPIENT) == ["soldiers", "drivers"]


def test_a_name_behind_its_title_belongs_to_the_filler():
    text = "The armed group Red Dawn was blamed for the ambush."
    words = {"The": 0.9, "armed": 0.9, "group": 0.9, "Red": 0.9, "Dawn": 0.9}
    made = refined(text, "ambush", Oracle(actor=words))
    assert quotes(made, RoleName.ACTOR) == ["armed group Red Dawn"]


def test_the_dateline_is_not_where_it_happened():
    text = "LIMA: Gunmen shot a judge in Cusco."
    made = refined(text, "shot", Oracle(name={"LIMA": 0.95, "Cusco": 0.9}))
    assert quotes(made, RoleName.PLACE) == ["Cusco"]


def test_a_day_is_no_place():
    assert not refined("Raiders burned huts on Sunday.", "burned", Oracle(name={"Sunday": 0.9})).roles


def test_a_thing_that_was_hit_becomes_a_target():
    made = refined("The blast left the bridge in ruins.", "blast", Oracle(recipient={"bridge": 0.9}))
    assert quotes(made, RoleName.TARGET) == ["bridge"]


def test_a_filler_that_the_tagger_half_believes_stands():
    text = "Police said gunmen shot the mayor."
    said = Oracle(actor={"Police": 0.85, "gunmen": 0.3})
    made = refined(text, "shot", said, ("actor", "roles:verb-subject", 0.9), actor="gunmen")
    assert quotes(made, RoleName.ACTOR) == ["gunmen"]


def test_one_that_it_rules_out_goes_without_a_better_one():
    text = "The bulletin from Ruritania spoke of an attack."
    made = refined(text, "attack", Oracle(), ("actor", "roles:noun-owner", 0.75), actor="Ruritania")
    assert not made.roles
    assert not made.because


@pytest.mark.parametrize(
    "text",
    [
        "The mayor condemned the killing.",
        "The mayor, who spoke of a killing, left.",
        "The mayor and two judges mourned the killing.",
    ],
)
def test_who_only_speaks_of_a_deed_did_not_do_it(text):
    assert not refined(text, "killing", Oracle(actor={"mayor": 0.95})).roles


def test_one_that_it_doubts_gives_way_to_a_sure_one():
    text = "The convoy came from Ruritania, and rebels attacked."
    said = Oracle(actor={"rebels": 0.95})
    made = refined(text, "attacked", said, ("actor", "roles:verb-aim", 0.6), actor="convoy")
    assert quotes(made, RoleName.ACTOR) == ["rebels"]
    assert [b.rule for b in made.because if b.field == "actor"] == ["roles:tagger-oracle"]


def test_the_place_of_another_event_is_taken_off():
    text = "He was shot after he had returned from Lagos."
    made = refined(text, "shot", Oracle(), ("place", "roles:place-near-clause", 0.65), place="Lagos")
    assert not made.fillers(RoleName.PLACE)


def test_a_named_place_takes_the_stead_of_another():
    text = "In Nairobi the minister said that raiders burned huts in Isiolo."
    said = Oracle(name={"Isiolo": 0.9})
    made = refined(text, "burned", said, ("place", "roles:place-near-clause", 0.65), place="Nairobi")
    assert quotes(made, RoleName.PLACE) == ["Isiolo"]


def test_a_place_that_both_see_keeps_the_rules_reason():
    text = "Raiders burned huts in Isiolo."
    said = Oracle(name={"Isiolo": 0.9})
    made = refined(text, "burned", said, ("place", "roles:place-attached", 0.9), place="Isiolo")
    assert [b.rule for b in made.because if b.field == "place"] == ["roles:place-attached"]


SHIPPED = role_model.load()


@pytest.mark.skipif(SHIPPED is None, reason="no tagger is installed")
@pytest.mark.parametrize(
    ("text", "trigger", "role", "filler"),
    [
        ("Rebels shelled the barracks in Goma on Sunday.", "shelled", "name", "Goma"),
        ("Rebels shelled the barracks in Goma on Sunday.", "shelled", "actor", "Rebels"),
        ("Rebels shelled the barracks in Goma on Sunday.", "shelled", "recipient", "barracks"),
        ("Nine farmers were killed by bandits near Zurmi.", "killed", "actor", "bandits"),
        ("Nine farmers were killed by bandits near Zurmi.", "killed", "recipient", "farmers"),
        ("Nine farmers were killed by bandits near Zurmi.", "killed", "name", "Zurmi"),
    ],
)
def test_the_shipped_model_finds_plain_fillers(text, trigger, role, filler):
    from khaldun.code.tagging import Ask
    from khaldun.model import Span

    assert SHIPPED is not None
    at = text.index(trigger)
    (tagging,) = SHIPPED.tag([Ask(text, 0, Span(at, at + len(trigger), trigger))])
    word = text.index(filler)
    assert tagging.support(role, Span(word, word + len(filler), filler)) > 0.5
    assert tagging.support(role, Span(at, at + len(trigger), trigger)) < 0.5


@pytest.mark.parametrize(
    ("text", "word", "wrong"),
    [
        ("A bombing near the ministry killed five civilians.", "killed", {"bombing": 0.8, "ministry": 0.8}),
        ("Bullets fired inside the mosque killed two worshippers.", "killed", {"Bullets": 0.9, "mosque": 0.9}),
    ],
)
def test_a_deed_a_weapon_and_what_stands_near_did_nothing(text, word, wrong):
    assert quotes(refined(text, word, Oracle(actor=wrong)), RoleName.ACTOR) == []


def test_those_listed_together_have_one_part():
    text = "Norway and Sweden demanded that the camp be closed."
    oracle = Oracle(actor={"Norway": 0.9}, recipient={"Sweden": 0.9})
    made = refined(text, "demanded", oracle, ("actor", "roles:verb-subject", 0.9), actor="Norway")
    assert quotes(made, RoleName.RECIPIENT) == []


def test_an_armed_group_is_no_place():
    made = refined(
        "The envoys are in Hezbollah's crosshairs after a threat.", "threat", Oracle(name={"Hezbollah": 0.9})
    )
    assert quotes(made, RoleName.PLACE) == []


def test_a_possessive_ending_alone_is_no_place():
    made = refined("The raid hit Kesh's market.", "raid", Oracle(name={"'s": 0.9}))
    assert quotes(made, RoleName.PLACE) == []


def test_whom_the_parse_ties_to_the_trigger_stays_against_another():
    text = "A student was stabbed; a man was arrested in Kesh."
    made = refined(text, "arrested", Oracle(recipient={"student": 0.95, "man": 0.1}), recipient="man")
    assert quotes(made, RoleName.RECIPIENT) == ["a man"]


def test_a_deed_is_no_doer():
    made = refined("The shooting left two farmers dead.", "left", Oracle(actor={"shooting": 0.9}))
    assert quotes(made, RoleName.ACTOR) == []


def test_an_answer_does_not_turn_with_its_neighbours():
    model = role_model.load()
    assert model is not None
    texts = ("Gunmen shot a judge.", "On Friday soldiers of the northern garrison shot two herders near the old mill.")
    asks = [Ask(text, 0, Span(text.index("shot"), text.index("shot") + 4, "shot")) for text in texts]
    assert model.tag(asks) == [model.tag([ask])[0] for ask in asks]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police beat women who were protesting.", "protesting"),
        ("Police dispersed women protesting against the law.", "protesting"),
    ],
)
def test_what_somebody_is_told_to_be_doing_is_that_ones_deed(text, word):
    rule = ("actor", "roles:verb-subject", 0.87)
    made = refined(text, word, Oracle(actor={"Police": 0.95, "women": 0.1}), rule, actor="women")
    assert [role.head.quote for role in made.fillers(RoleName.ACTOR)] == ["women"]


def test_a_filler_grows_by_the_name_behind_its_title():
    text = "The militant group Abu Sayyaf killed a guard."
    rule = ("actor", "roles:verb-subject", 0.87)
    oracle = Oracle(actor={"militant": 0.9, "group": 0.9, "Abu": 0.9, "Sayyaf": 0.9})
    assert quotes(refined(text, "killed", oracle, rule, actor="group"), RoleName.ACTOR)[0].endswith("group Abu Sayyaf")


def test_those_who_march_against_a_deed_did_not_do_it():
    text = "Dozens of women from the Hazara community marched in Kabul to protest against the bombing of a school."
    made = refined(text, "bombing", Oracle(actor={"Hazara": 0.9}))
    assert quotes(made, RoleName.ACTOR) == []


def test_who_has_spoken_of_the_dead_did_not_kill_them():
    text = "The figures are above those of the regional authorities, who have spoken of 25 dead and 33 wounded."
    made = refined(text, "wounded", Oracle(actor={"authorities": 0.9}))
    assert quotes(made, RoleName.ACTOR) == []
