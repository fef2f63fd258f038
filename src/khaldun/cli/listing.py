"""``khaldun incidents | events | reports | actors | refused``: list and filter a project."""

from __future__ import annotations

from khaldun.cli import options
from khaldun.cli.options import (
    ActorName,
    AsCsv,
    AsJson,
    Country,
    Limit,
    PlaceName,
    ProjectFile,
    Since,
    Statuses,
    Types,
    Until,
    Words,
)
from khaldun.cli.output import Columns, Row, show

_INCIDENTS = Columns(
    ("id", "date", "type", "status", "actors", "recipients", "place", "country", "killed", "sources"),
    ("id", "date", "type", "actors", "recipients", "place", "killed"),
    "incidents",
)
_EVENTS = Columns(
    ("id", "date", "type", "status", "actors", "recipients", "place", "outlet", "sentence"),
    ("id", "date", "type", "actors", "sentence"),
    "events",
)
_REPORTS = Columns(("id", "published", "outlet", "title", "agency"), ("id", "published", "outlet", "title"), "reports")
_ACTORS = Columns(("id", "name", "kind", "acts", "suffers"), ("id", "name", "acts", "suffers"))
_REFUSED = Columns(
    ("subject", "step", "reason", "message"),
    ("subject", "reason", "message"),
    whole=("subject", "step", "reason", "message", "sha256"),
)


def incidents(
    project: ProjectFile,
    type: Types = None,
    actor: ActorName = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    status: Statuses = None,
    place: PlaceName = None,
    text: Words = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """List incidents, each with what its reports say together."""
    from khaldun.export.rows import incident_row

    asked = options.query(type, actor, country, since, until, status, place, text, limit)
    with options.existing(project) as opened:
        rows = [incident_row(summary) for summary in opened.incidents(asked)]
    show(rows, _INCIDENTS, as_json=json, as_csv=csv, empty="No incident fits.")


def events(
    project: ProjectFile,
    type: Types = None,
    actor: ActorName = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    status: Statuses = None,
    place: PlaceName = None,
    text: Words = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """List events: each coding of each passage, with its sentence."""
    from khaldun.export.rows import event_row

    asked = options.query(type, actor, country, since, until, status, place, text, limit)
    with options.existing(project) as opened:
        rows = [event_row(coded) for coded in opened.coded(asked)]
    show(rows, _EVENTS, as_json=json, as_csv=csv, empty="No event fits.")


def reports(
    project: ProjectFile,
    since: Since = None,
    until: Until = None,
    text: Words = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """List the reports that were read."""
    from khaldun.export.rows import report_row

    asked = options.query(since=since, until=until, text=text, limit=limit)
    with options.existing(project) as opened:
        rows = [report_row(report) for report in opened.reports(asked)]
    show(rows, _REPORTS, as_json=json, as_csv=csv, empty="No report fits.")


def actors(project: ProjectFile, limit: Limit = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """List the actors, the busiest first, with how often each acts and suffers."""
    with options.existing(project) as opened:
        found = sorted(opened.actors(), key=lambda c: (-(c.acts + c.suffers), c.actor.id))[:limit]
    rows: list[Row] = [
        {"id": c.actor.id, "name": c.actor.name, "kind": c.actor.kind, "acts": c.acts, "suffers": c.suffers}
        for c in found
    ]
    show(rows, _ACTORS, as_json=json, as_csv=csv, empty="No actor was named.")


def refused(project: ProjectFile, json: AsJson = False, csv: AsCsv = False) -> None:
    """List what was refused, and why."""
    from khaldun.api import plain_row

    with options.existing(project) as opened:
        rows = [plain_row(reject) for reject in opened.rejects()]
    show(rows, _REFUSED, as_json=json, as_csv=csv, empty="Nothing was refused.")
