"""The resolve step: what the words of each event stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, Link
from khaldun.resolve.actors import resolve_actors
from khaldun.resolve.dates import resolve_dates
from khaldun.resolve.places import resolve_places


class Resolver:
    """Adds ``links`` to coded dossiers."""

    name = "resolve"
    needs = frozenset({"report", "sentences", "mentions", "events"})
    gives = frozenset({"links"})

    def __init__(self, book: ActorBook, gazetteer: Gazetteer) -> None:
        self.book = book
        self.gazetteer = gazetteer

    def __call__(self, batch: Sequence[Dossier]) -> list[Dossier]:
        """Resolve actors, places and dates of each dossier."""
        return [replace(dossier, links=self._links(dossier)) for dossier in batch]

    def _links(self, dossier: Dossier) -> tuple[Link, ...]:
        return (
            *resolve_actors(dossier, self.book),
            *resolve_places(dossier, self.gazetteer),
            *resolve_dates(dossier),
        )
