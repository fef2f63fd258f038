"""Who says so: the statements of a report, and the chain of speakers around a candidate."""

from __future__ import annotations

from khaldun.code.attribution.chain import chain
from khaldun.code.attribution.report import attributions
from khaldun.code.attribution.statement import Statement

__all__ = ["Statement", "attributions", "chain"]
