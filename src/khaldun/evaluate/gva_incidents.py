"""Local reports of shootings against the archive's record of each incident: linking, dates, places and counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.cross_report import Linked, linked, stories
from khaldun.evaluate.ecbplus import wrong_clusters
from khaldun.evaluate.metrics.clusters import clusters
from khaldun.evaluate.metrics.distance import distances, kilometres
from khaldun.evaluate.reasons import told_reasons
from khaldun.evaluate.rows import read_rows
from khaldun.evaluate.task import Peer, Row, Task, Wrong
from khaldun.link.own import of_attackers
from khaldun.model import CountKind, EventType, IncidentSummary, Place, PlacePrecision, RoleName
from khaldun.pipeline import Pipeline

_FLOOR = "a simple method on the held-back part (set's README)"
_VIOLENT = (EventType.ASSAULT,)
_NOBODY = {"killed": 0, "injured": 0}
"""The counts of a report without an incident."""
_COUNTS = (("killed", CountKind.KILLED), ("injured", CountKind.INJURED))


class GvaIncidents:
    """The gun violence set. ``incidents.jsonl`` and ``near_pairs.jsonl`` lie beside the file of reports.

    The archive writes 0 where nobody is reported hurt, so that a count no report tells is given as 0 here; the
    line itself leaves it empty.
    """

    name = "gva_incidents"
    files = ("docs.jsonl",)
    headline = "linking B3"
    peers = (
        Peer("TF-IDF within 14 days", 0.911, _FLOOR, verified=True),
        Peer("TF-IDF within 14 days", 0.687, _FLOOR, verified=True, figure="linking pairwise F1"),
        Peer("day published", 0.353, _FLOOR, verified=True, figure="date exact"),
        Peer("day published", 0.672, _FLOOR, verified=True, figure="date within a day"),
        Peer("patterns", 0.776, _FLOOR, verified=True, figure="killed exact"),
        Peer("patterns", 0.525, _FLOOR, verified=True, figure="injured exact"),
    )

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def beside(self, folder: Path) -> Task:
        """The task with the archive's records in ``folder``."""
        return GvaIncidents(folder)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report: its story, and the fields of the incident it is mainly about, joined over all reports."""
        texts = [
            Text(r["docid"], r["text"], title=r.get("title"), published=r.get("published"), url=r.get("url"))
            for r in records
        ]
        coded = list(code(texts, line))
        found, copies = linked(coded, _VIOLENT), _copies(coded)
        story = stories(coded, found)
        for one in coded:
            main = found.main.get(one.id)
            row: dict[str, Any] = {"docid": one.id, "incident": story[one.id]}
            fields = _fields(found, main) | {"because": _reasons(one, found, main)} if main else dict(_NOBODY)
            yield row | fields | {"duplicate_of": sorted(copies[one.id])}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Linking over all reports and over incidents with several; fields of each report; copies found."""
        made = {row["docid"]: row for row in predictions}
        wanted = {g["docid"]: g["incident"] for g in gold}
        got = {docid: row["incident"] for docid, row in made.items() if "incident" in row}
        sizes = Counter(wanted.values())
        several = {docid: incident for docid, incident in wanted.items() if sizes[incident] > 1}
        whole, part = clusters(wanted, got), clusters(several, got)
        figures = {
            "linking B3": whole.b3,
            "linking pairwise F1": whole.pairwise,
            "linking CoNLL F1": whole.conll,
            "linking pairwise F1, several reports": part.pairwise,
        }
        pairs = list(self._joined(made, gold))
        return figures | field_figures(pairs) | self._copy_figures(made, wanted)

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Wrong fields of reports, then wrong clusters."""
        made = {row["docid"]: row for row in predictions}
        archive, texts = (
            self._records("incidents.jsonl"),
            {g["docid"]: f"{g['title']} | {g['text'][:160]}" for g in gold},
        )
        for g in gold:
            told, ours = archive.get(g["incident"], {}), made.get(g["docid"], {})
            for name in ("date", "state", "city", "killed", "injured"):
                if told.get(name) is not None and _plain(told[name]) != _plain(ours.get(name)):
                    kind = f"wrong {name}" if ours.get(name) is not None else f"no {name}"
                    because = f"published {g.get('published')}; {ours.get('because', 'no incident')}"
                    yield Wrong(g["docid"], kind, str(told[name]), str(ours.get(name)), texts[g["docid"]], because)
        got = {docid: str(row["incident"]) for docid, row in made.items()}
        yield from wrong_clusters({g["docid"]: str(g["incident"]) for g in gold}, got, texts)

    def has_gold(self, record: Row) -> bool:
        """Gold: the incident of a report."""
        return "incident" in record

    def _records(self, name: str) -> dict[str, Row]:
        return {row["incident"]: row for row in read_rows((self.folder or Path()) / name)}

    def _joined(self, made: Mapping[str, Row], gold: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
        archive = self._records("incidents.jsonl")
        for g in gold:
            told = archive.get(g["incident"], {})
            if "date" in told:
                yield told, made.get(g["docid"], {})

    def _copy_figures(self, made: Mapping[str, Row], where: Mapping[str, str]) -> dict[str, float]:
        """Of the pairs called copies, how many are one incident; of the near-identical ones, how many were called."""
        said = {
            (min(docid, other), max(docid, other))
            for docid, row in made.items()
            for other in row.get("duplicate_of", ())
            if docid in where and other in where and other != docid
        }
        near = read_rows((self.folder or Path()) / "near_pairs.jsonl")
        want = {
            (min(p["a"], p["b"]), max(p["a"], p["b"]))
            for p in near
            if p["containment5"] >= 0.5 and p["same_incident"] and p["a"] in where and p["b"] in where
        }
        right = sum(where[a] == where[b] for a, b in said)
        return {
            "copies of one incident": right / len(said) if said else 1.0,
            "near-identical pairs called": len(want & said) / len(want) if want else 1.0,
        }


def _fields(found: Linked, incident: str) -> dict[str, Any]:
    summary = found.summary(incident)
    counts = {name: _count(summary, kind) for name, kind in _COUNTS}
    counts["killed"] += _attackers_dead(found, incident)
    return _where(summary) | counts | ({"date": _day(summary)} if summary.when else {})


def _reasons(one: Coded, found: Linked, incident: str) -> str:
    """Why this report's events of the incident read as they do: place and time first."""
    own = [item for item in one.events if found.of.get(item.event.id) == incident]
    links = dict.fromkeys(
        f"{link.role.value} “{link.span.quote if link.span else ''}”: {because.rule}"
        for item in own
        for role in (RoleName.TIME, RoleName.PLACE)
        for link in item.best(role)
        for because in link.because
    )
    return "; ".join([*links, told_reasons(own)])


