"""All that differs between SQLite and PostgreSQL: connecting, full-text search, and the guard of judgements."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Double,
    Engine,
    Integer,
    Select,
    Table,
    column,
    create_engine,
    event,
    func,
    select,
    table,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite

from khaldun.store.errors import NothingToSearchError

APPLICATION_ID = 0x4B68616C
"""Stamped into the header of every SQLite project ("Khal"), so that a stranger's database is known as one."""

SEARCHED = (("report", "text"), ("sentence", "span_quote"))
"""The (table, column) pairs with a full-text index; each table has an integer key ``n``."""

_WAIT = 30  # seconds a writer waits for another one: longer than any batch of reports takes to be written
_WORDS = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def connect(url: URL) -> Engine:
    """An engine for a database; a writing transaction is opened with ``writes=True`` in its execution options."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": _WAIT})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not guessed by the driver
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", f"busy_timeout = {_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that reads first and writes later could not wait for its turn.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def stamp(engine: Engine) -> None:
    """Mark a new SQLite file as a project in its header, and let readers in while it is written."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        for pragma in (f"application_id = {APPLICATION_ID}", "journal_mode = WAL"):
            raw.cursor().execute(f"PRAGMA {pragma}")
    finally:
        raw.close()


def set_up(connection: Connection) -> None:
    """What the tables need beside themselves; runs once, in the transaction that creates them."""
    lite = connection.dialect.name == "sqlite"
    for statement in (*_guards(lite), *(part for pair in SEARCHED for part in _index(lite, *pair))):
        connection.exec_driver_sql(statement)


def _guards(lite: bool) -> Iterator[str]:
    """Triggers that refuse to change or delete a judgement."""
    if not lite:
        yield (
            "CREATE FUNCTION judgements_stay() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'judgements are append-only'; END $$"
        )
    for name in ("judgement", "judgement_subject"):
        for verb in ("update", "delete"):
            head = f"CREATE TRIGGER {name}_no_{verb} BEFORE {verb} ON {name}"
            if lite:
                yield f"{head} BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END"
            else:
                yield f"{head} FOR EACH ROW EXECUTE FUNCTION judgements_stay()"


def _index(lite: bool, name: str, column_name: str) -> Iterator[str]:
    """A full-text index that follows its table."""
    if not lite:
        yield f"CREATE INDEX {name}_words ON {name} USING gin (to_tsvector('simple', {column_name}))"
        return
    words = f"{name}_words"
    yield (
        f"CREATE VIRTUAL TABLE {words} USING fts5({column_name}, content='{name}', content_rowid='n', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    yield (
        f"CREATE TRIGGER {words}_added AFTER INSERT ON {name} BEGIN "
        f"INSERT INTO {words}(rowid, {column_name}) VALUES (new.n, new.{column_name}); END"
    )
    yield (
        f"CREATE TRIGGER {words}_gone AFTER DELETE ON {name} BEGIN "
        f"INSERT INTO {words}({words}, rowid, {column_name}) VALUES ('delete', old.n, old.{column_name}); END"
    )


def found(connection: Connection, searched: Table, column_name: str, words: str) -> Select[tuple[int, float]]:
    """Select key and rank (the smaller the better) of the rows whose indexed text holds ``words``.

    All words must be there: ``"a phrase"``, ``a OR b``, ``-not``, ``begin*``. Raises ``NothingToSearchError`` when
    there is no word to look for.
    """
    expression = match_expression(words)
    if not expression:
        raise NothingToSearchError(f"there is no word to search for in {words!r}")
    if connection.dialect.name != "sqlite":
        vector = func.to_tsvector(sql("'simple'"), searched.c[column_name])
        query = func.websearch_to_tsquery(sql("'simple'"), words)
        rank = (-func.ts_rank(vector, query)).label("rank")
        return select(searched.c.n, rank).where(vector.op("", is_comparison=True)(query))
    name = f"{searched.name}_words"
    index = table(name, column("rowid", Integer), column("rank", Double), column(name))
    matching = index.c[name].op("MATCH", is_comparison=True)(expression)
    return select(index.c.rowid.label("n"), index.c.rank).where(matching)


def contains(connection: Connection, searched: Table, column_name: str, words: str) -> ColumnElement[bool]:
    """The condition that a row is among those ``found``."""
    return searched.c.n.in_(select(found(connection, searched, column_name, words).subquery().c.n))


def match_expression(words: str) -> str:
    """The FTS5 expression for a search as people type it; empty when it asks for no word."""
    wanted, barred, joint = "", "", ""
    for minus, phrase, word in _WORDS.findall(words):
        if word == "OR":
            joint = " OR "
            continue
        term = phrase or word
        if not any(character.isalnum() for character in term):
            continue
        quoted = '"' + term.rstrip("*").replace('"', '""') + '"' + ("*" if word.endswith("*") else "")
        if minus:
            barred += f" NOT {quoted}"
        else:
            wanted += f"{joint if wanted else ''}{quoted}"
            joint = " AND "
    return f"({wanted}){barred}" if wanted else ""


def add_new(connection: Connection, target: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, passing over those whose key is there already."""
    if not rows:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(target).on_conflict_do_nothing(), rows)
