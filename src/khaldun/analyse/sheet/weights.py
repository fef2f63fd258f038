"""The linear model of the parts that noun phrases play, from ``data/models/incident_sheet/*.tsv``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import fsum


class Share(StrEnum):
    """What part somebody or something has in an incident."""

    PERPETRATOR = "perpetrator"
    GROUP = "group"
    TARGET = "target"
    MEANS = "means"
    NAMED = "named victim"
    DESCRIBED = "described victim"


SHARES = tuple(Share)


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature names to one weight a share, in the order of ``SHARES``; unknown features weigh nothing.

    A score above 0 says that the phrase has that share; the training set the bias so that this is the best guess.
    """

    values: Mapping[str, tuple[float, ...]]

    def scores(self, features: Iterable[str]) -> tuple[float, ...]:
        """The score of each share."""
        rows = [self.values[name] for name in features if name in self.values]
        # exact, so that the order of a set decides nothing where a score lies on the border
        return tuple(map(fsum, zip(*rows, strict=True))) if rows else (float("-inf"),) * len(SHARES)


def weights() -> Weights:
    """The shipped model of phrases. Raises ``ValueError`` for a line that is not a feature and one number a share."""
    return _read("shares.tsv")


def allotment_weights() -> Weights:
    """The shipped model of participants beside incidents; its scores above 0 say that one takes part."""
    return _read("allotment.tsv")


@cache
def _read(name: str) -> Weights:
    text = (files("khaldun") / "data/models/incident_sheet" / name).read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    if any(len(row) != len(SHARES) + 1 for row in rows):
        raise ValueError(f"{name}: a line is not a feature and one number a share")
    return Weights({row[0]: tuple(map(float, row[1:])) for row in rows})
