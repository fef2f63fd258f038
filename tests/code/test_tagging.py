"""Marking a trigger, the way back from marked offsets, and runs of words out of scored pieces."""

from __future__ import annotations

import pytest

from khaldun.code.tagging import MARKS, Piece, Tagging, mark
from khaldun.model import Part, Sentence, Span, Token

TEXT = "Gunmen shot a judge in Mosul"


def test_the_marks_stand_around_the_trigger():
    assert mark(TEXT, 7, 11).text == f"Gunmen {MARKS[0]} shot {MARKS[1]} a judge in Mosul"


@pytest.mark.parametrize("word", ["Gunmen", "shot", "judge", "Mosul"])
def test_every_word_finds_its_way_back(word):
    marked = mark(TEXT, 7, 11)
    at = marked.text.index(word)
    start, stop = marked.back(at, at + len(word))
    assert TEXT[start:stop] == word


def test_a_mark_has_no_place_in_the_sentence():
    marked = mark(TEXT, 7, 11)
    for sign in MARKS:
        at = marked.text.index(sign)
        assert marked.back(at, at + len(sign)) is None


def test_a_long_sentence_is_cut_at_blanks_on_both_sides():
    text = "word " * 200 + "attacked" + " other" * 200
    marked = mark(text, 1000, 1008)
    assert len(marked.text) < 800
    assert marked.text.startswith("word ")
    assert marked.text.endswith(" other")
    at = marked.text.index("attacked")
    assert marked.back(at, at + 8) == (1000, 1008)


def sentence():
    words = [(0, 6), (7, 11), (12, 13), (14, 19), (20, 22), (23, 28)]
    tokens = tuple(
        Token(n, a, b, TEXT[a:b], TEXT[a:b].lower(), "NOUN", "NN", "dep", 0) for n, (a, b) in enumerate(words)
    )
    return Sentence("s", 0, Span(0, len(TEXT), TEXT), Part.BODY, tokens)


def test_runs_hold_whole_words_and_their_surest_piece():
    # "Mosul" in two pieces of which only one is sure; "a judge" as one run
    pieces = (Piece(12, 13, (0.6,)), Piece(14, 19, (0.8,)), Piece(23, 25, (0.2,)), Piece(25, 28, (0.9,)))
    tagging = Tagging(("recipient",), pieces)
    found = [(" ".join(t.text for t in run), score) for run, score in tagging.runs("recipient", sentence(), 0.5)]
    assert found == [("a judge", 0.8), ("Mosul", 0.9)]


def test_support_is_the_best_piece_of_a_passage_and_nothing_outside():
    tagging = Tagging(("place",), (Piece(23, 25, (0.2,)), Piece(25, 28, (0.9,))))
    assert tagging.support("place", Span(23, 28, "Mosul")) == 0.9
    assert tagging.support("place", Span(0, 6, "Gunmen")) == 0.0
