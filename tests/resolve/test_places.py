"""Places of events and of whole reports, over the real gazetteer and parser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khaldun.knowledge.places import Gazetteer
from khaldun.model import (
    Dossier,
    Event,
    EventType,
    Link,
    Place,
    PlacePrecision,
    Role,
    RoleName,
    Span,
    Status,
)
from khaldun.resolve.places import resolve_places
from khaldun.resolve.places.report import find_places
from tests.conftest import annotated


def coded(text: str, place: str | None, recipient: str | None = None) -> Dossier:
    """A report with one event, its roles given by their words."""
    dossier = annotated(text)
    assert dossier.report is not None
    assert dossier.sentences is not None
    spans = {
        name: _span(text, words) for name, words in ((RoleName.PLACE, place), (RoleName.RECIPIENT, recipient)) if words
    }
    roles = tuple(Role(name, span, span) for name, span in spans.items())
    anchor = next(iter(spans.values()), dossier.sentences[0].span)
    sentence = next(s for s in dossier.sentences if s.span.contains(anchor))
    event = Event(
        "event-1", dossier.report.id, sentence.id, "plover", EventType.ASSAULT, None, (), sentence.span, roles, (),
        None, None, Status.HAPPENED, (), (), 1.0, "test",
    )  # fmt: skip
    return replace(dossier, events=(event,))


def _span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def links(gazetteer: Gazetteer, text: str, place: str | None, recipient: str | None = None) -> tuple[Link, ...]:
    found = resolve_places(coded(text, place, recipient), gazetteer)
    for link in found:
        assert link.because
        assert all(because.span is None or because.span.holds_in(text) for because in link.because)
        assert all(because.span or because.rule for because in link.because)
    return found


def best(gazetteer: Gazetteer, text: str, place: str | None, recipient: str | None = None) -> Place:
    to = links(gazetteer, text, place, recipient)[0].to
    assert isinstance(to, Place)
    return to


def test_the_narrowest_name_is_the_place_and_the_wider_one_decides(gazetteer: Gazetteer) -> None:
    place = best(gazetteer, "Two men were shot dead in Athens, Georgia, on Sunday.", "in Athens, Georgia")
    assert (place.precision, place.country, place.admin1) == (PlacePrecision.TOWN, "USA", "Georgia")
    place = best(gazetteer, "Two men were shot dead in Athens, Greece, on Sunday.", "in Athens, Greece")
    assert place.country == "GRC"


def test_a_region_known_to_us_has_no_point(gazetteer: Gazetteer) -> None:
    text = "Turkish commandos raided shelters in the mountainous Hakurk area of northern Iraq on Monday."
    place = best(gazetteer, text, "in the mountainous Hakurk area of northern Iraq")
    assert (place.name, place.precision, place.country, place.lat) == ("Hakurk", PlacePrecision.REGION, "IRQ", None)


def test_a_facility_borrows_the_point_of_its_town_and_says_so(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in a mosque in Maiduguri, Nigeria."
    place = best(gazetteer, text, "in a mosque in Maiduguri, Nigeria")
    assert (place.name, place.precision, place.point_from) == (
        "mosque, Maiduguri",
        PlacePrecision.FACILITY,
        "Maiduguri",
    )
    assert place.lat is not None


def test_a_facility_in_an_area_has_no_point(gazetteer: Gazetteer) -> None:
    place = best(gazetteer, "Gunmen seized a hospital in Helmand.", "a hospital in Helmand")
    assert (place.precision, place.lat, place.point_from) == (PlacePrecision.FACILITY, None, "")
    assert place.country == "AFG"


def test_a_well_known_facility_is_placed_by_our_table(gazetteer: Gazetteer) -> None:
    text = "Gunmen stormed the Longan Hotel on Monday. The attack shook Afghanistan."
    found = links(gazetteer, text, "the Longan Hotel")[0]
    assert isinstance(found.to, Place)
    assert (found.to.precision, found.to.point_from, found.to.country) == (PlacePrecision.FACILITY, "Kabul", "AFG")
    assert [because.rule for because in found.because] == ["places:well-known-facility"]


def test_a_namesake_in_another_country_is_not_the_well_known_facility(gazetteer: Gazetteer) -> None:
    text = "Gunmen stormed the Longan Hotel on Monday. The attack shook Kenya."
    assert all(
        not isinstance(link.to, Place) or link.to.country != "AFG"
        for link in links(gazetteer, text, "the Longan Hotel")
    )


def test_an_unlisted_village_keeps_its_name_beside_a_known_one(gazetteer: Gazetteer) -> None:
    text = "Gunmen burned homes in Zzagawa village near Damasak, Nigeria."
    place = best(gazetteer, text, "in Zzagawa village near Damasak, Nigeria")
    assert (place.name, place.point_from, place.country) == ("Zzagawa village", "Damasak", "NGA")
    assert place.id.startswith("text:")


def test_a_part_of_an_area_keeps_its_words_and_has_no_point(gazetteer: Gazetteer) -> None:
    place = best(gazetteer, "Troops moved into northwestern Syria on Monday.", "into northwestern Syria")
    assert (place.name, place.precision, place.country) == ("northwestern Syria", PlacePrecision.REGION, "SYR")
    assert place.lat is None
    border = best(gazetteer, "Soldiers massed along the Gaza border.", "along the Gaza border")
    assert (border.name, border.country, border.lat) == ("Gaza border", "PSE", None)


def test_an_unlisted_area_is_named_by_its_own_words(gazetteer: Gazetteer) -> None:
    text = "Commandos fought in the mountainous Zzakurd area of northern Iraq."
    place = best(gazetteer, text, "in the mountainous Zzakurd area of northern Iraq")
    assert (place.name, place.country, place.lat) == ("Zzakurd area", "IRQ", None)


def test_a_name_nobody_knows_lies_in_the_country_of_the_report(gazetteer: Gazetteer) -> None:
    text = "Police found him in a rental unit in the Zzedcliff Grove area. The streets of Ottawa were calm."
    found = links(gazetteer, text, "in a rental unit in the Zzedcliff Grove area")[0]
    assert isinstance(found.to, Place)
    assert (found.to.name, found.to.country, found.to.lat) == ("Zzedcliff Grove area", "CAN", None)
    assert "places:name-only" in {because.rule for because in found.because}


def test_a_hyphenated_name_is_not_read_by_its_first_part(gazetteer: Gazetteer) -> None:
    text = "Gunmen attacked a wedding in Dasht-e-Barchi on Friday, Afghan officials said."
    place = best(gazetteer, text, "in Dasht-e-Barchi")
    assert (place.name, place.precision, place.point_from) == (
        "Dasht-e-Barchi, Kabul",
        PlacePrecision.DISTRICT,
        "Kabul",
    )
    assert "Dasht" not in {found.span.quote for found in find_places(annotated(text), gazetteer)}


def test_a_road_or_centre_borrows_the_point_of_its_town(gazetteer: Gazetteer) -> None:
    text = "A bomber struck an education centre in western Kabul on Friday."
    place = best(gazetteer, text, "an education centre in western Kabul")
    assert (place.name, place.precision, place.point_from) == (
        "education centre, Kabul",
        PlacePrecision.FACILITY,
        "Kabul",
    )


def test_province_and_its_capital(gazetteer: Gazetteer) -> None:
    text = "Rebels attacked Farah province on Friday, Afghan officials said."
    assert best(gazetteer, text, "Farah province").precision in {PlacePrecision.PROVINCE, PlacePrecision.TOWN}
    assert best(gazetteer, text, "Farah province").country == "AFG"


def test_without_a_place_the_country_of_the_victims_is_inferred(gazetteer: Gazetteer) -> None:
    text = "A roadside bomb killed three Afghan police officers. Afghan leaders condemned it."
    found = links(gazetteer, text, None, "three Afghan police officers")[0]
    assert isinstance(found.to, Place)
    assert (found.to.id, found.to.precision, found.span) == ("country:AFG", PlacePrecision.COUNTRY, None)
    assert found.because[0].rule == "places:country-of-recipient"
    assert found.score <= 0.5


def test_a_town_that_suffers_is_the_place_but_a_country_is_not(gazetteer: Gazetteer) -> None:
    found = links(gazetteer, "Three rockets hit Hebron in the West Bank.", None, "Hebron")[0]
    assert isinstance(found.to, Place)
    assert (found.to.precision, found.to.country, found.span) == (PlacePrecision.TOWN, "PSE", None)
    assert found.because[0].rule == "places:target-is-place"
    whole = links(gazetteer, "Iran threatened Israel.", None, "Israel")[0]
    assert not isinstance(whole.to, Place) or whole.to.lat is None


def test_without_any_sign_nothing_is_claimed(gazetteer: Gazetteer) -> None:
    found = links(gazetteer, "A bomb killed three men. Nobody claimed the attack.", None)
    assert [(link.to, link.rank) for link in found] == [(None, 0)]


def test_a_phrase_that_names_nothing_known_is_a_link_to_none(gazetteer: Gazetteer) -> None:
    found = links(gazetteer, "A bomb killed three men in the old quarry.", "in the old quarry")
    assert found[0].to is None
    assert found[0].span is not None


def test_the_same_report_gives_the_same_links(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in a mosque in Maiduguri, Nigeria."
    assert links(gazetteer, text, "in a mosque in Maiduguri, Nigeria") == links(
        gazetteer, text, "in a mosque in Maiduguri, Nigeria"
    )


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        ("Paris Hilton flew to Lyon in France.", {"Lyon", "France"}, {"Paris"}),
        ("Michael Jordan met the mayor of Mosul, Iraq.", {"Mosul", "Iraq"}, {"Jordan"}),
        ("Afghan police searched homes in Herat.", {"Herat"}, {"Afghan"}),
        ("He was reading in a mobile home near Kandahar.", {"Kandahar"}, {"reading", "mobile"}),
    ],
)
def test_names_that_are_places_and_names_that_are_not(
    gazetteer: Gazetteer, text: str, there: set[str], not_there: set[str]
) -> None:
    found = {place.span.quote for place in find_places(annotated(text), gazetteer)}
    assert there <= found
    assert not found & not_there


def test_demonyms_come_only_when_asked_for(gazetteer: Gazetteer) -> None:
    dossier = annotated("Afghan police searched homes in Herat.")
    found = find_places(dossier, gazetteer, demonyms=True)
    people = [place for place in found if place.demonym]
    assert [place.span.quote for place in people] == ["Afghan"]
    assert people[0].readings[0].place.id == "country:AFG"


def test_other_places_of_the_report_decide_among_namesakes(gazetteer: Gazetteer) -> None:
    text = "Protesters gathered in Tripoli on Friday. Others marched in Beirut and Sidon, police in Lebanon said."
    found = {place.span.quote: place for place in find_places(annotated(text), gazetteer)}
    assert found["Tripoli"].readings[0].place.country == "LBN"


def test_a_report_without_places_has_none(gazetteer: Gazetteer) -> None:
    assert find_places(annotated("Nothing happened today."), gazetteer) == ()


def test_a_weak_name_is_read_where_the_phrase_has_no_other(gazetteer: Gazetteer) -> None:
    text = "A man was shot in a Kokomo residence on Friday. Deputies of Howard County, Indiana, came."
    place = best(gazetteer, text, "in a Kokomo residence")
    assert (place.point_from, place.admin1) == ("Kokomo", "Indiana")


def test_a_quarter_is_not_the_town_of_its_name(gazetteer: Gazetteer) -> None:
    text = "CHICAGO, Illinois (AP) -- Two men were shot in the Austin neighborhood. Chicago police said so in Chicago."
    place = best(gazetteer, text, "in the Austin neighborhood")
    assert place.admin1 != "Texas"


def test_a_word_beside_a_name_tells_its_kind(gazetteer: Gazetteer) -> None:
    place = best(gazetteer, "Two hikers were killed in Washington state on Friday.", "in Washington state")
    assert place.precision is PlacePrecision.PROVINCE


def test_a_local_outlet_tells_the_town_that_no_word_of_its_report_names(gazetteer: Gazetteer) -> None:
    dossier = coded("A boy was shot by his brother, officers said.", None)
    assert dossier.report is not None
    told = replace(dossier, report=replace(dossier.report, url="http://www.toledoblade.com/local/boy-shot.html"))
    first = resolve_places(told, gazetteer)[0]
    assert isinstance(first.to, Place)
    assert (first.to.name, first.to.admin1, first.because[0].rule) == ("Toledo", "Ohio", "places:outlet-town")
    assert first.score < 0.6  # never as sure as a place told


def test_an_unlisted_name_told_to_lie_in_an_area_lies_there(gazetteer: Gazetteer) -> None:
    text = "Gunmen shot farmers outside the town of Zzarsalogho in Burkina Faso on Saturday."
    place = best(gazetteer, text, "Zzarsalogho in Burkina Faso")
    assert (place.name, place.country, place.precision) == ("Zzarsalogho", "BFA", PlacePrecision.TOWN)


def test_a_quarter_lies_in_the_town_named_behind_it(gazetteer: Gazetteer) -> None:
    text = "A strike hit the Zzuffah district in eastern Gaza City. Israel and Egypt spoke in Cairo."
    place = best(gazetteer, text, "the Zzuffah district")
    assert (place.country, place.precision) == ("PSE", PlacePrecision.DISTRICT)


def test_a_name_joined_by_a_hyphen_to_an_unknown_one_is_no_town_of_the_first_part(gazetteer: Gazetteer) -> None:
    text = "Gangs stormed the Haitian town of Pont-Zzonde on Thursday, police in Haiti said."
    place = best(gazetteer, text, "the Haitian town of Pont-Zzonde")
    assert place.country == "HTI"


def test_a_small_town_abroad_that_is_called_otherwise_is_not_meant(gazetteer: Gazetteer) -> None:
    text = "In Bolan a bridge was blown up. Pakistan sent troops. Police in Karachi and Lahore in Pakistan were warned."
    place = best(gazetteer, text, "Bolan")
    assert (place.name, place.country) == ("Bolan", "PAK")


def test_the_town_of_a_desk_is_not_where_a_deed_in_its_area_was(gazetteer: Gazetteer) -> None:
    text = "QUETTA, Pakistan - Militants attacked police posts across Pakistan's Balochistan province on Sunday."
    place = best(gazetteer, text, "Pakistan's Balochistan province")
    assert place.name == "Balochistan"
    first = next(link for link in links(gazetteer, text, "Pakistan's Balochistan province"))
    assert isinstance(first.to, Place)
    assert first.to.name == "Balochistan"
