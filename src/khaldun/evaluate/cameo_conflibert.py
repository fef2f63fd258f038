"""CAMEO sentences of ConfliBERT: the quad class of a sentence, or the passages of its source and target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.spans import span_prf
from khaldun.evaluate.passages import bounds, class_figures, ranges, span_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.evaluate.telling import main_event, read_as, spans_of, speakers, whole
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import RoleName
from khaldun.pipeline import Pipeline

_FIELDS = ("source", "target")
_NEUTRAL = 0
_APART = 10**6
"""Added to targets so that sources and targets of a sentence are scored together without meeting."""


class CameoConflibert:
    """The cameo_conflibert set. Both kinds of file are answered with class and passages alike."""

    name = "cameo_conflibert"
    files = ("class_train.jsonl", "actors_train.jsonl")
    headline = "penta macro F1"
    peers = (Peer("TF-IDF + logistic regression, trained", 0.586, "the set's README", verified=True),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a sentence."""
        for record, coded in zip(records, code((Text(str(r["id"]), r["text"]) for r in records), line), strict=True):
            yield {"id": record["id"], **_answer(record["text"], coded)}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Classes, or F1 of the passages, by what the gold file has."""
        made = {row["id"]: row for row in predictions}
        if "penta" in gold[0]:
            return class_figures(
                "penta", [(str(g["penta"]), str(made.get(g["id"], {}).get("penta", ""))) for g in gold]
            )
        joined = [(record, made.get(record["id"], {})) for record in gold]
        both = [(_apart(g), _apart(p)) for g, p in joined]
        figures = {
            f"both {name} F1": span_prf(both, exact=exact).f1 for name, exact in (("exact", True), ("overlap", False))
        }
        for field in _FIELDS:
            figures |= span_figures(field, [(g[field], p.get(field, [])) for g, p in joined])
        return figures

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Wrong classes or parties."""
        made = {row["id"]: row for row in predictions}
        for record in gold:
            ours, text = made.get(record["id"], {}), record["text"]
            if "penta" in record and record["penta"] != ours.get("penta"):
                kind = f"{record['penta']} as {ours.get('penta')}"
                yield Wrong(record["id"], kind, str(record["penta"]), str(ours.get("penta")), text)
            for field in _FIELDS if "penta" not in record else ():
                theirs, said = ([text[slice(*bounds(x))] for x in row.get(field, [])] for row in (record, ours))
                if theirs != said:
                    yield Wrong(record["id"], field, " | ".join(theirs), " | ".join(said), text)

    def has_gold(self, record: Row) -> bool:
        """Gold is ``penta``, or ``source`` and ``target``."""
        return "penta" in record or "source" in record


def _apart(row: Row) -> list[tuple[int, int]]:
    return [
        (x["start"] + shift, x["end"] + shift) for field, shift in zip(_FIELDS, (0, _APART), strict=True)
        for x in row.get(field, [])
    ]  # fmt: skip


def _answer(given: str, coded: Coded) -> dict[str, Any]:
    """Class and parties of the main event; of a sentence that tells none, the speaker."""
    dossier, item = coded.dossier, main_event(coded)
    if dossier.report is None:
        return {"penta": _NEUTRAL, "source": [], "target": []}
    aligned = Aligned(given, dossier.report.text)
    if item is None:
        said = [speaker for speaker in speakers(dossier) if speaker][:1]
        return {"penta": _NEUTRAL, "source": ranges(whole(said, dossier), aligned), "target": []}
    suffering = [s for name in (RoleName.RECIPIENT, RoleName.TARGET) for s in spans_of(item.event.fillers(name))]
    suffering = suffering or spans_of(
        item.event.fillers(RoleName.PLACE)
    )  # "served in Lebanon": the place is the target
    return {
        "penta": int(read_as(item.event, crosswalk("cameo_penta"))),
        "source": ranges(whole(spans_of(item.event.fillers(RoleName.ACTOR)), dossier), aligned),
        "target": ranges(whole(suffering, dossier), aligned),
    }
