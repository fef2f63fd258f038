"""Counts of an incident: what each member tells, and the lowest, best supported and highest of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from khaldun.knowledge.cues import count_cues
from khaldun.link.responsibility import boasted
from khaldun.link.rules import rules
from khaldun.link.words import last_word
from khaldun.model import CodedEvent, Count, CountKind, CountRange

_OPEN = "counts:hit-not-dead"
_FULL_NAME = re.compile(r"^[A-Z][\w.'’-]+ (?:[A-Z][\w.'’-]* )*[A-Z][\w'’-]+$")


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
    made: dict[CountKind, CountRange] = {}
    for kind in CountKind:  # the killed come before the injured
        if found := _range(kind, members, source, made.get(CountKind.KILLED)):
            made[kind] = found
    return tuple(made.values())


def _range(
    kind: CountKind, members: Sequence[CodedEvent], source: Mapping[str, int], dead: CountRange | None
) -> CountRange | None:
    """Of own counts; running totals only where no member has its own."""
    for total in (False, True):
        found = [(one, coded) for coded in members if (one := told(coded, kind, total=total))]
        if not total:  # the toll of strikes or of a campaign is their own
            lasting = (coded for coded in members if last_word(coded.event.trigger.quote) in rules().lasting)
            found += [(one, coded) for coded in lasting if (one := told(coded, kind, total=True))]
        if kind is CountKind.INJURED and dead is not None:
            found = [(left, coded) for one, coded in found if (left := _alive(one, coded, members, dead.best))]
        if found:
            lows = [one.low for one, _ in found]
            best = max(_best(found, source), _named(kind, members))
            high = None if any(one.high is None for one, _ in found) else max(one.high or 0 for one, _ in found)
            return CountRange(kind, min(lows), best, None if high is None else max(high, best, *lows))
    return None


def _alive(one: Count, coded: CodedEvent, members: Sequence[CodedEvent], dead: int) -> Count | None:
    """Those injured who did not die: a telling that leaves the fate of those shot open is settled by another one."""
    if one.low == 1 and one.high == 1 and _died(coded, members):
        return None
    if dead == 0 or not _is_open(coded) or told(coded, CountKind.KILLED, total=False) is not None:
        return one
    left = one.low - dead
    return replace(one, low=left, high=None if one.high is None else one.high - dead) if left > 0 else None


def _is_open(coded: CodedEvent) -> bool:
    """Whether the injured of an event are those shot or stabbed whose fate it does not tell, and not "others"."""
    hits = [b.span for b in coded.event.because if b.field == CountKind.INJURED.value and b.rule.startswith(_OPEN)]
    words = {word for span in hits if span is not None for word in span.quote.lower().split()}
    return bool(hits) and not words & count_cues().more


def _died(coded: CodedEvent, members: Sequence[CodedEvent]) -> bool:
    """Whether the one person injured is, by the word used, the one person killed in another telling."""
    hurt = {c.victims for c in coded.event.counts if c.kind is CountKind.INJURED and c.victims}
    dead = {c.victims for m in members for c in m.event.counts if c.kind is CountKind.KILLED and c.low == 1}
    return bool(hurt & dead)


def _named(kind: CountKind, members: Sequence[CodedEvent]) -> int:
    """How many different persons one report names one by one, by full name: "Lura Willrich … Vontay Price"."""
    named: dict[str, set[str]] = {}
    for member in members:
        for count in member.event.counts:
            if count.kind is kind and count.low == 1 and count.victims and _FULL_NAME.search(count.span.quote):
                named.setdefault(member.report.id, set()).add(count.victims)
    return max(map(len, named.values()), default=0)


def _best(found: Sequence[tuple[Count, CodedEvent]], source: Mapping[str, int]) -> int:
    """The number most sources give; among equals a figure before a vague word, the one told last, then the higher.

    What the doers themselves claim counts only where nobody else gives a number.
    """
    backers: dict[int, set[int]] = {}
    latest: dict[int, str] = {}
    exact = {one.low for one, coded in found if not is_vague(one, coded)}
    for one, coded in [pair for pair in found if not boasted(pair[1])] or found:
        backers.setdefault(one.low, set()).add(source[coded.report.id])
        latest[one.low] = max(latest.get(one.low, ""), _day_told(coded))
    return max(backers, key=lambda low: (len(backers[low]), low in exact, latest[low], low))


def is_vague(one: Count, coded: CodedEvent) -> bool:
    """Whether a number stands for a vague word ("dozens")."""
    told = [b.rule for b in coded.event.because if b.field == one.kind.value and b.span == one.span]
    return bool(told) and all(rule.endswith(":vague") for rule in told)


def _day_told(coded: CodedEvent) -> str:
    return coded.report.published.at.date().isoformat() if coded.report.published else ""
