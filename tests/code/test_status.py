from __future__ import annotations

import pytest

from khaldun.code.status import judge
from khaldun.code.status_scope import compose
from khaldun.model import EventType as T
from khaldun.model import Status as S
from tests.code.candidates import around

CASES = [
    ("Gunmen killed five farmers in Herat.", "killed", T.ASSAULT, S.HAPPENED),
    ("Gunmen targeted the envoy in an attempted assassination.", "targeted", T.ASSAULT, S.ATTEMPTED),
    ("Gunmen targeted the envoy in an attempted assassination.", "assassination", T.ASSAULT, S.ATTEMPTED),
    ("Rebels tried to kidnap the minister but killed his driver.", "kidnap", T.ASSAULT, S.ATTEMPTED),
    ("Rebels tried to kidnap the minister but killed his driver.", "killed", T.ASSAULT, S.HAPPENED),
    ("An assassination attempt on the governor failed.", "assassination", T.ASSAULT, S.ATTEMPTED),
    ("Police foiled a plot to attack the embassy.", "attack", T.ASSAULT, S.FOILED),
    ("The army failed to prevent the attack on the church.", "attack", T.ASSAULT, S.HAPPENED),
    ("The union vowed to demonstrate in the capital on Friday.", "demonstrate", T.PROTEST, S.PLANNED),
    ("The army said it would withdraw from the town.", "withdraw", T.RETREAT, S.PLANNED),
    ("Rebels agreed to withdraw and release prisoners.", "release", T.RETREAT, S.PLANNED),
    ("The cabinet is considering airstrikes on the camp.", "airstrikes", T.ASSAULT, S.HYPOTHETICAL),
    ("If the rebels attack the port, the army would kill them.", "attack", T.ASSAULT, S.HYPOTHETICAL),
    ("If the rebels attack the port, the army would kill them.", "kill", T.ASSAULT, S.HYPOTHETICAL),
    ("The army sent troops to fight militants.", "fight", T.ASSAULT, S.HYPOTHETICAL),
    ("Protesters gathered to protest against the tax.", "protest", T.PROTEST, S.HAPPENED),
    ("The militia threatened to attack polling stations.", "attack", T.ASSAULT, S.THREATENED),
    ("The militia threatened the mayor.", "threatened", T.THREATEN, S.THREATENED),
    ("The court called on the army to release five hostages.", "release", T.RETREAT, S.CALLED_FOR),
    ("The envoy urged both sides to sign a ceasefire.", "sign", T.AGREE, S.CALLED_FOR),
    ("The group denied that it had bombed the market.", "bombed", T.ASSAULT, S.DENIED),
    ("The state denies sending troops to the border.", "sending", T.MOBILIZE, S.DENIED),
    ("There was no attack on the base, officials said.", "attack", T.ASSAULT, S.DENIED),
    ("Rebels did not kill the mayor.", "kill", T.ASSAULT, S.DENIED),
    ("Troops have been fighting rebels in the north.", "fighting", T.ASSAULT, S.ONGOING),
    ("The rebels continue to attack villages.", "attack", T.ASSAULT, S.ONGOING),
    ("Clashes continued on Sunday.", "Clashes", T.ASSAULT, S.HAPPENED),
    ("Many have left since the group seized power in August 2021.", "seized", T.COERCE, S.BACKGROUND),
    ("The rebels accuse him of betraying the cause by making peace with the king.", "peace", T.AGREE, S.BACKGROUND),
    ("The protests began after the military ousted the president last year.", "ousted", T.COERCE, S.HAPPENED),
    ("Police are investigating the attack.", "attack", T.ASSAULT, S.HAPPENED),
    ("The council will condemn the attack.", "attack", T.ASSAULT, S.HAPPENED),
    ("Ministers called on the group that killed two officers to disarm.", "killed", T.ASSAULT, S.HAPPENED),
    ("Officials told reporters that gunmen attacked a bus.", "attacked", T.ASSAULT, S.HAPPENED),
]


@pytest.mark.parametrize(("text", "word", "type_", "status"), CASES)
def test_a_deed_gets_as_far_as_its_words_say(text, word, type_, status):
    found, because = judge(*around(text, word, type_))
    assert found is status, [(b.rule, b.span and b.span.quote) for b in because]


@pytest.mark.parametrize(("text", "word", "type_", "status"), CASES)
def test_every_status_has_reasons_that_quote_the_text(text, word, type_, status):
    candidate, setting = around(text, word, type_)
    _, because = judge(candidate, setting)
    assert because
    for reason in because:
        assert reason.field == "status"
        assert reason.span is not None
        assert reason.span.holds_in(setting.report.text)


def test_the_cue_is_quoted():
    _, because = judge(*around("Police foiled a plot to attack the embassy.", "attack"))
    assert because[-1].span is not None
    assert because[-1].span.quote == "foiled"


def test_denial_and_prevention_undo_what_lies_below_them():
    assert compose(S.PLANNED, S.DENIED) is S.DENIED
    assert compose(S.PLANNED, S.FOILED) is S.FOILED
    assert compose(S.FOILED, S.DENIED) is S.HAPPENED
    assert compose(S.FOILED, S.PLANNED) is S.HYPOTHETICAL
    assert compose(S.DENIED, S.DENIED) is S.HYPOTHETICAL


def test_otherwise_the_nearest_cue_wins():
    assert compose(S.THREATENED, S.HYPOTHETICAL) is S.THREATENED
    assert compose(S.HAPPENED, S.CALLED_FOR) is S.CALLED_FOR
    assert compose(S.ATTEMPTED, S.THREATENED) is S.THREATENED
