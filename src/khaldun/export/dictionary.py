"""The data dictionary: every column of the flat tables with its kind and meaning."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``kind`` is text, integer, number, date (ISO 8601) or list (values joined by ``; ``)."""

    name: str
    kind: str
    meaning: str


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of ``incidents``, ``events``, ``reports``, ``acled`` or ``ucdp``, in order."""
    text = (files("khaldun") / "data" / "columns" / f"{table}.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(Column(row["name"], row["kind"], row["meaning"]) for row in rows)


def names(table: str) -> tuple[str, ...]:
    """The names of a table's columns, in order."""
    return tuple(column.name for column in columns(table))
