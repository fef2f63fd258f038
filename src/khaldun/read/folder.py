"""Folders, recursively, in the order of their names; links are followed, but never in a circle."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from khaldun.model import Reason, Reject
from khaldun.read.limits import Limits
from khaldun.read.parcel import STEP, Parcel

_SIDE_FOLDERS = ("_files", "-files", ".files", "_arquivos", "_fichiers", "_archivos", "-Dateien")
"""What browsers call the folder of pictures and styles beside a page they save whole."""


def walk(folder: Path, limits: Limits) -> Iterator[Parcel | Reject]:
    """Every file below a folder. Dot files (``.DS_Store``, ``.git``) are a machine's own and are passed over."""
    found = False
    for outcome in _Walk(limits).folder(folder, ()):
        found = True
        yield outcome
    if not found:
        yield Reject(str(folder), STEP, Reason.EMPTY, "the folder holds no file.")


def open_file(path: Path) -> Parcel | Reject:
    """A file as a parcel, or why it cannot be one."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return Reject(str(path), STEP, Reason.UNREADABLE, "neither a file nor a folder (a pipe, socket or device).")
        path.open("rb").close()
    except OSError as error:
        return _os_trouble(path, error)
    except ValueError:  # a NUL in the name
        return Reject(str(path), STEP, Reason.NOT_FOUND, "no file can have this name.")
    return Parcel(str(path), path.name, lambda: path.open("rb"))


class _Walk:
    """One walk, with the folders and linked files it has been to."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.seen: dict[tuple[int, int], Path] = {}

    def folder(self, folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Parcel | Reject]:
        try:
            key = _key(folder)
            names = sorted(os.listdir(folder))
        except OSError as error:
            yield _os_trouble(folder, error)
            return
        if key in above or len(above) >= self.limits.max_folders:
            yield Reject(
                str(folder), STEP, Reason.LINK_LOOP, "a link that leads back into a folder around it; not followed."
            )
        elif key in self.seen:
            yield Reject(str(folder), STEP, Reason.DUPLICATE, f"the same folder as {self.seen[key]}, read once.")
        else:
            self.seen[key] = folder
            for name in names:
                if not name.startswith("."):
                    yield from self._entry(folder / name, (*above, key), set(names))

    def _entry(self, path: Path, above: tuple[tuple[int, int], ...], beside: set[str]) -> Iterator[Parcel | Reject]:
        if path.is_dir():
            if page := _page_of(path.name, beside):
                message = f"the pictures, styles and scripts of the saved page {page}; the page itself is read."
                yield Reject(str(path), STEP, Reason.UNKNOWN_FORMAT, message)
            else:
                yield from self.folder(path, above)
        else:
            yield self._file(path)

    def _file(self, path: Path) -> Parcel | Reject:
        parcel = open_file(path)
        if isinstance(parcel, Reject) or not path.is_symlink():
            return parcel
        key = _key(path)
        if key in self.seen:
            return Reject(str(path), STEP, Reason.DUPLICATE, f"a link to the same file as {self.seen[key]}, read once.")
        self.seen[key] = path
        return parcel


def _key(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _page_of(folder: str, beside: set[str]) -> str | None:
    for ending in _SIDE_FOLDERS:
        if folder.endswith(ending):
            pages = (folder.removesuffix(ending) + suffix for suffix in (".html", ".htm", ".xhtml"))
            return next((page for page in pages if page in beside), None)
    return None


def _os_trouble(path: Path, error: OSError) -> Reject:
    if error.errno == errno.ELOOP:
        return Reject(str(path), STEP, Reason.LINK_LOOP, "a link that leads to itself; not followed.")
    if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == errno.ENAMETOOLONG:
        what = "a link to something that is gone" if path.is_symlink() else "no such file or folder"
        return Reject(str(path), STEP, Reason.NOT_FOUND, f"{what}; check the spelling.")
    if isinstance(error, PermissionError):
        return Reject(str(path), STEP, Reason.UNREADABLE, "no permission to read it; change its access rights.")
    return Reject(str(path), STEP, Reason.UNREADABLE, f"cannot be opened ({error.strerror or error}).")
