"""Prints rows as a table, JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence

Row = Mapping[str, object]


def show(rows: Iterable[Row], columns: Sequence[str], *, as_json: bool, as_csv: bool, empty: str) -> None:
    """Print rows: whole as JSON lines or CSV, the named columns as a table. ``empty`` is said when there are none."""
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    elif as_csv:
        _csv(list(rows))
    else:
        _table(list(rows), columns, empty)


def _csv(rows: Sequence[Row]) -> None:
    if rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _table(rows: Sequence[Row], columns: Sequence[str], empty: str) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not rows:
        console.print(empty)
        return
    if not console.is_terminal:  # a pipe or a file gets all the width its lines need
        console = Console(width=240)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in {"id", "date", "type"})
    for row in rows:
        table.add_row(*(_cell(row.get(column)) for column in columns))
    console.print(table)


def _cell(value: object) -> str:
    from rich.markup import escape

    return "" if value is None else escape(str(value))
