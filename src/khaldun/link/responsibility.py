"""Who claims a deed, denies it or is blamed for it, in the text's words."""

from __future__ import annotations

from khaldun.link.facet import doers_of
from khaldun.link.rules import rules
from khaldun.link.telling import is_nobody
from khaldun.link.words import first_word
from khaldun.model import Attribution, CodedEvent, Role, RoleName, Stance

_OWNING = frozenset({Stance.CLAIMED, Stance.ASSERTED, Stance.CONFIRMED})
_PRONOUNS = frozenset({"it", "its", "they", "their", "he", "his", "she", "her"})


def responsibility(coded: CodedEvent, link: Attribution) -> str:
    """What one link of an event's attribution says of responsibility; empty when it says nothing of it."""
    doers = [role for role in coded.event.fillers(RoleName.ACTOR) if not is_nobody(role)]
    if link.speaker is None or not doers or first_word(link.speaker.quote) in rules().nobody:
        return ""
    who = link.speaker.quote
    if link.stance in _OWNING and any(_his_own(who, doer) for doer in doers) and _owns(coded, link):
        return f"claimed by {who}"
    if link.stance is Stance.DENIED:
        return f"denied by {who}"
    return f"{who} blames {doers[0].span.quote}" if link.stance is Stance.BLAMED else ""


def boasted(coded: CodedEvent) -> bool:
    """Whether an event is told on the word of those who say that they did it."""
    said = coded.event.attribution
    return any(a.stance is Stance.CLAIMED or responsibility(coded, a).startswith("claimed") for a in said)


def _owns(coded: CodedEvent, link: Attribution) -> bool:
    """Whether a bare "said" owns up to a deed: only of those who use force, for "speakers recalled" owns nothing."""
    return link.stance is Stance.CLAIMED or any(actor.kind in rules().forces for actor in doers_of(coded))


def _his_own(who: str, doer: Role) -> bool:
    """Whether a speaker tells a deed of his own: "ISKP said it …", "the group said its fighters …"."""
    words = doer.span.quote
    return first_word(words) in _PRONOUNS or _alike(who, words)


def _alike(one: str, other: str) -> bool:
    """Whether two phrases name one: a capitalised word in common, or one inside the other."""
    names = {word for word in one.split() if word[:1].isupper()} & {
        word for word in other.split() if word[:1].isupper()
    }
    return bool(names - {"The", "A"}) or one.lower() in other.lower() or other.lower() in one.lower()
