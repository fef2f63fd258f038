"""Names and descriptions found in a report before any coding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khaldun.model.span import Span


class MentionKind(StrEnum):
    """What a mention stands for."""

    ACTOR = "actor"
    PERSON = "person"
    NATIONALITY = "nationality"
    PLACE = "place"
    FACILITY = "facility"
    TIME = "time"
    COUNT = "count"
    WEAPON = "weapon"
    PLATFORM = "platform"
    VEHICLE = "vehicle"
    MONEY = "money"
    COORDINATE = "coordinate"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. ``sentence`` is the sentence's number, ``head`` the index of its head token there.

    ``source`` says what found it (``model``, ``lexicon``, ``pattern``); ``chain`` numbers coreferent mentions
    of one report, or is None.
    """

    id: str
    span: Span
    kind: MentionKind
    sentence: int
    head: int
    source: str
    chain: int | None = None
