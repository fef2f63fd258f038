"""The examples of the codebook run: each must be coded as it says, and what is no event must not."""

from __future__ import annotations

from functools import cache

import pytest

from khaldun.annotate.annotator import Annotator
from khaldun.code.coder import Coder
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import Dossier, RoleName
from tests.conftest import make_report

BOOK = Codebook.load()
EXAMPLES = [(d.type, e) for d in BOOK.types.values() for e in d.examples]


@cache
def coded():
    """All examples coded in one run, by text."""
    dossiers = Annotator()([Dossier(report=make_report(e.text)) for _, e in EXAMPLES])
    return {d.report.text: d for d in Coder(BOOK)(dossiers)}


def heads(event, *names):
    return {role.head.quote for name in names for role in event.fillers(name)}


@pytest.mark.parametrize(("type_", "example"), EXAMPLES, ids=[f"{t}-{n}" for n, (t, _) in enumerate(EXAMPLES)])
def test_example(type_, example):
    events = [e for e in coded()[example.text].events if e.type is type_]
    if not example.event:
        assert not events
        return
    assert events, [(e.type, e.trigger.quote) for e in coded()[example.text].events]
    if example.actor:
        assert any(example.actor in heads(e, RoleName.ACTOR) for e in events)
    if example.recipient:
        assert any(example.recipient in heads(e, RoleName.RECIPIENT, RoleName.TARGET) for e in events)


@pytest.mark.parametrize("type_", list(BOOK.types), ids=str)
def test_every_type_has_examples_enough(type_):
    examples = BOOK.types[type_].examples
    assert sum(e.event for e in examples) >= 8
    assert sum(not e.event for e in examples) >= 4
