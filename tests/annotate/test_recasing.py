from __future__ import annotations

from khaldun.annotate.recasing import for_report
from tests.conftest import annotated, make_report


def test_ordinary_text_is_left_alone():
    assert for_report(make_report("The army shelled two villages near Kabul on Sunday."), None) == [None]


def test_capitals_are_taken_off_ordinary_words_and_left_on_names():
    text = "THE REBELS OF THE FREE UNION (FUX) KILLED COL ZARATE IN COLOMBIA ON 2 MAY, PRESIDENT CEREZO SAID."
    recase = for_report(make_report(text), None)[0]
    assert recase is not None
    shown = recase([word.strip(".,()") for word in text.split()])
    assert " ".join(shown) == (
        "The rebels of the free union FUX killed Col Zarate in Colombia on 2 May President Cerezo said"
    )


def test_small_letters_get_names_back():
    text = "police in nigeria arrested two kenyan men on monday after president zubairu spoke in the town"
    recase = for_report(make_report(text), None)[0]
    assert recase is not None
    assert " ".join(recase(text.split())) == (
        "Police in Nigeria arrested two Kenyan men on Monday after President Zubairu spoke in the town"
    )


def test_the_parse_reads_capitals_and_the_tokens_stay_the_reports():
    text = "THE ARMY SAID THAT REBELS ATTACKED A PATROL NEAR THE BORDER."
    sentence = annotated(text).sentences[0]
    said = next(t for t in sentence.tokens if t.text == "SAID")
    attacked = next(t for t in sentence.tokens if t.text == "ATTACKED")
    assert (said.dep, attacked.dep, sentence.tokens[attacked.head].text) == ("ROOT", "ccomp", "SAID")
    assert all(text[t.start : t.stop] == t.text for t in sentence.tokens)
