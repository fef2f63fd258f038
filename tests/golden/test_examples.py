"""The bundled reports as a project: what a reader must find among its incidents, and what must not be there."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from khaldun import config
from khaldun.analyse.leading import leading
from khaldun.intake import Intake
from khaldun.link.claims import day_text
from khaldun.model import CodedEvent, CountKind, CountRange, EventType, IncidentSummary, Reject, Status
from khaldun.store.project import Project

FORCE = (EventType.ASSAULT, EventType.COERCE)
KAAJ, HOTEL = date(2022, 9, 30), date(2022, 12, 12)


class Demo:
    """The project of the bundled reports."""

    def __init__(self, project: Project) -> None:
        self.events: dict[str, CodedEvent] = {coded.event.id: coded for coded in project.coded()}
        self.summaries: tuple[IncidentSummary, ...] = tuple(project.incidents())
        self.rejects: tuple[Reject, ...] = tuple(project.rejects())

    def members(self, summary: IncidentSummary) -> list[CodedEvent]:
        """The events of an incident."""
        return [self.events[id_] for id_ in summary.incident.events]

    def about(self, words: str, day: date, *types: EventType) -> IncidentSummary:
        """The incident of a day of which most events have some words in their report or sentence."""
        found = [s for s in self.summaries if s.type in (types or FORCE) and _on(s, day)]
        assert found, f"no incident on {day}"
        return max(found, key=lambda s: sum(words in m.sentence.lower() for m in self.members(s)))

    def outlets(self, summary: IncidentSummary) -> set[str]:
        """The outlets that tell of an incident; a report without one counts by its headline."""
        return {m.report.outlet or (m.report.title or "")[:30] for m in self.members(summary)}

    def from_report(self, words: str, *types: EventType) -> list[IncidentSummary]:
        """The incidents of some types with an event in a report that has some words."""
        return [s for s in self.summaries if s.type in types and any(words in m.report.text for m in self.members(s))]


def _on(summary: IncidentSummary, day: date) -> bool:
    return bool(summary.when and summary.when.start == day)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    where = tmp_path_factory.mktemp("demo") / "kabul.khaldun"
    with Project.open(where, create=True) as project:
        Intake(project, config.load()).run([Path(str(files("khaldun") / "data" / "examples" / "reports"))])
        return Demo(project)


def count(summary: IncidentSummary, kind: CountKind) -> CountRange | None:
    return next((one for one in summary.counts if one.kind is kind), None)


def claimed(summary: IncidentSummary) -> str:
    """Who claims responsibility, in words."""
    return "; ".join(c.value for c in summary.claims if c.field == "responsibility" and c.value.startswith("claimed"))


def values(summary: IncidentSummary, field: str) -> set[str]:
    return {claim.value for claim in summary.claims if claim.field == field}


def test_the_hotel_attack_is_one_incident_of_four_reports_and_three_sources(demo: Demo) -> None:
    hotel = demo.about("hotel", HOTEL)
    assert {"The Example Courier", "Demo Tribune", "Sample Herald"} <= demo.outlets(hotel)
    assert hotel.reports >= 4
    assert hotel.sources == 3  # the wire copies of Herald and Tribune count once, Courier and Post by themselves
    assert "Islamic State" in claimed(hotel)
    assert hotel.place is not None
    assert "Kabul" in (hotel.place.name, hotel.place.admin1)


def test_the_attackers_dead_are_no_victims_of_the_hotel_attack(demo: Demo) -> None:
    hotel = demo.about("hotel", HOTEL)
    killed, injured = count(hotel, CountKind.KILLED), count(hotel, CountKind.INJURED)
    assert killed is None or killed.best <= 3
    assert injured is not None
    assert injured.high is not None
    assert injured.high >= 5  # the five Chinese
    assert "killed" in hotel.disputed or "status" in hotel.disputed  # "no foreigner was killed"
    rest = [s for s in demo.summaries if _on(s, HOTEL) and s.type is EventType.ASSAULT and s != hotel]
    assert not [s for s in rest if count(s, CountKind.KILLED) and s.sources > 1]


def test_the_toll_of_the_education_centre_grows_and_no_group_claims_it(demo: Demo) -> None:
    kaaj = demo.about("education centre", KAAJ)
    killed = count(kaaj, CountKind.KILLED)
    assert killed is not None
    assert (killed.low, killed.best) == (19, 53)
    assert kaaj.sources == 3
    assert claimed(kaaj) == ""
    assert not {actor.id for actor in kaaj.actors} & {"iskp", "taliban"}


def test_the_march_is_a_protest_of_its_own_without_the_dead_of_the_bombing(demo: Demo) -> None:
    march = demo.about("march", date(2022, 10, 1), EventType.PROTEST)
    assert count(march, CountKind.KILLED) is None
    assert march.incident != demo.about("education centre", KAAJ).incident


def test_the_shots_at_the_pakistani_embassy_are_claimed(demo: Demo) -> None:
    embassy = demo.about("embassy", date(2022, 12, 2))
    assert {"Sample Herald", "Kabul Sample Gazette"} <= demo.outlets(embassy)
    assert embassy.reports == 3
    assert embassy.sources == 2
    assert "Islamic State Khorasan" in claimed(embassy)
    assert "iskp" in {actor.id for actor in embassy.actors}
    assert count(embassy, CountKind.KILLED) is None
    arrests = demo.from_report("Taliban have arrested a foreign member", EventType.COERCE)
    assert arrests
    assert all(one.incident != embassy.incident for one in arrests)


def test_the_bombing_at_the_russian_embassy(demo: Demo) -> None:
    bombing = demo.about("russian embassy", date(2022, 9, 5))
    killed = count(bombing, CountKind.KILLED)
    assert bombing.sources == 2
    assert killed is not None
    assert (killed.low, killed.best) == (2, 6)
    assert "killed" in bombing.disputed
    assert bombing.weapon == "explosives"


def test_the_numbers_of_the_claim_on_the_airport_are_not_the_best_ones(demo: Demo) -> None:
    airport = demo.about("airport", date(2023, 1, 1))
    killed = count(airport, CountKind.KILLED)
    assert "ISKP" in claimed(airport)
    assert killed is not None
    assert killed.best < 20
    assert {"3+", "20"} <= values(airport, "killed")


def test_the_raids_are_neither_the_hotel_nor_the_airport(demo: Demo) -> None:
    raids = [
        s
        for s in demo.from_report("in raids in Kabul and the western", EventType.ASSAULT)
        if count(s, CountKind.KILLED)
    ]
    eight = [s for s in raids if (killed := count(s, CountKind.KILLED)) and killed.best == 8]
    assert len(eight) == 1
    assert {actor.id for actor in eight[0].actors} == {"taliban"}
    assert eight[0].incident not in (
        demo.about("hotel", HOTEL).incident,
        demo.about("airport", date(2023, 1, 1)).incident,
    )
    arrests = demo.from_report("in raids in Kabul and the western", EventType.COERCE)
    assert any((n := count(s, CountKind.ARRESTED)) and n.high == 7 for s in arrests)


def test_the_dead_at_the_foreign_ministry_are_disputed(demo: Demo) -> None:
    ministry = demo.about("ministry", date(2023, 1, 11))
    killed = count(ministry, CountKind.KILLED)
    assert ministry.sources == 2
    assert killed is not None
    assert killed.best == 5
    assert "killed" in ministry.disputed
    assert {"5", "20"} <= values(ministry, "killed")
    assert "Islamic State" in claimed(ministry)


def test_ban_protest_and_arrests_are_three_things(demo: Demo) -> None:
    there = "barred women from working"
    coerced = demo.from_report(there, EventType.COERCE)
    arrests = [s for s in coerced if (n := count(s, CountKind.ARRESTED)) and n.best == 5]
    assert len(arrests) == 1
    assert day_text(arrests[0].when) == "2022-12-22" if arrests[0].when else False
    assert len(coerced) >= 3  # the ban, the water cannon, the arrests
    assert len(demo.from_report(there, EventType.PROTEST)) == 1


def test_cricket_prices_and_memories_make_no_violence(demo: Demo) -> None:
    for words in ("googlies", "Sarai Shahzada"):
        assert [s for s in demo.from_report(words, EventType.ASSAULT) if s.counts or s.sources > 1] == []
    assert demo.from_report("Sarai Shahzada", EventType.ASSAULT, EventType.COERCE, EventType.PROTEST) == []
    memories = demo.from_report("Ahmad Shah Massoud", EventType.ASSAULT)
    top = {item.summary.incident.id for item in leading(demo.summaries, demo.events.values(), 10)}
    assert not {s.incident.id for s in memories} & top


def test_a_denial_of_harbouring_is_no_attack(demo: Demo) -> None:
    found = demo.from_report("Masood Azhar", EventType.ASSAULT)
    assert all(summary.status is Status.DENIED for summary in found)


def test_what_cannot_be_read_is_refused_with_a_reason(demo: Demo) -> None:
    assert {reject.reason.value for reject in demo.rejects} == {"language", "no_article"}


def test_every_event_is_in_one_incident_at_most(demo: Demo) -> None:
    members = [id_ for summary in demo.summaries for id_ in summary.incident.events]
    assert len(members) == len(set(members))


def test_the_leading_incidents_are_the_five_main_ones_each_once(demo: Demo) -> None:
    found = leading(demo.summaries, demo.events.values(), 5)
    days = {day_text(item.summary.when) for item in found if item.summary.when}
    assert days == {"2022-09-30", "2022-09-05", "2022-12-12", "2023-01-01", "2023-01-11"}
    quotes = {day_text(item.summary.when): str(item.quote) for item in found if item.summary.when}
    assert "53 people" in quotes["2022-09-30"]
    assert "hotel" in quotes["2022-12-12"]
    assert "claimed" not in quotes["2023-01-01"]
