"""The date grammar: values, days and bounds of expressions of time."""

from __future__ import annotations

from datetime import date

import pytest

from khaldun.resolve.dates.grammar import find_times
from khaldun.resolve.dates.time_value import Tense, TimeKind

TUESDAY = date(2023, 1, 3)


def values(text: str, anchor: date = TUESDAY, **kwargs: Tense | bool) -> list[str]:
    return [value.value for _, _, value in find_times(text, anchor, **kwargs)]  # type: ignore[arg-type]


def days(text: str, anchor: date = TUESDAY, **kwargs: Tense | bool) -> list[tuple[str, str]]:
    found = [value.interval for _, _, value in find_times(text, anchor, **kwargs)]  # type: ignore[arg-type]
    return [(str(span.start), str(span.stop)) for span in found if span]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Gunmen raided the village on 12 December 2022.", "2022-12-12"),
        ("Gunmen raided the village on Dec. 12.", "2022-12-12"),
        ("Gunmen raided the village on December 12th, 2021.", "2021-12-12"),
        ("The clash of the 12th of December was brief.", "2022-12-12"),
        ("Monday, January 2, was calm.", "2023-01-02"),
        ("Logged on 2022-12-12.", "2022-12-12"),
        ("Logged on 25/12/2022.", "2022-12-25"),
        ("Logged on 12/25/2022.", "2022-12-25"),
        ("It exploded on Sunday.", "2023-01-01"),
        ("They will meet on Sunday.", "2023-01-08"),
        ("Troops moved in last Friday.", "2022-12-30"),
        ("Troops will leave next Friday.", "2023-01-06"),
        ("Shots were heard late Monday night.", "2023-01-02TNI"),
        ("Shots were heard this morning.", "2023-01-03TMO"),
        ("Shots were heard last night.", "2023-01-02TNI"),
        ("He was seized yesterday.", "2023-01-02"),
        ("He was seized last month.", "2022-12"),
        ("He was seized last week.", "2022-W52"),
        ("He was seized in August 2021.", "2021-08"),
        ("He was seized in October.", "2022-10"),
        ("He was seized in 2019.", "2019"),
        ("He was seized ten days ago.", "2022-12-24"),
        ("He was seized three months ago.", "2022-10"),
        ("He was seized two years ago.", "2021"),
        ("Fighting lasted three days.", "P3D"),
        ("Fighting lasted twenty-four hours.", "PT24H"),
        ("Fighting lasted two and a half... two weeks.", "P2W"),
        ("The war of the 1990s ended badly.", "199"),
        ("Exports fell in the third quarter of 2022.", "2022-Q3"),
        ("They met in the winter of 2021.", "2021-WI"),
        ("The hotel was recently attacked.", "PAST_REF"),
        ("The group is now weaker.", "PRESENT_REF"),
        ("A bomb went off at 10:35 a.m. on Monday.", "2023-01-02T10:35"),
        ("Patrols pass every day.", "P1D"),
        ("Shells fell over the weekend.", "2022-W52-WE"),
        ("THE CLASH TOOK PLACE ON 30 DECEMBER IN THE NORTH.", "2022-12-30"),
        ("SANTA LUZ, 3 JAN 90 -- A PATROL WAS HIT", "1990-01-03"),
        ("Two people died in nineteen ninety-one.", "1991"),
        ("Shots rang out on Christmas Eve.", "2022-12-24"),
        ("A blast hit the square on Good Friday 2022.", "2022-04-15"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert value in values(text)


def test_ranges_of_days() -> None:
    assert days("between 3 and 5 April 2021") == [("2021-04-03", "2021-04-05")]
    assert days("on April 3-5, 2021") == [("2021-04-03", "2021-04-05")]
    assert days("from 28 March to 2 April 2021") == [("2021-03-28", "2021-04-02")]
    assert days("from 2014 to 2016") == [("2014-01-01", "2016-12-31")]
    assert days("between March and June 2020") == [("2020-03-01", "2020-06-30")]


def test_bounds_open_an_end() -> None:
    assert days("since August 2021") == [("2021-08-01", "None")]
    assert days("until March 2022") == [("None", "2022-03-31")]
    assert days("before 5 June 2022") == [("None", "2022-06-05")]
    assert days("after 5 June 2022") == [("2022-06-05", "None")]


def test_parts_narrow() -> None:
    assert days("in early 2019") == [("2019-01-01", "2019-05-01")]
    assert days("in late June 2019") == [("2019-06-21", "2019-06-30")]


def test_earlier_and_later_point_from_the_day_last_told() -> None:
    text = "The camp was shelled on 10 March 2022. Two days later the camp was hit again. The next day it was empty."
    assert values(text) == ["2022-03-10", "2022-03-12", "2022-03-13"]


def test_a_length_before_an_event_is_no_day() -> None:
    found = find_times("He fled a day after the raid.", TUESDAY)
    assert [(value.kind, value.value, value.interval) for _, _, value in found] == [(TimeKind.DURATION, "P1D", None)]


def test_given_tense_beats_the_words() -> None:
    assert values("Friday", tense=Tense.FUTURE) == ["2023-01-06"]
    assert values("Friday", tense=Tense.PAST) == ["2022-12-30"]
    assert values("They will march on Jan. 9", tense=Tense.PAST) == ["2022-01-09"]


def test_a_numeric_date_with_two_readings_is_a_range_unless_settled() -> None:
    assert days("on 04/05/2022") == [("2022-04-05", "2022-05-04")]
    assert days("on 04/05/2022", day_first=True) == [("2022-05-04", "2022-05-04")]
    assert days("on 01/02/2023") == [("2023-01-02", "2023-01-02")]


def test_holidays_by_the_moon_are_a_range_around_the_day() -> None:
    assert days("Gunmen struck during Eid al-Fitr 2023.") == [("2023-04-20", "2023-04-24")]
    assert days("Crowds marched on Ashura 2020.") == [("2020-08-27", "2020-08-29")]


@pytest.mark.parametrize(
    "text",
    [
        "The 12-year-old boy was safe.",
        "The boy is 12 years old.",
        "They may march on the capital.",
        "Some 2000 people fled.",
        "The convoy of 1,500 trucks stopped.",
        "He won 3-5 and 2.10 points.",
        "The 45th brigade held the hill.",
    ],
)
def test_no_time(text: str) -> None:
    assert values(text) == []


def test_offsets_are_those_of_the_words() -> None:
    text = "Rebels said the raid of 3 January 2023 failed; on Sunday they tried again."
    assert [text[start:stop] for start, stop, _ in find_times(text, TUESDAY)] == ["3 January 2023", "Sunday"]


def test_extreme_years_do_not_break() -> None:
    assert find_times("on 31 December 9999, and two centuries later, and 500 years ago", date(9999, 12, 31))
    assert find_times("on 1 January, a decade ago, last year, last winter", date(1, 1, 1)) is not None


AUTUMN = date(2023, 11, 15)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Third-quarter profit rose from $2 million a year ago.", ["2023-Q3", "2022-Q3"]),
        ("Profit rose in the third quarter. In the year-earlier period it lost money.", ["2023-Q3", "2022-Q3"]),
        ("He lived there a year ago.", ["2022"]),
        ("Sales for the full year may fall.", ["2023"]),
        ("It lost money in the year ended 2022.", ["P1Y", "2022"]),
        ("Shares ended the day lower.", ["2023-11-15"]),
        ("They left in minutes.", ["PTXM"]),
        ("Call as soon as the shelling stops.", []),
    ],
)
def test_figures_are_compared_with_the_same_stretch_a_year_before(text: str, told: list[str]) -> None:
    assert values(text, AUTUMN) == told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A bomb exploded next to the ministry on Sunday.", "2023-01-01"),
        ("The road stays closed until Sunday.", "2023-01-08"),
        ("The truce had been due to end Sunday.", "2023-01-01"),
        ("The terms to be published in February were secret.", "2023-02"),
        ("It went off on Monday [2 January] at noon.", "2023-01-02"),
    ],
)
def test_words_around_a_time_say_whether_it_lies_ahead(text: str, value: str) -> None:
    assert values(text)[0] == value


