"""Test cases of NGEC: actor phrases to country and sector codes. Runs the reading of actor phrases."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.countries import Countries, Country
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import Actor, ActorRole
from khaldun.pipeline import Pipeline
from khaldun.resolve.actors.reader import PhraseReader, Reading

_FIELDS = ("country", "code_1", "code_2")
_WRITTEN = ("%Y-%m-%d", "%B %d, %Y", "%d %B %Y")
_FORMER = "ELI"
"""The code of persons who hold no office on the day asked for."""


class PeerTests:
    """The actor codes of the peer_tests set. A field that a case leaves open is not judged."""

    name = "peer_tests"
    files = ("actor_codes.jsonl",)
    headline = "code_1 right"
    peers = (Peer("NGEC", 1.0, "its own tests", verified=False),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:  # noqa: ARG002
        """One row a phrase; "" is none."""
        reader = PhraseReader(ActorBook.load())
        for record in records:
            yield {"id": record["id"], **read_case(record, reader)[1]}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """The share of cases right, field by field."""
        made = {row["id"]: row for row in predictions}
        judged = {field: [r for r in gold if r.get(field) is not None] for field in _FIELDS}
        return {
            f"{field} right": sum(_said(made, r, field) == r[field].strip() for r in rows) / len(rows)
            for field, rows in judged.items()
            if rows
        }

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Fields that differ."""
        made = {row["id"]: row for row in predictions}
        for record in gold:
            for field in _FIELDS:
                ours = _said(made, record, field)
                if record.get(field) is not None and ours != record[field].strip():
                    yield Wrong(record["id"], field, record[field], ours, record.get("call", record["actor"]))

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``country`` or a code."""
        return any(field in record for field in _FIELDS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a case tells beside the phrase: the country known, the day asked for."""

    country: Country | None
    day: date | None


def read_case(record: Row, reader: PhraseReader) -> tuple[Reading, dict[str, str]]:
    """How the phrase of a case is read, and its codes on the day asked for."""
    asked = _asked(record)
    reading = reader.read(record["actor"], near=asked.country)[0]
    return reading, _codes(reading, asked.day)


def _said(made: dict[Any, Row], record: Row, field: str) -> str:
    return str(made.get(record["id"], {}).get(field, "")).strip()


def _asked(record: Row) -> _Asked:
    """Country and day of the test's own call: its second and third argument, or the named ones."""
    words = dict(zip(("text", "country", "query_date"), _arguments(record.get("call", "")), strict=False))
    words |= record.get("kwargs") or {}
    return _Asked(Countries.load().named(words.get("country") or ""), _day(words.get("query_date") or ""))


def _arguments(call: str) -> list[str]:
    """The plain strings that a call is made with, in order."""
    try:
        tree = ast.parse(call, mode="eval").body
    except SyntaxError:
        return []
    given = tree.args if isinstance(tree, ast.Call) else []
    return [str(each.value) if isinstance(each, ast.Constant) else "" for each in given]


def _day(told: str) -> date | None:
    for form in _WRITTEN:
        try:
            return datetime.strptime(told.title() if "%B" in form else told, form).date()
        except ValueError:
            continue
    return None


def _codes(reading: Reading, day: date | None) -> dict[str, str]:
    """Country and sectors of the role held that day; a phrase for nobody by why it is for nobody."""
    role = _role(reading.actor, day) if reading.actor else None
    if role is None:
        return {"country": "", "code_1": crosswalk("peer_nobody").get(reading.rule, ""), "code_2": ""}
    sectors = (*role.sectors, "", "")
    return {"country": role.country or "", "code_1": sectors[0], "code_2": sectors[1]}


def _role(actor: Actor, day: date | None) -> ActorRole | None:
    """The role held; somebody whose offices all ended is of the elite of the country served last."""
    held = actor.role_on(day)
    if held is None and actor.roles:
        return ActorRole(actor.roles[-1].country, (_FORMER,))
    return held
