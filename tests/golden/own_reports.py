"""Whole reports in our own words with the incidents that a reader would note down, and how ours compare."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.incidents import PHYSICAL, any_alike
from khaldun.evaluate.metrics.assignment import best_pairs
from khaldun.link.linker import link_incidents
from khaldun.link.summary import summarise
from khaldun.model import CodedEvent, CountKind, IncidentSummary
from khaldun.pipeline import Pipeline

REPORTS = Path(__file__).with_name("reports.toml")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An incident as a reader notes it; ``asked`` holds the readings allowed of every field that is asked."""

    quotes: tuple[str, ...]
    asked: dict[str, tuple[Any, ...]]
    optional: bool


@dataclass(frozen=True, slots=True)
class Made:
    """An incident of ours with its members."""

    summary: IncidentSummary
    members: tuple[CodedEvent, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a report: pairs with the fields that are wrong, the incidents missed, and the false ones."""

    id: str
    pairs: tuple[tuple[Wanted, Made, tuple[str, ...]], ...]
    missed: tuple[Wanted, ...]
    false: tuple[Made, ...]


def judged_reports(line: Pipeline) -> Iterator[Judged]:
    """Every report sent down the line and compared."""
    rows = tomllib.loads(REPORTS.read_text("utf-8"))["report"]
    texts = [Text(row["id"], row["text"].strip(), published=row["published"]) for row in rows]
    for row, coded in zip(rows, code(texts, line), strict=True):
        yield _judge(row["id"], [_wanted(one) for one in row.get("incident", ())], list(_made(coded)))


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """The share found of those wanted, the share wanted of those found, and of every field the share right."""
    asked: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for wanted, _, fields in (pair for one in judged for pair in one.pairs):
        asked.update(wanted.asked.keys())
        wrong.update(fields)
    found = sum(not wanted.optional for one in judged for wanted, *_ in one.pairs)
    missed = sum(not wanted.optional for one in judged for wanted in one.missed)
    false = sum(len(one.false) for one in judged)
    shares = {name: 1 - wrong[name] / n for name, n in asked.items()}
    return {"recall": found / (found + missed), "precision": found / (found + false), **shares}


def _wanted(row: dict[str, Any]) -> Wanted:
    fields = {name: value for name, value in row.items() if name not in ("quote", "optional")}
    asked = {name: tuple(value) if isinstance(value, list) else (value,) for name, value in fields.items()}
    quotes = row["quote"] if isinstance(row["quote"], list) else [row["quote"]]
    return Wanted(tuple(quotes), asked, row.get("optional", False))


def _made(coded: Coded) -> Iterator[Made]:
    events = {item.event.id: item for item in coded.events}
    for incident in link_incidents(coded.events):
        members = tuple(events[id_] for id_ in incident.events)
        summary = summarise(incident, members)
        if summary.type in PHYSICAL:
            yield Made(summary, members)


def _judge(id_: str, wanted: Sequence[Wanted], made: Sequence[Made]) -> Judged:
    pairs = best_pairs([[_likeness(one, other) for other in wanted] for one in made])
    taken, met = {a for a, _ in pairs}, {b for _, b in pairs}
    told = tuple((wanted[b], made[a], tuple(_wrong(made[a], wanted[b]))) for a, b in pairs)
    missed = tuple(one for n, one in enumerate(wanted) if n not in met)
    return Judged(id_, told, missed, tuple(one for n, one in enumerate(made) if n not in taken))


def _likeness(made: Made, wanted: Wanted) -> float:
    """How much speaks for two being one: a trigger in the passage, else its sentence, then the fields."""
    told = [(m, quote) for m in made.members for quote in wanted.quotes if quote in " ".join(m.sentence.split())]
    if not told:
        return 0.0
    inside = any(m.event.trigger.quote in quote for m, quote in told)
    wrong = sum(1 for _ in _wrong(made, wanted))
    return 0.2 + inside + 2 * ("type" not in set(_wrong(made, wanted))) - 0.1 * wrong


def _wrong(made: Made, wanted: Wanted) -> Iterator[str]:
    """The fields asked that are not as a reader has them."""
    one = made.summary
    simple = {"type": one.type.value, "status": one.status.value, "country": one.country}
    for name, allowed in wanted.asked.items():
        if name in simple:
            right = simple[name] in allowed
        elif name == "actor":
            right = any_alike([*one.actor_names, *(a.name for a in one.actors)], allowed)
        elif name == "recipient":
            right = any_alike([*one.recipient_names, *(a.name for a in one.recipients)], allowed)
        elif name == "place":
            right = one.place is not None and any_alike([one.place.name, *_place_words(made)], allowed)
        elif name == "date":
            right = one.when is not None and any(_is_day(one, day) for day in allowed)
        else:
            right = _count(one, CountKind(name)) in allowed
        if not right:
            yield name


def _place_words(made: Made) -> Iterator[str]:
    """The words of the text for the place that the incident has."""
    from khaldun.model import RoleName

    for member in made.members:
        for link in member.best(RoleName.PLACE):
            if link.span and link.to == made.summary.place:
                yield link.span.quote


def _is_day(one: IncidentSummary, day: str) -> bool:
    """Whether a time lies in the day, month or year wanted and has a beginning there."""
    start = one.when.start.isoformat() if one.when and one.when.start else ""
    return start.startswith(day)


def _count(one: IncidentSummary, kind: CountKind) -> int:
    """The best number of a kind; -1 without one."""
    return next((count.best for count in one.counts if count.kind is kind), -1)
