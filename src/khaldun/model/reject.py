"""Refusals: what could not be read or coded, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """The closed list of reasons for refusing an input."""

    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    UNKNOWN_FORMAT = "unknown_format"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    ZIP_BOMB = "zip_bomb"
    LINK_LOOP = "link_loop"
    EMPTY = "empty"
    NO_ARTICLE = "no_article"
    LANGUAGE = "language"
    BINARY = "binary"
    BAD_RECORD = "bad_record"
    DUPLICATE = "duplicate"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Reject:
    """The quarantine row: which input (``subject`` an address or path), at which step, why, in plain words."""

    subject: str
    step: str
    reason: Reason
    message: str
    sha256: str | None = None
