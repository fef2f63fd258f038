"""``khaldun incidents | events | reports | refused``: list and filter a project."""

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
from khaldun.cli.output import Columns, show

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


def refused(project: ProjectFile, json: AsJson = False, csv: AsCsv = False) -> None:
    """List what was refused, and why."""
    from khaldun.api import plain_row

    with options.existing(project) as opened:
        rows = [plain_row(reject) for reject in opened.rejects()]
    show(rows, _REFUSED, as_json=json, as_csv=csv, empty="Nothing was refused.")
