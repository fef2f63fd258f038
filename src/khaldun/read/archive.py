"""Packed files: .gz (one member, unpacked as it is read) and .zip (many members, in the order of their names)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from khaldun.model import Reason, Reject
from khaldun.read.guard import DamagedError, Guarded, buffered
from khaldun.read.gunzip import Gunzip
from khaldun.read.limits import Limits
from khaldun.read.parcel import Outcome, Parcel, Stream

_ENCRYPTED = 0x1
_OFFICE = {
    "[Content_Types].xml": "an Office document (.docx, .xlsx, .pptx)",
    "mimetype": "an OpenDocument or EPUB file",
}
_SPOOL = 1 << 26


def read_gzip(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """The file inside, as a parcel that unpacks while it is read; damage is reported after what came before it."""
    if parcel.depth >= limits.max_depth:
        yield _too_deep(parcel, limits)
        return
    opened: list[Guarded] = []

    def unpack() -> Stream:
        unpacked = Gunzip(parcel.open())
        opened.append(Guarded(unpacked, lambda: unpacked.packed, limits))
        return buffered(opened[-1])

    def damage() -> Reject | None:
        return parcel.damage() or (_trouble(parcel, opened[-1]) if opened else None)

    name = parcel.name[:-3] if parcel.name.lower().endswith(".gz") else parcel.name
    yield Parcel(
        parcel.uri, name, unpack, parcel.inside, None, parcel.fetched_at, parcel.hints, parcel.depth + 1, damage
    )


def read_zip(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """The files inside, one parcel each, by name; what cannot be unpacked is refused alone."""
    if parcel.depth >= limits.max_depth:
        yield _too_deep(parcel, limits)
        return
    with parcel.open() as stream:
        source = stream if stream.seekable() else _spooled(stream, limits)
        if source is None:
            yield parcel.refuse(
                Reason.TOO_LARGE,
                f"a packed zip of more than {_SPOOL / 1e6:g} MB inside another archive; unpack it first.",
            )
            return
        try:
            archive = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            yield parcel.refuse(
                Reason.DAMAGED, f"the zip cannot be opened ({error}); it may be cut short. Fetch it again."
            )
            return
        with archive:
            yield from _members(parcel, archive, limits)


def _members(parcel: Parcel, archive: zipfile.ZipFile, limits: Limits) -> Iterator[Outcome]:
    members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    names = {info.filename for info in members}
    if not members:
        yield parcel.refuse(Reason.EMPTY, "the zip holds no file.")
    elif kind := next((kind for name, kind in _OFFICE.items() if name in names), None):
        yield parcel.refuse(Reason.UNKNOWN_FORMAT, f"this is {kind}; save it as plain text or HTML.")
    elif len(members) > limits.max_members:
        yield parcel.refuse(Reason.TOO_LARGE, f"the zip lists more than {limits.max_members:,} files.")
    elif sum(info.file_size for info in members) > limits.max_unpacked_bytes:
        yield parcel.refuse(
            Reason.ZIP_BOMB, f"the zip says it unpacks to more than {limits.max_unpacked_bytes / 1e9:g} GB."
        )
    else:
        yield from (_member(parcel, archive, info, limits) for info in members if not _hidden(info.filename))


def _member(parcel: Parcel, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Outcome:
    if info.flag_bits & _ENCRYPTED:
        return parcel.refuse(Reason.UNREADABLE, "locked with a password; unpack it and give the files.", info.filename)
    opened: list[Guarded] = []

    def unpack() -> Stream:
        try:
            source = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
            raise DamagedError(str(error)) from error
        opened.append(Guarded(source, lambda: info.compress_size, limits))
        return buffered(opened[-1])

    member = Parcel(
        parcel.uri, info.filename, unpack, parcel.member(info.filename), None, parcel.fetched_at, parcel.hints,
        parcel.depth + 1, lambda: _trouble(member, opened[-1]) if opened else None,
    )  # fmt: skip
    return member


def _hidden(name: str) -> bool:
    """Whether a member is bookkeeping of the packing machine (``__MACOSX``, dot files)."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def _trouble(parcel: Parcel, guarded: Guarded) -> Reject | None:
    if guarded.reason is None:
        return None
    kept = "What came before was kept. " if guarded.reason is Reason.DAMAGED else ""
    return parcel.refuse(guarded.reason, f"{guarded.trouble}. {kept}Fetch or pack the file again.")


def _too_deep(parcel: Parcel, limits: Limits) -> Reject:
    return parcel.refuse(
        Reason.ZIP_BOMB, f"archives inside archives, more than {limits.max_depth} deep; unpack it first."
    )


def _spooled(stream: Stream, limits: Limits) -> IO[bytes] | None:
    """A zip needs its end first: a stream that cannot turn back is held in memory, up to 64 MB packed."""
    body = stream.read(min(_SPOOL, limits.max_unpacked_bytes) + 1)
    return io.BytesIO(body) if len(body) <= _SPOOL else None
