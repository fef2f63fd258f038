"""Weights of the small linear models that judge place names, from ``data/places/*_weights.tsv``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from khaldun.knowledge.compiled import data_folder


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: feature names to weights. Unknown features weigh nothing."""

    values: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The sum over features that are present."""
        return sum(self.values.get(feature, 0.0) for feature in features)

    def dot(self, features: Mapping[str, float]) -> float:
        """The weighted sum over measured features."""
        return sum(self.values.get(feature, 0.0) * value for feature, value in features.items())


@cache
def weights(name: str) -> Weights:
    """The model ``NAME_weights.tsv``. Raises ``ValueError`` for a line that is no feature and number."""
    lines = (data_folder() / "places" / f"{name}_weights.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return Weights({feature: float(weight) for feature, weight in pairs})
