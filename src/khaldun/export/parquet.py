"""Parquet of the flat tables, typed by the data dictionary; the one file that needs DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from khaldun.export import dictionary
from khaldun.export.csvfile import event_rows
from khaldun.export.jsonl import write_lines
from khaldun.export.rows import incident_row
from khaldun.export.values import Row, in_order
from khaldun.model import CodedEvent, IncidentSummary

_TYPES = {"text": "VARCHAR", "list": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}


def write_incidents(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:  # noqa: ARG001
    """One incident a row."""
    return write_rows(map(incident_row, in_order(summaries)), "incidents", out)


def write_events(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:
    """One event a row, in the order given."""
    return write_rows(event_rows(events, summaries), "events", out)


def write_rows(rows: Iterable[Row], table: str, out: Path) -> int:
    """Write the rows of a table; gives their number. Rows go by way of a file, which is faster than one by one."""
    import duckdb

    types = {column.name: _TYPES[column.kind] for column in dictionary.columns(table)}
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "rows.jsonl"
        number = write_lines(rows, lines)
        with duckdb.connect() as connection:
            source = connection.read_json(str(lines), columns=types, format="newline_delimited")
            source.write_parquet(str(out), compression="zstd")
    return number