def test_the_last_hours_are_this_day_and_a_whole_day_of_hours_the_one_before_too() -> None:
    assert days("Two men died in the last few hours.") == [("2023-01-03", "2023-01-03")]
    assert days("Two men died in the last 24 hours.") == [("2023-01-02", "2023-01-03")]


def test_an_hour_keeps_the_day_it_is_told_with() -> None:
    assert days("It happened just before 9 a.m. Monday.") == [("2023-01-02", "2023-01-02")]
    assert values("They met at 1115 Mt. Vernon Road.") == []


def test_an_hour_told_alone_of_a_deed_lies_on_the_day_last_told_or_the_evening_before() -> None:
    assert days("Shots rang out at 10 p.m.", tense=Tense.PAST) == [("2023-01-02", "2023-01-02")]
    assert days("Shots rang out at 7 a.m.", tense=Tense.PAST) == [("2023-01-03", "2023-01-03")]
    told = days("He was hurt on Saturday. The call came at 7 a.m. from a neighbour.", tense=Tense.PAST)
    assert told == [("2022-12-31", "2022-12-31")] * 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks stopped following the 31 December attack on a depot.", "2022-12-31"),
        ("Talks stopped after Sunday's raid.", "2023-01-01"),
    ],
)
def test_a_day_that_names_a_deed_bounds_nothing(text: str, day: str) -> None:
    assert days(text) == [(day, day)]


def test_no_time_goes_on_in_the_next_paragraph() -> None:
    assert values("He was found at 7 p.m.\n\nOn Monday his brother came.", tense=Tense.PAST) == [
        "2023-01-02T19:00",
        "2023-01-02",
    ]


def test_a_house_number_is_no_year() -> None:
    assert values("A man was hit in the 1900 block of Elm Street.") == []
