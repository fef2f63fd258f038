from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.analyse.coverage import coverage
from khaldun.analyse.dyads import matrix
from khaldun.analyse.leading import HALF_LIFE, RECENCY, SOURCE, UNREAL, best_quote, leading, weigh
from khaldun.analyse.parties import Party
from khaldun.analyse.timelines import Series, Timeline, Unit, start_of, timeline
from khaldun.model import (
    CountKind,
    CountRange,
    DatePrecision,
    EventType,
    Incident,
    IncidentSummary,
    Interval,
    Reason,
    Reject,
    Status,
)
from tests.export.hand import BARE, CIVILIANS, EVENTS, FULL, NATIONWIDE, POLICE, STORMING
from tests.store import hand

ISKP = Party("ISKP", "iskp")


def at(id: str, day: date | None, stop: date | None = None, **changes: object) -> IncidentSummary:
    when = Interval(day, stop or day, DatePrecision.RANGE) if day else None
    return replace(FULL, incident=Incident(id, (), ()), when=when, **changes)  # type: ignore[arg-type]


def killed(best: int) -> tuple[CountRange, ...]:
    return (CountRange(CountKind.KILLED, best, best, best),)


def test_the_matrix_counts_every_pair_by_type_and_status() -> None:
    threat = at("incident-threat", date(2023, 1, 2), type=EventType.THREATEN, status=Status.THREATENED, sources=3)
    found = matrix([FULL, threat, BARE])
    assert found.actors == (ISKP,)
    assert set(found.recipients) == {Party("Afghan civilians", CIVILIANS.id), Party("Afghan police", POLICE.id)}
    dyad = found.dyad(ISKP, Party("Afghan police", POLICE.id))
    assert dyad is not None
    assert dyad.incidents == 2
    assert dyad.types == ((EventType.ASSAULT, 1), (EventType.THREATEN, 1))
    assert dyad.statuses == ((Status.HAPPENED, 1), (Status.THREATENED, 1))
    assert dyad.killed == 5  # a threat kills nobody
    assert (dyad.first, dyad.last) == (date(2022, 12, 12), date(2023, 1, 2))
    assert dyad.examples == ("incident-threat", "incident-full")
    assert found.one_sided == 1
    assert found.dyad(Party("nobody"), ISKP) is None


def test_who_is_not_resolved_is_counted_by_the_words() -> None:
    words = [at(f"incident-{n}", None, actors=(), actor_names=(name,)) for n, name in enumerate(("Gunmen", "gunmen "))]
    assert matrix(words).actors == (Party("gunmen"),)
    assert matrix(words, examples=1).dyads[0].examples == ("incident-0",)
    assert matrix([replace(BARE, recipients=(POLICE,), actor_names=("gunmen",))]).dyads[0].killed is None


def bins(found: Timeline) -> dict[str, int]:
    return {bin.start.isoformat(): bin.total for bin in found.bins}


def test_empty_days_are_in_the_timeline() -> None:
    found = timeline([at("incident-1", date(2022, 12, 30)), at("incident-2", date(2023, 1, 2)), BARE])
    assert bins(found) == {"2022-12-30": 1, "2022-12-31": 0, "2023-01-01": 0, "2023-01-02": 1}
    assert (found.vague, found.undated) == (0, 1)


def test_an_incident_is_in_a_bin_only_when_its_whole_interval_is() -> None:
    summaries = [
        NATIONWIDE,
        at("incident-1", date(2022, 12, 12)),
        at("incident-2", date(2022, 12, 31), date(2023, 1, 1)),
    ]
    assert (bins(timeline(summaries, Unit.MONTH)), timeline(summaries, Unit.MONTH).vague) == ({"2022-12-01": 2}, 1)
    assert (bins(timeline(summaries, Unit.DAY)), timeline(summaries, Unit.DAY).vague) == ({"2022-12-12": 1}, 2)
    weeks = timeline(summaries, Unit.WEEK)
    assert bins(weeks) == {"2022-12-12": 1, "2022-12-19": 0, "2022-12-26": 1}
    assert weeks.bins[0].stop == date(2022, 12, 18)
    since = replace(FULL, when=Interval(date(2022, 1, 1), None, DatePrecision.RANGE))
    assert timeline([since]).vague == 1


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (Series.TYPE, ("ASSAULT",)),
        (Series.STATUS, ("happened",)),
        (Series.COUNTRY, ("AFG",)),
        (Series.PLACE, ("Kabul",)),
        (Series.DYAD, ("ISKP → Afghan civilians", "ISKP → Afghan police")),
    ],
)
def test_the_timeline_is_divided_by_what_is_asked(by: Series, names: tuple[str, ...]) -> None:
    found = timeline([FULL], by=by)
    assert found.names == names
    [only] = found.bins
    assert (only.parts, only.total) == ((1,) * len(names), 1)


