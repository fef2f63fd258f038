from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from khaldun.model import Dossier, Reason, Reject
from khaldun.store.project import Project
from khaldun.store.query import Query, Run
from tests.store import hand


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "afghanistan.khaldun"


def test_every_field_comes_back_as_it_was(path: Path) -> None:
    dossier = hand.make_dossier()
    with Project.open(path) as project:
        added = project.add([dossier])
    assert (added.reports, added.events, added.rejects) == (1, 2, ())
    with Project.open(path, create=False) as project:
        assert tuple(project.coded()) == hand.coded(dossier)
        assert tuple(project.events()) == dossier.events
        assert tuple(project.reports()) == (dossier.report,)
        assert tuple(project.passed()) == dossier.passed
        assert dossier.report is not None
        assert project.mentions(dossier.report.id) == dossier.mentions


def test_adding_twice_changes_nothing(path: Path) -> None:
    dossier = hand.make_dossier()
    report = dossier.report
    assert report is not None
    with Project.open(path) as project:
        assert not project.known(report.id, report.edition)
        assert not project.known_sha(report.origin.sha256)
        project.add([dossier, dossier])
        before = project.size()
        assert project.add([dossier]).reports == 0
        assert project.size() == before
        assert project.known(report.id, report.edition)
        assert project.known_sha(report.origin.sha256)
        assert not project.known(report.id, "edition-other")


def test_a_new_edition_takes_the_place_of_the_old_one(path: Path) -> None:
    old, new = hand.make_dossier(), hand.make_dossier(f"Corrected. {hand.BODY}", day=14)
    with Project.open(path) as project:
        project.add([old])
        project.put_incidents([hand.make_incident("incident-1", *(e.id for e in old.events or ()))])
        project.add([new])
        assert tuple(project.reports()) == (new.report,)
        assert {coded.report.edition for coded in project.coded()} == {new.report and new.report.edition}
        size = project.size()
        assert (size.reports, size.superseded, size.events, size.incidents) == (1, 1, 2, 0)
        assert [p.sentence for p in project.search("Corrected")]
        assert len(list(project.search("stormed"))) == 1
        assert old.report is not None
        assert project.known(old.report.id, old.report.edition)


def test_an_edition_with_an_older_stamp_does_not_take_the_place_of_a_newer_one(path: Path) -> None:
    old, new = hand.make_dossier(), hand.make_dossier(f"Corrected. {hand.BODY}", day=14)
    with Project.open(path) as project:
        project.add([new, old])
        assert tuple(project.reports()) == (new.report,)
        assert tuple(project.coded()) == hand.coded(new)
        assert project.size().superseded == 1


def test_coding_again_replaces_the_events_of_an_edition(path: Path) -> None:
    dossier = hand.make_dossier()
    fewer = replace(dossier, events=(dossier.events or ())[1:], links=(dossier.links or ())[-1:])
    with Project.open(path) as project:
        project.add([dossier])
        project.add([fewer])
        assert len(tuple(project.events())) == 2
        project.add([fewer], again=True)
        assert tuple(project.coded()) == hand.coded(fewer)
        assert project.size().superseded == 0


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    with Project.open(path) as project:
        with pytest.raises(ValueError, match="neither a report nor a reject"):
            project.add([hand.make_dossier(), Dossier()])
        assert project.size().reports == 0


def test_a_dossier_that_contradicts_itself_is_refused_alone(path: Path) -> None:
    lost = replace(hand.make_dossier(url="https://example.org/2"), sentences=())
    good = hand.make_dossier()
    with Project.open(path) as project:
        added = project.add([lost, good])
        assert [reject.reason for reject in added.rejects] == [Reason.CRASH]
        assert tuple(project.rejects()) == added.rejects
        assert tuple(project.reports()) == (good.report,)


def test_text_that_no_database_can_hold_is_refused_alone(path: Path) -> None:
    dossier = hand.make_dossier()
    assert dossier.report is not None
    broken = Dossier(report=replace(dossier.report, id="report-x", byline="half a pair \ud800"))
    with Project.open(path) as project:
        added = project.add([broken, dossier])
        assert [(r.reason, r.subject) for r in added.rejects] == [(Reason.BAD_RECORD, "pages/1.html#a#3")]
        assert project.size().reports == 1


