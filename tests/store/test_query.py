from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from khaldun.model import DatePrecision, EventType, Interval, RoleName, Status
from khaldun.store.dialect import match_expression
from khaldun.store.errors import NothingToSearchError, UnknownIdError
from khaldun.store.project import Project
from khaldun.store.query import Query
from tests.store import hand

DOSSIER = hand.make_dossier()
STORMING, ARREST = (event.id for event in DOSSIER.events or ())
REPORT = DOSSIER.report.id if DOSSIER.report else ""


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.open(":memory:") as opened:
        opened.add([DOSSIER])
        opened.put_incidents([hand.make_incident("incident-one", STORMING), hand.make_incident("incident-two", ARREST)])
        opened.judge(hand.make_judgement("judgement-1", STORMING))
        yield opened


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), {STORMING, ARREST}),
        (Query(types=(EventType.ASSAULT, EventType.AID)), {STORMING}),
        (Query(status=(Status.PLANNED,)), {ARREST}),
        (Query(actor="iskp"), {STORMING}),
        (Query(actor="daesh  khorasan"), {STORMING}),
        (Query(actor="داعش خراسان"), {STORMING}),
        (Query(actor="isis"), set()),  # only a second reading
        (Query(actor="the Taliban"), {ARREST}),  # the very phrase
        (Query(actor="Civilians"), {STORMING}),
        (Query(country="AFG"), {STORMING}),
        (Query(place="KABUL"), {STORMING}),
        (Query(place="kabul province"), {STORMING}),
        (Query(place="geonames:1138958"), {STORMING}),
        (Query(place="Herat"), set()),
        (Query(until=date(2022, 12, 12)), {STORMING}),
        (Query(since=date(2022, 12, 13)), {ARREST}),  # no time in the text: the day of publication
        (Query(since=date(2022, 12, 12), until=date(2022, 12, 13)), {STORMING, ARREST}),
        (Query(text="rifle*"), {STORMING}),
        (Query(text='"the longan hotel"'), {STORMING}),
        (Query(text='"hotel longan"'), set()),
        (Query(text="zurich"), {ARREST}),  # accents do not matter
        (Query(text="stormed OR arrested"), {STORMING, ARREST}),
        (Query(text="the -stormed"), {ARREST}),
        (Query(ids=(ARREST,)), {ARREST}),
        (Query(ids=(REPORT,)), {STORMING, ARREST}),
        (Query(ids=("incident-one",)), {STORMING}),
        (Query(types=(EventType.ASSAULT,), country="PAK"), set()),
    ],
)
def test_a_query_finds_the_events_that_meet_every_condition(project: Project, query: Query, found: set[str]) -> None:
    assert {coded.event.id for coded in project.coded(query)} == found
    incidents = {incident.id for incident, _ in project.members(query)}
    assert incidents == {{STORMING: "incident-one", ARREST: "incident-two"}[id] for id in found}


def test_the_limit_keeps_the_order(project: Project) -> None:
    everything = [coded.event.id for coded in project.coded()]
    assert everything == [STORMING, ARREST]
    assert [coded.event.id for coded in project.coded(Query(limit=1))] == everything[:1]
    assert [incident.id for incident, _ in project.members(Query(limit=1))] == ["incident-one"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(text="killing"), 1),
        (Query(text="earthquake"), 0),
        (Query(since=date(2022, 12, 13), until=date(2022, 12, 13)), 1),
        (Query(since=date(2022, 12, 14)), 0),
        (Query(actor="iskp"), 1),
        (Query(country="PAK"), 0),
        (Query(ids=("incident-two",)), 1),
        (Query(ids=("incident-three",)), 0),
    ],
)
def test_a_query_finds_reports(project: Project, query: Query, found: int) -> None:
    assert len(list(project.reports(query))) == found


@pytest.mark.parametrize(
    ("start", "stop", "days"),
    [
        (date(2021, 8, 15), None, ("2021-08-15", "2022-12-13")),
        (None, date(2022, 12, 1), ("2022-12-01", "2022-12-01")),
        (date(2023, 2, 1), None, ("2023-02-01", "2023-02-01")),
        (None, None, ("2022-12-13", "2022-12-13")),
    ],
)
def test_open_intervals_are_searched_by_what_is_known_of_them(
    start: date | None, stop: date | None, days: tuple[str, str]
) -> None:
    interval = Interval(start, stop, DatePrecision.RANGE)
    links = tuple(replace(x, to=interval) if x.role is RoleName.TIME else x for x in DOSSIER.links or ())
    with Project.open(":memory:") as project:
        project.add([replace(DOSSIER, links=links)])
        first, last = (date.fromisoformat(day) for day in days)
        one = Query(types=(EventType.ASSAULT,))
        assert list(project.events(replace(one, since=last)))
        assert list(project.events(replace(one, until=first)))
        assert not list(project.events(replace(one, since=date.fromordinal(last.toordinal() + 1))))
        assert not list(project.events(replace(one, until=date.fromordinal(first.toordinal() - 1))))


def test_search_gives_the_passage(project: Project) -> None:
    [found] = project.search("longan hotel")
    assert DOSSIER.report is not None
    assert found.span.holds_in(DOSSIER.report.text)
    assert (found.report, found.outlet, found.published) == (REPORT, "gazette", date(2022, 12, 13))


@pytest.mark.parametrize("words", ["", "  ", "—", '""', "-hotel"])
def test_a_search_without_a_word_is_refused(project: Project, words: str) -> None:
    with pytest.raises(NothingToSearchError):
        list(project.search(words))


@pytest.mark.parametrize("words", ['he said "', "a AND (b", "NEAR(x", "col:term", "it's", 'a""b', "^x", "OR hotel"])
def test_no_search_can_break_the_expression(project: Project, words: str) -> None:
    list(project.search(words))


def test_the_expression_of_a_search() -> None:
    assert match_expression('car "bomb attack" OR blast* -drill') == (
        '("car" AND "bomb attack" OR "blast"*) NOT "drill"'
    )


def test_the_chain_behind_an_event(project: Project) -> None:
    found = project.explain(STORMING)
    assert (found.id, found.kind, found.reports) == (STORMING, "event", (DOSSIER.report,))
    assert found.events == hand.coded(DOSSIER)[:1]
    assert [incident.id for incident in found.incidents] == ["incident-one"]
    assert [judgement.id for judgement in found.judgements] == ["judgement-1"]


def test_the_chain_behind_an_incident_a_report_and_a_judgement(project: Project) -> None:
    assert project.explain("incident-two").events == hand.coded(DOSSIER)[1:]
    report = project.explain(REPORT)
    assert (report.events, report.passed, report.kind) == (hand.coded(DOSSIER), DOSSIER.passed, "report")
    assert project.explain("judgement-1").events == hand.coded(DOSSIER)[:1]


def test_the_beginning_of_an_id_is_enough_when_it_is_the_only_one(project: Project) -> None:
    assert project.explain(STORMING[:12]).id == STORMING
    assert project.explain(STORMING.removeprefix("event-")[:6]).id == STORMING
    with pytest.raises(UnknownIdError, match="several ids: incident-one, incident-two"):
        project.explain("incident-")
    with pytest.raises(UnknownIdError, match="no event"):
        project.explain("event-%")


def test_the_chain_keeps_what_was_superseded(project: Project) -> None:
    project.add([hand.make_dossier(f"Corrected. {hand.BODY}", day=14)])
    found = project.explain(REPORT)
    assert found.superseded == (DOSSIER.report,)
    assert len(found.reports) == 1
