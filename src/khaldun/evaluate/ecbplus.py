"""ECB+: which reports are of one incident, and which words tell of one event. Runs linking over all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.cross_report import Linked, linked, stories
from khaldun.evaluate.metrics.clusters import clusters
from khaldun.evaluate.metrics.spans import overlap
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.pipeline import Pipeline


class EcbPlus:
    """The ECB+ set. Gold mentions are given; those we code no event for stand alone."""

    name = "ecbplus"
    files = ("dev.jsonl", "train.jsonl")
    headline = "documents B3"
    peers = (
        Peer("TF-IDF at its best threshold", 0.839, "our floor on the held-back topics (set's README)", verified=True),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report: its cluster, and a chain for every mention that one of our events covers."""
        coded = list(code([Text(r["docid"], r["text"]) for r in records], line))
        found = linked(coded)
        clusters_of = stories(coded, found)
        for record, one in zip(records, coded, strict=True):
            mentions = list(_mentions(record, one, found))
            yield {"docid": record["docid"], "incident": clusters_of[one.id], "events": mentions}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Clusters of reports, and coreference over the gold mentions."""
        documents = clusters(
            {g["docid"]: g["incident"] for g in gold}, {p["docid"]: p["incident"] for p in predictions}
        )
        wanted = {_mid(g, mention): mention["chain"] for g in gold for mention in g["events"]}
        got = {mention["mid"]: mention["chain"] for p in predictions for mention in p["events"]}
        mentions = clusters(wanted, got)
        return {
            "documents B3": documents.b3,
            "documents pairwise F1": documents.pairwise,
            "documents CoNLL F1": documents.conll,
            "mentions CoNLL F1": mentions.conll,
            "mentions B3": mentions.b3,
            "mentions MUC": mentions.muc,
        }

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Clusters that hold reports of several incidents, and incidents whose reports were not joined."""
        yield from wrong_clusters(
            {g["docid"]: str(g["incident"]) for g in gold},
            {p["docid"]: str(p["incident"]) for p in predictions},
            {g["docid"]: " ".join(g["text"][:160].split()) for g in gold},
        )

    def has_gold(self, record: Row) -> bool:
        """Gold: the incident, and chains of the mentions."""
        return "incident" in record


def wrong_clusters(gold: dict[str, str], got: dict[str, str], texts: dict[str, str]) -> Iterator[Wrong]:
    """A case for every cluster of ours that mixes incidents, and for every report apart from most of its incident."""
    members: dict[str, list[str]] = {}
    for docid in gold:
        members.setdefault(got.get(docid, docid), []).append(docid)
    for docids in members.values():
        incidents = Counter(gold[docid] for docid in docids)
        if len(incidents) > 1:
            told = ", ".join(f"{incident} ({n})" for incident, n in incidents.most_common())
            text = " | ".join(texts[docid] for docid in docids[:4])
            yield Wrong(docids[0], "put together", told, f"one cluster of {len(docids)}", text)
    yield from _apart(gold, got, texts)


def _apart(gold: dict[str, str], got: dict[str, str], texts: dict[str, str]) -> Iterator[Wrong]:
    groups: dict[str, list[str]] = {}
    for docid, incident in gold.items():
        groups.setdefault(incident, []).append(docid)
    for incident, docids in groups.items():
        found = Counter(got.get(docid, docid) for docid in docids)
        most = found.most_common(1)[0][0]
        lone = [docid for docid in docids if got.get(docid, docid) != most]
        for docid in lone:
            yield Wrong(docid, "kept apart", f"{incident}: {len(docids)} reports", got.get(docid, "-"), texts[docid])


def _mid(record: Row, mention: Row) -> str:
    """The mention's id; where the file gives none, one of its place."""
    told = mention.get("mid")
    return str(told) if told else f"{record['docid']}:{mention['sent']}:{'-'.join(map(str, mention['tokens']))}"


def _mentions(record: Row, one: Coded, found: Linked) -> Iterator[dict[str, Any]]:
    if one.dossier.report is None:
        return
    aligned, places = Aligned(record["text"], one.dossier.report.text), _token_places(record)
    triggers = [(aligned.span(i.event.trigger.start, i.event.trigger.stop), i.event.id) for i in one.events]
    for mention in record.get("events", ()):
        inside = [places[mention["sent"]][token] for token in mention["tokens"]]
        met = next((id for place, id in triggers if place and any(overlap(place, word) for word in inside)), None)
        if met and met in found.of:
            yield {"mid": _mid(record, mention), "chain": found.of[met]}


def _token_places(record: Row) -> list[list[tuple[int, int]]]:
    """Where each given token stands in the given text."""
    text, at, found = record["text"], 0, []
    for sentence in record["sentences"]:
        row = []
        for token in sentence:
            start = text.find(token, at)
            start = at if start < 0 else start
            at = start + len(token)
            row.append((start, at))
        found.append(row)
    return found
