"""Counts of an incident: what each member tells, and the lowest, best supported and highest of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khaldun.link.responsibility import boasted
from khaldun.model import CodedEvent, Count, CountKind, CountRange


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
    """The number most sources give; among equals the one told last, then the higher.

    What the doers themselves claim counts only where nobody else gives a number.
    """
    backers: dict[int, set[int]] = {}
    latest: dict[int, str] = {}
    for one, coded in [pair for pair in found if not boasted(pair[1])] or found:
        backers.setdefault(one.low, set()).add(source[coded.report.id])
        latest[one.low] = max(latest.get(one.low, ""), _day_told(coded))
    return max(backers, key=lambda low: (len(backers[low]), latest[low], low))


def _day_told(coded: CodedEvent) -> str:
    return coded.report.published.at.date().isoformat() if coded.report.published else ""
