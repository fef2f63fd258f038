"""The resolve step: what the words of each event stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.calibration import Calibration, shipped
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, Link
from khaldun.resolve.actors import resolve_actors
from khaldun.resolve.dates import resolve_dates
from khaldun.resolve.places import resolve_places


class Resolver:
    """Adds ``links`` to coded dossiers; ``calibration`` as in the code step."""

    name = "resolve"
    needs = frozenset({"report", "sentences", "mentions", "events"})
    gives = frozenset({"links"})

    def __init__(self, book: ActorBook, gazetteer: Gazetteer, calibration: Calibration | None = None) -> None:
        self.book = book
        self.gazetteer = gazetteer
        self.calibration = shipped() if calibration is None else calibration

    def __call__(self, batch: Sequence[Dossier]) -> list[Dossier]:
        """Resolve actors, places and dates of each dossier."""
        return [replace(dossier, links=self._links(dossier)) for dossier in batch]

    def _links(self, dossier: Dossier) -> tuple[Link, ...]:
        return (
            *self.calibration.links(resolve_actors(dossier, self.book)),
            *self.calibration.links(resolve_places(dossier, self.gazetteer)),
            *self.calibration.links(resolve_dates(dossier)),
        )
