"""PLOVER's single-category rules: where a type and a status together make another type. A visible list, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from khaldun.code import clause
from khaldun.code.candidate import Candidate
from khaldun.model import Because, EventType, RoleName, Status

Rule = Callable[[Candidate, Status], EventType | None]

_FUTURE = frozenset({Status.PLANNED})
_MODE_OF_THREAT = {
    EventType.ASSAULT: "violence", EventType.MOBILIZE: "violence", EventType.COERCE: "restrict",
    EventType.SANCTION: "relations", EventType.PROTEST: "restrict",
}  # fmt: skip
_MODE_OF_REFUSAL = {
    EventType.RETREAT: "yield", EventType.CONCEDE: "yield", EventType.AGREE: "yield", EventType.AID: "assist",
    EventType.COOPERATE: "assist", EventType.CONSULT: "meet", EventType.SUPPORT: "assist",
}  # fmt: skip
_EXERCISE = frozenset(
    {
        "exercise",
        "exercises",
        "drill",
        "drills",
        "game",
        "games",
        "manoeuvre",
        "maneuver",
        "maneuvers",
        "manoeuvres",
        "wargame",
    }
)
_TOGETHER = frozenset({"joint", "jointly", "bilateral", "multinational", "trilateral"})
_WILL = frozenset({"will", "would", "wo", "'ll", "’ll", "shall"})
_DID = frozenset({"did", "does", "do"})
_VERBAL_OR_GOOD = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})


def promised_cooperation(candidate: Candidate, status: Status) -> EventType | None:
    """A meeting, support, cooperation or aid still to come is a promise of it: AGREE."""
    return EventType.AGREE if status in _FUTURE and candidate.type in _VERBAL_OR_GOOD else None


def announced_retreat(candidate: Candidate, status: Status) -> EventType | None:
    """A withdrawal, release or ceasefire that is only announced is CONCEDE."""
    return EventType.CONCEDE if status in _FUTURE and candidate.type is EventType.RETREAT else None


def threatened_harm(candidate: Candidate, status: Status) -> EventType | None:
    """Harm that somebody threatens is THREATEN, not the harm."""
    return EventType.THREATEN if status is Status.THREATENED and candidate.type in _MODE_OF_THREAT else None


def announced_sanction(candidate: Candidate, status: Status) -> EventType | None:
    """Sanctions still to come are THREATEN; force still to come stays what it is, planned."""
    return EventType.THREATEN if status in _FUTURE and candidate.type is EventType.SANCTION else None


def refusal(candidate: Candidate, status: Status) -> EventType | None:
    """Cooperation or a step back that somebody will not make, or did not, is a refusal: REJECT."""
    if status is not Status.DENIED or candidate.type not in _MODE_OF_REFUSAL:
        return None
    words = {t.text.lower() for t in clause.auxiliaries(candidate.sentence, candidate.token)}
    negated = clause.negation(candidate.sentence, candidate.token) is not None
    meant = words & _WILL or (words & _DID and candidate.type not in _VERBAL_OR_GOOD)
    return EventType.REJECT if negated and meant else None


def joint_exercise(candidate: Candidate, _status: Status) -> EventType | None:
    """An exercise of two or more actors is COOPERATE; one of a single country stays MOBILIZE."""
    trigger = [candidate.sentence.tokens[index] for index in candidate.trigger]
    words = {t.lemma for token in trigger for t in (token, *candidate.sentence.children(token))}
    if candidate.type is not EventType.MOBILIZE or not words & _EXERCISE:
        return None
    return EventType.COOPERATE if words & _TOGETHER or len(candidate.fillers(RoleName.ACTOR)) > 1 else None


RULES: tuple[Rule, ...] = (
    joint_exercise,
    refusal,
    promised_cooperation,
    announced_retreat,
    threatened_harm,
    announced_sanction,
)


def apply(candidate: Candidate, status: Status) -> tuple[Candidate, tuple[Because, ...]]:
    """The candidate as the first rule that applies makes it, with the reason."""
    for rule in RULES:
        made = rule(candidate, status)
        if made is not None:
            modes = {EventType.THREATEN: _MODE_OF_THREAT, EventType.REJECT: _MODE_OF_REFUSAL}.get(made, {})
            mode = modes.get(candidate.type)
            name = f"rules:{rule.__name__.replace('_', '-')}"
            return replace(candidate, type=made, mode=mode), (Because("type", name, candidate.span, 0.8),)
    return candidate, ()


def has_parties(candidate: Candidate) -> bool:
    """Whether anybody takes part."""
    return any(r.name in (RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET) for r in candidate.roles)
