"""Which incidents the MUC-4 task asks for: a linear model of what its keys kept of the line's incidents.

The task leaves out war between armies and guerrillas, old and general matters, and what its analysts found too vague;
no short rule draws that border.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from math import fsum

from khaldun.analyse.sheet.sheet import Sheet
from khaldun.analyse.sheet.weights import SHARES
from khaldun.evaluate.muc4_template import told_days, type_of
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import RoleName

_AGES = ((0, "same day"), (7, "week"), (60, "months"), (400, "year"))


def is_possible(sheet: Sheet) -> bool:
    """Whether an incident is of a type of the task and somebody or something takes part in it."""
    return bool(type_of(sheet)) and bool(sheet.participants)


def is_wanted(sheet: Sheet) -> bool:
    """Whether the task asks for an incident."""
    return is_possible(sheet) and score(sheet) > 0


def score(sheet: Sheet, known: Mapping[str, float] | None = None) -> float:
    """How much speaks for an incident being asked for; above 0: more than against. ``known`` replaces the weights."""
    known = known or _weights()
    return fsum(known.get(name, 0.0) for name in features(sheet))


def features(sheet: Sheet) -> frozenset[str]:
    """The names of the features that hold for an incident."""
    return frozenset([*_deed(sheet), *_parties(sheet), *_setting(sheet)])


def _deed(sheet: Sheet) -> Iterator[str]:
    summary = sheet.summary
    yield "bias"
    yield f"type={type_of(sheet)}"
    yield f"mode={summary.type.value}/{summary.mode}"
    yield f"status={summary.status.value}"
    yield f"target={summary.target_kind}"
    yield f"weapon={summary.weapon}"
    yield f"told={min(4, len(sheet.members))}"
    for member in sheet.members:
        yield f"trigger={' '.join(member.event.trigger.quote.lower().split())}"
        yield f"event={member.event.type.value}/{member.event.mode}"
        yield from (f"context={name}" for name in member.event.contexts)
    for count in summary.counts:
        yield f"count={count.kind.value}>{min(3, count.best)}"


def _parties(sheet: Sheet) -> Iterator[str]:
    for role in (RoleName.ACTOR, RoleName.RECIPIENT):
        kinds = {actor.kind for member in sheet.members for actor in member.actors(role)}
        yield from (f"{role.value}={kind}" for kind in kinds or {"none"})
    held = set()
    for share in SHARES:
        best = max((one.score for one in sheet.participants if one.share is share), default=None)
        if best is not None:
            held.add(share.value)
            yield from (f"{share.value}>{step}" for step in (0, 1, 2, 3) if best > step)
    yield f"shares={len(held)}"
    yield from (f"{one.share.value} is {one.kind}" for one in sheet.participants)


def _setting(sheet: Sheet) -> Iterator[str]:
    summary, first = sheet.summary, sheet.members[0]
    covered = crosswalk("muc4_country")
    yield f"place={'none' if not summary.country else summary.country in covered}"
    yield f"precision={summary.place.precision.value if summary.place else ''}"
    told = first.report.published.at.date() if first.report.published else None
    when = told_days(sheet)
    yield f"age={_age(when.stop if when else None, told)}"
    yield f"day={bool(when and when.start and when.start == when.stop)}"
    where = first.event.trigger.start / max(1, len(first.report.text))
    yield f"where={int(4 * where)}"
    yield f"early={first.event.trigger.start < 400}"
    yield f"number={min(4, sheet.number)}"
    yield f"of={min(6, sheet.of)}"
    yield f"last={sheet.number == sheet.of - 1}"
    yield f"long={min(4, len(first.report.text) // 1500)}"


def _age(when: date | None, told: date | None) -> str:
    if when is None or told is None:
        return "untold"
    days = (told - when).days
    return next((name for most, name in _AGES if days <= most), "old")


@cache
def _weights() -> dict[str, float]:
    text = (files("khaldun") / "data/models/incident_sheet/muc4_wanted.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}
