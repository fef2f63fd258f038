"""Incidents over many reports, and the one each report is mainly about: what linking sets are scored on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khaldun.evaluate.coding import Coded
from khaldun.knowledge.calibration import Calibration
from khaldun.model import CodedEvent, CountKind, EventType, Incident, IncidentSummary

_HARM = frozenset({CountKind.KILLED, CountKind.INJURED})


@dataclass(frozen=True, slots=True)
class Linked:
    """All incidents of some reports; ``of`` maps an event to its incident, ``main`` a report to its main one."""

    incidents: dict[str, Incident]
    events: dict[str, CodedEvent]
    of: dict[str, str]
    main: dict[str, str]

    def summary(self, incident: str) -> IncidentSummary:
        """What all reports say of an incident together."""
        from khaldun.link.summary import summarise

        found = self.incidents[incident]
        return summarise(found, [self.events[id] for id in found.events])


def linked(
    coded: Iterable[Coded], types: Sequence[EventType] = tuple(EventType), calibration: Calibration | None = None
) -> Linked:
    """Link the events of all reports as a project does, with another ``calibration`` of the reasons if asked.

    The main incident of a report is that of ``types`` with most of its events, the earliest told among equals; an
    event that tells of people killed or hurt weighs as three, since that is what a report is about.
    """
    from khaldun.link.linker import link_incidents

    events = {item.event.id: (one.id, item) for one in coded for item in one.events}
    items = [item for _, item in events.values()]
    incidents = {incident.id: incident for incident in link_incidents(items, calibration=calibration)}
    of = {event: incident.id for incident in incidents.values() for event in incident.events}
    told: dict[str, dict[str, int]] = {}
    for id, (report, item) in events.items():
        if id in of and item.event.type in types:
            row = told.setdefault(report, {})
            row[of[id]] = row.get(of[id], 0) + (3 if _tells_harm(item) else 1)
    main = {report: max(row, key=lambda incident: row[incident]) for report, row in told.items()}
    return Linked(incidents, {id: item for id, (_, item) in events.items()}, of, main)


def _tells_harm(item: CodedEvent) -> bool:
    return any(count.kind in _HARM and count.low for count in item.event.counts)


def stories(reports: Iterable[Coded], found: Linked) -> dict[str, str]:
    """The story of every report, as linking finds it; one that was refused stands alone."""
    from khaldun.link.stories import stories as linked_stories

    listed = list(reports)
    kept = {one.dossier.report.id: one.id for one in listed if one.dossier.report}
    texts = list({one.dossier.report.id: one.dossier.report for one in listed if one.dossier.report}.values())
    groups = linked_stories(texts, found.events.values(), found.incidents.values())
    story = {id: f"story:{kept[group[0]]}" for group in groups for id in group}
    return {one.id: story[one.dossier.report.id] if one.dossier.report else f"alone:{one.id}" for one in listed}
