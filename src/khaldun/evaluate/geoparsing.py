"""Geoparsing: the place names of news reports and their points. Runs annotation and the resolving of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.distance import distances, kilometres
from khaldun.evaluate.metrics.spans import overlap
from khaldun.evaluate.passages import bounds, span_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.places import Gazetteer
from khaldun.pipeline import Pipeline

_UNJUDGED = frozenset(
    {"Demonym", "Language", "Non_Toponym", "Homonym", "Non_Lit_Expression", "Literal_Expression"}
)  # GeoWebNews marks these; finding them neither helps nor hurts
_FAR = 161.0  # km: 100 miles, the literature's measure of a right point


class Geoparsing:
    """The geoparsing set (LGL, GeoVirus, TR-News, GeoWebNews)."""

    name = "geoparsing"
    files = ("train.jsonl",)
    headline = "found toponyms within 161 km"
    peers = (
        Peer("Edinburgh parser, LGL", 0.749, "the set's README, from released output", verified=True),
        Peer("CLIFF, LGL", 0.719, "the set's README, from released output", verified=True),
        Peer("CLAVIN, LGL", 0.696, "the set's README, from released output", verified=True),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report; an area (a country, a province) has the point where maps write its name."""
        gazetteer = Gazetteer.open()
        for record, coded in zip(records, code(map(_text, records), line), strict=True):
            yield {"docid": record["docid"], "toponyms": list(_toponyms(record["text"], coded, gazetteer))}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Detection; the share of points within 161 and 25 km, of all gold toponyms and of those found."""
        joined = list(_joined(predictions, gold))
        figures = span_figures("detection", [(keep, ours) for _, keep, ours in joined])
        every = [pair for _, keep, ours in joined for pair in _errors(keep, ours)]
        for name, errors in (("all", [e for _, e in every]), ("found", [e for found, e in every if found])):
            measured = distances(errors)
            figures[f"{name} toponyms within 161 km"] = measured.acc_161
            figures[f"{name} toponyms within 25 km"] = measured.acc_25
        return figures

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Toponyms missed, made up and misplaced."""
        for record, keep, ours in _joined(predictions, gold):
            docid, text = record["docid"], record["text"]
            for wanted in keep:
                found = _match(wanted, ours)
                told = f"{text[slice(*bounds(wanted))]} ({wanted.get('name', '')}, {wanted.get('country', '')})"
                if found is None:
                    yield Wrong(docid, "missed", told, "", _around(text, wanted))
                elif (error := _error(wanted, found)) is not None and error > _FAR:
                    yield Wrong(docid, "misplaced", told, f"{error:.0f} km off", _around(text, wanted))
            for made in ours:
                if not any(overlap(bounds(made), bounds(wanted)) for wanted in keep):
                    yield Wrong(docid, "made up", "", text[slice(*bounds(made))], _around(text, made))

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``toponyms``."""
        return "toponyms" in record


def _text(record: Row) -> Text:
    """The report with its date and address; the text has its title inside."""
    return Text(str(record["docid"]), record["text"], published=record.get("date"), url=record.get("url"))


def _toponyms(given: str, coded: Coded, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    from khaldun.resolve.places.report import find_places

    if coded.dossier.report is None:
        return
    aligned = Aligned(given, coded.dossier.report.text)
    for found in find_places(coded.dossier, gazetteer):
        place = aligned.span(found.span.start, found.span.stop)
        if place is None:
            continue
        point = gazetteer.representative_point(found.readings[0].place) if found.readings else None
        lat, lon = point or (None, None)
        yield {"start": place[0], "end": place[1], "lat": lat, "lon": lon}


def _joined(predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Each record with the gold toponyms that count and ours that are judged."""
    made = {row["docid"]: row["toponyms"] for row in predictions}
    for record in gold:
        keep = [t for t in record["toponyms"] if t.get("type") not in _UNJUDGED]
        spare = [t for t in record["toponyms"] if t.get("type") in _UNJUDGED]
        ours = [p for p in made.get(record["docid"], []) if _meets(p, keep) or not _meets(p, spare)]
        yield record, keep, ours


def _meets(row: Row, others: Sequence[Row]) -> bool:
    return any(overlap(bounds(row), bounds(other)) for other in others)


def _match(wanted: Row, ours: Sequence[Row]) -> Row | None:
    """Ours at the same characters, else the first that overlaps."""
    same = (p for p in ours if bounds(p) == bounds(wanted))
    return next(same, next((p for p in ours if overlap(bounds(p), bounds(wanted))), None))


def _error(wanted: Row, found: Row) -> float | None:
    if wanted.get("lat") is None or found.get("lat") is None:
        return None
    return kilometres(wanted["lat"], wanted["lon"], found["lat"], found["lon"])


def _errors(keep: Sequence[Row], ours: Sequence[Row]) -> Iterator[tuple[bool, float | None]]:
    """For each gold toponym with a point: whether it was found, and how far off."""
    for wanted in keep:
        if wanted.get("lat") is not None:
            found = _match(wanted, ours)
            yield found is not None, _error(wanted, found) if found is not None else None


def _around(text: str, row: Row) -> str:
    start, stop = bounds(row)
    return " ".join(f"{text[max(0, start - 60) : start]}[{text[start:stop]}]{text[stop : stop + 40]}".split())
