"""GeoJSON (RFC 7946) of incidents; those without a point have no geometry, and are counted in ``unlocated``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from khaldun.export.rows import incident_row
from khaldun.export.values import in_order
from khaldun.model import CodedEvent, IncidentSummary


def write(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:  # noqa: ARG001
    """One feature an incident; its properties are the columns of the incidents table that are filled."""
    features = [_feature(summary) for summary in in_order(summaries)]
    unlocated = sum(feature["geometry"] is None for feature in features)
    collection = {"type": "FeatureCollection", "unlocated": unlocated, "features": features}
    out.write_text(json.dumps(collection, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(features)


def _feature(summary: IncidentSummary) -> dict[str, Any]:
    row = incident_row(summary)
    latitude, longitude = row.pop("latitude"), row.pop("longitude")
    located = latitude is not None and longitude is not None
    return {
        "type": "Feature",
        "id": row.pop("id"),
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if located else None,
        "properties": {name: value for name, value in row.items() if value is not None},
    }
