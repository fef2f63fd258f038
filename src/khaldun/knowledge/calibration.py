"""How often each rule is right: turns the raw score of a reason into the probability that its field is right.

Rules give raw scores that only rank (0.9 for the subject of a verb, 0.4 for a place taken from an earlier sentence).
``data/calibration/bands.tsv`` holds what they are worth on texts with gold, fitted by ``training/calibration.py``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from khaldun.model import Event, EventType, Link, Place, RoleName

ANY = "*"
"""The rule of a field's own bands: what holds for rules that were not seen in fitting."""
WHOLE = "event"
"""The field that stands for an event as a whole: that the passage tells of a deed of this type."""
_COUNTED = frozenset({"abducted", "arrested", "displaced", "participants"})
_TYPES = frozenset(EventType)
_SIDES = frozenset({RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET})


@dataclass(frozen=True, slots=True)
class Band:
    """Raw scores ``low`` to ``high`` of a rule, and the probability they stand for; ``n`` answers were seen."""

    field: str
    rule: str
    low: float
    high: float
    n: int
    probability: float


class Calibration:
    """Raw scores to probabilities, by field and rule."""

    def __init__(self, bands: Iterable[Band] = ()) -> None:
        self._bands: dict[tuple[str, str], list[Band]] = {}
        for band in sorted(bands, key=lambda band: band.low):
            self._bands.setdefault((band.field, band.rule), []).append(band)

    def probability(self, field: str, rule: str, score: float) -> float:
        """The probability that a field is right, 0 to 1; a field never measured keeps its raw score."""
        bands = self._bands.get((field, group(rule))) or self._bands.get((field, ANY))
        if not bands:
            return score
        return min(bands, key=lambda band: max(band.low - score, score - band.high)).probability

    def event(self, event: Event) -> Event:
        """The event with calibrated confidence, as a whole and in every reason."""
        why = event.why("type")
        score = self.probability(WHOLE, why.rule, event.score) if why else event.score
        told = tuple(replace(b, score=self.probability(name(b.field), b.rule, b.score)) for b in event.because)
        return replace(event, score=score, because=told)

    def links(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """Links with calibrated confidence; of one passage's readings the later ones share what the best leaves."""
        made: list[Link] = []
        left = 1.0
        for link in links:
            score = self.probability(read(link), link.because[0].rule, link.score) if link.to else 0.0
            score = round(score if link.rank == 0 else min(score, left), 3)
            left = 1.0 - score if link.rank == 0 else left
            made.append(replace(link, score=score, because=tuple(replace(b, score=score) for b in link.because)))
        return tuple(made)


def group(rule: str) -> str:
    """Rules that are counted together: all patterns of a type and part of speech, all joins, all versions of a model.

    What stands behind the second colon is a detail of one case (``actors:role-held:RUS:GOV``).
    """
    parts = rule.split(":")
    if len(parts) > 3 and parts[1] in _TYPES:
        return ":".join(parts[:3])
    if parts[0] in ("classify", "link"):
        return parts[0]
    return "roles:tagger" if rule.startswith("roles:tagger-") else ":".join(parts[:2])


def name(field: str) -> str:
    """The field under which a reason of an event is measured.

    Kinds of count that no gold tells share one; things that were hit go with those who suffer.
    """
    return "counted" if field in _COUNTED else "recipient" if field == "target" else field


def read(link: Link) -> str:
    """The field under which a reading is measured: ``actor read``, ``place read``, ``time read``.

    What was read from no words of its own (the country a report is about) is ``place inferred``, ``time inferred``; a
    place that is in no gazetteer is ``place described``.
    """
    side = "actor" if link.role in _SIDES else link.role.value
    if isinstance(link.to, Place) and link.to.id.startswith("text:"):
        return "place described"
    return f"{side} {'inferred' if link.span is None else 'read'}"


@cache
def shipped() -> Calibration:
    """The calibration that ships, read once."""
    text = (files("khaldun") / "data" / "calibration" / "bands.tsv").read_text(encoding="utf-8")
    return Calibration(map(_band, csv.DictReader(text.splitlines(), delimiter="\t")))


def _band(row: Mapping[str, str]) -> Band:
    low, high, probability = (float(row[name]) for name in ("low", "high", "probability"))
    return Band(row["field"], row["rule"], low, high, int(row["n"]), probability)
