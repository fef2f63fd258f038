"""The place of a deed told in the next sentence."""

from __future__ import annotations

import pytest

from khaldun.code.coder import Coder
from khaldun.model import EventType, RoleName
from tests.conftest import annotated


def places_of(text: str) -> list[str]:
    events = Coder()([annotated(text)])[0].events
    first = next(event for event in events if event.type is EventType.ASSAULT)
    return [role.span.quote for role in first.fillers(RoleName.PLACE)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels killed two judges. The attack took place at the courthouse of the town.", "courthouse"),
        ("Gunmen shot the mayor dead. The killing happened in a market.", "market"),
    ],
)
def test_a_resumed_deed_is_placed(text, place):
    assert any(place in found for found in places_of(text))


def test_another_subject_places_nothing():
    assert not any(
        "courthouse" in found for found in places_of("Rebels killed two judges. The mayor spoke at the courthouse.")
    )
