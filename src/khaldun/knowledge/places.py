"""The gazetteer: place names to places, from a compact index that opens at once."""

from __future__ import annotations

from khaldun.model import Place


class Gazetteer:
    """Places by id and by name. Names compare case-folded, without diacritics and punctuation."""

    @classmethod
    def open(cls) -> Gazetteer:
        """The compiled index, compiled on first use from the installed GeoNames packages."""
        return cls()

    def get(self, id: str) -> Place | None:
        """The place with an id."""
        return None

    def named(self, name: str, *, country: str | None = None, limit: int = 50) -> tuple[Place, ...]:
        """Places of that name, most populous first; ``country`` is ISO 3166 alpha-3."""
        return ()
