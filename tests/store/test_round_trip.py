"""Whatever the records hold, a project gives it back unchanged."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khaldun.model import (
    Actor,
    ActorRole,
    Attribution,
    Because,
    Block,
    Count,
    CountKind,
    DatePrecision,
    Dossier,
    Dropped,
    Event,
    EventType,
    Interval,
    Link,
    Origin,
    Part,
    Passed,
    Place,
    PlacePrecision,
    Report,
    Role,
    RoleName,
    Sentence,
    Span,
    Stamp,
    Stance,
    Status,
    TargetKind,
    Weapon,
)
from khaldun.store.project import Project
from tests.store import hand

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | words
scores = st.floats(0, 1)
numbers = st.integers(0, 2**40)
spans = st.builds(Span, numbers, numbers, words)
zones = st.none() | st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=zones)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def several(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


because = st.builds(Because, words, words, st.none() | spans, scores)
stamps = st.none() | st.builds(Stamp, moments, words, words, words)
roles = st.builds(Role, st.sampled_from(RoleName), spans, spans)
counts = st.builds(Count, st.sampled_from(CountKind), numbers, st.none() | numbers, spans, maybe, st.booleans())
said = st.builds(Attribution, st.none() | spans, st.none() | spans, st.sampled_from(Stance))
dates = st.none() | st.dates()
actors = st.builds(
    Actor, words, words, several(words), words, several(words),
    several(st.builds(ActorRole, maybe, several(words), dates, dates)), several(st.tuples(words, words)),
)  # fmt: skip
degrees = st.none() | st.floats(-180, 180)
places = st.builds(
    Place,
    words,
    words,
    st.sampled_from(PlacePrecision),
    maybe,
    maybe,
    maybe,
    degrees,
    degrees,
    st.none() | numbers,
    words,
)
intervals = st.builds(Interval, dates, dates, st.sampled_from(DatePrecision))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    span = Span.of(text, start, draw(st.integers(start + 1, len(text))))
    origin = Origin(draw(words), draw(words), draw(words), draw(maybe), draw(st.none() | moments), draw(maybe))
    return Report(
        "report-1", draw(words), origin, text, (Block(draw(st.sampled_from(Part)), span),), draw(maybe), draw(stamps),
        draw(stamps), draw(maybe), draw(maybe), draw(maybe), draw(words), draw(maybe),
        draw(several(st.integers(0, 2**64))), draw(several(st.builds(Dropped, words, words))),
    )  # fmt: skip


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    report = draw(reports())
    sentence = Sentence("sentence-1", draw(numbers), draw(spans), draw(st.sampled_from(Part)), ())
    event = st.builds(
        Event, words, st.just(report.id), st.just(sentence.id), words, st.sampled_from(EventType), maybe,
        several(words), spans, several(roles), several(counts), st.none() | st.builds(Weapon, words, spans),
        st.none() | st.builds(TargetKind, words, spans), st.sampled_from(Status), several(said), several(because),
        scores, words, several(words),
    )  # fmt: skip
    events = draw(st.lists(event, max_size=3, unique_by=lambda one: one.id))
    link = st.builds(
        Link, st.sampled_from([one.id for one in events] or [""]), st.sampled_from(RoleName), st.none() | spans,
        st.none() | actors | places | intervals, st.integers(0, 3), scores, several(because),
    )  # fmt: skip
    links = draw(st.lists(link, max_size=4, unique=True)) if events else []
    passed = draw(several(st.builds(
        Passed, st.just(report.id), words, spans, st.sampled_from(EventType), words, words, st.none() | spans
    )))  # fmt: skip
    return Dossier(
        report=report, sentences=(sentence,), mentions=(), events=tuple(events), passed=passed, links=tuple(links)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dossiers())
def test_any_record_comes_back_as_it_was(dossier: Dossier) -> None:
    with Project.open(":memory:") as project:
        assert project.add([dossier]).rejects == ()
        assert set(project.coded()) == set(hand.coded(dossier))
        assert tuple(project.reports()) == (dossier.report,)
        assert tuple(project.passed()) == dossier.passed


def test_two_states_of_one_actor_are_both_kept() -> None:
    """What was known at the time of coding is part of the coding."""
    old = hand.make_dossier()
    new = hand.make_dossier(url="https://example.org/2")
    renamed = replace(hand.TALIBAN, name="De facto authorities")
    changed = tuple(replace(link, to=renamed) if link.to == hand.TALIBAN else link for link in new.links or ())
    new = replace(new, links=changed)
    with Project.open(":memory:") as project:
        project.add([old, new])
        assert set(project.coded()) == {*hand.coded(old), *hand.coded(new)}
        [taliban] = [count for count in project.actors() if count.actor.id == "taliban"]
        assert (taliban.actor, taliban.acts) == (renamed, 2)
