from __future__ import annotations

import pytest

from khaldun.model import MentionKind, Part
from tests.conftest import SHARED, annotated

TEXT = (
    "KABUL, May 29 (Newswire) -- Gunmen killed four policemen in Kandahar on Sunday, officials said.\n\n"
    "“They came at night. We had no chance,” said Farid Azizi, a survivor.\n\n"
    '"Nobody slept."'
)


@pytest.fixture(scope="module")
def dossier():
    return annotated(TEXT)


def test_words_and_sentences_stand_where_they_say(dossier):
    for sentence in dossier.sentences:
        assert sentence.span.holds_in(TEXT)
        assert all(TEXT[t.start : t.stop] == t.text for t in sentence.tokens)
        assert all(0 <= t.head < len(sentence.tokens) for t in sentence.tokens)


def test_a_sentence_is_a_quotation_only_when_all_of_it_is_quoted(dossier):
    parts = {s.span.quote: s.part for s in dossier.sentences}
    assert parts['"Nobody slept."'] is Part.QUOTATION
    assert parts["“They came at night."] is Part.QUOTATION
    assert parts["We had no chance,” said Farid Azizi, a survivor."] is Part.BODY


def test_mentions_point_at_their_head(dossier):
    town = next(m for m in dossier.mentions if m.span.quote == "Kandahar")
    assert town.kind is MentionKind.PLACE
    assert dossier.sentences[town.sentence].tokens[town.head].text == "Kandahar"
    assert all(m.span.holds_in(TEXT) for m in dossier.mentions)


def test_the_founding_report_is_cut_and_marked():
    path = SHARED / "seed" / "report.txt"
    if not path.exists():
        pytest.skip("the founding report is not here")
    text = path.read_text("utf-8")
    found = annotated(text)
    quotes = [s.span.quote for s in found.sentences]
    assert any(q.startswith("The Longan Hotel") and q.endswith("some observers noted.") for q in quotes)
    assert all(m.span.holds_in(text) for m in found.mentions)
