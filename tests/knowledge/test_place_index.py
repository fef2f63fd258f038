"""Compiling the index: once, atomically, announced; and the tables it is made from."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from khaldun.knowledge import place_build, place_index
from khaldun.knowledge.place_build import Row, add_nicknames, fill
from khaldun.knowledge.place_names import is_latin, loose_key, name_key
from khaldun.knowledge.place_tables import Nickname, Regions, facilities, nicknames
from khaldun.knowledge.places import Gazetteer
from khaldun.model import PlacePrecision


def town(id: int, name: str, people: int, country: str = "AFG", names: tuple[str, ...] = ()) -> Row:
    return Row(
        id, None, name, PlacePrecision.TOWN, country, list(names), lat=1.0, lon=2.0, population=people, weight=people
    )


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, and two towns for the whole world."""
    monkeypatch.setenv("KHALDUN_CACHE", str(tmp_path / "cache"))
    rows = [town(1, "Farāh", 50_000, names=("Farrah",)), town(2, "Farah", 900, "EGY")]
    monkeypatch.setattr(place_build, "_rows", lambda: rows)
    return tmp_path / "cache"


def test_compiled_once_and_announced_once(small: Path) -> None:
    told: list[str] = []
    path = place_index.compile_index(told.append)
    assert path.parent == small
    assert place_index.compile_index(told.append) == path
    assert len(told) == 1
    assert "\n" not in told[0]
    assert [file.name for file in small.iterdir()] == [path.name]


def test_likelier_places_come_first(small: Path) -> None:
    gazetteer = Gazetteer.open()
    assert [place.country for place in gazetteer.named("farah")] == ["AFG", "EGY"]
    assert [place.country for place in gazetteer.named("Farrah")] == ["AFG"]
    gazetteer.close()


def test_a_failed_compilation_leaves_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(place_build, "fill", broken)
    with pytest.raises(OSError, match="disk full"):
        place_index.compile_index()
    assert list(small.iterdir()) == []


def test_the_index_cannot_be_written_through(small: Path) -> None:
    connection = place_index.open_index(place_index.compile_index())
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM place")
    connection.close()


def test_our_own_data_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = place_index.index_path()
    monkeypatch.setattr(place_index, "FORMAT", "other")
    assert place_index.index_path() != before


def test_fill_writes_every_name_once() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(place_index.SCHEMA)
    original = place_build._rows
    place_build._rows = lambda: [town(1, "Kut", 10, names=("KUT", "Kūt", "Al Kut"))]
    try:
        fill(connection)
    finally:
        place_build._rows = original
    assert connection.execute("SELECT key FROM name ORDER BY key").fetchall() == [("al kut",), ("kut",)]
    connection.close()


def test_a_nickname_goes_to_the_biggest_bearer() -> None:
    big, small_one = town(1, "Farah", 50_000), town(2, "Farah", 10)
    left = add_nicknames([small_one, big], [Nickname("Farah", "AFG", "Phrada"), Nickname("Nowhere", "AFG", "X")])
    assert "Phrada" in big.main
    assert "Phrada" not in small_one.main
    assert [nickname.target for nickname in left] == ["Nowhere"]


def test_every_facility_and_nickname_has_its_place(gazetteer: Gazetteer) -> None:
    for facility in facilities():
        towns = gazetteer.named(facility.town, country=facility.country)
        assert any(place.precision is PlacePrecision.TOWN for place in towns), facility
    for nickname in nicknames():
        assert gazetteer.named(nickname.name), nickname


def test_regions_are_whole(gazetteer: Gazetteer) -> None:
    slugs = [region.slug for region in Regions.load()]
    assert len(slugs) == len(set(slugs))
    for region in Regions.load():
        place = gazetteer.get(f"region:{region.slug}")
        assert place is not None
        assert (place.country, place.lat) == (region.country, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dayr az-Zawr", "Deir ez-Zor"), ("Ash Shaykh Miskin", "Sheikh Meskine"), ("Qandahar", "Kandahaar")],
)
def test_transliterations_share_a_loose_key(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


def test_different_names_keep_different_loose_keys() -> None:
    assert loose_key("Mosul") != loose_key("Basra")


def test_name_key_and_script() -> None:
    assert name_key("Ta'izz") == name_key("TAIZZ") == name_key("Ta‘izz")
    assert is_latin("N’Djamena")
    assert not is_latin("Кабул")
