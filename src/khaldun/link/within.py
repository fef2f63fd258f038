"""Whether two events of one report are one deed told twice: headline and lead, "the attack", a casualty sentence.

The points (``[within]`` in ``data/cues/link.toml``) were set by hand against whole texts with known incidents and
the bundled examples: no set of this size would bear a fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from khaldun.link.facet import Facet, stem
from khaldun.link.feature import Feature, agree, edged, gap, give, named, swapped, wall
from khaldun.link.map import apart, kilometres
from khaldun.link.rules import rules
from khaldun.link.telling import Telling
from khaldun.model import Count, CountKind, EventType, PlacePrecision, Status

_NEAR = 300
"""Characters between two sentences of one breath: one short sentence fits between."""
_STALE = 3
"""Days before the telling after which an own date tells an old deed from the news of the day."""
_HARMED = (CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.ARRESTED)


def _kind(one: Facet, other: Facet) -> Iterator[Feature]:
    yield give("within_report")
    if one.verbal:
        yield give("verbal")
    if not one.types & other.types:
        yield give("within_other_type")
    if one.modes and other.modes:
        same = one.modes & other.modes
        yield give("same_mode", f"both {min(same)}") if same else give("within_other_mode")
    past = Status.BACKGROUND
    if (one.coded.event.status is past) is not (other.coded.event.status is past):
        yield give("within_background")
    denied = Status.DENIED
    one_denied = (one.coded.event.status is denied) is not (other.coded.event.status is denied)
    if one_denied and not one.triggers & other.triggers:
        yield give("within_denied")


def _words(one: Facet, other: Facet) -> Iterator[Feature]:
    here, there = one.telling, other.telling
    same = one.triggers & other.triggers
    if here.gap(there) == 0 and here.start == there.start:
        yield give("same_sentence", "told in one sentence")
        if same or (here.noun and there.noun):
            yield give("told_apart")
        return
    if same:
        yield give("within_trigger", f"both “{other.coded.event.trigger.quote}”")
    shared = sorted(one.words.keys() & other.words.keys(), key=lambda word: (-one.words[word], word))
    weight = sum(max(0.0, one.words[word] - 2) for word in shared)
    points = min(rules().limits["within_words_cap"], rules().points["shared_words"] * weight)
    yield Feature("shared_words", points, f"shared words: {', '.join(shared[:4])}" if shared else "")


def _order(one: Facet, other: Facet) -> Iterator[Feature]:
    """A headline tells what the lead tells; "the attack" takes up; a bare casualty word tells what an attack did."""
    here, there = one.telling, other.telling
    if here.headline is not there.headline:
        body = there if here.headline else here
        if body.opening or body.start - min(here.stop, there.stop) < _NEAR / 2:
            yield give("headline", "the headline's deed")
    if here.start == there.start and here.claim is not there.claim:
        yield give("resumption", "claimed there")
    elif there.another and not there.definite:
        yield give("repeated")
    elif there.definite and there.start != here.start:
        words = f"“{other.coded.event.trigger.quote}” takes up what was told before"
        told_whole = bool(there.doers and there.hits)
        aside = told_whole or _other_hits(here, there) or (other.sure and _past(other))
        yield give("resumption", words, 0.4 if aside else 1.0)
    elif there.fresh and there.start != here.start and not here.headline:
        yield give("within_fresh")
    if here.gap(there) <= _NEAR:
        yield give("near_sentence")
        if _tells_harm(here, there) and EventType.ASSAULT.value in one.types & other.types:
            yield give("casualties", "tells who was hurt")
    if here.response is not there.response and _attack(one, other):
        yield give("response", "the end of the attackers")


def _tells_harm(here: Telling, there: Telling) -> bool:
    return there.harm or (here.harm and here.start == there.start)


def _other_hits(here: Telling, there: Telling) -> bool:
    return bool(here.hits and there.hits) and not here.hits & there.hits


def _attack(one: Facet, other: Facet) -> bool:
    """Whether the one of two that is no blow at the attackers is an attack by some."""
    attack = other if one.telling.response else one
    named_doers = named(attack.actors)
    return EventType.ASSAULT.value in one.types & other.types and not (named_doers & (one.actors & other.actors))


def _times(one: Facet, other: Facet) -> Iterator[Feature]:
    """A day borrowed from a neighbour proves nothing; two days of their own do."""
    if one.sure and other.sure and edged(one.when) and edged(other.when):
        days = gap(one.when, other.when)
        yield give("within_other_day") if days else give("within_same_day", f"same day ({_start(one)})")
    elif one.sure and other.sure and gap(one.when, other.when) > rules().limits["wall_days"]:
        yield wall("long apart")
    elif one.sure is not other.sure and _past(one if one.sure else other):
        yield give("within_past")
    elif not (one.sure and other.sure):
        yield from _named_days(one, other)


def _named_days(one: Facet, other: Facet) -> Iterator[Feature]:
    """Days that nothing dates, by their names: "in June" is not "in April", nor the news of an undated report."""
    here, there = one.telling.dated, other.telling.dated
    if any(_contradict(here & kind, there & kind) for kind in (rules().months, rules().weekdays)):
        yield give("within_other_day", times=0.6)
    elif one.told is None and (_is_old(here) is not _is_old(there)) and not _same_victims(one, other):
        yield give("within_past")


def _same_victims(one: Facet, other: Facet) -> bool:
    here, there = one.telling, other.telling
    return bool(here.hits & there.hits or here.names & there.names)


def _contradict(here: frozenset[str], there: frozenset[str]) -> bool:
    return bool(here and there) and not here & there


def _is_old(dated: frozenset[str]) -> bool:
    """Whether a deed is put in a month or year and on no day of the week, as news never is."""
    return bool(dated) and not dated & rules().weekdays


def _past(dated: Facet) -> bool:
    """Whether an event's own time is vague or lies well before the report, unlike that of the news itself."""
    when = dated.when
    if when and when.stop and dated.told and (when.start is None or edged(when)):
        return (dated.told - when.stop).days > _STALE
    return not edged(when)


