"""The gazetteer, over the real compiled index."""

from __future__ import annotations

from khaldun.knowledge.places import Gazetteer
from khaldun.model import Place, PlacePrecision


def first(gazetteer: Gazetteer, name: str, country: str | None = None) -> Place:
    places = gazetteer.named(name, country=country)
    assert places, f"no place named {name}"
    return places[0]


def test_a_town_carries_what_contains_it(gazetteer: Gazetteer) -> None:
    kabul = first(gazetteer, "Kabul")
    assert (kabul.precision, kabul.country, kabul.admin1) == (PlacePrecision.TOWN, "AFG", "Kabul")
    assert kabul.lat is not None
    assert abs(kabul.lat - 34.5) < 0.2
    assert (kabul.population or 0) > 1_000_000


def test_areas_have_no_point_of_their_own(gazetteer: Gazetteer) -> None:
    areas = [first(gazetteer, name) for name in ("Afghanistan", "Helmand", "Sahel", "Ituri")]
    assert [place.precision for place in areas] == [
        PlacePrecision.COUNTRY,
        PlacePrecision.PROVINCE,
        PlacePrecision.REGION,
        PlacePrecision.PROVINCE,
    ]
    assert all(place.lat is None and place.lon is None for place in areas)


def test_an_area_has_a_representative_point_only_when_asked(gazetteer: Gazetteer) -> None:
    helmand = first(gazetteer, "Helmand")
    point = gazetteer.representative_point(helmand)
    assert point is not None
    assert 29 < point[0] < 34
    assert 61 < point[1] < 66


def test_press_and_historical_names_lead_to_the_place(gazetteer: Gazetteer) -> None:
    for old, new, country in (("Kiev", "Kyiv", "UKR"), ("Rangoon", "Yangon", "MMR"), ("Calcutta", "Kolkata", "IND")):
        assert first(gazetteer, old).id == first(gazetteer, new, country).id


def test_marks_hyphens_and_case_do_not_matter(gazetteer: Gazetteer) -> None:
    ids = {first(gazetteer, name).id for name in ("Lashkar Gah", "LASHKAR GAH", "Lashkar-Gah", "Lashkar Gāh")}
    assert len(ids) == 1


def test_another_transliteration_is_a_second_chance(gazetteer: Gazetteer) -> None:
    for name, country in (("Tel Refaat", "SYR"), ("Herak", "SYR"), ("Der Ezzor", "SYR"), ("Qandahaar", "AFG")):
        found = gazetteer.sounding(name, country=country)
        assert found, name
        assert found[0].country == country
    assert gazetteer.sounding("Tel Refaat", country="AFG") == ()


def test_country_narrows_a_name(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Georgia").id == "country:GEO"
    assert {place.country for place in gazetteer.named("Georgia", country="USA")} == {"USA"}
    assert len(gazetteer.named("San Jose", limit=3)) == 3


def test_a_part_of_a_state_is_not_the_state(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Scotland").precision is PlacePrecision.PROVINCE
    assert first(gazetteer, "Britain").id == "country:GBR"


def test_get_gives_back_what_named_gave(gazetteer: Gazetteer) -> None:
    for name in ("Kabul", "Helmand", "Donbas", "Nigeria"):
        place = first(gazetteer, name)
        assert gazetteer.get(place.id) == place
    assert gazetteer.get("geonames:0") is None
    assert gazetteer.get("geonames:x") is None
    assert gazetteer.get("country:ZZZ") is None


def test_units_by_name(gazetteer: Gazetteer) -> None:
    aleppo = gazetteer.admin1("SYR", "Aleppo Governorate")
    assert aleppo is not None
    assert aleppo.name == "Aleppo"
    assert gazetteer.admin1("SYR", "Helmand") is None
    district = gazetteer.admin2("SYR", "Maarat al-Numaan district")
    assert district is not None
    assert district.admin1 == "Idlib"


def test_known_is_about_names_not_words(gazetteer: Gazetteer) -> None:
    assert gazetteer.known("Chasiv Yar")
    assert not gazetteer.known("Xyzzyville")
    assert not gazetteer.known("")
