from __future__ import annotations

from khaldun.code.coder import Coder
from khaldun.model import EventType, RoleName
from tests.conftest import annotated

CODER = Coder()


def taken(text, type_, name=RoleName.RECIPIENT):
    events = CODER([annotated(text)])[0].events
    found = next(e for e in events if e.type is type_)
    return [role.head.quote for role in found.fillers(name)], [b.rule for b in found.because if b.field == name.value]


def test_the_suspect_is_who_did_the_deed_told_before():
    text = (
        "A young clerk shot and killed two students at a bank in Kesh on Monday. "
        "Officers searched the area. The suspect was arrested at a motel hours later."
    )
    heads, rules = taken(text, EventType.COERCE)
    assert heads == ["suspect", "clerk"]
    assert rules.count("roles:told-before") == 2


def test_no_force_of_order_is_the_suspect():
    text = "Police shot a man in Kesh on Monday. The suspect was arrested."
    assert taken(text, EventType.COERCE)[0] == ["suspect"]


def test_a_described_suspect_takes_up_nobody():
    text = "A young clerk shot and killed two students in Kesh. The suspect in a robbery at Loma was arrested."
    assert "clerk" not in taken(text, EventType.COERCE)[0]


def test_all_three_are_those_just_told_when_they_are_as_many():
    text = (
        "In May, a farm manager was abducted from his farm, while in April, a female tourist and a resort worker were "
        "abducted. All three have been released."
    )
    assert taken(text, EventType.RETREAT)[0] == ["three", "manager", "tourist", "worker"]


def test_all_four_are_not_three():
    text = "In May, a farm manager and two cooks were abducted from a farm. All four have been released."
    assert taken(text, EventType.RETREAT)[0] == ["four"]
