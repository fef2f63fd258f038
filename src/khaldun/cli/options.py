"""Arguments and options that several commands share, and the query they make."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from khaldun.store.project import Project
    from khaldun.store.query import Query

ProjectFile = Annotated[str, typer.Argument(metavar="PROJECT", help="A project file, such as afghanistan.khaldun.")]
Types = Annotated[
    list[str] | None, typer.Option("--type", "-t", help="Only this event type, such as ASSAULT; may be repeated.")
]
ActorName = Annotated[
    str | None, typer.Option("--actor", "-a", help="Only with this actor or recipient: an id, or any of its names.")
]
Country = Annotated[
    str | None, typer.Option("--country", "-c", help="Only in this country: an ISO 3166 code or a name.")
]
Since = Annotated[str | None, typer.Option("--since", help="Not before this day (YYYY-MM-DD).")]
Until = Annotated[str | None, typer.Option("--until", help="Not after this day (YYYY-MM-DD).")]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", "-s", help="Only this status, such as happened; may be repeated.")
]
PlaceName = Annotated[str | None, typer.Option("--place", "-p", help="Only at this place or in this province.")]
Words = Annotated[str | None, typer.Option("--text", help="Only where the text has these words.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON, one record a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV with a header line.")]
ActorFiles = Annotated[
    list[Path] | None, typer.Option("--actors", help="Your own actor file (JSONL), laid over ours; may be repeated.")
]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings (TOML); default: khaldun.toml, if there.")]


def query(
    types: list[str] | None = None,
    actor: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: list[str] | None = None,
    place: str | None = None,
    text: str | None = None,
    limit: int | None = None,
) -> Query:
    """The query of the options given; an unknown type, status or date is a usage error that lists what is known."""
    from khaldun.model import EventType, Status
    from khaldun.store.query import Query

    first, last = _day(since, "--since"), _day(until, "--until")
    if first and last and last < first:
        raise typer.BadParameter(f"{until} is before {since}", param_hint="--until")
    return Query(
        types=tuple(EventType(_one_of(item.upper(), [t.value for t in EventType], "--type")) for item in types or ()),
        actor=actor,
        country=_country(country),
        since=first,
        until=last,
        status=tuple(Status(_one_of(item.lower(), [s.value for s in Status], "--status")) for item in status or ()),
        place=place,
        text=text,
        limit=limit,
    )


def _one_of(value: str, known: list[str], option: str) -> str:
    if value not in known:
        raise typer.BadParameter(f"'{value}' is none of {', '.join(known)}", param_hint=option)
    return value


def _country(value: str | None) -> str | None:
    """The alpha-3 code of a country told by code or name."""
    from khaldun.knowledge.countries import Countries

    if value is None:
        return None
    book = Countries.load()
    found = book.get(value.upper()) or book.named(value)
    if found is None:
        raise typer.BadParameter(
            f"'{value}' is no country: give a code as in AFG, or a name as in Afghanistan", param_hint="--country"
        )
    return found.alpha3


def _day(value: str | None, option: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"'{value}' is not a day as in 2023-01-31", param_hint=option) from error


def existing(path: str) -> Project:
    """Open a project that must be there."""
    from khaldun.store.project import Project

    return Project.open(path, create=False)
