"""Prints rows as a table, JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import typer

Row = Mapping[str, str | int | float | None]

WIDE = 120
"""Columns of a terminal from which a table shows all it has; below, each table leaves out its lesser columns."""

_PIPE = 100_000
"""Width of a pipe or file: one record is one line, whatever its length, so that ``grep`` finds all of it."""

_SHORT_ID = 8
"""Letters of an id in a table: 40 bits, enough for ``khaldun explain`` to find one record among a million."""

_WHOLE = frozenset({"id", "date", "published", "type"})


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table shows: all columns, and those of a narrow terminal; ``whole`` is the header of the CSV form, where
    that is no table of the data dictionary.
    """

    wide: tuple[str, ...]
    narrow: tuple[str, ...]
    table: str = ""
    whole: tuple[str, ...] = ()

    def header(self) -> tuple[str, ...]:
        """The columns of the CSV form."""
        from khaldun.export import dictionary

        return dictionary.names(self.table) if self.table else self.whole or self.wide


def show(rows: Iterable[Row], columns: Columns, *, as_json: bool, as_csv: bool, empty: str) -> None:
    """Print rows: whole as JSON lines or CSV, the chosen columns as a table. ``empty`` is said when there are none."""
    if as_json and as_csv:
        raise typer.BadParameter("one of the two, not both", param_hint="--json, --csv")
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    elif as_csv:
        _csv(rows, columns.header())
    else:
        _table(list(rows), columns, empty)


def _csv(rows: Iterable[Row], header: Sequence[str]) -> None:
    from khaldun.export.csvfile import safe

    writer = csv.DictWriter(sys.stdout, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: safe(value) for name, value in row.items()} for row in rows)


def _table(rows: Sequence[Row], columns: Columns, empty: str) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPE)
    if not rows:
        typer.echo(empty)
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    chosen = columns.wide if console.width >= WIDE else columns.narrow
    for column in chosen:
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in _WHOLE)
    for row in rows:
        table.add_row(*(_cell(column, row.get(column)) for column in chosen))
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())


def _cell(column: str, value: str | float | None) -> str:
    from rich.markup import escape

    text = "" if value is None else str(value)
    if column == "id":
        text = short_id(text)
    elif column == "published":
        text = text[:10]
    elif column == "subject":
        text = _near(text)
    return escape(text)


def short_id(id: str) -> str:
    """The beginning of a content id without its kind (``dsurzu7z``); other ids as they are."""
    kind, dash, rest = id.partition("-")
    return rest[:_SHORT_ID] if dash and kind in {"event", "incident", "report"} else id


def _near(subject: str) -> str:
    """A path as seen from the working folder; what lies elsewhere by its last two parts."""
    if not os.path.isabs(subject):
        return subject
    here = os.getcwd() + os.sep
    return subject.removeprefix(here) if subject.startswith(here) else "…/" + "/".join(subject.split(os.sep)[-2:])