def _start(one: Facet) -> str:
    return str(one.when.start) if one.when else ""


def _places(one: Facet, other: Facet) -> Iterator[Feature]:
    here, there = one.place, other.place
    if here is None or there is None:
        return
    reach = rules().reach(one.coded.event.type)
    if apart(here, there, reach):
        if one.placed and other.placed:
            yield wall(f"{here.name} and {there.name} lie too far apart")
        else:
            yield give("within_other_place")
    elif here.id == there.id and here.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
        if one.telling.own_place and other.telling.own_place:
            yield give("within_same_place", f"same place ({here.name})")
    elif here.id != there.id and (distance := kilometres(here, there)) is not None and distance > 3:
        yield give("within_other_place", times=0.5)


def _parties(one: Facet, other: Facet) -> Iterator[Feature]:
    if one.telling.response is other.telling.response:
        yield from _doers(one, other)
    here, there = one.telling, other.telling
    if _other_sides(one, other):
        yield give("within_other_sides")
    if there.carried & (here.named | here.carried) or here.carried & there.named:
        yield give("carried", "told of the same ones")
    shared = here.hits & there.hits
    if shared or (here.hits and there.hits and named(one.recipients) & named(other.recipients)):
        vague = bool(shared) and shared <= rules().anybody
        words = f"same side hit ({', '.join(sorted(shared)) or 'by name'})"
        yield give("within_same_hit", words, rules().limits["unnamed_share"] if vague else 1.0)
    elif here.hits and there.hits and named(one.recipients) and named(other.recipients) and not swapped(one, other):
        yield give("within_other_hit")
    elif here.names & there.names:
        yield give("within_same_hit", f"same name ({', '.join(sorted(here.names & there.names))})")
    elif any(a and b and not a & b for a, b in ((here.victims, there.victims), (here.names, there.names))):
        yield give("within_other_victims")


def _other_sides(one: Facet, other: Facet) -> bool:
    """Whether each tells who did it to whom, and nothing of the one is in the other."""
    here, there, vague = one.telling, other.telling, rules().anybody
    told = (here.doers - vague, there.doers - vague, here.hits, there.hits, (here.hits | there.hits) - vague)
    if not all(told) or _takes_up(there) or here.headline:
        return False
    return not (here.doers | here.hits) & (there.doers | there.hits)


def _takes_up(telling: Telling) -> bool:
    """Whether a telling takes up a deed told before."""
    return telling.definite or telling.harm or telling.response or telling.claim


def _doers(one: Facet, other: Facet) -> Iterator[Feature]:
    shared = one.telling.doers & other.telling.doers
    both = bool(one.telling.doers and other.telling.doers)
    if shared or (both and named(one.actors) & named(other.actors)):
        yield give("within_same_doer", f"same doer ({', '.join(sorted(shared)) or 'by name'})")
    elif one.kin & other.actors or other.kin & one.actors:
        yield give("related_actor", "related actors")
    elif both and named(one.actors) and named(other.actors) and not (one.triggers | other.triggers) & _mutual():
        yield give("within_other_doer", times=0.5 if one.blamed or other.blamed else 1.0)


@cache
def _mutual() -> frozenset[str]:
    """The stems of words for a fight, of which each side may be told as the doer."""
    return frozenset(stem(word) for word in rules().mutual)


def _counts(one: Facet, other: Facet) -> Iterator[Feature]:
    for kind in _HARMED:
        here, there = _count(one, kind), _count(other, kind)
        if here is None or there is None or here.total or there.total:
            continue
        if here.span == there.span:
            if one.telling.start == other.telling.start:
                yield give("within_one_count", f"{kind.value}: told once for both")
        elif agree(here, there):
            yield give("same_count", f"{kind.value}: {here.low} in both")
        elif (here.victims or "") == (there.victims or "") and not (one.blamed or other.blamed):
            yield give("within_other_count")


def _count(one: Facet, kind: CountKind) -> Count | None:
    return next((count for count in one.counts if count.kind is kind), None)


def _means(one: Facet, other: Facet) -> Iterator[Feature]:
    if one.weapons and other.weapons and not one.weapons & other.weapons:
        yield give("within_other_weapon")
    if one.targets & other.targets:
        yield give("same_target", f"same target ({min(one.targets & other.targets)})")


WITHIN: tuple[Callable[[Facet, Facet], Iterator[Feature]], ...] = (
    _kind, _times, _places, _parties, _words, _order, _counts, _means,
)  # fmt: skip
