"""The towns of local outlets, by the host."""

from __future__ import annotations

import pytest

from khaldun.knowledge.place_tables import outlets
from khaldun.knowledge.places import Gazetteer
from khaldun.resolve.places.home import home_towns


@pytest.mark.parametrize(
    ("host", "town", "province"),
    [
        ("kokomotribune.com", "Kokomo", "Indiana"),
        ("santafegazette.com", "Santa Fe", "New Mexico"),
        ("abc7chicago.com", "Chicago", "Illinois"),
        ("blogs.toledoblade.com", "Toledo", "Ohio"),
    ],
)
def test_an_outlet_has_the_town_it_is_named_for_or_works_from(
    gazetteer: Gazetteer, host: str, town: str, province: str
) -> None:
    assert (town, province) in {(place.name, place.admin1) for place in home_towns(host, gazetteer)}


@pytest.mark.parametrize("host", ["", "heraldnews.com", "example.com", "qzxvw.org"])
def test_other_hosts_tell_no_town(gazetteer: Gazetteer, host: str) -> None:
    assert home_towns(host, gazetteer) == ()


def test_every_outlet_of_the_table_stands_in_a_town_we_know(gazetteer: Gazetteer) -> None:
    assert all(home_towns(host, gazetteer) for host in outlets())
