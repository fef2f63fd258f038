"""Web archives (WARC, packed or not): every page that was fetched with success is an item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from khaldun.model import Hints, Reason, Reject
from khaldun.read.limits import Limits
from khaldun.read.parcel import Outcome, Parcel, Stream, too_large

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = {"text/html", "application/xhtml+xml", "text/plain"}


def read_warc(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """One item a page, record by record; a record cut short is refused, those before it are kept.

    Responses that are no pages (pictures, scripts), redirects and errors are what a crawl is full of: they are
    no reports and are passed over.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with parcel.open() as stream:
        source = _Source(stream)
        wanted = WarcRecordType.response | WarcRecordType.resource
        # the declared type asks for seek and close as well, which are never called
        records = ArchiveIterator(source, wanted, auto_decode="all", strict_mode=False)  # type: ignore[arg-type]
        number = 0
        while True:
            try:
                record = next(records, None)
                if record is None:
                    break
                number += 1
                page = _page(parcel, record, number, limits)
                if page and not (isinstance(page, Reject) and parcel.damage()):
                    yield page
            except (OSError, EOFError, ValueError, RuntimeError) as error:
                yield parcel.refuse(Reason.DAMAGED, f"damaged after record {number} ({error}). {_KEPT}")
                break
    if damage := parcel.damage() or _unread(parcel, source):
        yield damage
    elif number == 0:
        yield parcel.refuse(Reason.EMPTY, "the web archive holds no response.")


class _Source:
    """The stream as fastwarc takes it: it needs ``read`` and ``tell`` only, and aborts when either raises."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._at = 0
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none after an error, which is kept."""
        try:
            piece = self._stream.read(size)
        except OSError as error:
            self.error = error
            return b""
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._at


def _unread(parcel: Parcel, source: _Source) -> Reject | None:
    return parcel.refuse(Reason.DAMAGED, f"cannot be read on ({source.error}). {_KEPT}") if source.error else None


_KEPT = "What came before was kept. Fetch the file again."


def _page(parcel: Parcel, record: WarcRecord, number: int, limits: Limits) -> Outcome | None:
    member = f"record{number}"
    if record.headers.get("Content-Length") is None:
        return parcel.refuse(Reason.DAMAGED, f"the head of the record is cut short. {_KEPT}", member)
    headers = record.http_headers
    status = headers.status_code if headers is not None else 200
    media_type = _media_type(record)
    if media_type not in _PAGES or (status is not None and not 200 <= status < 300):
        return None
    body = record.reader.read(limits.max_item_bytes + 1)
    if len(body) > limits.max_item_bytes:
        return too_large(parcel, limits, member)
    if _cut_short(record, body):
        return parcel.refuse(Reason.DAMAGED, f"the record is cut short. {_KEPT}", member)
    url = record.headers.get("WARC-Target-URI")
    hints = Hints(url=url.strip("<>") if url else None, encoding=record.http_charset if headers is not None else None)
    return parcel.item(body, media_type, member=member, hints=hints, fetched_at=_fetched_at(record))


def _media_type(record: WarcRecord) -> str:
    given = record.http_content_type if record.http_headers is not None else record.headers.get("Content-Type")
    return (given or "").split(";")[0].strip().lower()


def _cut_short(record: WarcRecord, body: bytes) -> bool:
    """Whether fewer bytes came than the record's head promised; an unpacked body can only be told from nothing."""
    headers = record.http_headers
    if headers is not None and (headers.get("Content-Encoding") or headers.get("Transfer-Encoding")):
        return not body
    return len(body) < record.content_length


def _fetched_at(record: WarcRecord) -> datetime | None:
    try:
        at = record.record_date
    except ValueError:
        return None
    if at is None:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
