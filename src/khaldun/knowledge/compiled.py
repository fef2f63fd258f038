"""What is slow to read, compiled into plain values that load at once; kept in the user's cache.

A compiled file is named by the bytes it was made from, data and code alike: what is out of date is never found. Plain
values only (texts, numbers, tuples, lists, dictionaries), so that nothing in a cache folder can run. A folder that
cannot be written costs time at each start, nothing else.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_MAKERS = ("knowledge", "model")
"""The parts of the package whose code compiles: a changed line there is a changed key."""

_KEPT = 30 * 86_400  # seconds that a file of another key is kept: other versions of Khaldun may use the same folder
_CHECK = 32  # bytes of the digest that opens a file: one cut short is made again


def data_folder() -> Traversable:
    """The data that ships."""
    return files("khaldun") / "data"


def cache_folder() -> Path:
    """The user's cache folder for Khaldun; ``KHALDUN_CACHE`` overrides it."""
    if override := os.environ.get("KHALDUN_CACHE"):
        return Path(override)
    from platformdirs import user_cache_path

    return user_cache_path("khaldun", appauthor=False)


def compiled(name: str, sources: Iterable[Traversable], make: Callable[[], T], *, about: str = "") -> T:
    """What ``make`` makes of some files, from the cache where it was made of the very same ones before.

    ``make`` returns plain values; ``about`` is whatever else its result depends on. What it raises is passed on.
    """
    path = cache_folder() / f"{name}-{_key(sources, about)}.bin"
    with _undisturbed():
        kept = _read(path)
        if kept is not None:
            return kept[0]  # type: ignore[no-any-return]
        made = make()
    _write(path, marshal.dumps((made,)), name)  # type: ignore[arg-type]
    return made


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No search for garbage among values that are all kept: it takes most of the time of loading them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(path: Path) -> tuple[Any] | None:
    try:
        body = path.read_bytes()
        if hashlib.sha256(memoryview(body)[_CHECK:]).digest() == body[:_CHECK]:
            return marshal.loads(memoryview(body)[_CHECK:])  # type: ignore[no-any-return]
    except (OSError, ValueError, EOFError, TypeError):  # none there, or damaged: it is made again from its sources
        return None
    return None


def _write(path: Path, body: bytes, name: str) -> None:
    """Put a file in place in one step, and drop what has long been out of date."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=name, suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            os.replace(part, path)
        except OSError:
            os.unlink(part)
            raise
        for other in path.parent.glob(f"{name}-*.bin"):
            if other != path and other.stat().st_mtime < time.time() - _KEPT:
                other.unlink()
    except OSError:  # a folder that cannot be written costs time at every start and nothing else
        return


def _key(sources: Iterable[Traversable], about: str) -> str:
    digest = hashlib.sha256(_code() + about.encode())
    for source in sources:
        body = source.read_bytes()
        digest.update(f"\n{source.name} {len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()[:16]


@cache
def _code() -> bytes:
    """A digest of the code that compiles, and of the Python whose way of writing values it is."""
    digest = hashlib.sha256(sys.implementation.cache_tag.encode())
    for part in _MAKERS:
        for file in sorted((files("khaldun") / part).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return digest.digest()
