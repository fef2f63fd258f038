from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection

from khaldun.store import schema, tables
from khaldun.store.errors import NotAProjectError, ProjectError, WrongVersionError
from khaldun.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.khaldun"


def made(path: Path, version: int = tables.VERSION) -> Path:
    Project.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (str(version),))
    connection.close()
    return path


def refused_unchanged(path: Path, error: type[ProjectError], message: str) -> None:
    before = (path.read_bytes(), sorted(path.parent.iterdir()))
    with pytest.raises(error, match=message):
        Project.open(path)
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


def test_a_file_of_something_else_is_refused_and_not_touched(path: Path) -> None:
    path.write_text("to do: buy bread")
    refused_unchanged(path, NotAProjectError, "not an SQLite file")


def test_a_database_of_another_program_is_refused_and_not_touched(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE report (id TEXT)")
    connection.close()
    refused_unchanged(path, NotAProjectError, "another program")


def test_a_stranger_with_our_mark_is_refused(path: Path) -> None:
    made(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE meta")
    connection.close()
    refused_unchanged(path, NotAProjectError, "another program")


def test_a_newer_project_is_refused_naming_both_versions(path: Path) -> None:
    newer = tables.VERSION + 3
    made(path, newer)
    message = f"schema version {newer}, this Khaldun reads version {tables.VERSION}: install a newer Khaldun"
    refused_unchanged(path, WrongVersionError, message)


def test_an_older_project_without_an_upgrade_is_refused(path: Path) -> None:
    refused_unchanged(made(path, 0), WrongVersionError, "schema version 0.*code its reports again")


def test_an_older_project_is_upgraded_step_by_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def remarks(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE remark (id TEXT)")

    monkeypatch.setattr(schema, "UPGRADES", {tables.VERSION: remarks})
    monkeypatch.setattr(tables, "VERSION", tables.VERSION + 1)
    made(path, tables.VERSION - 1)
    Project.open(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [(str(tables.VERSION),)]
        assert connection.execute("SELECT * FROM remark").fetchall() == []
    connection.close()


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE remark (id TEXT)")
        connection.exec_driver_sql("SELECT nothing")

    made(path)
    monkeypatch.setattr(schema, "UPGRADES", {tables.VERSION: broken})
    monkeypatch.setattr(tables, "VERSION", tables.VERSION + 1)
    with pytest.raises(ProjectError):
        Project.open(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema WHERE name = 'remark'").fetchall() == []
        assert connection.execute("SELECT value FROM meta").fetchall() == [(str(tables.VERSION - 1),)]
    connection.close()


def test_a_damaged_project_is_refused_in_words(path: Path) -> None:
    made(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes(4000))
    with pytest.raises(ProjectError, match="cannot be read"):
        Project.open(path)


def test_what_is_not_there_is_made_only_when_asked(path: Path) -> None:
    with pytest.raises(NotAProjectError, match="no project at"):
        Project.open(path, create=False)
    assert not path.exists()
    path.touch()
    with pytest.raises(NotAProjectError, match="no project at"):
        Project.open(path, create=False)
    Project.open(path).close()
    Project.open(path, create=False).close()


def test_a_folder_or_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAProjectError, match="is a folder"):
        Project.open(tmp_path)
    with pytest.raises(NotAProjectError, match="there is no folder"):
        Project.open(tmp_path / "a" / "b.khaldun")


def test_a_project_can_be_named_by_url(path: Path) -> None:
    Project.open(f"sqlite:///{path}").close()
    assert path.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("url", ["postgresql+psycopg99://nobody@localhost/x", "nosuchthing://x"])
def test_a_database_without_a_driver_is_refused_in_words(url: str) -> None:
    with pytest.raises(ProjectError, match="no driver for"):
        Project.open(url)