def _day(summary: IncidentSummary) -> str | None:
    """The day; of a night between two days the second, when most of it passed."""
    when = summary.when
    if when is None:
        return None
    night = when.start and when.stop and when.stop - when.start == timedelta(1)
    day = when.stop if night else when.start or when.stop
    return day.isoformat() if day else None


def _where(summary: IncidentSummary) -> dict[str, Any]:
    place = summary.place
    if place is None or place.id.startswith("country:"):
        return {}
    province = place.precision is PlacePrecision.PROVINCE
    state = place.name if province else place.admin1
    told = {"state": state, "city": None if province else _town(place), "lat": place.lat, "lon": place.lon}
    return {key: value for key, value in told.items() if value is not None}


def _town(place: Place) -> str | None:
    """The town; that around a place known by description; a county. A street whose town is unknown is none."""
    if place.point_from or place.precision is not PlacePrecision.FACILITY:
        return place.point_from or place.name
    return None


def _count(summary: IncidentSummary, kind: CountKind) -> int:
    return next((one.best for one in summary.counts if one.kind is kind), 0)


def _attackers_dead(found: Linked, incident: str) -> int:
    """Those who did the deed and died, whom the archive counts with their victims and the line apart."""
    most = 0
    for id in found.incidents[incident].events:
        dead = [c for c in found.events[id].event.counts if c.kind is CountKind.KILLED and not c.total]
        doers = [count.low for count in dead if of_attackers(count)]
        if len(doers) < len(dead):  # else one who killed himself alone, told as the one who died elsewhere
            most = max(most, *doers, 0)
    return most


def _copies(coded: Sequence[Coded]) -> dict[str, set[str]]:
    """Reports that copy one another by their fingerprints; only pairs that share a slot are compared."""
    from khaldun.link.copies import COPY, copy_share

    prints = {one.id: one.dossier.report.fingerprint for one in coded if one.dossier.report}
    by_slot: dict[tuple[int, int], list[str]] = defaultdict(list)
    for docid, values in prints.items():
        for slot, value in enumerate(values):
            by_slot[slot, value].append(docid)
    pairs = {(a, b) for docids in by_slot.values() for n, a in enumerate(docids) for b in docids[n + 1 :]}
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        if copy_share(prints[a], prints[b]) >= COPY:
            found[a].add(b)
            found[b].add(a)
    return found


def field_figures(pairs: Sequence[tuple[Row, Row]]) -> dict[str, float]:
    """Dates, places and counts of reports against the archive's record; what is not answered is wrong."""
    days = [(told["date"], ours.get("date")) for told, ours in pairs if told.get("date")]
    figures = {
        "date exact": _share([a == b for a, b in days]),
        "date within a day": _share([b is not None and _gap(a, b) <= 1 for a, b in days]),
    }
    for name in ("city", "state"):
        figures[f"{name} right"] = _share(
            [_plain(told[name]) == _plain(ours.get(name)) for told, ours in pairs if told.get(name)]
        )
    points = distances([_error(told, ours) for told, ours in pairs if told.get("lat") is not None])
    figures |= {"place within 161 km": points.acc_161, "place within 25 km": points.acc_25}
    for name, _ in _COUNTS:
        figures[f"{name} exact"] = _share(
            [told[name] == ours.get(name) for told, ours in pairs if told.get(name) is not None]
        )
    return figures


def _error(told: Row, ours: Row) -> float | None:
    return kilometres(told["lat"], told["lon"], ours["lat"], ours["lon"]) if ours.get("lat") is not None else None


def _gap(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _plain(text: Any) -> str:
    return " ".join(str("" if text is None else text).lower().replace("(county)", "").replace(".", "").split())


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
