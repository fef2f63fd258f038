from __future__ import annotations

import pytest

from tests.conftest import annotated


def token(text, word):
    sentence = annotated(text).sentences[0]
    return sentence, next(t for t in sentence.tokens if t.text == word)


@pytest.mark.parametrize(
    "text",
    [
        "Raiders killed at least 12 soldiers, officials and residents said on Monday.",
        "Gunmen opened fire on farmers, killing at least 130 people, residents and a local official said.",
    ],
)
def test_those_who_say_so_last_are_the_subject_of_saying(text):
    sentence, said = token(text, "said")
    subject = sentence.child(said, "nsubj")
    assert subject is not None
    assert subject.text in {"officials", "residents"}
    victims = next(t for t in sentence.tokens if t.text in {"soldiers", "people"})
    assert victims.dep == "dobj"
    assert not [t for t in sentence.children(victims) if t.dep == "conj"]


def test_a_true_list_of_speakers_stays():
    sentence, said = token("Police, residents and a doctor said five people died.", "said")
    assert sentence.child(said, "nsubj").text == "Police"
