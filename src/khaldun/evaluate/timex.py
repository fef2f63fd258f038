"""TempEval-3 style: expressions of time with their values. Runs the grammar that dates events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.evaluate.metrics.prf import Prf
from khaldun.evaluate.metrics.spans import overlap, span_prf
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.pipeline import Pipeline

if TYPE_CHECKING:
    from khaldun.resolve.dates.time_value import TimeValue

_EVERYWHERE = 10**9
_JOINED = re.compile(r"\s*(?:-|–|—|\b(?:to|and|through|until)\b)\s*", re.IGNORECASE)
"""What stands between the two ends of a range."""


class Timex:
    """The timex set. A document without a creation date is read from the first date its text names."""

    name = "timex"
    files = ("tbaq.jsonl", "meantime.jsonl")
    headline = "value F1"
    peers = (
        Peer("HeidelTime", 0.776, "TempEval-3 platinum, from memory", verified=False, file="tbaq.jsonl"),
        Peer("UWTime", 0.824, "TempEval-3 platinum, from memory", verified=False, file="tbaq.jsonl"),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:  # noqa: ARG002
        """One row a document."""
        from khaldun.resolve.dates.grammar import find_times

        for record in records:
            found = find_times(record["text"], _day(record["dct"]))
            timexes = [timex for one in found for timex in _timexes(record["text"], *one)]
            yield {"docid": record["docid"], "timex": timexes}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Detection strict and relaxed, type and value."""
        documents = list(_documents(predictions, gold))
        ranges = [([_range(t) for t in wanted], [_range(t) for t in ours]) for _, wanted, ours in documents]
        pairs = [pair for _, wanted, ours in documents for pair in _pairs(ours, wanted)]
        given, asked = (sum(len(row[n]) for row in documents) for n in (2, 1))
        return {
            "value F1": Prf(sum(a.get("value") == b["value"] for a, b in pairs), given, asked).f1,
            "type F1": Prf(sum(a.get("type") == b["type"] for a, b in pairs), given, asked).f1,
            "relaxed F1": span_prf(ranges, exact=False).f1,
            "strict F1": span_prf(ranges).f1,
        }

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Missed, spurious and misread expressions."""
        texts = {record["docid"]: record["text"] for record in gold}
        for docid, wanted, ours in _documents(predictions, gold):
            text, pairs = texts[docid], _pairs(ours, wanted)
            for a, b in pairs:
                if a.get("value") != b["value"]:
                    yield Wrong(docid, "wrong value", b["value"], a["value"], _around(text, b))
            met = [id(b) for _, b in pairs]
            yield from (Wrong(docid, "missed", b["value"], "", _around(text, b)) for b in wanted if id(b) not in met)
            used = [id(a) for a, _ in pairs]
            yield from (Wrong(docid, "spurious", "", a["value"], _around(text, a)) for a in ours if id(a) not in used)

    def has_gold(self, record: Row) -> bool:
        """Gold expressions are under ``timex``."""
        return "timex" in record


def _timexes(text: str, start: int, stop: int, value: TimeValue) -> Iterator[Row]:
    """An expression as the set marks it: "from 3 to 5 April" is two there, one for either end."""
    join, days = _JOINED.search(text, start, stop), value.interval
    if join and value.rule.endswith("range") and days and days.stop:
        last = days.stop.isoformat()[: len(value.value)]
        yield {"start": start, "end": join.start(), "type": value.kind.value, "value": value.value}
        yield {"start": join.end(), "end": stop, "type": value.kind.value, "value": last}
    else:
        yield {"start": start, "end": stop, "type": value.kind.value, "value": value.value}


def _day(told: str) -> date:
    """The creation date: ISO, or day-month-year as a few documents have it."""
    first, second, third = (int(part) for part in told[:10].split("-"))
    return date(first, second, third) if first > 31 else date(third, second, first)


def _documents(predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[str, list[Row], list[Row]]]:
    made = {row["docid"]: row["timex"] for row in predictions}
    for record in gold:
        end = record.get("annotated_end", _EVERYWHERE)
        wanted = [t for t in record["timex"] if t["end"] <= end]
        yield record["docid"], wanted, [t for t in made.get(record["docid"], []) if t["start"] < end]


def _pairs(ours: Sequence[Row], wanted: Sequence[Row]) -> list[tuple[Row, Row]]:
    if not wanted:
        return []
    weights = [[_weight(_range(a), _range(b)) for b in wanted] for a in ours]
    return [(ours[i], wanted[j]) for i, j in best_pairs(weights)]


def _weight(a: tuple[int, int], b: tuple[int, int]) -> float:
    return 1.0 + 0.1 * (a == b) if overlap(a, b) else 0.0


def _range(timex: Row) -> tuple[int, int]:
    return timex["start"], timex["end"]


def _around(text: str, timex: Row) -> str:
    start, stop = _range(timex)
    return " ".join(f"{text[max(0, start - 60) : start]}[{text[start:stop]}]{text[stop : stop + 40]}".split())
