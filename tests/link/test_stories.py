"""Stories: reports about one thing belong together, coded or not; look-alikes on other days do not."""

from __future__ import annotations

from datetime import date

from khaldun.link.linker import link_incidents
from khaldun.link.stories import stories
from khaldun.model import CodedEvent, Report
from tests.link.build import KESH, coded, report

FIRE = "A warehouse fire in the harbour of Loma destroyed four hundred tonnes of cocoa, the port master Ilva Tarn said."
MORE = "Cocoa worth millions burned in a warehouse in Loma harbour; port master Ilva Tarn blamed old cables."
OTHER = "Masked men stormed a bank in Kesh on {}; the clerk Odo Brandt was hurt, and nine bags of coins are gone."
VOTE = "The senate of Ruritania voted for a new budget after a long night, senator Odo Brandt told reporters."
RAID = "Gunmen stormed the Longan guest house in Kesh on {}, killing the cook Pera Muin and a guard."


def _told(text: str, outlet: str, told: date = date(2023, 1, 3)) -> Report:
    return report(text, told=told, outlet=outlet)


def _sizes(found: tuple[tuple[str, ...], ...]) -> list[int]:
    return sorted(map(len, found))


def test_reports_without_events_join_by_their_words():
    fire, more, vote = _told(FIRE, "A"), _told(MORE, "B"), _told(VOTE, "C")
    found = stories([fire, vote, more])
    assert set(found) == {(fire.id, more.id), (vote.id,)}


def test_every_report_is_in_one_story():
    reports = [_told(FIRE, "A"), _told(MORE, "B"), _told(VOTE, "C")]
    found = stories(reports)
    assert sorted(id for story in found for id in story) == sorted(one.id for one in reports)
    assert stories([]) == ()


def _raid(outlet: str, day: date, text: str = RAID) -> CodedEvent:
    inside = _told(text.format(f"{day:%A}"), outlet, day)
    return coded(inside, inside.text, "stormed", day=day, place=KESH)


def test_days_apart_speak_against_and_a_shared_incident_for_one_story():
    first, second = _raid("A", date(2023, 1, 2)), _raid("B", date(2023, 1, 2))
    later = _raid("C", date(2023, 3, 6), OTHER)
    events = [first, second, later]
    incidents = link_incidents(events)
    assert _sizes(tuple(i.events for i in incidents)) == [1, 2]
    found = stories([item.report for item in events], events, incidents)
    assert (first.report.id, second.report.id) in found
    assert (later.report.id,) in found


def test_the_order_of_reports_does_not_matter():
    reports = [_told(FIRE, "A"), _told(MORE, "B"), _told(VOTE, "C"), _told(RAID.format("Monday"), "D")]
    there, back = stories(reports), stories(reports[::-1])
    assert {frozenset(story) for story in there} == {frozenset(story) for story in back}
