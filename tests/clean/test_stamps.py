from __future__ import annotations

from datetime import datetime

import pytest

from khaldun.clean.stamps import declared_stamp, stamps_of_line
from khaldun.clean.zones import Surroundings, country_of_host, read_zone


@pytest.mark.parametrize(
    ("line", "role", "at", "zone"),
    [
        ("Updated January 3rd, 2023 at 17:27 IST", "updated", "2023-01-03T17:27", "IST"),
        ("Published: 3 January 2023 05:27 PM (GMT+5:30)", "published", "2023-01-03T17:27", "GMT+5:30"),
        ("Jan 3, 2023, 5:27 p.m. ET", "", "2023-01-03T17:27", "ET"),
        ("Tuesday, 3 Jan. 2023", "", "2023-01-03T00:00", None),
        ("Last updated 2023-01-03 17:27 UTC", "updated", "2023-01-03T17:27", "UTC"),
        ("17:27 UTC, January 3, 2023", "", "2023-01-03T17:27", "UTC"),
        ("Posted on 13/01/2023", "published", "2023-01-13T00:00", None),
        ("Posted on 01/13/2023", "published", "2023-01-13T00:00", None),
        ("Updated: 12 December 2022, 22:10 Kabul time", "updated", "2022-12-12T22:10", "Kabul"),
        ("First published on Tue 3 Jan 2023 12.05 GMT", "published", "2023-01-03T12:05", "GMT"),
        ("3rd of January 2023, 12:30 am", "", "2023-01-03T00:30", None),
    ],
)
def test_stamps_are_read(line, role, at, zone):
    (stamp,) = stamps_of_line(line)
    assert (stamp.role, stamp.at, stamp.zone) == (role, datetime.fromisoformat(at), zone)
    assert stamp.quote == line
    assert stamp.precision == ("minute" if not at.endswith("00:00") else "day")


def test_two_stamps_on_one_line():
    line = "Published: January 3, 2023 10:00 IST | Updated: January 4, 2023 11:30 IST"
    assert [(stamp.role, stamp.at.day) for stamp in stamps_of_line(line)] == [("published", 3), ("updated", 4)]
    assert len(stamps_of_line(line.replace(" |", ","))) == 2


@pytest.mark.parametrize(
    "line",
    [
        "On January 3, 2023 gunmen attacked the hotel.",
        "The law of 3 January 2023 was never published",
        "03/04/2023",
        "31 February 2023",
        "Published January 3, 9999",
        "January 3, 1066",
        "Kabul, January 3, 2023",
        "Flight 2023-01-03-17",
        "17:27",
    ],
)
def test_what_is_no_stamp(line):
    assert stamps_of_line(line) == ()


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2023-01-03T17:27:00+05:30", "2023-01-03T17:27:00+05:30"),
        ("2023-01-03T17:27:00.000Z", "2023-01-03T17:27:00+00:00"),
        ("2023-01-03 17:27:00", "2023-01-03T17:27:00"),
        ("2023-01-03", "2023-01-03T00:00:00"),
        ("Tue, 03 Jan 2023 17:27:00 +0530", "2023-01-03T17:27:00+05:30"),
        ("Tue, 03 Jan 2023 17:27:00 GMT", "2023-01-03T17:27:00+00:00"),
        ("1672747020", "2023-01-03T11:57:00+00:00"),
        ("1672747020000", "2023-01-03T11:57:00+00:00"),
        ("January 3, 2023", "2023-01-03T00:00:00"),
    ],
)
def test_declared_moments_are_read(value, at):
    assert declared_stamp(value, "published", "x").at == datetime.fromisoformat(at)


@pytest.mark.parametrize(
    "value", ["", "yesterday", "9999-12-31", "0000-00-00", "1899-12-31", "99999999999999999999", "2023", "nan"]
)
def test_what_declares_no_moment(value):
    assert declared_stamp(value, "published", "x") is None


WINTER, SUMMER = datetime(2023, 1, 3, 17, 27), datetime(2023, 7, 3, 17, 27)
SOUTH_ASIA = "The Taliban in Afghanistan spoke with Pakistan and with Indian diplomats in Kabul."
LEVANT = "Israeli troops entered Gaza, the Palestinian ministry said; Lebanon and Egypt objected."


def hours(mark: str, at: datetime, text: str = "", country: str | None = None) -> float | None:
    zone = read_zone(mark, at, Surroundings(country, "the outlet is of that country", text)).zone
    return at.replace(tzinfo=zone).utcoffset().total_seconds() / 3600 if zone else None


@pytest.mark.parametrize(
    ("mark", "at", "text", "country", "offset"),
    [
        ("IST", WINTER, SOUTH_ASIA, None, 5.5),
        ("IST", WINTER, LEVANT, None, 2),
        ("IST", SUMMER, LEVANT, None, None),  # Israel is on IDT in July: its places say nothing for India
        ("IST", SUMMER, "Police in Dublin said three Irish soldiers died.", None, 1),
        ("IST", WINTER, LEVANT, "IND", 5.5),
        ("IST", WINTER, "", "ISR", 2),
        ("IST", WINTER, "Nothing is named here.", None, None),
        ("IST", WINTER, SOUTH_ASIA + LEVANT, None, None),
        ("CST", WINTER, "Beijing and Taipei traded threats.", None, 8),
        ("CST", WINTER, "", "USA", -6),
        ("BST", SUMMER, "", "GBR", 1),
        ("BST", SUMMER, "Police in Dhaka shot two Bangladeshi students.", None, 6),
        ("AST", WINTER, "Saudi jets struck Yemen.", None, 3),
        ("PKT", WINTER, "", None, 5),
        ("GMT", SUMMER, "", None, 0),
        ("EST", WINTER, "", None, -5),
        ("ET", SUMMER, "", None, -4),
        ("Kabul", WINTER, "", None, 4.5),
        ("Beijing", WINTER, "", None, 8),
        ("XYZT", WINTER, SOUTH_ASIA, None, None),
    ],
)
def test_zones_are_decided_by_evidence_or_not_at_all(mark, at, text, country, offset):
    assert hours(mark, at, text, country) == offset


def test_a_decision_says_what_decided_it():
    reading = read_zone("IST", WINTER, Surroundings(None, "", SOUTH_ASIA))
    assert "Afghanistan" in reading.because
    assert "Irish Standard Time is not in force" in reading.because
    assert "may be" in read_zone("IST", WINTER, Surroundings(None, "", "")).because


@pytest.mark.parametrize(
    ("host", "country"),
    [("a.co.in", "IND"), ("paper.co.uk", "GBR"), ("x.pk", "PAK"), ("a.com", None), ("news.tv", None), ("", None)],
)
def test_a_host_tells_its_country(host, country):
    assert country_of_host(host) == country
