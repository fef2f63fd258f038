"""Where an event without a place of its own took place, from the whole report."""

from __future__ import annotations

from khaldun.knowledge.places import Gazetteer
from khaldun.model import Link, Place, PlacePrecision, RoleName
from tests.resolve.test_places import links

LUBBOCK = (
    "LUBBOCK, Texas – A man was shot dead at his home on Friday night. "
    "Lubbock police found him in the kitchen. He had lived in Lubbock for years."
)


def _places(found: tuple[Link, ...]) -> list[Place]:
    return [link.to for link in found if link.role is RoleName.PLACE and isinstance(link.to, Place)]


def test_a_local_report_is_set_in_its_town_and_says_that_it_was_inferred(gazetteer: Gazetteer) -> None:
    found = links(gazetteer, LUBBOCK, None)
    (place,) = _places(found)
    assert (place.name, place.admin1, place.country) == ("Lubbock", "Texas", "USA")
    assert found[0].span is None
    assert found[0].because[0].rule == "places:scene-of-report"
    assert found[0].score < 0.6  # never as sure as a place told


def test_a_street_stands_in_the_town_of_the_report(gazetteer: Gazetteer) -> None:
    text = LUBBOCK.replace("at his home", "on Zzelmont Drive")
    place = _places(links(gazetteer, text, "on Zzelmont Drive"))[0]
    assert (place.precision, place.point_from, place.admin1) == (PlacePrecision.FACILITY, "Lubbock", "Texas")
    assert place.lat is not None


def test_a_village_nobody_knows_borrows_no_point(gazetteer: Gazetteer) -> None:
    text = "MAIDUGURI, Nigeria – Gunmen burned homes in Zzagawa on Friday. The governor spoke in Maiduguri."
    told, inferred = _places(links(gazetteer, text, "in Zzagawa"))
    assert (told.name, told.lat, told.country) == ("Zzagawa", None, "NGA")
    assert inferred.name == "Maiduguri"


def test_the_report_s_town_in_the_county_told(gazetteer: Gazetteer) -> None:
    text = LUBBOCK.replace("at his home", "in Lubbock County")
    assert [place.precision for place in _places(links(gazetteer, text, "in Lubbock County"))] == [
        PlacePrecision.TOWN,
        PlacePrecision.DISTRICT,
    ]


def test_a_person_s_surname_is_no_town(gazetteer: Gazetteer) -> None:
    text = "LUBBOCK, Texas – Gunmen shot Ann Winston on Friday, Lubbock police said."
    assert [place.name for place in _places(links(gazetteer, text, None, "Ann Winston"))] == ["Lubbock"]


def test_a_state_s_nickname_is_not_its_name(gazetteer: Gazetteer) -> None:
    state = gazetteer.admin1("USA", "California")
    assert state is not None
    assert state.name == "California"
    assert all(place.name != "California" for place in gazetteer.named("Golden"))
