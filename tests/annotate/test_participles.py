from __future__ import annotations

from tests.conftest import annotated


def read(text, word):
    sentence = annotated(text).sentences[0]
    token = next(t for t in sentence.tokens if t.text == word)
    return token.pos, token.dep, sentence.head_of(token).text


def test_a_participle_between_a_preposition_and_a_name_describes_the_name():
    text = "The army said its jets hit a depot at Dzhankoi in occupied Crimea overnight."
    assert read(text, "occupied") == ("ADJ", "amod", "Crimea")
    assert read(text, "Crimea")[1:] == ("pobj", "in")


def test_a_verb_with_a_subject_stays_a_verb():
    assert read("Rebels occupied Kesh on Monday.", "occupied")[0] == "VERB"
