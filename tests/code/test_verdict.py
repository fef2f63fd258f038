"""The classifier's say: it overrules only when sure, and only where the pair has one deed."""

from __future__ import annotations

import dataclasses

import pytest

from khaldun.code import type_model
from khaldun.code.candidate import Candidate
from khaldun.code.classify import Question
from khaldun.code.verdict import overrule
from khaldun.model import EventType, Part, Role, RoleName, Sentence, Span, Token

TEXT = "Iran praised Iraq"


def candidate(type_=EventType.ACCUSE):
    words = [("Iran", 0, 4), ("praised", 5, 12), ("Iraq", 13, 17)]
    tokens = tuple(Token(n, a, b, w, w.lower(), "NOUN", "NN", "dep", 1) for n, (w, a, b) in enumerate(words))
    sentence = Sentence("s", 0, Span(0, 17, TEXT), Part.BODY, tokens)
    iran, iraq = Span(0, 4, "Iran"), Span(13, 17, "Iraq")
    roles = (Role(RoleName.ACTOR, iran, iran), Role(RoleName.RECIPIENT, iraq, iraq))
    return Candidate(sentence, (1,), 1, type_, "disapprove", "rule", 0.8, roles)


class Oracle:
    name = "oracle"

    def __init__(self, **answer):
        self.answer = {EventType[name]: value for name, value in answer.items()}

    def probabilities(self, questions):
        return [self.answer for _ in questions]


def test_a_sure_classifier_overrules_and_says_so():
    changed = overrule([candidate()], Oracle(SUPPORT=0.97, ACCUSE=0.01))[0]
    assert changed.type is EventType.SUPPORT
    assert changed.mode is None
    assert changed.because[-1].rule == "classify:oracle"
    assert changed.because[-1].span.quote == TEXT


@pytest.mark.parametrize("answer", [{"SUPPORT": 0.85, "ACCUSE": 0.01}, {"SUPPORT": 0.91, "ACCUSE": 0.09}])
def test_a_doubtful_one_does_not(answer):
    assert overrule([candidate()], Oracle(**answer))[0].type is EventType.ACCUSE


def test_two_deeds_of_one_pair_are_left_to_the_lexicon():
    both = [candidate(), candidate(EventType.REJECT)]
    assert [c.type for c in overrule(both, Oracle(SUPPORT=0.99))] == [EventType.ACCUSE, EventType.REJECT]


def test_without_a_recipient_nothing_is_asked():
    lone = dataclasses.replace(candidate(), roles=candidate().roles[:1])
    assert overrule([lone], Oracle(SUPPORT=0.99)) == [lone]


def test_without_a_model_the_lexicon_stands():
    assert overrule([candidate()], None) == [candidate()]


def test_the_shipped_model_reads_marked_sentences():
    model = type_model.load()
    assert model is not None

    def best(text, actor, recipient):
        spans = [Span(text.index(word), text.index(word) + len(word), word) for word in (actor, recipient)]
        answer = model.probabilities([Question(text, 0, spans[0], EventType.AGREE, *spans)])[0]
        assert sum(answer.values()) == pytest.approx(1.0, abs=0.01)
        return max(answer, key=answer.get)

    assert best("Norway sent food and medicine to Somalia.", "Norway", "Somalia") is EventType.AID
    assert best("Rebels shelled army barracks overnight.", "Rebels", "army barracks") is EventType.ASSAULT
    assert best("France accused Belarus of torturing prisoners.", "France", "Belarus") is EventType.ACCUSE
