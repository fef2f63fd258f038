from __future__ import annotations

from itertools import pairwise

import pytest

from khaldun.annotate.annotator import Annotator
from khaldun.knowledge.actors import ActorBook
from khaldun.model import Actor, Dossier, MentionKind
from tests.conftest import annotated, make_report

TEXT = (
    "Gunmen attacked Bagram air base in Parwan province with a car bomb on Friday. "
    "The Committee of Civil Victims (CCV) condemned the raid near the embassy of Pakistan. "
    "Colonel Ahmad Rahimi told reporters that five Chinese engineers had fled. Rahimi added that he had seen them."
)


@pytest.fixture(scope="module")
def mentions():
    return annotated(TEXT).mentions


def kinds(mentions):
    return {m.span.quote: m.kind for m in mentions}


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Bagram air base", MentionKind.FACILITY),
        ("Parwan province", MentionKind.PLACE),
        ("car bomb", MentionKind.WEAPON),
        ("Friday", MentionKind.TIME),
        ("CCV", MentionKind.ACTOR),
        ("embassy of Pakistan", MentionKind.FACILITY),
        ("Ahmad Rahimi", MentionKind.PERSON),
        ("five", MentionKind.COUNT),
        ("Chinese", MentionKind.NATIONALITY),
    ],
)
def test_kinds(mentions, quote, kind):
    assert kinds(mentions)[quote] is kind


def test_an_opening_word_is_no_place(mentions):
    assert "Gunmen" not in kinds(mentions)


def test_mentions_do_not_overlap_and_stand_in_order(mentions):
    assert all(a.span.stop <= b.span.start for a, b in pairwise(mentions))


def test_chains_join_abbreviation_surname_and_pronoun(mentions):
    chain = {m.span.quote: m.chain for m in mentions}
    assert chain["CCV"] == chain["The Committee of Civil Victims"] is not None
    assert chain["Rahimi"] == chain["Ahmad Rahimi"] == chain["he"] is not None
    assert chain["CCV"] != chain["he"]


def test_two_candidates_leave_a_pronoun_alone():
    found = annotated("Ahmad Rahimi met Farid Azizi in Kabul. He left at noon.").mentions
    assert "He" not in kinds(found)


class Book:
    """Stands in for the actor book: one group by name."""

    def find_in(self, text):
        at = text.find("Daesh")
        if at >= 0:
            yield at, at + 5, (Actor("x", "Daesh", ("Daesh",), "armed"),)


def test_the_actor_book_outvotes_the_model_and_the_group_takes_up_its_name():
    report = make_report("Daesh bombed a market in Kabul. The group said it had killed ten people.")
    found = Annotator(book=Book())([Dossier(report=report)])[0].mentions
    daesh = next(m for m in found if m.span.quote == "Daesh")
    group = next(m for m in found if m.span.quote == "group")
    assert (daesh.kind, daesh.source) == (MentionKind.ACTOR, "lexicon")
    assert group.chain == daesh.chain is not None


def test_a_full_name_of_the_book_is_no_province_and_a_linked_name_is_one_word():
    report = make_report("Islamic State Khorasan Province struck in Dar-e-Sang on Monday.")
    dossier = Annotator(ActorBook.load())([Dossier(report=report)])[0]
    assert kinds(dossier.mentions)["Islamic State Khorasan Province"] is MentionKind.ACTOR
    assert "Dar-e-Sang" in [token.text for token in dossier.sentences[0].tokens]
