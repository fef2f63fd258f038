"""Actor and recipient phrases to actors."""

from __future__ import annotations

from khaldun.knowledge.actors import ActorBook
from khaldun.model import Dossier, Link


def resolve_actors(dossier: Dossier, book: ActorBook) -> tuple[Link, ...]:
    """One link or more (ranked) for every actor, recipient and target filler of a coded dossier."""
    return ()
