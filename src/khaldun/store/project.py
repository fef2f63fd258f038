"""A project: the one door to everything that was read, coded, joined and judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from khaldun.model import (
    CodedEvent,
    Dossier,
    Event,
    Incident,
    IncidentSummary,
    Judgement,
    Mention,
    Passed,
    Reject,
    Report,
)
from khaldun.store import (
    conditions,
    derived,
    explain,
    log,
    reading,
    records,
    schema,
    search,
    tables,
    totals,
    unresolved,
    writing,
)
from khaldun.store.query import ActorCount, Added, Explanation, Passage, Query, Run, Size, UnknownActor

_ALL = Query()


class Project:
    """An open project; a context manager. What is written in one call is written wholly or not at all.

    Any number of processes may read while one writes; writers wait for one another. An iterator reads the state of
    the moment it was started, and is best used up before the next writing.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, where: str | Path, create: bool = True) -> Self:
        """Open a file or a database URL, making a new project when there is none and ``create`` is set.

        Raises ``errors.ProjectError`` for anything that is no project of this version; it is left as it was.
        """
        return cls(schema.open_engine(where, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; with the last one to close, SQLite folds its write-ahead log into it."""
        self._engine.dispose()

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._engine.connect()

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._engine.execution_options(writes=True).begin()

    def known(self, report_id: str, edition: str) -> bool:
        """Whether this wording of this report is here, be it current or superseded."""
        with self._reading() as connection:
            return search.known(connection, report_id, edition)

    def known_sha(self, sha256: str) -> bool:
        """Whether a report made of the same bytes is here."""
        with self._reading() as connection:
            return search.known_sha(connection, sha256)

    def add(self, dossiers: Sequence[Dossier], *, again: bool = False) -> Added:
        """Store coded reports in one transaction; an edition that is here already is left alone.

        A newer edition of a report takes the older one's place, whose events go and whose text stays, marked as
        superseded. ``again`` replaces the coding of an edition that is here (after a change of rules).
        """
        with self._writing() as connection:
            return writing.add(connection, dossiers, again=again)

    def reject(self, rejects: Sequence[Reject]) -> None:
        """Note refused inputs, each once."""
        with self._writing() as connection:
            writing.add_rejects(connection, rejects)

    def coded(self, query: Query = _ALL) -> Iterator[CodedEvent]:
        """Events with their reports, sentences and readings, by publication and place in the report."""
        with self._reading() as connection:
            yield from reading.coded_events(connection, conditions.event_ids(connection, query))

    def events(self, query: Query = _ALL) -> Iterator[Event]:
        """The bare events of ``coded``."""
        return (coded.event for coded in self.coded(query))

    def reports(self, query: Query = _ALL) -> Iterator[Report]:
        """The current editions of the reports."""
        with self._reading() as connection:
            yield from reading.reports(connection, conditions.report_keys(connection, query))

    def mentions(self, report_id: str) -> tuple[Mention, ...]:
        """The mentions found in a report."""
        with self._reading() as connection:
            return search.mentions(connection, report_id)

    def rejects(self) -> Iterator[Reject]:
        """What was refused, by subject."""
        with self._reading() as connection:
            table = tables.reject
            rows = connection.execute(select(table).order_by(table.c.subject, table.c.step, table.c.key)).all()
        return map(records.reject, rows)

    def passed(self, report_id: str | None = None, limit: int | None = None) -> Iterator[Passed]:
        """Candidates that were judged to be no events, of one report or of all."""
        with self._reading() as connection:
            yield from reading.passed(connection, report_id, limit)

    def actors(self) -> Iterator[ActorCount]:
        """The actors of all events, the most frequent first."""
        with self._reading() as connection:
            yield from totals.actors(connection)

    def unresolved(self) -> Iterator[UnknownActor]:
        """The phrases for actors that the book did not know, the most frequent first."""
        with self._reading() as connection:
            yield from unresolved.unresolved(connection)

    def search(self, words: str, limit: int = 50) -> Iterator[Passage]:
        """Sentences with the words, the best first: ``"a phrase"``, ``a OR b``, ``-not``, ``begin*``."""
        with self._reading() as connection:
            yield from search.passages(connection, words, limit)

    def size(self) -> Size:
        """How much is here."""
        with self._reading() as connection:
            return totals.size(connection)

    def put_incidents(self, incidents: Iterable[Incident]) -> None:
        """Replace all incidents. Raises ``ValueError`` when one has a member that is not here."""
        with self._writing() as connection:
            derived.put(connection, tuple(incidents))

    def members(self, query: Query = _ALL) -> Iterator[tuple[Incident, tuple[CodedEvent, ...]]]:
        """The incidents with an event that meets the query, by day, each with all its events."""
        with self._reading() as connection:
            yield from derived.members(connection, query)

    def incidents(self, query: Query = _ALL) -> Iterator[IncidentSummary]:
        """What the members of each incident of ``members`` say together."""
        from khaldun.link.summary import summarise  # type: ignore[import-not-found,unused-ignore]

        return (summarise(incident, events) for incident, events in self.members(query))

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement for good. Raises ``ValueError`` when another one has its id."""
        with self._writing() as connection:
            log.judge(connection, judgement)

    def judgements(self) -> Iterator[Judgement]:
        """All judgements in the order they were made, those that were replaced included."""
        with self._reading() as connection:
            yield from reading.judgements(connection)

    def log(self, run: Run) -> None:
        """Note a run, or what became of it."""
        with self._writing() as connection:
            log.note(connection, run)

    def runs(self) -> Iterator[Run]:
        """The runs, in order."""
        with self._reading() as connection:
            rows = connection.execute(select(tables.run).order_by(tables.run.c.n)).all()
        return map(records.run, rows)

    def explain(self, id: str) -> Explanation:
        """The chain behind the id of an event, incident, report or judgement; its beginning is enough.

        Raises ``errors.UnknownIdError`` when no record or several have an id that begins so.
        """
        with self._reading() as connection:
            return explain.explain(connection, id)
