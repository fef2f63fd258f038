"""The records of the line. Frozen, slotted, importing nothing else of Khaldun."""

from khaldun.model.coded import CodedEvent
from khaldun.model.dossier import Dossier
from khaldun.model.event import (
    Attribution,
    Because,
    Count,
    CountKind,
    Event,
    EventType,
    Passed,
    Role,
    RoleName,
    Stance,
    Status,
    TargetKind,
    Weapon,
    event_id,
)
from khaldun.model.ids import content_id, sha256_hex
from khaldun.model.incident import Claim, CountRange, Incident, IncidentSummary
from khaldun.model.judgement import Judgement
from khaldun.model.link import (
    UNLISTED,
    Actor,
    ActorRole,
    DatePrecision,
    Interval,
    Link,
    Place,
    PlacePrecision,
)
from khaldun.model.mention import Mention, MentionKind
from khaldun.model.reject import Reason, Reject
from khaldun.model.report import (
    Block,
    Dropped,
    Hints,
    Origin,
    Part,
    RawItem,
    Report,
    Stamp,
    edition_id,
    report_id,
)
from khaldun.model.sentence import Sentence, Token
from khaldun.model.span import Span

__all__ = [
    "UNLISTED",
    "Actor",
    "ActorRole",
    "Attribution",
    "Because",
    "Block",
    "Claim",
    "CodedEvent",
    "Count",
    "CountKind",
    "CountRange",
    "DatePrecision",
    "Dossier",
    "Dropped",
    "Event",
    "EventType",
    "Hints",
    "Incident",
    "IncidentSummary",
    "Interval",
    "Judgement",
    "Link",
    "Mention",
    "MentionKind",
    "Origin",
    "Part",
    "Passed",
    "Place",
    "PlacePrecision",
    "RawItem",
    "Reason",
    "Reject",
    "Report",
    "Role",
    "RoleName",
    "Sentence",
    "Span",
    "Stamp",
    "Stance",
    "Status",
    "TargetKind",
    "Token",
    "Weapon",
    "content_id",
    "edition_id",
    "event_id",
    "report_id",
    "sha256_hex",
]
