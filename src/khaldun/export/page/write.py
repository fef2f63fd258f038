"""Writes ``report.html``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from khaldun.export.page.content import gather
from khaldun.export.page.render import render
from khaldun.model import CodedEvent, IncidentSummary, Reject


def write_page(
    out: Path,
    title: str,
    events: Sequence[CodedEvent],
    summaries: Sequence[IncidentSummary],
    refusals: Sequence[Reject] = (),
) -> None:
    """Write the page of the given incidents; of ``events`` only their members are shown. Raises ``OSError``."""
    wanted = {id for summary in summaries for id in summary.incident.events}
    content = gather(title, [item for item in events if item.event.id in wanted], summaries, refusals)
    out.write_text(render(content), encoding="utf-8")
