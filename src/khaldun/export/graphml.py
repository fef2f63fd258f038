"""GraphML: who does what to whom, a directed graph with one edge an incident and pair; needs networkx."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from khaldun.export.rows import incident_row
from khaldun.export.values import in_order
from khaldun.model import Actor, CodedEvent, IncidentSummary

_EDGE = ("type", "mode", "quad", "status", "date", "place", "country", "killed", "sources", "confidence")


def write(events: Iterable[CodedEvent], summaries: Sequence[IncidentSummary], out: Path) -> int:  # noqa: ARG001
    """Nodes are resolved actors, edges incidents from an actor to a recipient; gives the number of edges."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for summary in in_order(summaries):
        row = incident_row(summary)
        told = {name: row[name] for name in _EDGE if row[name] is not None}
        for one in summary.actors:
            for other in summary.recipients:
                for actor in (one, other):
                    graph.add_node(actor.id, **_node(actor))
                graph.add_edge(one.id, other.id, key=summary.incident.id, **told)
    networkx.write_graphml(graph, out, encoding="utf-8", infer_numeric_types=True)
    return int(graph.number_of_edges())


def _node(actor: Actor) -> dict[str, str]:
    role = actor.role_on(None)
    country = {"country": role.country} if role and role.country else {}
    return {"label": actor.name, "kind": actor.kind, **country}
