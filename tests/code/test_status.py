from __future__ import annotations

import pytest

from khaldun.code.status import judge
from khaldun.code.status.scope import compose
from khaldun.model import EventType as T
from khaldun.model import Status
from tests.code.candidates import around

CASES = [
    ("The minority has been attacked many times by the rebels.", "attacked", T.ASSAULT, Status.BACKGROUND),
    ("The guard was shot several times in the chest.", "shot", T.ASSAULT, Status.HAPPENED),
    ("The ministry has no plans to close the embassy.", "close", T.SANCTION, Status.DENIED),
    ("A man set off a bomb next to the gate.", "set", T.ASSAULT, Status.HAPPENED),
    ("He could be seen beating a man in the video.", "beating", T.ASSAULT, Status.HAPPENED),
    ("Another is fighting for her life after a shooting.", "shooting", T.ASSAULT, Status.HAPPENED),
    ("Gunmen killed five farmers in a field near Herat.", "killed", T.ASSAULT, Status.HAPPENED),
    ("Gunmen killed five farmers in Herat.", "killed", T.ASSAULT, Status.HAPPENED),
    ("Gunmen targeted the envoy in an attempted assassination.", "targeted", T.ASSAULT, Status.ATTEMPTED),
    ("Gunmen targeted the envoy in an attempted assassination.", "assassination", T.ASSAULT, Status.ATTEMPTED),
    ("Rebels tried to kidnap the minister but killed his driver.", "kidnap", T.ASSAULT, Status.ATTEMPTED),
    ("Rebels tried to kidnap the minister but killed his driver.", "killed", T.ASSAULT, Status.HAPPENED),
    ("An assassination attempt on the governor failed.", "assassination", T.ASSAULT, Status.ATTEMPTED),
    ("Police foiled a plot to attack the embassy.", "attack", T.ASSAULT, Status.FOILED),
    ("The army failed to prevent the attack on the church.", "attack", T.ASSAULT, Status.HAPPENED),
    ("The union vowed to demonstrate in the capital on Friday.", "demonstrate", T.PROTEST, Status.PLANNED),
    ("The army said it would withdraw from the town.", "withdraw", T.RETREAT, Status.PLANNED),
    ("Rebels agreed to withdraw and release prisoners.", "release", T.RETREAT, Status.PLANNED),
    ("The cabinet is considering airstrikes on the camp.", "airstrikes", T.ASSAULT, Status.HYPOTHETICAL),
    ("If the rebels attack the port, the army would kill them.", "attack", T.ASSAULT, Status.HYPOTHETICAL),
    ("If the rebels attack the port, the army would kill them.", "kill", T.ASSAULT, Status.HYPOTHETICAL),
    ("The army sent troops to fight militants.", "fight", T.ASSAULT, Status.HYPOTHETICAL),
    ("Protesters gathered to protest against the tax.", "protest", T.PROTEST, Status.HAPPENED),
    ("The militia threatened to attack polling stations.", "attack", T.ASSAULT, Status.THREATENED),
    ("The militia threatened the mayor.", "threatened", T.THREATEN, Status.THREATENED),
    ("The court called on the army to release five hostages.", "release", T.RETREAT, Status.CALLED_FOR),
    ("The envoy urged both sides to sign a ceasefire.", "sign", T.AGREE, Status.CALLED_FOR),
    ("The group denied that it had bombed the market.", "bombed", T.ASSAULT, Status.DENIED),
    ("The state denies sending troops to the border.", "sending", T.MOBILIZE, Status.DENIED),
    ("There was no attack on the base, officials said.", "attack", T.ASSAULT, Status.DENIED),
    ("Rebels did not kill the mayor.", "kill", T.ASSAULT, Status.DENIED),
    ("Troops have been fighting rebels in the north.", "fighting", T.ASSAULT, Status.ONGOING),
    ("The rebels continue to attack villages.", "attack", T.ASSAULT, Status.ONGOING),
    ("Clashes continued on Sunday.", "Clashes", T.ASSAULT, Status.HAPPENED),
    (
        "The aim is to curb the kingdom's overtures to the rebels since they seized the port.",
        "overtures",
        T.SUPPORT,
        Status.ONGOING,
    ),
    ("Many have left since the group seized power in August 2021.", "seized", T.COERCE, Status.BACKGROUND),
    (
        "The rebels accuse him of betraying the cause by making peace with the king.",
        "peace",
        T.AGREE,
        Status.BACKGROUND,
    ),
    ("The protests began after the military ousted the president last year.", "ousted", T.COERCE, Status.HAPPENED),
    ("The judge ruled that guards had beaten the prisoners.", "beaten", T.ASSAULT, Status.HAPPENED),
    ("The cabinet ordered troops to withdraw.", "withdraw", T.RETREAT, Status.CALLED_FOR),
    ("Guards stopped beating the prisoners at dawn.", "beating", T.ASSAULT, Status.HAPPENED),
    ("Rebels to release hostages", "release", T.RETREAT, Status.PLANNED),
    ("She was the third reporter to be killed in Herat.", "killed", T.ASSAULT, Status.HAPPENED),
    ("Police are investigating the attack.", "attack", T.ASSAULT, Status.HAPPENED),
    ("The council will condemn the attack.", "attack", T.ASSAULT, Status.HAPPENED),
    ("Ministers called on the group that killed two officers to disarm.", "killed", T.ASSAULT, Status.HAPPENED),
    ("Officials told reporters that gunmen attacked a bus.", "attacked", T.ASSAULT, Status.HAPPENED),
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
    assert compose(Status.PLANNED, Status.DENIED) is Status.DENIED
    assert compose(Status.PLANNED, Status.FOILED) is Status.FOILED
    assert compose(Status.FOILED, Status.DENIED) is Status.HAPPENED
    assert compose(Status.FOILED, Status.PLANNED) is Status.HYPOTHETICAL
    assert compose(Status.DENIED, Status.DENIED) is Status.HYPOTHETICAL


def test_otherwise_the_nearest_cue_wins():
    assert compose(Status.THREATENED, Status.HYPOTHETICAL) is Status.THREATENED
    assert compose(Status.HAPPENED, Status.CALLED_FOR) is Status.CALLED_FOR
    assert compose(Status.ATTEMPTED, Status.THREATENED) is Status.THREATENED
