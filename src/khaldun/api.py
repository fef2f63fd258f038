"""The Python interface: open a project, read into it, iterate records, code one text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypedDict, TypeVar, Unpack

from khaldun import config as settings
from khaldun.model import (
    CodedEvent,
    Dossier,
    Hints,
    IncidentSummary,
    Origin,
    Passed,
    RawItem,
    Reject,
    Report,
    sha256_hex,
)

if TYPE_CHECKING:
    from khaldun.intake import Tally
    from khaldun.pipeline import Pipeline
    from khaldun.store.project import Project
    from khaldun.store.query import Query

T = TypeVar("T")


class Records(Sequence[T], Generic[T]):
    """Records of one kind, in order; converts to a data frame with one flat row a record."""

    def __init__(self, records: Iterable[T], row: Callable[[T], dict[str, Any]]) -> None:
        self._records = tuple(records)
        self._row = row

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, index: Any) -> Any:
        found = self._records[index]
        return Records(found, self._row) if isinstance(index, slice) else found

    def __iter__(self) -> Iterator[T]:
        return iter(self._records)

    def __repr__(self) -> str:
        return f"<{len(self)} records>"

    def rows(self) -> list[dict[str, Any]]:
        """Flat rows: the columns of the CSV exports."""
        return [self._row(record) for record in self._records]

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``; raises ``ImportError`` with a hint when pandas is not installed."""
        return _frame("pandas").DataFrame(self.rows())

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``; raises ``ImportError`` with a hint when polars is not installed."""
        return _frame("polars").DataFrame(self.rows(), infer_schema_length=None)


def _frame(library: str) -> Any:
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError as error:
        raise ImportError(f"{library} is not installed; try: pip install 'khaldun[{library}]'") from error


@dataclass(frozen=True, slots=True)
class Coding:
    """What one text was coded to: events with their report and links, candidates passed over, or a refusal."""

    events: tuple[CodedEvent, ...]
    passed: tuple[Passed, ...]
    reject: Reject | None

    def __iter__(self) -> Iterator[CodedEvent]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)


def code_text(
    text: str,
    *,
    date: dt.date | str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    actors: Sequence[Path | str] = (),
) -> Coding:
    """Code one text. ``date`` is when it was published (ISO text, a date or a datetime); relative dates need it.

    ``actors`` are files laid over the shipped actors. A text that cannot be coded (empty, not English) gives
    a ``Coding`` with ``reject`` set; wrong settings raise ``khaldun.config.ConfigError``.
    """
    body = text.encode("utf-8")
    origin = Origin("text", sha256_hex(body), "text/plain", outlet)
    published = date if isinstance(date, str) or date is None else date.isoformat()
    item = RawItem(origin, body, Hints(title=title, published=published, outlet=outlet, url=url, encoding="utf-8"))
    line = _line(tuple(Path(path) for path in actors))
    return _coding(next(line.run([Dossier(raw=item)])))


@lru_cache(maxsize=2)
def _line(actors: tuple[Path, ...]) -> Pipeline:
    from khaldun.run import line

    return line.build(settings.load(actors=actors))


def _coding(dossier: Dossier) -> Coding:
    from khaldun.intake import coded_events

    return Coding(coded_events(dossier), dossier.passed or (), dossier.reject)


def open(path: Path | str, *, create: bool = True) -> OpenProject:
    """Open a project file (or database URL), creating it unless ``create`` is False.

    Raises ``khaldun.store.errors.ProjectError`` when the file is something else or of another version.
    """
    from khaldun.store.project import Project

    return OpenProject(Project.open(path, create=create))


class OpenProject:
    """A project in use; a context manager. ``Filters`` names what can be asked for, by keyword."""

    def __init__(self, project: Project) -> None:
        self.store = project

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def read(self, *paths: Path | str, actors: Sequence[Path | str] = (), workers: int = 0) -> Tally:
        """Read, code and link files and folders; what is known already is skipped. Returns the counts."""
        from dataclasses import replace

        from khaldun.intake import Intake

        chosen = replace(settings.load(actors=tuple(Path(path) for path in actors)), workers=workers)
        return Intake(self.store, chosen).run(paths)

    def incidents(self, **filters: Unpack[Filters]) -> Records[IncidentSummary]:
        """Incidents with what their members say."""
        from khaldun.export.rows import incident_row

        return Records(self.store.incidents(query(**filters)), incident_row)

    def events(self, **filters: Unpack[Filters]) -> Records[CodedEvent]:
        """Events with report, sentence and links."""
        from khaldun.export.rows import event_row

        return Records(self.store.coded(query(**filters)), event_row)

    def reports(self, **filters: Unpack[Filters]) -> Records[Report]:
        """The current editions of the reports."""
        from khaldun.export.rows import report_row

        return Records(self.store.reports(query(**filters)), report_row)

    def stories(self) -> tuple[tuple[str, ...], ...]:
        """Ids of reports that are about one thing, whether or not an event was coded in them; largest story first."""
        from khaldun.link.stories import stories
        from khaldun.store.query import Query

        everything = Query()
        incidents = [incident for incident, _ in self.store.members(everything)]
        found = stories(tuple(self.store.reports(everything)), self.store.coded(everything), incidents)
        return tuple(sorted(found, key=lambda story: -len(story)))

    def refused(self) -> Records[Reject]:
        """What was refused, and why."""
        return Records(self.store.rejects(), plain_row)


class Filters(TypedDict, total=False):
    """The filters of the command line. Several types or statuses: any of them; everything else: all must hold.

    ``type`` and ``status`` in capitals or not; ``actor`` an id or any name; ``country`` ISO 3166 alpha-3; ``since``
    and ``until`` dates or ISO text, both included.
    """

    type: str | Sequence[str]
    actor: str
    country: str
    since: dt.date | str
    until: dt.date | str
    status: str | Sequence[str]
    place: str
    text: str
    limit: int


def query(**filters: Unpack[Filters]) -> Query:
    """Filters as the store's query. Raises ``ValueError`` for an unknown type or status or a wrong date."""
    from khaldun.model import EventType, Status
    from khaldun.store.query import Query

    return Query(
        types=tuple(EventType(one.upper()) for one in _several(filters.get("type", ()))),
        status=tuple(Status(one.lower()) for one in _several(filters.get("status", ()))),
        since=_day(filters.get("since")),
        until=_day(filters.get("until")),
        actor=filters.get("actor"),
        country=filters.get("country"),
        place=filters.get("place"),
        text=filters.get("text"),
        limit=filters.get("limit"),
    )


def _several(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def _day(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def plain_row(record: Any) -> dict[str, Any]:
    """A record without nested parts as a flat row: enums as their values, dates as ISO text."""
    if not is_dataclass(record):
        raise TypeError(f"not a record: {record!r}")
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value