def test_a_timeline_can_be_given_its_days() -> None:
    found = timeline([FULL], since=date(2022, 12, 13), until=date(2022, 12, 14))
    assert bins(found) == {"2022-12-13": 0, "2022-12-14": 0}
    assert timeline([]).bins == ()
    with pytest.raises(ValueError, match="too long for a timeline by day"):
        timeline([at("incident-1", date(1, 1, 1)), FULL])


@given(st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 60))), st.sampled_from(Unit))
def test_no_incident_is_lost_in_a_timeline(days: list[tuple[date, int]], unit: Unit) -> None:
    summaries = [
        at(f"incident-{n}", day, date.fromordinal(day.toordinal() + more)) for n, (day, more) in enumerate(days)
    ]
    found = timeline(summaries, unit)
    assert sum(bin.total for bin in found.bins) + found.vague + found.undated == len(summaries)
    assert all(start_of(bin.start, unit) == start_of(bin.stop, unit) == bin.start for bin in found.bins)
    assert all(one.stop.toordinal() + 1 == other.start.toordinal() for one, other in pairwise(found.bins))


def test_the_parts_of_the_weight() -> None:
    weight = weigh(replace(FULL, counts=killed(7), sources=4, score=0.5), date(2022, 12, 19))
    assert (weight.deaths, weight.sources, weight.recency) == (3.0, 2.0 * SOURCE, RECENCY / 2)
    assert weight.total == (3 + 2 * SOURCE + RECENCY / 2) * 0.5
    assert HALF_LIFE == 7.0
    assert weigh(replace(FULL, status=Status.PLANNED), None).reality == UNREAL
    assert weigh(replace(BARE, sources=0), date(2023, 1, 1)).total == 0


def test_what_leads() -> None:
    massacre = at("incident-massacre", date(2022, 11, 1), counts=killed(60))
    raid = at("incident-raid", date(2022, 12, 12), counts=killed(1))
    old_raid = at("incident-old", date(2022, 11, 1), counts=killed(1))
    threat = at("incident-threat", date(2023, 3, 1), counts=(), status=Status.THREATENED)
    found = leading([old_raid, threat, raid, massacre], [], 3)
    assert [one.summary.incident.id for one in found] == ["incident-massacre", "incident-raid", "incident-threat"]
    assert found[1].weight.recency == RECENCY  # the last that happened sets the day, not the threat of a later one
    assert all(one.quote is None for one in found)


def test_the_best_quote_tells_most() -> None:
    both = replace(FULL, incident=Incident("incident-1", tuple(coded.event.id for coded in EVENTS), ()))
    members = {coded.event.id: coded for coded in EVENTS}
    quote = best_quote(both, members)
    assert quote is not None
    assert (quote.event, quote.outlet, quote.published) == (STORMING.event.id, "gazette", date(2022, 12, 13))
    assert quote.text == STORMING.sentence
    planned = best_quote(replace(both, status=Status.PLANNED), members)
    assert planned is not None
    assert planned.event == EVENTS[1].event.id
    [lead] = leading([both], EVENTS)
    assert lead.quote == quote


def test_coverage() -> None:
    silent = hand.make_report("Nothing happened.", outlet="courier", url="https://example.org/9", day=20)
    rejects = [Reject(str(n), "read", reason, "") for n, reason in enumerate(
        (Reason.EMPTY, Reason.LANGUAGE, Reason.LANGUAGE))]  # fmt: skip
    found = coverage([STORMING.report, silent], EVENTS, [FULL, NATIONWIDE, BARE], rejects)
    assert (found.reports, found.silent_reports, found.outlets, found.events, found.incidents) == (2, 1, 2, 2, 3)
    assert (found.countries, found.unlocated, found.undated) == (1, 2, 1)
    assert (found.first, found.last) == (date(2022, 12, 1), date(2022, 12, 12))
    assert found.published == (date(2022, 12, 13), date(2022, 12, 20))
    assert (found.refused, found.refusals) == (((Reason.LANGUAGE, 2), (Reason.EMPTY, 1)), 3)


def test_coverage_of_nothing() -> None:
    found = coverage([], [], [])
    assert (found.reports, found.first, found.published, found.refusals) == (0, None, None, 0)
