"""Records in JSON: one a line (JSONL), or a list, an object, or objects one after the other (JSON)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping

from khaldun.knowledge.encodings import byte_order_encoding
from khaldun.model import Hints, RawItem, Reason, Reject
from khaldun.read.limits import Limits
from khaldun.read.parcel import Outcome, Parcel, Stream, too_large, whole

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "html", "maintext", "article", "full_text", "description", "summary"),
    "title": ("title", "headline", "name"),
    "url": ("url", "link", "uri", "source_url", "canonical_url"),
    "published": ("published", "date", "publish_date", "pubdate", "published_at", "date_published", "date_publish",
                  "publication_date", "datepublished", "timestamp"),
    "updated": ("updated", "modified", "date_modified", "updated_at", "datemodified"),
    "outlet": ("outlet", "source", "publisher", "site_name", "sitename", "source_name", "newspaper"),
    "byline": ("author", "byline", "authors", "creator"),
    "lang": ("language", "lang"),
}  # fmt: skip
"""Our field, and the names it goes by, first choice first; case and ``-`` for ``_`` do not matter."""

_LISTS = ("articles", "items", "records", "documents", "docs", "results", "entries", "data", "news")
"""Names under which exports keep their list of records."""

_MARKUP = re.compile(r"</?(?:p|div|br|html|body|article|h[1-6])\b[^<>]*>", re.IGNORECASE)


def read_jsonl(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """One item a line. A bad line is refused alone, by its number."""
    with parcel.open() as stream:
        lines = _utf8(stream)
        number = 0
        while line := lines.readline(limits.max_item_bytes + 1):
            number += 1
            if len(line) > limits.max_item_bytes:
                _skip_line(lines, line)
                yield too_large(parcel, limits, f"line{number}")
            elif line.strip():
                yield _from_json(parcel, line, f"line{number}")
    if damage := parcel.damage():
        yield damage


def read_json(parcel: Parcel, limits: Limits) -> Iterator[Outcome]:
    """One item a record: the file is a list of records, an object that holds such a list, or one record."""
    body = whole(parcel, limits)
    if isinstance(body, Reject):
        yield body
        return
    try:
        value = json.loads(body.decode(byte_order_encoding(body) or "utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        yield parcel.damage() or parcel.refuse(Reason.BAD_RECORD, f"not valid JSON ({error}).")
        return
    records = _records(value)
    if not records:
        yield parcel.refuse(Reason.EMPTY, "the JSON file holds no record.")
    for number, record in enumerate(records, start=1):
        yield item_of(parcel, record, f"record{number}" if len(records) > 1 else None)


def item_of(parcel: Parcel, record: object, member: str | None) -> RawItem | Reject:
    """The item of one record, or why there is none."""
    if not isinstance(record, Mapping):
        kind = type(record).__name__
        return parcel.refuse(Reason.BAD_RECORD, f"a record must be an object with a field 'text', not {kind}.", member)
    fields = {str(key).lower().replace("-", "_"): value for key, value in record.items()}
    found = {ours: _first(fields, names) for ours, names in FIELDS.items()}
    text = found.pop("text")
    if not text and not found["title"]:
        names = ", ".join(f"'{name}'" for name in FIELDS["text"][:4])
        return parcel.refuse(Reason.BAD_RECORD, f"the record has no text; looked for {names}.", member)
    hints = Hints(encoding="utf-8", **found)
    body = (text or "").encode("utf-8", "replace")
    return parcel.item(body, "text/html" if _MARKUP.search(text or "") else "text/plain", member=member, hints=hints)


def _first(fields: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := _as_text(fields.get(name)))), None)


def _as_text(value: object) -> str | None:
    """A field as text: strings, numbers, names inside objects, lists joined; anything else is nothing."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        return next((text for key in ("name", "title", "value", "text") if (text := _as_text(value.get(key)))), None)
    if isinstance(value, list):
        return ", ".join(text for part in value if not isinstance(part, list) and (text := _as_text(part))) or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _from_json(parcel: Parcel, line: bytes, member: str) -> RawItem | Reject:
    try:
        record = json.loads(line.decode("utf-8", "replace").strip("\ufeff \t\r\n\x00"))
    except (ValueError, RecursionError) as error:
        return parcel.refuse(Reason.BAD_RECORD, f"not valid JSON ({error}); the other lines are read.", member)
    return item_of(parcel, record, member)


def _records(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        lists = (value[name] for name in _LISTS if isinstance(value.get(name), list))
        return next(lists, [value] if value else [])
    return [value]


def _utf8(stream: Stream) -> io.BufferedIOBase:
    """The stream itself, or, where it is UTF-16 or -32, its text as UTF-8."""
    encoding = byte_order_encoding(stream.peek(4096)[:4096])
    if encoding in (None, "utf-8-sig"):
        return stream
    return io.BytesIO(stream.read().decode(encoding or "utf-8", "replace").encode("utf-8", "replace"))


def _skip_line(lines: io.BufferedIOBase, piece: bytes) -> None:
    while piece and not piece.endswith(b"\n"):
        piece = lines.readline(1 << 20)
