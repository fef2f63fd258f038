# ruff: noqa: E501 - texts stand as they would in a file
from __future__ import annotations

import pytest

from khaldun.clean.fingerprint import SLOTS, fingerprint
from khaldun.model.fingerprint import similarity
from tests.clean.made import BODY

TEXT = " ".join(BODY)
OTHER = (
    "The parliament voted on Thursday to extend the state of emergency in the northern provinces by six months, after a "
    "debate in which the opposition accused ministers of hiding the number of soldiers lost since the spring."
)


def test_equal_words_are_wholly_alike_whatever_the_case_and_punctuation():
    assert fingerprint(TEXT) == fingerprint(TEXT.upper().replace(",", " -"))
    assert similarity(fingerprint(TEXT), fingerprint(TEXT)) == 1.0
    assert len(fingerprint(TEXT)) == SLOTS


def test_a_copy_with_a_changed_end_is_much_alike_and_another_story_is_not():
    copy = TEXT.replace("Residents asked the government for protection.", "An inquiry was opened.")
    assert similarity(fingerprint(TEXT), fingerprint(copy)) > 0.6
    assert similarity(fingerprint(TEXT), fingerprint(OTHER)) < 0.1


def test_the_estimate_is_near_the_true_share_of_shingles():
    words = [f"word{number}" for number in range(400)]
    one, two = " ".join(words[:300]), " ".join(words[100:])
    shingles = [{tuple(text.split()[at : at + 5]) for at in range(296)} for text in (one, two)]
    true = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    assert similarity(fingerprint(one), fingerprint(two)) == pytest.approx(true, abs=0.15)


def test_fingerprints_are_the_same_in_every_process():
    assert fingerprint("three men were killed in Kabul")[:3] == (3349085208, 4187474788, 3349370005)


def test_texts_without_words_are_like_nothing():
    assert fingerprint("— …") == ()
    assert similarity((), ()) == 0.0
    with pytest.raises(ValueError, match="argument 2"):
        similarity((1, 2), (1,))
