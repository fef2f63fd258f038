"""What a reader is given and gives: something still to be opened, and the plain ways to make items of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from khaldun.model import Hints, Origin, RawItem, Reason, Reject, sha256_hex
from khaldun.read.limits import Limits

STEP = "read"

Stream = io.BufferedReader


@dataclass(frozen=True, slots=True)
class Parcel:
    """An input whose format is not known yet. ``open`` gives its bytes as a stream that can be peeked into.

    ``uri`` is the file, address or ``stdin``; ``inside`` the member of what the uri names; ``name`` the last name
    on the way (with its suffix); ``depth`` how many archives lie around it; ``damage`` tells, once the stream has
    been read, what cut it short.
    """

    uri: str
    name: str
    open: Callable[[], Stream]
    inside: str | None = None
    media_type: str | None = None
    fetched_at: datetime | None = None
    hints: Hints = field(default_factory=Hints)
    depth: int = 0
    damage: Callable[[], Reject | None] = lambda: None

    @property
    def subject(self) -> str:
        """The address people look for: the uri and the member inside it."""
        return f"{self.uri}#{self.inside}" if self.inside else self.uri

    def member(self, name: str) -> str:
        """The ``inside`` of a member of this parcel."""
        return f"{self.inside}#{name}" if self.inside else name

    def refuse(self, reason: Reason, message: str, member: str | None = None) -> Reject:
        """A refusal of the parcel, or of one of its members."""
        subject = self.subject if member is None else f"{self.uri}#{self.member(member)}"
        return Reject(subject, STEP, reason, message)

    def item(self, body: bytes, media_type: str, *, member: str | None = None, hints: Hints | None = None,
             fetched_at: datetime | None = None, uri: str | None = None) -> RawItem:  # fmt: skip
        """An item with this parcel's origin."""
        given = hints or self.hints
        inside = self.inside if member is None else self.member(member)
        origin = Origin(
            uri or self.uri, sha256_hex(body), media_type, given.outlet, fetched_at or self.fetched_at, inside
        )
        return RawItem(origin, body, given)


Outcome = RawItem | Reject | Parcel
Reader = Callable[[Parcel, Limits], Iterator[Outcome]]


def whole(parcel: Parcel, limits: Limits) -> bytes | Reject:
    """All bytes of a parcel, or a refusal when there are more than one item may have."""
    with parcel.open() as stream:
        body = stream.read(limits.max_item_bytes + 1)
    if len(body) > limits.max_item_bytes:
        return too_large(parcel, limits)
    return body


def too_large(parcel: Parcel, limits: Limits, member: str | None = None) -> Reject:
    """The refusal of something larger than one item may be."""
    size = f"{limits.max_item_bytes / 1_000_000:g} MB"
    message = (
        f"larger than {size}, which no single report is. If it holds many reports, save them one a file or as JSONL."
    )
    return parcel.refuse(Reason.TOO_LARGE, message, member)


def one_item(parcel: Parcel, limits: Limits, media_type: str) -> Iterator[Outcome]:
    """The parcel as a single item, then whatever damage its stream met."""
    body = whole(parcel, limits)
    yield body if isinstance(body, Reject) else parcel.item(body, media_type)
    if damage := parcel.damage():
        yield damage
