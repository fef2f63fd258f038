"""Article text from saved pages: the clean step. Bodies by shared word runs, or wanted and unwanted snippets."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from khaldun.evaluate.metrics.prf import Prf
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.model import Hints, Origin, Part, RawItem, Reject, sha256_hex
from khaldun.pipeline import Pipeline

_RUN = 4  # words: the length of the runs the Zyte benchmark compares


class ArticleText:
    """The article text set; pages lie in ``html/`` beside the file of records."""

    name = "article_text"
    files = ("bodies.jsonl", "snippets.jsonl")
    headline = "F1"
    peers = (
        Peer(
            "trafilatura", 0.954, "recomputed on the held-back pages (set's README)", verified=True, file="bodies.jsonl"
        ),
        Peer(
            "rs_trafilatura",
            0.968,
            "recomputed on the held-back pages (set's README)",
            verified=True,
            file="bodies.jsonl",
        ),
    )

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def beside(self, folder: Path) -> ArticleText:
        """The task with its pages under ``folder``."""
        return ArticleText(folder)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:  # noqa: ARG002
        """One row a page: lead and body as the clean step reads them, in whatever language; ``refused`` says that a
        project would not take the page, and why."""
        from khaldun.clean.cleaner import clean

        for record in records:
            raw = self._raw(record)
            outcome = clean(raw)
            refused = outcome.message if isinstance(outcome, Reject) else None
            yield {"id": record["id"], "body": _body(raw), "refused": refused}

    def _raw(self, record: Row) -> RawItem:
        path = (self.folder or Path()) / record["html"]
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return RawItem(Origin(record["url"], sha256_hex(body), "text/html"), body, Hints(url=record["url"]))

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Bodies: means over pages; snippets: over all snippets."""
        judge = _bodies if "body" in gold[0] else _snippets
        made = {row["id"]: row.get("body") or "" for row in predictions}
        taken = {row["id"]: "" if row.get("refused") else row.get("body") or "" for row in predictions}
        return judge(made, gold) | {"F1 with refused pages empty": judge(taken, gold)["F1"]}

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Pages below nine tenths, worst first."""
        made = {row["id"]: row.get("body") or "" for row in predictions}
        why = {row["id"]: row.get("refused") or "" for row in predictions}
        if "body" not in gold[0]:
            yield from _wrong_snippets(made, gold)
            return
        scored = sorted((_page(record["body"], made.get(record["id"], "")).f1, n) for n, record in enumerate(gold))
        for f1, n in scored:
            if f1 < 0.9:
                record = gold[n]
                kind = "partly wrong" if made.get(record["id"]) else "empty"
                ours = made.get(record["id"], "")[:150]
                yield Wrong(record["id"], kind, record["body"][:150], ours, f"F1 {f1:.2f}", why.get(record["id"], ""))

    def has_gold(self, record: Row) -> bool:
        """Bodies or snippets."""
        return "body" in record or "with" in record


def _body(raw: RawItem) -> str:
    from khaldun.clean.article import clean_html
    from khaldun.clean.decode import decode

    page = clean_html(decode(raw.body, raw.hints.encoding).replace("\x00", ""), url=raw.hints.url)
    return "\n".join(passage.text for passage in page.passages if passage.part is not Part.CAPTION)


def _wrong_snippets(made: dict[str, str], gold: Sequence[Row]) -> Iterator[Wrong]:
    for record in gold:
        body = " ".join(made.get(record["id"], "").split())
        lost = [snippet for snippet in record["with"] if " ".join(snippet.split()) not in body]
        leaked = [snippet for snippet in record["without"] if " ".join(snippet.split()) in body]
        yield from (Wrong(record["id"], "lost", snippet[:150], "", record["url"]) for snippet in lost)
        yield from (Wrong(record["id"], "leaked", "", snippet[:150], record["url"]) for snippet in leaked)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1)) if words)


def _page(gold: str, ours: str) -> Prf:
    wanted, made = _runs(gold), _runs(ours)
    return Prf(sum((wanted & made).values()), made.total(), wanted.total())


def _bodies(made: dict[str, str], gold: Sequence[Row]) -> dict[str, float]:
    pages = [_page(record["body"], made.get(record["id"], "")) for record in gold]
    precision = _mean([page.precision for page in pages if page.given])
    recall = _mean([page.recall for page in pages if page.wanted])
    both = precision + recall
    return {"F1": 2 * precision * recall / both if both else 0.0, "precision": precision, "recall": recall}


def _snippets(made: dict[str, str], gold: Sequence[Row]) -> dict[str, float]:
    kept = wanted = leaked = 0
    for record in gold:
        body = " ".join(made.get(record["id"], "").split())
        wanted += len(record["with"])
        kept += sum(" ".join(snippet.split()) in body for snippet in record["with"])
        leaked += sum(" ".join(snippet.split()) in body for snippet in record["without"])
    scored = Prf(kept, kept + leaked, wanted)
    return {"F1": scored.f1, "precision": scored.precision, "recall": scored.recall}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
