from __future__ import annotations

import pytest

from khaldun.annotate import described
from khaldun.model import MentionKind
from tests.conftest import annotated

TEXT = (
    "The Malian government sent two armed helicopters to the besieged town of Ansongo. "
    "We saw four masked gunmen on motorcycles near the old library, a teacher said. "
    "The frigate HMS Kent left port after Executive Order 11223, and I paid $3 million. "
    "Foreign Minister Lena Okoro met the victims at 12.5°N 8.25°W. Shells hit rebel-held homes. "
    "The United Kingdom condemned it."
)


@pytest.fixture(scope="module")
def told():
    made = annotated(TEXT)
    named = {s.number: [m for m in made.mentions if m.sentence == s.number] for s in made.sentences}
    return [m for s in made.sentences for m in described.find(s, named[s.number])]


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("The Malian government", MentionKind.ACTOR),
        ("armed helicopters", MentionKind.PLATFORM),
        ("masked gunmen", MentionKind.ACTOR),
        ("motorcycles", MentionKind.VEHICLE),
        ("the old library", MentionKind.PLACE),
        ("a teacher", MentionKind.PERSON),
        ("We", MentionKind.ACTOR),
        ("HMS Kent", MentionKind.PLATFORM),
        ("Executive Order 11223", MentionKind.DOCUMENT),
        ("I", MentionKind.PERSON),
        ("$3 million", MentionKind.MONEY),
        ("Foreign Minister Lena Okoro", MentionKind.PERSON),
        ("the victims", MentionKind.ACTOR),
        ("12.5°N 8.25°W", MentionKind.COORDINATE),
        ("The United Kingdom", MentionKind.ACTOR),
    ],
)
def test_kinds_of_descriptions(told, quote, kind):
    assert (quote, kind) in {(m.span.quote, m.kind) for m in told}


def test_a_noun_before_another_noun_is_no_person(told):
    assert "rebel" not in {m.span.quote for m in told}


def test_passages_are_exact(told):
    assert all(TEXT[m.span.start : m.span.stop] == m.span.quote for m in told)
