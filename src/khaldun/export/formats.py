"""All formats in one visible table, and the one way to write a file: wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from khaldun.export import acled, csvfile, geojson, graphml, jsonl, parquet, plover, ucdp
from khaldun.export.errors import ExportError
from khaldun.model import CodedEvent, IncidentSummary

Writer = Callable[[Iterable[CodedEvent], Sequence[IncidentSummary], Path], int]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its writer, the suffix of its files, what they hold, and the table whose columns they have, if any."""

    function: Writer
    suffix: str
    holds: str
    table: str | None = None

    def write(
        self,
        events: Iterable[CodedEvent],
        summaries: Sequence[IncidentSummary],
        out: Path,
        *,
        columns: bool = True,
    ) -> int:
        """Write a file and give the number of its records; ``columns`` puts ``NAME.columns.csv`` beside a flat table.

        The file appears under its name only when it is whole. Raises ``ExportError``.
        """
        part = out.with_name(f".{out.name}.part")
        try:
            number = self.function(events, summaries, part)
            os.replace(part, out)
            if columns and self.table:
                csvfile.write_dictionary(self.table, out.with_name(f"{out.name.removesuffix(self.suffix)}.columns.csv"))
        except OSError as error:
            raise ExportError(f"cannot write {out}: {error.strerror or error}") from error
        finally:
            part.unlink(missing_ok=True)
        return number


EXPORTERS: dict[str, Exporter] = {
    "incidents": Exporter(csvfile.write_incidents, ".csv", "one incident a line, flat", "incidents"),
    "events": Exporter(csvfile.write_events, ".csv", "one event a line, with its sentence, flat", "events"),
    "jsonl": Exporter(jsonl.write, ".jsonl", "events and incidents whole, with all evidence"),
    "parquet": Exporter(parquet.write_incidents, ".parquet", "one incident a row, typed", "incidents"),
    "events-parquet": Exporter(parquet.write_events, ".parquet", "one event a row, typed", "events"),
    "plover": Exporter(plover.write, ".jsonl", "events as PLOVER records"),
    "acled": Exporter(acled.write, ".csv", "incidents in the 31 columns of ACLED, our own data", "acled"),
    "ucdp": Exporter(ucdp.write, ".csv", "lethal incidents in the 49 columns of UCDP GED, our own data", "ucdp"),
    "geojson": Exporter(geojson.write, ".geojson", "incidents as points for maps"),
    "graphml": Exporter(graphml.write, ".graphml", "who does what to whom, as a network"),
}
