"""Looks for words, bytes and mentions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from khaldun.model import Mention
from khaldun.store import records
from khaldun.store.dialect import found
from khaldun.store.query import Passage
from khaldun.store.tables import mention, report, sentence


def known(connection: Connection, report_id: str, edition: str) -> bool:
    """Whether an edition of a report is there."""
    return _there(connection, report.c.id == report_id, report.c.edition == edition)


def known_sha(connection: Connection, sha256: str) -> bool:
    """Whether a report made of these bytes is there."""
    return _there(connection, report.c.sha256 == sha256)


def _there(connection: Connection, *conditions: ColumnElement[bool]) -> bool:
    return bool(connection.execute(select(exists().where(*conditions))).scalar())


def passages(connection: Connection, words: str, limit: int) -> Iterator[Passage]:
    """Sentences that hold the words, the best first."""
    hits = found(connection, sentence, "span_quote", words).subquery()
    chosen = (
        select(sentence, report.c.id.label("report"), report.c.outlet, report.c.published_day)
        .join(hits, hits.c.n == sentence.c.n)
        .join(report, report.c.n == sentence.c.report_n)
        .order_by(hits.c.rank, sentence.c.n)
        .limit(limit)
    )
    return (_passage(row) for row in connection.execute(chosen))


def _passage(row: Any) -> Passage:
    return Passage(row.report, row.outlet, records.day(row.published_day), row.id, records.span(row, "span"))


def mentions(connection: Connection, report_id: str) -> tuple[Mention, ...]:
    """The mentions of a report's current edition, in order."""
    chosen = select(mention).join(report, report.c.n == mention.c.report_n).where(report.c.id == report_id)
    return tuple(records.mention(row) for row in connection.execute(chosen.order_by(mention.c.n)))
