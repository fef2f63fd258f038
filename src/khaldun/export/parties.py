"""What the sides of an incident are in the schemes of others: state, rebels, civilians and so on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from khaldun.analyse.days import first_day
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import Actor, EventType, IncidentSummary, Status

STATE, REBELS, MILITIA, IDENTITY, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = range(1, 9)
ARMED = frozenset({STATE, REBELS, MILITIA, IDENTITY, EXTERNAL})

REAL = frozenset({Status.HAPPENED, Status.ONGOING})
"""Only what is told as having happened is counted by schemes that know no other status."""


def code(actor: Actor, on: date | None, country: str | None) -> int | None:
    """The ACLED code of an actor on a day, 1 to 8; a state's forces in another country are external.

    By the sectors of the role held that day, else by the actor's kind; None when neither tells.
    """
    role = actor.role_on(on)
    sectors = (crosswalk("acled_sector").get(sector, "") for sector in (role.sectors if role else ()))
    found = next(filter(None, sectors), "") or crosswalk("acled_inter").get(actor.kind, "")
    if not found:
        return None
    abroad = role is not None and role.country is not None and country is not None and role.country != country
    return EXTERNAL if int(found) == STATE and abroad else int(found)


def doer(summary: IncidentSummary) -> int | None:
    """The code of those who act; demonstrators are rioters or protesters whoever they are."""
    if summary.type is EventType.PROTEST:
        return RIOTERS if summary.mode in {"riot", "vandalize"} else PROTESTERS
    return _side(summary, summary.actors)


def sufferer(summary: IncidentSummary) -> int | None:
    """The code of those who suffer; where nobody is resolved, a civilian target tells."""
    found = _side(summary, summary.recipients)
    return CIVILIANS if found is None and summary.target_kind == "civilians" else found


def _side(summary: IncidentSummary, actors: Sequence[Actor]) -> int | None:
    day = first_day(summary.when)
    return next((found for actor in actors if (found := code(actor, day, summary.country))), None)