def test_refusals_are_kept_once_and_forgotten_when_the_bytes_could_be_read(path: Path) -> None:
    dossier = hand.make_dossier()
    assert dossier.report is not None
    sha = dossier.report.origin.sha256
    lasting = Reject("b.html", "read", Reason.DUPLICATE, "same bytes as a.html", sha)
    passing = Reject("a.html", "clean", Reason.CRASH, "trace", sha)
    with Project.open(path) as project:
        project.reject([passing, lasting])
        project.reject([passing])
        assert tuple(project.rejects()) == (passing, lasting)
        project.add([dossier])
        assert tuple(project.rejects()) == (lasting,)


def test_incidents_are_replaced_as_a_whole(path: Path) -> None:
    dossier = hand.make_dossier()
    first, second = (event.id for event in dossier.events or ())
    one = hand.make_incident("incident-1", second, first)
    with Project.open(path) as project:
        project.add([dossier])
        project.put_incidents([one])
        project.put_incidents([one])
        [(incident, members)] = project.members()
        assert incident == one
        assert [coded.event.id for coded in members] == [second, first]
        with pytest.raises(ValueError, match="no events of this project, such as event-gone"):
            project.put_incidents([hand.make_incident("incident-2", "event-gone")])
        assert project.size().incidents == 1
        project.put_incidents([])
        assert list(project.members()) == []


def test_judgements_come_back_and_can_neither_be_changed_nor_deleted(path: Path) -> None:
    judgement = hand.make_judgement("judgement-1", "event-b", "event-a")
    with Project.open(path) as project:
        project.judge(judgement)
        project.judge(judgement)
        assert tuple(project.judgements()) == (judgement,)
        with pytest.raises(ValueError, match="another judgement"):
            project.judge(replace(judgement, verdict="right"))
    connection = sqlite3.connect(path)
    for statement in (
        "UPDATE judgement SET verdict = 'right'",
        "DELETE FROM judgement",
        "UPDATE judgement_subject SET subject = 'event-c'",
        "DELETE FROM judgement_subject",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_a_reader_sees_whole_transactions_while_another_writes(path: Path) -> None:
    first, second = hand.make_dossier(), hand.make_dossier(url="https://example.org/2")
    with Project.open(path) as writer, Project.open(path) as reader:
        writer.add([first])
        seen = reader.coded()
        begun = [next(seen)]
        writer.add([second])
        assert (*begun, *seen) == hand.coded(first)
        assert len(tuple(reader.coded())) == 4


def test_a_killed_writer_leaves_the_project_as_it_was(path: Path) -> None:
    with Project.open(path) as project:
        project.add([hand.make_dossier()])
        before = project.size()
        half = sqlite3.connect(path, isolation_level=None)
        half.execute("BEGIN IMMEDIATE")
        half.execute("DELETE FROM event")
        half.close()  # as when the process dies: the transaction was never committed
        assert project.size() == before
        assert tuple(project.coded())


def test_runs_are_noted_and_completed(path: Path) -> None:
    run = Run("run-1", datetime(2023, 1, 4, 8), "khaldun 0.1", "folder pages")
    done = replace(run, finished_at=datetime(2023, 1, 4, 9), reports=3, events=5, rejects=1)
    with Project.open(path) as project:
        project.log(run)
        project.log(done)
        assert tuple(project.runs()) == (done,)


def test_actors_are_counted_by_side(path: Path) -> None:
    with Project.open(path) as project:
        project.add([hand.make_dossier(), hand.make_dossier(url="https://example.org/2")])
        assert [(c.actor, c.acts, c.suffers) for c in project.actors()] == [(hand.ISKP, 2, 0), (hand.TALIBAN, 2, 0)]


def test_the_file_is_whole_in_itself_after_closing(path: Path) -> None:
    with Project.open(path) as project:
        project.add([hand.make_dossier()])
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_foreign_keys_are_enforced(path: Path) -> None:
    with Project.open(path) as project, pytest.raises(DatabaseError), project._writing() as connection:
        connection.exec_driver_sql("INSERT INTO incident_event (incident, n, event) VALUES ('i', 0, 'e')")


def test_an_empty_project_answers_everything(path: Path) -> None:
    with Project.open(path) as project:
        assert list(project.coded(Query(text="anything"))) == []
        assert list(project.actors()) == []
        assert list(project.rejects()) == []
        assert project.size().reports == 0
