"""Candidates built by hand around one word of an annotated text, for the tests of status, counts, weapon and target."""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.model import EventType, Role, RoleName, Sentence, Token
from tests.conftest import annotated


def around(
    text: str, word: str, type_: EventType = EventType.ASSAULT, *, nth: int = 0, **roles: str
) -> tuple[Candidate, Setting]:
    """The candidate whose head is the ``nth`` token spelt ``word``; ``roles`` name fillers by their last word."""
    dossier = annotated(text)
    assert dossier.report is not None
    assert dossier.sentences is not None
    sentence, token = [(s, t) for s in dossier.sentences for t in s.tokens if t.text == word][nth]
    fillers = tuple(_role(sentence, RoleName(name), last) for name, last in roles.items())
    candidate = Candidate(sentence, (token.index,), token.index, type_, None, "test", 1.0, fillers)
    return candidate, Setting(dossier.report, dossier.sentences, dossier.quotations or (), dossier.mentions or ())


def _role(sentence: Sentence, name: RoleName, last: str) -> Role:
    head: Token = next(t for t in sentence.tokens if t.text == last)
    return Role(name, sentence.cut(sentence.subtree(head)), sentence.cut((head,)))
