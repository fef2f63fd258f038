"""Where events happened: names of places are found, read and given to events."""

from __future__ import annotations

from khaldun.resolve.places.assign import resolve_places

__all__ = ["resolve_places"]
