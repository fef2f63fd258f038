"""Takes inputs into a project: reads, skips what is known, codes the rest, stores batch by batch, links at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from khaldun import __version__
from khaldun.config import Config
from khaldun.link.linker import link_incidents
from khaldun.model import CodedEvent, Dossier, RawItem, Reason, Reject, content_id
from khaldun.read.source import Limits, read_paths
from khaldun.run import line, local
from khaldun.store.project import Project
from khaldun.store.query import Query, Run


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one run so far. ``known`` were there already, ``refused`` have a reason each."""

    read: int = 0
    known: int = 0
    refused: int = 0
    coded: int = 0
    events: int = 0


Watcher = Callable[[Tally], None]


class Intake:
    """One run over some inputs. ``tally`` stays true at any moment, also after an interruption."""

    def __init__(self, project: Project, config: Config, watch: Watcher = lambda _: None) -> None:
        self.project = project
        self.config = config
        self.watch = watch
        self.tally = Tally()
        self.crashes = 0
        self._began = False
        self._seen: set[str] = set()
        self._unlinked = [run for run in project.runs() if run.finished_at is None]

    def run(self, paths: Sequence[Path | str]) -> Tally:
        """Read, code and store everything; what was stored before an interruption stays, linked as far as it got."""
        if self.config.actors:
            line.prepare(self.config)
        limits = Limits(max_item_bytes=self.config.max_item_mb * 1_000_000, max_depth=self.config.max_depth)
        try:
            for dossiers in local.code(self._fresh(read_paths(paths, limits)), self.config):
                if not self._began:
                    self._begin(paths)
                self._keep(dossiers)
        finally:
            self._link()
        return self.tally

    def _begin(self, paths: Sequence[Path | str]) -> None:
        """Note that a run began: one that was killed is found by the next, which links what it left."""
        now, sources = datetime.now(UTC), ", ".join(str(path) for path in paths)
        run = Run(content_id("run", (now.isoformat(), sources)), now, f"khaldun {__version__}", sources)
        self.project.log(run)
        self._unlinked.append(run)
        self._began = True

    def _link(self) -> None:
        """Join all events anew, when this run or one that was killed added any."""
        if not self._unlinked:
            return
        self.project.put_incidents(link_incidents(tuple(self.project.coded(Query()))))
        tally, ended = self.tally, datetime.now(UTC)
        for run in self._unlinked:
            self.project.log(replace(run, finished_at=ended))
        if self._began:
            done = replace(self._unlinked[-1], finished_at=ended, reports=tally.coded, events=tally.events)
            self.project.log(replace(done, rejects=tally.refused))
        self._unlinked = []

    def _fresh(self, inputs: Iterable[RawItem | Reject]) -> Iterator[RawItem]:
        """The items not yet in the project; refusals are stored on the way."""
        for item in inputs:
            if isinstance(item, Reject):
                self._refuse([item])
                continue
            sha = item.origin.sha256
            if sha in self._seen or self.project.known_sha(sha):
                self._count(read=1, known=1)
                continue
            self._seen.add(sha)
            self._count(read=1)
            yield item

    def _keep(self, dossiers: Sequence[Dossier]) -> None:
        refused = [d.reject for d in dossiers if d.reject]
        done = [d for d in dossiers if d.reject is None]
        self.project.add(done)
        self._count(coded=len(done), events=sum(len(d.events or ()) for d in done))
        self._refuse(refused)

    def _refuse(self, rejects: Sequence[Reject]) -> None:
        if rejects:
            self.project.reject(rejects)
            self.crashes += sum(reject.reason is Reason.CRASH for reject in rejects)
            self._count(refused=len(rejects))

    def _count(self, *, read: int = 0, known: int = 0, refused: int = 0, coded: int = 0, events: int = 0) -> None:
        now = self.tally
        self.tally = replace(
            now,
            read=now.read + read,
            known=now.known + known,
            refused=now.refused + refused,
            coded=now.coded + coded,
            events=now.events + events,
        )
        self.watch(self.tally)


def coded_events(dossier: Dossier) -> tuple[CodedEvent, ...]:
    """The events of a dossier that went down the whole line, each with its report, sentence and links."""
    report, sentences = dossier.report, {s.id: s.span.quote for s in dossier.sentences or ()}
    if report is None:
        return ()
    links = dossier.links or ()
    return tuple(
        CodedEvent(event, report, sentences[event.sentence], tuple(link for link in links if link.event == event.id))
        for event in dossier.events or ()
    )
