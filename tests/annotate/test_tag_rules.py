"""Attribute rules kept word by word set what spaCy's own component sets."""

from __future__ import annotations

import pytest

from khaldun.annotate import language_model
from khaldun.annotate.tag_rules import TagRules

TEXTS = (
    "There is no doubt that you're gonna lose, and I ain't sorry; let's go, y'all!",
    "She has done what he did, but they'd rather it hadn't happened to those who do.",
    "The 3 gunmen, whose truck someone had seen, couldn't flee: nobody let them.",
    "C'm on! It was him whom the others wanted, because whatever this is, it's theirs.",
)


def read(doc):
    return [(t.text, t.pos_, str(t.morph), t.lemma_, t.tag_, t.dep_) for t in doc]


@pytest.fixture(scope="module")
def bare():
    return language_model.bare()


def before_rules(bare, text):
    with bare.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        return bare(text)


@pytest.mark.parametrize("text", TEXTS)
def test_they_set_the_same(bare, text):
    ruler = bare.get_pipe("attribute_ruler")
    rules = TagRules(ruler)
    for _ in range(2):  # the second time from what was kept
        assert read(rules(before_rules(bare, text))) == read(ruler(before_rules(bare, text)))


def test_rules_that_ask_for_more_are_refused(bare):
    ruler = type(bare.get_pipe("attribute_ruler"))(bare.vocab)
    ruler.add([[{"SHAPE": "Xx"}]], {"POS": "X"})
    with pytest.raises(ValueError, match="SHAPE"):
        TagRules(ruler)


def test_only_the_line_has_them(bare):
    assert "attribute_ruler" in bare.pipe_names
    assert "attribute_ruler" not in language_model.load().pipe_names
