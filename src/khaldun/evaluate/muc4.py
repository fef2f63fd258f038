"""MUC-4: reports of 1988 to 1990 in upper case to incident templates. The line's incidents, renamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.templates import TemplateBoard, paired, values
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.actors import ActorBook
from khaldun.model import CodedEvent
from khaldun.pipeline import Pipeline

_RESPONSES = "TST3+TST4, recomputed on the released responses (set's README)"
_PREDICTIONS = "TST3+TST4, recomputed on the released predictions (set's README)"
_SHOWN = ("type", "stage", "perp_individual", "perp_org", "phys_target", "hum_target_name", "hum_target_desc")


class Muc4:
    """The MUC-4 set: templates of incidents, all slots."""

    name = "muc4"
    files = ("dev.jsonl", "train.jsonl")
    headline = "all slots F1"
    peers = (
        Peer("GE 1992", 0.59, _RESPONSES, verified=True),
        Peer("NYU, UMass 1992", 0.49, _RESPONSES, verified=True),
        Peer("IterX", 0.574, _PREDICTIONS, verified=True, figure="CEAF-REE F1"),
        Peer("GRIT", 0.545, _PREDICTIONS, verified=True, figure="CEAF-REE F1"),
        Peer("GE 1992", 0.523, _RESPONSES, verified=True, figure="CEAF-REE F1"),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report."""
        texts = [Text(r["docid"], r["text"], published=_day(r)) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            yield {"docid": record["docid"], "templates": [template for template, _ in told_templates(coded)]}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """All slots; templates found; relevant reports; fillers of each role over a document."""
        made, board = {row["docid"]: row["templates"] for row in predictions}, TemplateBoard()
        for record in gold:
            board.add(made.get(record["docid"], []), record)
        slots, roles = board.total(board.slots), board.total(board.roles)
        figures = {
            "all slots F1": slots.f1,
            "all slots precision": slots.precision,
            "all slots recall": slots.recall,
            "templates F1": board.templates.scored.f1,
            "relevant reports F1": board.relevance.scored.f1,
            "role fillers F1": roles.f1,
            "CEAF-REE F1": board.total(board.entities).f1,
            "date right in paired templates": board.days.scored.recall,
            "country right in paired templates": board.countries.scored.recall,
        }
        named = ("type", "date", "location", "perp_org", "phys_target", "hum_target_name", "hum_target_desc")
        return figures | {f"{slot} F1": board.slots[slot].scored.f1 for slot in named}

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Missed and false templates, and wrong slots of paired ones."""
        made = {row["docid"]: row["templates"] for row in predictions}
        for record in gold:
            yield from _wrong(record, made.get(record["docid"], []))

    def has_gold(self, record: Row) -> bool:
        """Key templates are under ``templates``."""
        return "templates" in record


def _day(record: Row) -> str | None:
    found = (record.get("dateline") or {}).get("date")
    return str(found) if found else None


def told_templates(coded: Coded) -> Iterator[tuple[dict[str, Any], list[CodedEvent]]]:
    """The templates of a report, each with the events it was filled from."""
    from khaldun.analyse.sheet.sheet import sheets
    from khaldun.evaluate.muc4_template import template_of
    from khaldun.evaluate.muc4_wanted import is_wanted
    from khaldun.evaluate.muc4_where import Told

    if coded.dossier.report is None:
        return
    told = Told.of(coded.dossier.report.text)
    for sheet in sheets(coded.dossier, coded.events, _book(), is_wanted):
        if sheet.participants and (template := template_of(sheet, told)):
            yield template, list(sheet.members)


@cache
def _book() -> ActorBook:
    return ActorBook.load()


def _wrong(record: Row, ours: Sequence[Row]) -> Iterator[Wrong]:
    keys, docid = record["templates"], record["docid"]
    pairs = paired(ours, keys)
    for i, j in pairs.items():
        for slot in _SHOWN:
            wanted, got = _shown(keys[j][slot]), "; ".join(values(ours[i], slot))
            if wanted.upper() != got.upper():
                yield Wrong(docid, f"{slot}", wanted, got, record["text"][:120], ours[i].get("because", ""))
    for j, key in enumerate(keys):
        if j not in pairs.values() and not key["optional"]:
            yield Wrong(docid, "missed", _outline(key), "", record["text"][:200])
    for i, one in enumerate(ours):
        if i not in pairs:
            told = "; ".join(f"{slot}={value}" for slot in _SHOWN for value in values(one, slot))
            yield Wrong(docid, "false", "", told, record["text"][:120], one.get("because", ""))


def _shown(fills: Any) -> str:
    return "; ".join(fill if isinstance(fill, str) else "/".join(fill["values"]) for fill in fills)


def _outline(key: Row) -> str:
    return "; ".join(f"{slot}={told}" for slot in _SHOWN if (told := _shown(key[slot])))
