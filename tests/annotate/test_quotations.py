from __future__ import annotations

import pytest

from khaldun.annotate.quotations import find
from tests.conftest import make_report


def quotes(text):
    return [span.quote for span in find(make_report(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We saw smoke,” she said. “Then we ran.”", ["“We saw smoke,”", "“Then we ran.”"]),
        ('"We saw smoke," she said.', ['"We saw smoke,"']),
        ("``We saw smoke,'' she said.", ["``We saw smoke,''"]),
        ("'We saw smoke,' the villagers' elder said.", ["'We saw smoke,'"]),
        ("“They cried ‘Go home!’ and shot,” he said.", ["“They cried ‘Go home!’ and shot,”"]),
        ("\"He called it 'the pit' and laughed,\" she said.", ["\"He called it 'the pit' and laughed,\""]),
    ],
)
def test_marks_of_every_shape(text, expected):
    assert quotes(text) == expected


def test_a_quotation_over_paragraphs_is_one_span_a_paragraph():
    assert quotes("“They came at dawn.\n\n“They left at dusk,” he said.") == [
        "“They came at dawn.",
        "“They left at dusk,”",
    ]


def test_distanced_words_are_no_quotation_but_short_speech_is():
    assert quotes("The “caliphate” fell. “Never!” he cried.") == ["“Never!”"]


@pytest.mark.parametrize(
    "text", ["A 6\" pipe and the boys' camp.", "It’s the rebels’ war, don’t ask.", "He paid '90s prices"]
)
def test_apostrophes_and_inches_open_nothing(text):
    assert quotes(text) == []


def test_an_unbalanced_mark_does_not_swallow_the_next_quotation():
    assert quotes("He spoke of “peace and left. “We will be back soon,” he said.") == ["“We will be back soon,”"]
