"""CSV by RFC 4180: UTF-8, comma, CRLF, quotes doubled; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from khaldun.export import dictionary
from khaldun.export.rows import event_row, incident_row
from khaldun.export.values import Row, in_order
from khaldun.model import CodedEvent, IncidentSummary

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make a spreadsheet run a cell as a formula."""


def write_incidents(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:  # noqa: ARG001
    """One incident a line."""
    return write_rows(map(incident_row, in_order(summaries)), "incidents", out)


def write_events(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:
    """One event a line, in the order given."""
    return write_rows(event_rows(events, summaries), "events", out)


def event_rows(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary]) -> Iterable[Row]:
    """The rows of events with the ids of their incidents."""
    incident = {id: summary.incident.id for summary in summaries for id in summary.incident.events}
    return (event_row(coded, incident.get(coded.event.id)) for coded in events)


def write_rows(rows: Iterable[Row], table: str, out: Path) -> int:
    """Write the rows of a table; gives their number."""
    names = dictionary.names(table)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        safe_rows = ({name: safe(value) for name, value in row.items()} for row in rows)
        return sum(1 for row in safe_rows if writer.writerow(row))


def write_dictionary(table: str, out: Path) -> None:
    """Write what the columns of a table mean."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("column", "kind", "meaning"))
        writer.writerows((column.name, column.kind, column.meaning) for column in dictionary.columns(table))


def safe(value: str | float | None) -> str | float | None:
    """A cell no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it."""
    if isinstance(value, str):
        plain = value.replace("\x00", "")
        return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain
    return value
