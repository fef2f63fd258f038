"""The classifier's say: it overrules only when sure, and only where the pair has one deed."""

from __future__ import annotations

import dataclasses

import pytest

from khaldun.code import type_model
from khaldun.code.candidate import Candidate
from khaldun.code.classify import Opinion, Question
from khaldun.code.verdict import hear, likeliest, weighed
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

    def __init__(self, told=1.0, **answer):
        self.answer = Opinion({EventType[name]: value for name, value in answer.items()}, told)

    def opinions(self, questions):
        return [self.answer for _ in questions]

    def sub_events(self, texts):
        return [{} for _ in texts]


def _types(candidates, classifier):
    """The candidates that stand."""
    return list(hear(candidates, classifier).kept)


def test_a_sure_classifier_overrules_and_says_so():
    changed = _types([candidate()], Oracle(SUPPORT=0.97, ACCUSE=0.01))[0]
    assert changed.type is EventType.SUPPORT
    assert changed.mode is None
    assert changed.because[-1].rule == "classify:oracle"
    assert changed.because[-1].span.quote == TEXT


@pytest.mark.parametrize("answer", [{"SUPPORT": 0.6, "ACCUSE": 0.1}, {"SUPPORT": 0.88, "ACCUSE": 0.09}])
def test_a_doubtful_one_does_not(answer):
    assert _types([candidate()], Oracle(**answer))[0].type is EventType.ACCUSE


def test_a_word_of_violence_is_plain():
    assert _types([candidate(EventType.ASSAULT)], Oracle(SUPPORT=0.99))[0].type is EventType.ASSAULT
    assert _types([candidate()], Oracle(ASSAULT=0.99))[0].type is EventType.ACCUSE


def test_two_deeds_of_one_pair_are_left_to_the_lexicon():
    both = [candidate(), candidate(EventType.REJECT)]
    assert [c.type for c in _types(both, Oracle(SUPPORT=0.99))] == [EventType.ACCUSE, EventType.REJECT]


def test_a_type_that_another_word_tells_is_that_words():
    lone = dataclasses.replace(candidate(EventType.SUPPORT), roles=())
    changed = _types([candidate(), lone], Oracle(SUPPORT=0.99))
    assert [c.type for c in changed] == [EventType.ACCUSE, EventType.SUPPORT]


def test_where_the_two_do_not_deal_nothing_is_told():
    accused, attacked = candidate(), candidate(EventType.ASSAULT)
    heard = hear([accused], Oracle(told=0.1, ACCUSE=0.9))
    assert (heard.kept, heard.untold) == ((), (accused,))
    assert hear([attacked], Oracle(told=0.1, ACCUSE=0.9)).kept == (attacked,)


def test_without_a_recipient_nothing_is_asked():
    lone = dataclasses.replace(candidate(), roles=candidate().roles[:1])
    assert _types([lone], Oracle(SUPPORT=0.99)) == [lone]


def test_without_a_model_the_lexicon_stands():
    assert _types([candidate()], None) == [candidate()]


def test_the_lexicons_word_counts_but_does_not_decide():
    together = weighed({EventType.SUPPORT: 0.5, EventType.ACCUSE: 0.4, EventType.AID: 0.1}, EventType.ACCUSE)
    assert max(together, key=together.get) is EventType.ACCUSE
    assert sum(together.values()) == pytest.approx(1.0)
    sure = weighed({EventType.SUPPORT: 0.8, EventType.ACCUSE: 0.2}, EventType.ACCUSE)
    assert max(sure, key=sure.get) is EventType.SUPPORT


@pytest.mark.parametrize(("parties", "best"), [(0, "SUPPORT"), (1, "SUPPORT"), (2, "ACCUSE")])
def test_a_word_that_tells_of_the_asked_parties_counts_for_more(parties, best):
    together = weighed({EventType.SUPPORT: 0.8, EventType.ACCUSE: 0.2}, EventType.ACCUSE, parties)
    assert max(together, key=together.get) is EventType[best]


def test_sub_events_are_weighed_alike():
    assert likeliest({"ATTACK": 0.4, "ARMED_CLASH": 0.3}, "ARMED_CLASH") == "ARMED_CLASH"
    assert likeliest({"ATTACK": 0.8, "ARMED_CLASH": 0.1}, "ARMED_CLASH") == "ATTACK"
    assert likeliest({}, "ATTACK") == "ATTACK"


def test_the_shipped_model_tells_sub_events_and_idle_pairs():
    model = type_model.load()
    assert model is not None
    texts = ["Warplanes bombed a village, killing six people.", "Students marched peacefully through the capital."]
    told = [max(answer, key=answer.get) for answer in model.sub_events(texts)]
    assert told == ["AIR_STRIKE", "PEACE_PROTEST"]
    assert model.sub_events([]) == []
    assert model.opinions([]) == []


def test_the_shipped_model_reads_marked_sentences():
    model = type_model.load()
    assert model is not None

    def best(text, actor, recipient):
        spans = [Span(text.index(word), text.index(word) + len(word), word) for word in (actor, recipient)]
        answer = model.opinions([Question(text, 0, spans[0], EventType.AGREE, *spans)])[0].types
        assert sum(answer.values()) == pytest.approx(1.0, abs=0.01)
        return max(answer, key=answer.get)

    assert best("Norway sent food and medicine to Somalia.", "Norway", "Somalia") is EventType.AID
    assert best("Rebels shelled army barracks overnight.", "Rebels", "army barracks") is EventType.ASSAULT
    assert best("France accused Belarus of torturing prisoners.", "France", "Belarus") is EventType.ACCUSE


def test_an_answer_does_not_turn_with_its_neighbours():
    model = type_model.load()
    assert model is not None

    def asked(text, actor, recipient):
        spans = [Span(text.index(word), text.index(word) + len(word), word) for word in (actor, recipient)]
        return Question(text, 0, spans[0], EventType.AGREE, *spans)

    one = asked("Rebels shelled army barracks overnight.", "Rebels", "barracks")
    other = asked(
        "The ministers of Chad met envoys of Mali in a hotel by the river, radio said.", "ministers", "envoys"
    )
    assert model.opinions([other, one])[1] == model.opinions([one])[0]
