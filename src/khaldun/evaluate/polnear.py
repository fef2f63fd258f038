"""PolNeAR: who said what. Runs annotation and the attribution of the code step."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Text, code
from khaldun.evaluate.metrics.prf import Prf
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.model import Dossier, Span
from khaldun.pipeline import Pipeline

_ROLES = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+|[^\w\s]")
Cover = Mapping[str, frozenset[int]]


class Polnear:
    """The PolNeAR set: sources, cues and contents of attributions."""

    name = "polnear"
    files = ("dev.jsonl", "train.jsonl")
    headline = "source attached"
    peers: tuple[Peer, ...] = ()

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row an article."""
        texts = [Text(r["docid"], r["text"], published=r.get("date")) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            yield {"docid": record["docid"], "attributions": list(_attributions(record["text"], coded.dossier))}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Source attachment; token F1 of each role; attributions found."""
        tokens = {role: [0, 0, 0] for role in _ROLES}
        attached = asked = found = given = wanted = 0
        for _, theirs, ours, pairs in _documents(predictions, gold):
            found, given, wanted = found + len(pairs), given + len(ours), wanted + len(theirs)
            for role, tally in tokens.items():
                tally[0] += sum(len(theirs[i][role] & ours[j][role]) for i, j in pairs.items())
                tally[1] += sum(len(b[role]) for b in ours)
                tally[2] += sum(len(a[role]) for a in theirs)
            asked += sum(bool(a["source"]) for a in theirs)
            attached += sum(bool(theirs[i]["source"] & ours[j]["source"]) for i, j in pairs.items())
        return {
            "source attached": attached / max(1, asked),
            "attributions found F1": Prf(found, given, wanted).f1,
            **{f"{role} token F1": Prf(*tally).f1 for role, tally in tokens.items()},
        }

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Attributions missed, made up, or given to somebody else."""
        texts = {record["docid"]: record["text"] for record in gold}
        for docid, theirs, ours, pairs in _documents(predictions, gold):
            words = _tokens(texts[docid])
            told = [(_told(texts[docid], words, a["source"]), _told(texts[docid], words, a["content"])) for a in theirs]
            said = [(_told(texts[docid], words, b["source"]), _told(texts[docid], words, b["content"])) for b in ours]
            for i, j in pairs.items():
                if theirs[i]["source"] and not theirs[i]["source"] & ours[j]["source"]:
                    yield Wrong(docid, "wrong source", told[i][0], said[j][0], told[i][1])
            yield from (
                Wrong(docid, "missed", told[i][0], "", told[i][1]) for i in range(len(theirs)) if i not in pairs
            )
            taken = set(pairs.values())
            yield from (Wrong(docid, "made up", "", said[j][0], said[j][1]) for j in range(len(ours)) if j not in taken)

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``attributions``."""
        return "attributions" in record


def _attributions(given: str, dossier: Dossier) -> Iterator[dict[str, Any]]:
    from khaldun.code.attribution import attributions
    from khaldun.code.candidate import Setting

    if dossier.report is None or dossier.sentences is None:
        return
    setting = Setting(dossier.report, dossier.sentences, dossier.quotations or (), dossier.mentions or ())
    aligned = Aligned(given, dossier.report.text)
    for statement in attributions(setting):
        if statement.quoted:  # PolNeAR marks nothing inside quotations
            continue
        roles = {"source": (statement.source,), "cue": (statement.cue,), "content": statement.content}
        yield {role: _ranges(spans, aligned) for role, spans in roles.items()}


def _ranges(spans: Sequence[Span | None], aligned: Aligned) -> list[dict[str, int]]:
    found = [aligned.span(span.start, span.stop) for span in spans if span]
    return [{"start": place[0], "end": place[1]} for place in found if place]


def _documents(
    predictions: Sequence[Row], gold: Sequence[Row]
) -> Iterator[tuple[str, list[Cover], list[Cover], dict[int, int]]]:
    made = {row["docid"]: row["attributions"] for row in predictions}
    for record in gold:
        words = _tokens(record["text"])
        theirs = [_cover(a, words) for a in record["attributions"]]
        ours = [_cover(a, words) for a in made.get(record["docid"], [])]
        yield record["docid"], theirs, ours, _aligned(theirs, ours)


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text)]


def _cover(attribution: Row, words: Sequence[tuple[int, int]]) -> Cover:
    """The token numbers of each role."""
    return {
        role: frozenset(
            n
            for n, (a, b) in enumerate(words)
            if any(s["start"] < b and a < s["end"] for s in attribution.get(role, []))
        )
        for role in _ROLES
    }


def _aligned(theirs: Sequence[Cover], ours: Sequence[Cover]) -> dict[int, int]:
    """Gold to our attributions, by the share of content words, best first."""
    by_token: dict[int, set[int]] = defaultdict(set)
    for j, b in enumerate(ours):
        for token in b["content"]:
            by_token[token].add(j)
    shares = []
    for i, a in enumerate(theirs):
        for j in {j for token in a["content"] for j in by_token[token]}:
            both = len(a["content"] & ours[j]["content"])
            shares.append((both / len(a["content"] | ours[j]["content"]), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(shares, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _told(text: str, words: Sequence[tuple[int, int]], tokens: frozenset[int]) -> str:
    return " ".join(text[words[n][0] : words[n][1]] for n in sorted(tokens))[:200]
