"""Crosswalks: how our categories read in other schemes, one small table a pair, each line with its reason."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def crosswalk(name: str) -> Mapping[str, str]:
    """The table ``data/crosswalks/<name>.tsv``: column ``ours`` to column ``theirs`` (empty: no counterpart).

    Raises ``FileNotFoundError`` for a table that is not there, ``ValueError`` for a line without a reason.
    """
    text = (files("khaldun") / "data" / "crosswalks" / f"{name}.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    silent = [row["ours"] for row in rows if not (row.get("reason") or "").strip()]
    if silent:
        raise ValueError(f"crosswalk {name}: no reason given for {', '.join(silent)}")
    return MappingProxyType({row["ours"]: row["theirs"] for row in rows})
