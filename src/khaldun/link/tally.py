"""Counts of an incident: what each member tells, and the lowest, best supported and highest of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khaldun.link.rules import rules
from khaldun.link.telling import telling_of
from khaldun.model import CodedEvent, Count, CountKind, CountRange, EventType

_FAR = 300
"""Characters after the sentence of an attack within which a count still speaks of it when no other member does."""


def owned(members: Sequence[CodedEvent]) -> list[CodedEvent]:
    """The members with those counts that are the incident's own.

    A count read from another sentence stays when a member stands in that sentence too, or follows an attack closely:
    otherwise it speaks of something else. The attackers' own dead are no victims, unless the deed is a blow at them.
    """
    told_in = [(m.report.id, tell.start, tell.stop) for m in members for tell in (telling_of(m),)]
    blow = all(telling_of(m).response for m in members)
    return [_with_own(member, told_in, blow=blow) for member in members]


def _with_own(member: CodedEvent, told_in: Sequence[tuple[str, int, int]], *, blow: bool) -> CodedEvent:
    reach = telling_of(member).stop + (_FAR if member.event.type is EventType.ASSAULT else 0)
    kept = tuple(
        count
        for count in member.event.counts
        if (blow or not of_attackers(count))
        and (
            any(id == member.report.id and start <= count.span.start < stop for id, start, stop in told_in)
            or member.event.trigger.start <= count.span.start < reach
        )
    )
    return replace(member, event=replace(member.event, counts=kept))


def of_attackers(count: Count) -> bool:
    """Whether a count is of the doers of an attack."""
    return bool(count.victims) and (count.victims or "").lower().split()[-1] in rules().attackers


def told(coded: CodedEvent, kind: CountKind, *, total: bool) -> Count | None:
    """What one event tells of a kind: different victims add up, the same told twice does not."""
    found = [count for count in coded.event.counts if count.kind is kind and count.total is total]
    if not found:
        return None
    widest = {(count.victims or ""): count for count in sorted(found, key=lambda c: c.low)}
    parts = [count for victims, count in widest.items() if victims] or list(widest.values())
    whole = widest.get("")
    low = max(sum(part.low for part in parts), whole.low if whole else 0)
    high = None if any(part.high is None for part in parts) else max(low, sum(part.high or 0 for part in parts))
    return Count(kind, low, high, parts[0].span, None, total)


def ranges(members: Sequence[CodedEvent], source: Mapping[str, int]) -> tuple[CountRange, ...]:
    """The range of each kind that members tell; ``source`` gives the number of the source of each report."""
    made = (_range(kind, members, source) for kind in CountKind)
    return tuple(one for one in made if one)


def _range(kind: CountKind, members: Sequence[CodedEvent], source: Mapping[str, int]) -> CountRange | None:
    """Of own counts; running totals only where no member has its own."""
    for total in (False, True):
        found = [(one, coded) for coded in members if (one := told(coded, kind, total=total))]
        if found:
            lows = [one.low for one, _ in found]
            high = None if any(one.high is None for one, _ in found) else max(one.high or 0 for one, _ in found)
            return CountRange(kind, min(lows), _best(found, source), None if high is None else max(high, max(lows)))
    return None


def _best(found: Sequence[tuple[Count, CodedEvent]], source: Mapping[str, int]) -> int:
    """The number most sources give; among equals the one told last, then the higher."""
    backers: dict[int, set[int]] = {}
    latest: dict[int, str] = {}
    for one, coded in found:
        backers.setdefault(one.low, set()).add(source[coded.report.id])
        latest[one.low] = max(latest.get(one.low, ""), _day_told(coded))
    return max(backers, key=lambda low: (len(backers[low]), latest[low], low))


def _day_told(coded: CodedEvent) -> str:
    return coded.report.published.at.date().isoformat() if coded.report.published else ""
