"""The same project in PostgreSQL; runs where ``KHALDUN_TEST_POSTGRES`` names an empty database by URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from khaldun.store.errors import NotAProjectError
from khaldun.store.project import Project
from khaldun.store.query import Query
from tests.store import hand

URL = os.environ.get("KHALDUN_TEST_POSTGRES", "")
pytestmark = pytest.mark.skipif(not URL, reason="no PostgreSQL database is named by KHALDUN_TEST_POSTGRES")


@pytest.fixture
def project() -> Iterator[Project]:
    empty()
    with Project.open(URL) as opened:
        yield opened
    empty()


def empty() -> None:
    engine = create_engine(URL)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()


def test_a_project_in_postgres_behaves_like_a_file(project: Project) -> None:
    dossier = hand.make_dossier()
    first, second = (event.id for event in dossier.events or ())
    project.add([dossier, dossier])
    assert tuple(project.coded()) == hand.coded(dossier)
    assert tuple(project.reports()) == (dossier.report,)
    assert tuple(project.passed()) == dossier.passed
    project.put_incidents([hand.make_incident("incident-1", second, first)])
    assert [coded.event.id for coded in next(project.members())[1]] == [second, first]
    assert [c.event.id for c in project.coded(Query(text='"longan hotel" -arrested', actor="daesh khorasan"))] == [
        first
    ]
    assert [c.event.id for c in project.coded(Query(since=date(2022, 12, 13)))] == [second]
    assert [p.report for p in project.search("stormed OR nothing")] == [dossier.report and dossier.report.id]
    assert [(c.actor.id, c.acts) for c in project.actors()] == [("iskp", 1), ("taliban", 1)]
    assert project.explain(first[:14]).events == hand.coded(dossier)[:1]


def test_a_bad_dossier_is_refused_alone(project: Project) -> None:
    dossier = hand.make_dossier()
    assert dossier.report is not None
    nul = replace(hand.make_dossier(url="https://example.org/2"), sentences=())
    broken = replace(nul, report=replace(dossier.report, id="report-x", byline="a\x00b"))
    added = project.add([nul, broken, dossier])
    assert (added.reports, len(added.rejects)) == (1, 2)


def test_judgements_are_append_only(project: Project) -> None:
    judgement = hand.make_judgement("judgement-1", "event-a")
    project.judge(judgement)
    assert tuple(project.judgements()) == (judgement,)
    with pytest.raises(DatabaseError, match="append-only"), project._writing() as connection:
        connection.exec_driver_sql("DELETE FROM judgement_subject")


def test_a_stranger_is_refused() -> None:
    empty()
    engine = create_engine(URL)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE report (id text)")
    engine.dispose()
    with pytest.raises(NotAProjectError, match="another program"):
        Project.open(URL)
    empty()
