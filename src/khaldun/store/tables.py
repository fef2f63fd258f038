"""The tables of a project, one for each kind of record; spans are three columns, moments and days ISO 8601 texts.

JSON is used only for lists that are read whole (blocks, names, contexts, flags). Judgements are append-only: the
triggers that guard them stand in ``dialect``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 1
"""The version of this schema; raise it together with a new named upgrade in ``schema``."""

metadata = MetaData()


def _span(prefix: str, *, needed: bool = True) -> Iterator[Column[Any]]:
    yield Column(f"{prefix}_start", Integer, nullable=not needed)
    yield Column(f"{prefix}_stop", Integer, nullable=not needed)
    yield Column(f"{prefix}_quote", Text, nullable=not needed)


def _text(*names: str, needed: bool = True) -> Iterator[Column[Any]]:
    return (Column(name, Text, nullable=not needed) for name in names)


def _stamp(prefix: str) -> Iterator[Column[Any]]:
    return _text(*(f"{prefix}_{part}" for part in ("at", "precision", "quote", "because")), needed=False)


def _owned(owner: str, key: str = "id") -> Column[Any]:
    """A foreign key whose rows go when their owner goes."""
    return Column(owner, Text, ForeignKey(f"{owner}.{key}", ondelete="CASCADE"), nullable=False, index=True)


def _of_report() -> Column[Any]:
    return Column("report_n", Integer, ForeignKey("report.n", ondelete="CASCADE"), nullable=False, index=True)


def _because(name: str, owner: str) -> Table:
    """Reasons, in order, of one kind of owner."""
    return Table(
        name, metadata, _owned(owner), Column("n", Integer, nullable=False), *_text("field", "rule"),
        *_span("span", needed=False), Column("score", Double, nullable=False), PrimaryKeyConstraint(owner, "n"),
    )  # fmt: skip


meta = Table("meta", metadata, Column("key", Text, primary_key=True), *_text("value"))

report = Table(
    "report", metadata,
    Column("n", Integer, primary_key=True),
    *_text("id", "edition"),
    Column("current", Boolean, nullable=False),
    Column("uri", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    *_text("media_type"),
    *_text("origin_outlet", "fetched_at", "inside", needed=False),
    *_text("text"),
    Column("blocks", JSON, nullable=False),
    Column("quotations", JSON, nullable=False),
    *_text("title", needed=False),
    *_stamp("published"),
    Column("published_day", Text, index=True),
    *_stamp("updated"),
    *_text("byline", "outlet", "url", needed=False),
    *_text("lang"),
    *_text("agency", needed=False),
    Column("fingerprint", JSON, nullable=False),
    Column("dropped", JSON, nullable=False),
    UniqueConstraint("id", "edition"),
)  # fmt: skip

sentence = Table(
    "sentence", metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _of_report(),
    Column("number", Integer, nullable=False),
    *_span("span"),
    *_text("part"),
)  # fmt: skip

mention = Table(
    "mention", metadata,
    Column("n", Integer, primary_key=True),
    _of_report(),
    *_text("id"),
    *_span("span"),
    *_text("kind"),
    Column("sentence", Integer, nullable=False),
    Column("head", Integer, nullable=False),
    *_text("source"),
    Column("chain", Integer),
)  # fmt: skip

event = Table(
    "event", metadata,
    Column("id", Text, primary_key=True),
    _of_report(),
    _owned("sentence"),
    *_text("codebook"),
    Column("type", Text, nullable=False, index=True),
    *_text("mode", needed=False),
    Column("contexts", JSON, nullable=False),
    *_span("trigger"),
    *_text("weapon", needed=False),
    *_span("weapon", needed=False),
    *_text("target", needed=False),
    *_span("target", needed=False),
    *_text("status"),
    Column("score", Double, nullable=False),
    *_text("made_by"),
    Column("flags", JSON, nullable=False),
    # Derived when written, to be searched by; see writing.search_columns.
    Column("first_day", Text, index=True),
    Column("last_day", Text),
    Column("country", Text, index=True),
)  # fmt: skip

role = Table(
    "role", metadata, _owned("event"), Column("n", Integer, nullable=False), *_text("name"), *_span("span"),
    *_span("head"), Column("folded", Text, nullable=False, index=True), PrimaryKeyConstraint("event", "n"),
)  # fmt: skip

count = Table(
    "count", metadata, _owned("event"), Column("n", Integer, nullable=False), *_text("kind"),
    Column("low", Integer, nullable=False), Column("high", Integer), *_span("span"), *_text("victims", needed=False),
    Column("total", Boolean, nullable=False), PrimaryKeyConstraint("event", "n"),
)  # fmt: skip

attribution = Table(
    "attribution", metadata, _owned("event"), Column("n", Integer, nullable=False), *_span("speaker", needed=False),
    *_span("cue", needed=False), *_text("stance"), PrimaryKeyConstraint("event", "n"),
)  # fmt: skip

event_because = _because("event_because", "event")

actor = Table(
    "actor", metadata,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    *_text("name"),
    Column("names", JSON, nullable=False),
    *_text("kind"),
    Column("parents", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("ids", JSON, nullable=False),
)  # fmt: skip
actor_name = Table(
    "actor_name", metadata, _owned("actor", "key"), Column("folded", Text, nullable=False, index=True),
    PrimaryKeyConstraint("actor", "folded"),
)  # fmt: skip

place = Table(
    "place", metadata,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    *_text("name", "precision"),
    *_text("country", "admin1", "admin2", needed=False),
    Column("lat", Double),
    Column("lon", Double),
    Column("population", Integer),
    *_text("point_from"),
)  # fmt: skip
place_name = Table(
    "place_name", metadata, _owned("place", "key"), Column("folded", Text, nullable=False, index=True),
    PrimaryKeyConstraint("place", "folded"),
)  # fmt: skip

link = Table(
    "link", metadata,
    Column("id", Text, primary_key=True),
    _owned("event"),
    Column("n", Integer, nullable=False),
    *_text("role"),
    *_span("span", needed=False),
    Column("actor", Text, ForeignKey("actor.key"), index=True),
    Column("place", Text, ForeignKey("place.key"), index=True),
    *_text("interval_start", "interval_stop", "interval_precision", needed=False),
    Column("rank", Integer, nullable=False),
    Column("score", Double, nullable=False),
    UniqueConstraint("event", "n"),
)  # fmt: skip
link_because = _because("link_because", "link")

incident = Table("incident", metadata, Column("id", Text, primary_key=True), *_text("first_day", needed=False))
incident_event = Table(
    "incident_event", metadata, _owned("incident"), Column("n", Integer, nullable=False), _owned("event"),
    PrimaryKeyConstraint("incident", "n"),
)  # fmt: skip
incident_because = _because("incident_because", "incident")

passed = Table(
    "passed", metadata, Column("n", Integer, primary_key=True), _of_report(), *_text("sentence"), *_span("trigger"),
    *_text("type", "reason", "rule"), *_span("span", needed=False),
)  # fmt: skip

reject = Table(
    "reject", metadata, Column("key", Text, primary_key=True), *_text("subject", "step", "reason", "message"),
    Column("sha256", Text, index=True),
)  # fmt: skip

judgement = Table(
    "judgement", metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    *_text("verdict", "patch", "note", "as_seen", "made_by", "made_at"),
    *_text("replaces", needed=False),
)  # fmt: skip
judgement_subject = Table(
    "judgement_subject", metadata, Column("judgement", Text, ForeignKey("judgement.id"), nullable=False),
    Column("n", Integer, nullable=False), Column("subject", Text, nullable=False, index=True),
    PrimaryKeyConstraint("judgement", "n"),
)  # fmt: skip

run = Table(
    "run", metadata, Column("n", Integer, primary_key=True), Column("id", Text, nullable=False, unique=True),
    *_text("started_at", "made_by", "sources"), *_text("finished_at", needed=False),
    *(Column(name, Integer, nullable=False) for name in ("reports", "events", "rejects")),
)  # fmt: skip
