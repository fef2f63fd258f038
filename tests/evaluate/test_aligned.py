"""Offsets of the clean text come back to the given text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khaldun.evaluate.aligned import Aligned

WORDS = st.text("abcdeéñ'", min_size=1, max_size=7)
PARAGRAPH = st.lists(WORDS, min_size=3, max_size=20)
SPACE = st.sampled_from([" ", "  ", "\n", " \n\t"])


@st.composite
def cleaned(draw: st.DrawFn) -> tuple[str, str]:
    """A text with furniture and ragged spaces, and what cleaning leaves of it."""
    given_text, kept = "", []
    for n, words in enumerate(draw(st.lists(PARAGRAPH, min_size=1, max_size=6))):
        marked = [f"p{n}", *words]
        given_text += "".join(word + draw(SPACE) for word in marked) + "\n\n"
        if draw(st.booleans()):
            given_text += f"ADVERTISEMENT {n}\n\n"
        kept.append(" ".join(marked))
    return given_text, "\n\n".join(kept)


@given(cleaned(), st.data())
def test_every_passage_comes_back_with_its_own_words(texts, data):
    source, clean = texts
    start = data.draw(st.integers(0, len(clean) - 1))
    stop = data.draw(st.integers(start + 1, len(clean)))
    place = Aligned(source, clean).span(start, stop)
    wanted = "".join(clean[start:stop].split())
    if not wanted:
        assert place is None
        return
    assert place is not None
    found = "".join(source[slice(*place)].split())
    whole_block = "\n\n" not in clean[start:stop]
    assert found == wanted if whole_block else found.startswith(wanted[:1])


@given(cleaned())
def test_a_title_given_apart_shifts_nothing(texts):
    source, clean = texts
    title = "QQQ XXX ZZZ"
    mapped = Aligned(source, f"{title}\n\n{clean}")
    offset = len(title) + 2
    assert mapped.span(0, len(title)) is None
    for block in clean.split("\n\n"):
        at = offset + clean.index(block)
        place = mapped.span(at, at + len(block))
        assert place is not None
        assert source[slice(*place)].split() == block.split()


def test_a_changed_paragraph_is_mapped_word_by_word():
    source = "By A Writer\n\nThe “mayor” said the police killed two men in Lorem on Friday."
    clean = 'The "mayor" said the police killed two men in Lorem on Friday.'
    mapped = Aligned(source, clean)
    at = clean.index("killed two men")
    assert source[slice(*mapped.span(at, at + len("killed two men")))] == "killed two men"


def test_a_word_that_stands_twice_is_taken_in_order():
    source = "Attack\n\nNothing here.\n\nAttack\n\nThe attack was denied."
    mapped = Aligned(source, "Attack\n\nAttack\n\nThe attack was denied.")
    assert mapped.span(0, 6) == (0, 6)
    assert mapped.span(8, 14) == (23, 29)


def test_nothing_is_found_in_a_foreign_text():
    assert Aligned("one two three", "four five six seven").span(0, 10) is None
    assert Aligned("", "some words").span(0, 4) is None
    assert Aligned("some words", "").span(0, 4) is None
