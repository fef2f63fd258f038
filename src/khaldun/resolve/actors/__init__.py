"""Who takes part: phrases are read as known actors, or as what they say of themselves."""

from __future__ import annotations

from khaldun.resolve.actors.assign import resolve_actors

__all__ = ["resolve_actors"]
