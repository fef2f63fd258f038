"""The founding report: each thing a reader of it must find in the result, with a quote."""

from __future__ import annotations

import datetime

import pytest

import khaldun
from khaldun.model import Actor, EventType, RoleName, Stance, Status
from tests.conftest import SHARED

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def coding():
    path = SHARED / "seed" / "report.txt"
    if not path.exists():
        pytest.skip("the founding report is not here")
    return khaldun.code_text(path.read_text(encoding="utf-8"))


def ids(coded, role):
    return {link.to.id for link in coded.links if link.role is role and link.rank == 0 and isinstance(link.to, Actor)}


def find(coding, type_, *, actor=None, recipient=None, status=None, words=""):
    """The events of a type with these readings, whose sentence has the words."""
    types = {type_} if isinstance(type_, EventType) else set(type_)
    both = (RoleName.RECIPIENT, RoleName.TARGET)
    return [
        coded
        for coded in coding
        if coded.event.type in types
        and words in coded.sentence
        and (actor is None or any(actor in id for id in ids(coded, RoleName.ACTOR)))
        and (recipient is None or any(recipient in id for role in both for id in ids(coded, role)))
        and (status is None or coded.event.status in status)
    ]


def test_the_report_itself(coding):
    report = coding.events[0].report
    assert report.title == "ISKP possess a major threat to Taliban’s authority in Afghanistan: Report"
    assert report.published.at.isoformat() == "2023-01-03T17:27:00+05:30"
    assert "india" in report.published.because.lower()
    assert report.byline == "Yuvraj Tyagi"
    assert report.lang == "en"
    dropped = " ".join(item.quote for item in report.dropped)
    for furniture in ("Your Voice. Now Direct.", "Send us your views", "Trending Quicks", "Whatsapp logo", "Image: AP"):
        assert furniture in dropped
        assert furniture not in report.text


def test_the_hotel(coding):
    found = find(coding, EventType.ASSAULT, actor="isk", words="Longan", status={Status.HAPPENED})
    assert found
    event = found[0].event
    assert event.target_kind
    assert "Longan Hotel" in " ".join(role.span.quote for role in event.roles)
    assert found[0].place is None or found[0].place.country == "AFG"
    when = found[0].when
    assert when is None or when.start is None or when.start != when.stop
    assert when is None or when.stop is None or when.stop <= datetime.date(2023, 1, 3)
    assert any(said.speaker and "observers" in said.speaker.quote for said in event.attribution)


def test_the_attempted_assassination(coding):
    found = find(coding, EventType.ASSAULT, actor="isk", recipient="PAK", status={Status.ATTEMPTED})
    assert found
    assert any(coded.event.mode == "targeted" for coded in found)


def test_the_threat_to_the_talibans_efforts(coding):
    assert find(coding, EventType.THREATEN, actor="isk", recipient="taliban")


def test_the_request_for_support(coding):
    found = find(coding, EventType.REQUEST, actor="taliban")
    assert found
    assert any(
        "Afghan Diaspora Network" in (s.speaker.quote if s.speaker else "") for c in found for s in c.event.attribution
    )


def test_the_accusation(coding):
    assert find(coding, EventType.ACCUSE, actor="isk", recipient="taliban")


def test_peace_with_the_united_states_is_background(coding):
    found = find(coding, EventType.AGREE, actor="taliban", recipient="USA", status={Status.BACKGROUND})
    assert found
    assert any(said.speaker and "ISKP" in said.speaker.quote for c in found for said in c.event.attribution)


def test_the_attempt_to_force_a_review(coding):
    found = find(coding, (EventType.COERCE, EventType.THREATEN), actor="isk", words="review")
    assert found
    assert any({"state:RUS", "state:CHN"} <= ids(c, RoleName.RECIPIENT) for c in found)


def test_powers_that_sympathise_are_threatened(coding):
    assert find(coding, EventType.THREATEN, words="crosshairs") or find(coding, EventType.THREATEN, words="sympathi")


def test_chinas_overtures(coding):
    found = find(coding, (EventType.SUPPORT, EventType.CONSULT, EventType.AGREE), actor="CHN", recipient="taliban")
    assert found


def test_the_seizure_of_power_is_background(coding):
    found = find(coding, (EventType.COERCE, EventType.ASSAULT), words="August 2021", status={Status.BACKGROUND})
    assert found
    assert any(c.when and c.when.start and c.when.start.isoformat() == "2021-08-01" for c in found)


def test_what_is_no_event(coding):
    sentences = [(coded.event.type, coded.event.trigger.quote) for coded in coding]
    assert not [
        pair
        for pair in sentences
        if pair[1].lower() in {"tussle", "power tussle", "nail", "crosshairs"} and pair[0] is EventType.ASSAULT
    ]
    assert not [
        c
        for c in coding
        if c.event.type is EventType.ASSAULT and "accelerated" in c.sentence and c.event.status is Status.HAPPENED
    ]


def test_nobody_claims_in_the_reports_own_voice(coding):
    assert not [s for c in coding for s in c.event.attribution if s.stance is Stance.CLAIMED]
    assert not [c for c in coding if "ummah" in " ".join(ids(c, RoleName.ACTOR) | ids(c, RoleName.RECIPIENT)).lower()]


def test_the_assassination_was_tried_at_the_residence(coding):
    found = find(coding, EventType.ASSAULT, actor="isk", recipient="PAK", status={Status.ATTEMPTED})[0]
    places = [role.span.quote for role in found.event.fillers(RoleName.PLACE)]
    assert any("residence" in place or "embassy" in place for place in places)
