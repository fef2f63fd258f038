"""``khaldun actors``: who acts and who suffers in a project, and who is not known yet."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from khaldun.cli import options
from khaldun.cli.options import AsCsv, AsJson, Limit, ProjectFile
from khaldun.cli.output import Columns, Row, show

_ACTORS = Columns(("id", "name", "kind", "acts", "suffers"), ("id", "name", "acts", "suffers"))
_UNRESOLVED = Columns(
    ("phrase", "acts", "suffers", "reports", "reason", "example"),
    ("phrase", "acts", "suffers", "reports", "reason"),
    whole=("phrase", "acts", "suffers", "reports", "reason", "example", "report_ids", "event_ids"),
)


class _ListsByDefault(TyperGroup):
    """A group whose first command may be left out: ``khaldun actors PROJECT`` lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command's name before anything that is neither a command nor a call for help."""
        known = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if args and args[0] in known else ["list", *args])


app = typer.Typer(cls=_ListsByDefault, help="List the actors (list) or the phrases for unknown ones (unresolved).")


@app.command("list")
def known(project: ProjectFile, limit: Limit = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """List the actors, the busiest first, with how often each acts and suffers."""
    with options.existing(project) as opened:
        found = sorted(opened.actors(), key=lambda c: (-(c.acts + c.suffers), c.actor.id))[:limit]
    rows: list[Row] = [
        {"id": c.actor.id, "name": c.actor.name, "kind": c.actor.kind, "acts": c.acts, "suffers": c.suffers}
        for c in found
    ]
    show(rows, _ACTORS, as_json=json, as_csv=csv, empty="No actor was named.")


@app.command("unresolved")
def unresolved(project: ProjectFile, limit: Limit = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """List the commonest phrases for actors that the book did not know, to be added to a file of your own."""
    with options.existing(project) as opened:
        found = list(opened.unresolved())[:limit]
    rows: list[Row] = [
        {
            "phrase": one.phrase, "acts": one.acts, "suffers": one.suffers, "reports": len(one.reports),
            "reason": one.reason, "example": one.example, "report_ids": "; ".join(one.reports),
            "event_ids": "; ".join(one.events),
        }
        for one in found
    ]  # fmt: skip
    show(rows, _UNRESOLVED, as_json=json, as_csv=csv, empty="Every actor was known.")
