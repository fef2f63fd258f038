"""Base forms of verbs that the lemmatizer gets wrong."""

from __future__ import annotations

import pytest

from khaldun.annotate import language_model
from khaldun.annotate.lemmas import mended

KNOWN = frozenset({
    "stage", "stag", "rape", "rap", "fine", "fin", "hope", "hop", "visit", "open", "scar", "scare",
})  # fmt: skip


@pytest.mark.parametrize(
    ("word", "lemma", "wanted"),
    [
        ("staged", "stag", "stage"),
        ("raping", "rap", "rape"),
        ("fined", "fin", "fine"),
        ("hopped", "hop", "hop"),
        ("visited", "visit", "visit"),
        ("opening", "open", "open"),
        ("cordoned", "cordone", "cordon"),
        ("rearresting", "rearreste", "rearrest"),
        ("googled", "google", "google"),
        ("scarred", "scar", "scar"),
        ("stages", "stage", "stage"),
    ],
)
def test_mended(word, lemma, wanted):
    assert mended(word, lemma, KNOWN) == wanted


def test_parsed_sentences_have_the_base_form_that_is_told():
    texts = ["Students staged a sit-in.", "The court fined the bank.", "Police cordoned off the square."]
    lemmas = {token.lemma for parsed in language_model.parse([(t, 0, None) for t in texts]) for token in parsed.tokens}
    assert {"stage", "fine", "cordon"} <= lemmas
