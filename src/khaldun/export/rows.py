"""Flat rows of incidents, events and reports: the columns of ``data/columns``, in their order."""

from __future__ import annotations

from khaldun.export.values import (
    Row,
    counted,
    day,
    listed,
    outlets,
    place_cells,
    quad,
    side_cells,
    time_cells,
    words_of,
)
from khaldun.model import CodedEvent, CountKind, Event, IncidentSummary, Report, RoleName


def incident_row(summary: IncidentSummary) -> Row:
    """What the members of an incident say together, in one line."""
    return {
        "id": summary.incident.id, "title": summary.title, **time_cells(summary.when), "type": summary.type.value,
        "mode": summary.mode, "quad": quad(summary.type), "status": summary.status.value,
        **side_cells("actor", summary.actors, summary.actor_names),
        **side_cells("recipient", summary.recipients, summary.recipient_names),
        **place_cells(summary.place, summary.country), **_ranges(summary), "weapon": summary.weapon,
        "target_kind": summary.target_kind, "events": len(summary.incident.events), "reports": summary.reports,
        "sources": summary.sources, "outlets": listed(outlets(summary)), "disputed": listed(summary.disputed),
        "confidence": round(summary.score, 3), "event_ids": listed(summary.incident.events),
    }  # fmt: skip


def _ranges(summary: IncidentSummary) -> Row:
    cells: Row = {}
    for kind in CountKind:
        found = counted(summary, kind)
        cells[kind.value] = found.best if found else None
        cells[f"{kind.value}_low"] = found.low if found else None
        cells[f"{kind.value}_high"] = found.high if found else None
    return cells


def event_row(coded: CodedEvent, incident: str | None = None) -> Row:
    """One coding of one passage, in one line; ``incident`` is the id of the incident it belongs to."""
    event, report, place = coded.event, coded.report, coded.place
    published = report.published.at.date() if report.published else None
    return {
        "id": event.id, "incident": incident, **time_cells(coded.when), "published": day(published),
        "type": event.type.value, "mode": event.mode, "quad": quad(event.type), "contexts": listed(event.contexts),
        "status": event.status.value, **_side(coded, RoleName.ACTOR), **_side(coded, RoleName.RECIPIENT),
        **{f"{name.value}_words": _words(event, name) for name in (RoleName.TARGET, RoleName.INSTRUMENT)},
        **place_cells(place, place.country if place else None),
        **{f"{name.value}_words": _words(event, name) for name in (RoleName.PLACE, RoleName.TIME)},
        **_counts(event), **_said(event), "sentence": " ".join(coded.sentence.split()), "trigger": event.trigger.quote,
        "trigger_start": event.trigger.start, "trigger_stop": event.trigger.stop, "outlet": report.outlet,
        "agency": report.agency, "report_title": report.title, "url": report.url, "report": report.id,
        "edition": report.edition, "sha256": report.origin.sha256, "confidence": round(event.score, 3), **_sure(coded),
        "codebook": event.codebook, "made_by": event.made_by, "flags": listed(event.flags),
    }  # fmt: skip


def _sure(coded: CodedEvent) -> Row:
    """How sure each field is; empty where the field is."""
    told = (
        "type", "status", "actor", "actor read", "recipient", "recipient read", "place", "place read", "time read",
        "killed", "injured", "weapon",
    )  # fmt: skip
    cells: Row = {f"{name.replace(' ', '_')}_confidence": _how_sure(coded, name) for name in told}
    return cells | {"speaker_confidence": _how_sure(coded, "attribution")}


def _how_sure(coded: CodedEvent, name: str) -> float | None:
    field, _, is_reading = name.partition(" ")
    return coded.confidence(RoleName(field)) if is_reading else coded.event.confidence(field)


def _side(coded: CodedEvent, role: RoleName) -> Row:
    return side_cells(role.value, coded.actors(role), words_of(coded.event.fillers(role)))


def _words(event: Event, name: RoleName) -> str | None:
    return listed(words_of(event.fillers(name)))


def _counts(event: Event) -> Row:
    cells: Row = {}
    for kind in CountKind:
        found = event.count(kind)
        cells[f"{kind.value}_low"] = found.low if found else None
        cells[f"{kind.value}_high"] = found.high if found else None
    cells["running_toll"] = listed(count.kind.value for count in event.counts if count.total)
    return cells


def _said(event: Event) -> Row:
    chain = event.attribution
    return {
        "weapon": event.weapon.category if event.weapon else None,
        "target_kind": event.target_kind.category if event.target_kind else None,
        "speakers": listed(" ".join(said.speaker.quote.split()) if said.speaker else "unnamed" for said in chain),
        "stance": chain[-1].stance.value if chain else None,
    }


def report_row(report: Report) -> Row:
    """One report, without its text."""
    stamp, updated = report.published, report.updated
    return {
        "id": report.id, "edition": report.edition, "published": stamp.at.isoformat() if stamp else None,
        "published_precision": stamp.precision if stamp else None,
        "updated": updated.at.isoformat() if updated else None, "outlet": report.outlet, "agency": report.agency,
        "title": report.title, "byline": report.byline, "url": report.url, "lang": report.lang,
        "uri": report.origin.uri, "inside": report.origin.inside, "sha256": report.origin.sha256,
        "characters": len(report.text),
    }  # fmt: skip
