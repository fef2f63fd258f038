from __future__ import annotations

import pytest

from khaldun.annotate.sentences import LONGEST_WORDS, split
from tests.conftest import make_report


def cut(text):
    return [span.quote for _, span in split(make_report(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. envoy met Gen. A. B. Karim on Dec. 12 in St. Louis.",
        "The blast at 5 a.m. Tuesday injured 3.5 percent of those on No. 5 road.",
        '"Who fired first?" Karim asked.',
        "They waited ... and then left the area.",
        "Mr. Abdul H. Omar vs. the state is listed for 9 p.m. today.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The army stayed.", ["He left the U.S.", "The army stayed."]),
        ("It began at 5 p.m. Police came later.", ["It began at 5 p.m.", "Police came later."]),
        ('This is the norm."The Charter forbids it.', ['This is the norm."', "The Charter forbids it."]),
        ("Two men were held.The third escaped.", ["Two men were held.", "The third escaped."]),
        ("“We ran. Nobody helped.” The road was shut.", ["“We ran.", "Nobody helped.”", "The road was shut."]),
        ("They fled… Then it was quiet.", ["They fled…", "Then it was quiet."]),
        (
            "KABUL, May 29 (Newswire) -- Five died. More fled.",
            ["KABUL, May 29 (Newswire) --", "Five died.", "More fled."],
        ),
        ("Killed so far:\n- Two soldiers\n- One driver", ["Killed so far:", "- Two soldiers", "- One driver"]),
        ("the police came. they left at night.", ["the police came.", "they left at night."]),
        ("He lost his leg.” And he added that it hurt.", ["He lost his leg.”", "And he added that it hurt."]),
        ("   5. THE ARMY LEFT. IT WAS LATE.", ["5. THE ARMY LEFT.", "IT WAS LATE."]),
        ("See plan.org for more. It is short.", ["See plan.org for more.", "It is short."]),
        ("No final stop here", ["No final stop here"]),
    ],
)
def test_sentences_end_where_they_should(text, expected):
    assert cut(text) == expected


def test_lines_wrapped_at_a_fixed_width_are_one_sentence():
    text = (
        "THE ARMY SAID TODAY THAT TWO PATROLS HAD CLASHED WITH REBELS NEAR\n"
        "THE BORDER AND THAT NOBODY WAS HURT IN THE EXCHANGE. IT GAVE NO\nDETAILS."
    )
    assert len(cut(text)) == 2


def test_a_sentence_never_crosses_a_block_and_stands_where_it_says():
    report = make_report("First without a stop\n\nSecond. Third.")
    found = list(split(report))
    assert [(block, span.quote) for block, span in found] == [
        (0, "First without a stop"),
        (1, "Second."),
        (1, "Third."),
    ]
    assert all(span.holds_in(report.text) for _, span in found)


@pytest.mark.parametrize("text", ["word " * (3 * LONGEST_WORDS), "x" * 30_000, "Ä. " * 5_000, "." * 5_000])
def test_endless_text_is_cut_and_nothing_is_lost(text):
    found = cut(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(quote.split()) <= LONGEST_WORDS and len(quote) <= 7_000 for quote in found)
