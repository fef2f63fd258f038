"""Opens what is a project and nothing else: creates, checks and upgrades, and never touches a stranger's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, insert, inspect, make_url, select, update
from sqlalchemy.exc import DatabaseError, NoSuchModuleError

from khaldun.store import dialect, tables
from khaldun.store.errors import NotAProjectError, ProjectError, WrongVersionError

# The header is read by hand: opening a stranger's database can already leave files beside it.
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_APPLICATION = slice(68, 72)

UPGRADES: dict[int, Callable[[Connection], None]] = {}
"""From a schema version to the function that brings it to the next one; all run in one transaction."""


def open_engine(where: str | Path, *, create: bool = True) -> Engine:
    """An engine on a checked project: a file path, or a database URL. Raises a ``ProjectError``."""
    url = _url(where)
    if url.get_backend_name() == "sqlite" and url.database:
        _check_file(Path(url.database), create=create)
    try:
        engine = dialect.connect(url)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        hint = "; try: pip install 'khaldun[postgres]'" if url.get_backend_name() == "postgresql" else ""
        raise ProjectError(f"no driver for {url.drivername} databases: {error}{hint}") from error
    try:
        _check(engine, create=create)
    except DatabaseError as error:
        engine.dispose()
        raise ProjectError(f"the project {_shown(engine)} cannot be read: {error.orig}") from error
    except ProjectError:
        engine.dispose()
        raise
    return engine


def _url(where: str | Path) -> URL:
    text = str(where)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    url = make_url(text)
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _check_file(path: Path, *, create: bool) -> None:
    """Look at a file without changing it; an empty one counts as none."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        if not create:
            raise NotAProjectError(f"there is no project at {path}")
        if not path.parent.is_dir():
            raise NotAProjectError(f"cannot make a project at {path}: there is no folder {path.parent}")
        return
    if not path.is_file():
        raise NotAProjectError(f"{path} is a folder, not a Khaldun project")
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(_MAGIC):
        raise NotAProjectError(f"{path} is not a Khaldun project (not an SQLite file); it was not changed")
    if int.from_bytes(header[_APPLICATION], "big") != dialect.APPLICATION_ID:
        raise NotAProjectError(f"{path} is a database of another program, not a Khaldun project; it was not changed")


def _check(engine: Engine, *, create: bool) -> None:
    names = set(inspect(engine).get_table_names())
    if tables.meta.name in names and tables.judgement.name in names:
        _upgrade(engine)
    elif names:
        raise NotAProjectError(f"{_shown(engine)} holds tables of another program, not a Khaldun project")
    elif create:
        _create(engine)
    else:
        raise NotAProjectError(f"there is no project in {_shown(engine)}")


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _create(engine: Engine) -> None:
    dialect.stamp(engine)
    with engine.execution_options(writes=True).begin() as connection:
        if inspect(connection).has_table(tables.meta.name):
            return  # another process was faster
        tables.metadata.create_all(connection)
        dialect.set_up(connection)
        connection.execute(insert(tables.meta), [{"key": "schema_version", "value": str(tables.VERSION)}])


def version(connection: Connection) -> int:
    """The schema version written in a project; raises ``NotAProjectError`` when there is none."""
    found = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "schema_version")).scalar()
    if found is None or not found.isdecimal():
        raise NotAProjectError("the project does not say which version its schema has")
    return int(found)


def _upgrade(engine: Engine) -> None:
    with engine.connect() as connection:
        found = version(connection)
    if found == tables.VERSION:
        return
    steps = range(found, tables.VERSION)
    if found > tables.VERSION or any(step not in UPGRADES for step in steps):
        advice = "install a newer Khaldun" if found > tables.VERSION else "code its reports again into a new project"
        raise WrongVersionError(
            f"{_shown(engine)} has schema version {found}, this Khaldun reads version {tables.VERSION}: {advice}"
        )
    with engine.execution_options(writes=True).begin() as connection:
        for step in range(version(connection), tables.VERSION):
            UPGRADES[step](connection)
        key = tables.meta.c.key == "schema_version"
        connection.execute(update(tables.meta).where(key).values(value=str(tables.VERSION)))
