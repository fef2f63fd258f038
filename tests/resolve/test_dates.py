"""Times of events: which words date them, and what is said when none do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from khaldun.model import (
    DatePrecision,
    Dossier,
    Event,
    EventType,
    Interval,
    Link,
    Role,
    RoleName,
    Span,
    Status,
    Token,
)
from khaldun.model.report import Part
from khaldun.model.sentence import Sentence
from khaldun.resolve.dates import resolve_dates
from khaldun.resolve.dates.attach import of_another_clause
from tests.conftest import make_report


def words(text: str, start: int, heads: dict[str, str], relations: dict[str, str] | None = None) -> tuple[Token, ...]:
    """Tokens split at spaces; ``heads`` maps a word to its governor, the rest hang on themselves."""
    cut = text.split(" ")
    names = [word.strip(".,") for word in cut]
    tokens, at = [], start
    for index, (word, name) in enumerate(zip(cut, names, strict=True)):
        head = names.index(heads[name]) if name in heads else index
        pos = "VERB" if name in set(heads.values()) else "X"
        lemma = {"said": "say", "arrested": "arrest", "happened": "happen"}.get(name, name)
        tag, relation = "VBP" if name == "say" else "X", (relations or {}).get(name, "dep")
        tokens.append(Token(index, at, at + len(name), name, lemma, pos, tag, relation, head))
        at += len(word) + 1
    return tuple(tokens)


def dossier(
    *sentences: str,
    triggers: dict[int, str],
    times: dict[int, str] | None = None,
    status: Status = Status.HAPPENED,
    published: date | None = date(2023, 1, 3),
    heads: dict[str, str] | None = None,
) -> Dossier:
    """A report of one sentence a paragraph, an event at each trigger, a TIME filler where told."""
    text = "\n\n".join(sentences)
    report = make_report(text, published=published)
    made, events, at = [], [], 0
    for number, sentence in enumerate(sentences):
        made.append(
            Sentence(
                f"s{number}", number, Span.of(text, at, at + len(sentence)), Part.BODY, words(sentence, at, heads or {})
            )
        )
        if number in triggers:
            events.append(event(text, number, at, triggers[number], (times or {}).get(number), status))
        at += len(sentence) + 2
    return Dossier(report=report, sentences=tuple(made), mentions=(), events=tuple(events))


def event(text: str, number: int, at: int, trigger: str, time: str | None, status: Status) -> Event:
    def cut(quote: str) -> Span:
        found = text.index(quote, at)
        return Span.of(text, found, found + len(quote))

    roles = (Role(RoleName.TIME, cut(time), cut(time)),) if time else ()
    return Event(
        f"e{number}", "r", f"s{number}", "plover", EventType.ASSAULT, None, (), cut(trigger), roles, (), None, None,
        status, (), (), 1.0, "test",
    )  # fmt: skip


def only(links: tuple[Link, ...]) -> Link:
    assert len(links) == 1
    return links[0]


def day(link: Link) -> str:
    assert isinstance(link.to, Interval)
    assert link.to.precision is DatePrecision.DAY
    assert link.to.start == link.to.stop
    return str(link.to.start)


def test_a_time_role_is_read_against_the_published_day() -> None:
    link = only(
        resolve_dates(dossier("Gunmen attacked the post on Sunday.", triggers={0: "attacked"}, times={0: "on Sunday"}))
    )
    assert day(link) == "2023-01-01"
    assert link.span is not None
    assert link.span.quote == "Sunday"
    assert [why.rule for why in link.because] == ["dates:weekday", "dates:anchor-published"]


def test_nothing_that_happened_lies_ahead() -> None:
    link = only(
        resolve_dates(
            dossier("Gunmen attacked Kesh, which will vote on Friday.", triggers={0: "attacked"}, times={0: "Friday"})
        )
    )
    assert day(link) == "2022-12-30"
    far = only(
        resolve_dates(dossier("Gunmen attacked on 9 May 2031.", triggers={0: "attacked"}, times={0: "9 May 2031"}))
    )
    assert far.to == Interval(None, date(2023, 1, 3), DatePrecision.UNKNOWN)


def test_a_plan_may_lie_ahead() -> None:
    link = only(
        resolve_dates(
            dossier(
                "They will attack on Friday.", triggers={0: "attack"}, times={0: "on Friday"}, status=Status.PLANNED
            )
        )
    )
    assert day(link) == "2023-01-06"


def test_this_year_ends_with_the_telling() -> None:
    link = only(
        resolve_dates(dossier("Rebels attacked twice this year.", triggers={0: "attacked"}, times={0: "this year"}))
    )
    assert link.to == Interval(date(2023, 1, 1), date(2023, 1, 3), DatePrecision.YEAR)


def test_recently_is_before_publication_without_a_day() -> None:
    link = only(
        resolve_dates(dossier("The hotel was recently attacked.", triggers={0: "attacked"}, times={0: "recently"}))
    )
    assert link.to == Interval(None, date(2023, 1, 3), DatePrecision.UNKNOWN)
    assert link.because[0].span is not None


def test_without_any_time_news_is_before_publication_never_the_day() -> None:
    link = only(resolve_dates(dossier("Gunmen attacked a post.", triggers={0: "attacked"})))
    assert link.to == Interval(None, date(2023, 1, 3), DatePrecision.UNKNOWN)
    assert link.because[0].rule == "dates:before-publication"
    assert link.span is None
    assert link.score < 0.5


def test_background_without_a_time_stays_empty() -> None:
    assert resolve_dates(dossier("Gunmen attacked a post.", triggers={0: "attacked"}, status=Status.BACKGROUND)) == ()


def test_the_day_of_saying_is_not_the_day_of_the_deed() -> None:
    made = dossier(
        "Police said Monday gunmen attacked the post.",
        triggers={0: "attacked"},
        heads={"Monday": "said", "gunmen": "attacked", "attacked": "said"},
    )
    assert only(resolve_dates(made)).because[0].rule == "dates:before-publication"


def test_the_day_of_the_report_is_not_the_day_of_the_deed() -> None:
    made = dossier("LIMA, 3 Jan 2023 -- Gunmen attacked the post.", triggers={0: "attacked"})
    assert only(resolve_dates(made)).because[0].rule == "dates:before-publication"


def test_a_time_above_the_clause_of_a_deed_is_not_its_own() -> None:
    text, heads = "Judges ordered Monday guards examine murders.", {"Monday": "ordered", "murders": "examine"}
    heads |= {"examine": "ordered"}
    tokens = words(text, 0, heads, {"examine": "xcomp", "murders": "dobj"})
    sentence = Sentence("s", 0, Span.of(text, 0, len(text)), Part.BODY, tokens)
    at, murders, examine = (text.index(word) for word in ("Monday", "murders", "examine"))
    assert of_another_clause(sentence, at, Span.of(text, murders, murders + 7))
    assert not of_another_clause(sentence, at, Span.of(text, examine, examine + 7))


def test_a_time_of_the_sentence_that_hangs_on_no_saying_dates_the_event() -> None:
    made = dossier("Gunmen attacked the post Monday.", triggers={0: "attacked"}, heads={"Monday": "attacked"})
    link = only(resolve_dates(made))
    assert day(link) == "2023-01-02"
    assert link.because[0].rule == "dates:weekday+same-sentence"


def test_an_event_borrows_the_day_of_its_neighbour_at_a_lower_score() -> None:
    made = dossier(
        "Gunmen attacked the post on Sunday.",
        "The attack killed four.",
        triggers={0: "attacked", 1: "attack"},
        times={0: "on Sunday"},
    )
    first, second = resolve_dates(made)
    assert day(first) == day(second) == "2023-01-01"
    assert second.because[0].rule == "dates:neighbour"
    assert second.score < first.score


def test_two_times_span_a_range() -> None:
    made = dossier(
        "Raids went on from 28 December 2022 to Monday.",
        triggers={0: "Raids"},
        times={0: "from 28 December 2022 to Monday"},
    )
    link = only(resolve_dates(made))
    assert link.to == Interval(date(2022, 12, 28), date(2023, 1, 2), DatePrecision.RANGE)
    assert link.span is not None
    assert link.span.quote == "28 December 2022 to Monday"


def test_a_day_after_an_event_is_counted_from_that_event() -> None:
    made = dossier(
        "Troops shelled Kesh on 20 December 2022.",
        "Gunmen attacked a day after Troops shelled Kesh.",
        triggers={0: "shelled", 1: "attacked"},
        times={0: "20 December 2022", 1: "a day after"},
    )
    second = resolve_dates(made)[1]
    assert day(second) == "2022-12-21"
    assert second.because[0].rule == "dates:offset+event"


def test_a_dateline_anchors_a_report_without_a_date() -> None:
    made = dossier(
        "SANTA LUZ, 3 JAN 90 -- REBELS ATTACKED A POST YESTERDAY.",
        triggers={0: "ATTACKED"},
        times={0: "YESTERDAY"},
        published=None,
    )
    link = only(resolve_dates(made))
    assert day(link) == "1990-01-02"
    assert link.because[1].rule == "dates:anchor-dateline"
    assert link.because[1].span is not None


def test_without_an_anchor_only_full_dates_are_read() -> None:
    loose = dossier("Rebels attacked on Sunday.", triggers={0: "attacked"}, times={0: "on Sunday"}, published=None)
    assert only(resolve_dates(loose)).to is None
    full = dossier("Rebels attacked on 4 May 2020.", triggers={0: "attacked"}, times={0: "4 May 2020"}, published=None)
    assert day(only(resolve_dates(full))) == "2020-05-04"


def test_every_reason_holds_in_the_text() -> None:
    made = dossier(
        "Gunmen attacked the post on Sunday.",
        "The attack killed four.",
        triggers={0: "attacked", 1: "attack"},
        times={0: "on Sunday"},
    )
    assert made.report is not None
    for link in resolve_dates(made):
        assert link.because
        for why in link.because:
            assert why.rule
            assert why.span is None or why.span.holds_in(made.report.text)


def test_no_events_no_links() -> None:
    assert resolve_dates(replace(dossier("Calm.", triggers={}), events=())) == ()


def test_the_day_of_what_happened_dates_the_deed_told_without_one() -> None:
    told = dossier("Two men were shot on Mill Road.", "It happened late Sunday night.", triggers={0: "shot"},
                   heads={"Sunday": "happened", "night": "happened"})  # fmt: skip
    link = only(resolve_dates(told))
    assert link.to == Interval(date(2023, 1, 1), date(2023, 1, 1), DatePrecision.DAY)
    assert link.because[0].rule.startswith("dates:scene")


def test_the_day_of_an_arrest_or_of_a_stamp_dates_no_deed() -> None:
    told = dossier("Two men were shot on Mill Road.", "A suspect arrested Sunday kept silent.", triggers={0: "shot"},
                   heads={"Sunday": "arrested"})  # fmt: skip
    assert only(resolve_dates(told)).because[0].rule == "dates:before-publication"
    stamped = dossier("Two men were shot.", "Tuesday, January 3, 2023", triggers={0: "shot"})
    assert only(resolve_dates(stamped)).because[0].rule == "dates:before-publication"


def test_what_police_say_today_happened_on_the_day_they_tell() -> None:
    told = dossier("On Sunday police say they shot a bear.", triggers={0: "shot"}, heads={"Sunday": "say"})
    assert only(resolve_dates(told)).because[0].rule.startswith("dates:weekday")


def test_since_a_day_ends_with_the_telling() -> None:
    told = dossier("Ten men were shot since Friday.", triggers={0: "shot"}, times={0: "Friday"})
    assert only(resolve_dates(told)).to == Interval(date(2022, 12, 30), date(2023, 1, 3), DatePrecision.DAY)


def test_a_day_after_a_deed_dates_what_came_after_it():
    made = dossier(
        "The president spoke on Monday, a day after police opened fire on crowds.",
        triggers={0: "opened fire"},
        times={0: "a day"},
    )
    (link,) = resolve_dates(made)
    assert link.to == Interval(date(2023, 1, 1), date(2023, 1, 1), DatePrecision.DAY)


def test_history_lends_no_day_to_news_told_before_it():
    made = dossier(
        "Strikes killed ten people in the town.",
        "The war began when gunmen attacked the north on May 7, 2021.",
        triggers={0: "killed", 1: "attacked"},
        times={1: "May 7, 2021"},
    )
    first = next(link for link in resolve_dates(made) if link.event == "e0")
    assert first.to is None or (isinstance(first.to, Interval) and first.to.start is None)


def test_the_day_of_an_arrest_is_not_that_of_the_deed() -> None:
    said = dossier(
        "Police arrested a man Sunday over the shooting",
        triggers={0: "shooting"},
        heads={"Sunday": "arrested"},
    )
    assert all(not isinstance(link.to, Interval) or link.to.start is None for link in resolve_dates(said))
