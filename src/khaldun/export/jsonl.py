"""JSON lines with everything: each event with report, evidence and readings, and after them each incident."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from khaldun.export.values import in_order
from khaldun.model import CodedEvent, IncidentSummary

_HEAVY = frozenset({"fingerprint", "text", "blocks", "dropped"})
"""Parts of a report that are left out: the articles' own text is not ours to pass on; offsets and quotes remain."""


def write(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:
    """One record a line, told apart by ``record``: event or incident. Texts of reports are left out."""
    return write_lines(_lines(events, summaries), out)


def write_lines(records: Iterable[Mapping[str, Any]], out: Path) -> int:
    """Write records as JSON, one a line, in UTF-8; gives their number."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        return sum(1 for line in lines if file.write(line))


def _lines(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary]) -> Iterable[dict[str, Any]]:
    for coded in events:
        yield {"record": "event", **plain(coded)}
    for summary in in_order(summaries):
        yield {"record": "incident", **plain(summary)}


def plain(value: Any) -> Any:
    """A record as JSON values: fields by name, days and moments as ISO 8601 texts, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = (field.name for field in fields(value) if field.name not in _HEAVY)
        return {name: plain(getattr(value, name)) for name in kept}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
