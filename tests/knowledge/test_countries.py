from __future__ import annotations

import pytest

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.names import fold, fold_with_offsets


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Kremlin", "kremlin"),
        ("al-Shabaab", "al shabaab"),
        ("Jüri Ratas", "juri ratas"),
        ("Côte d’Ivoire", "cote divoire"),
        ("U.S.", "us"),
        ("D.R. Congo", "dr congo"),
        ("St. Andrews", "st andrews"),
        ("Łódź  Voivodeship", "lodz voivodeship"),
        ("the", "the"),
        ("Theresa May", "theresa may"),
        ("ＮＡＴＯ", "nato"),
    ],
)
def test_names_fold(name, folded):
    assert fold(name) == folded


def test_every_folded_letter_points_at_its_origin():
    text = "  Côte d’Ivoire's U.S.-backed “Force”"
    folded = fold_with_offsets(text)
    assert folded.text == "cote divoire us backed force"
    assert len(folded.text) == len(folded.offsets)
    at = folded.text.index("force")
    assert text[folded.offsets[at] :].startswith("Force")


def test_codes_are_unique_and_well_formed():
    countries = list(Countries.load())
    assert len(countries) >= 250
    assert len({c.alpha3 for c in countries}) == len({c.alpha2 for c in countries}) == len(countries)
    assert all(len(c.alpha3) == 3 and len(c.alpha2) == 2 and c.alpha3.isupper() for c in countries)
    known = {c.alpha3 for c in countries}
    assert all(c.sovereign in known for c in countries if c.sovereign)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Burma", "MMR"), ("the UK", "GBR"), ("U.S.", "USA"), ("DRC", "COD"), ("Ivory Coast", "CIV"),
     ("Türkiye", "TUR"), ("Czech Republic", "CZE"), ("Timor-Leste", "TLS"), ("us", None), ("Atlantis", None)],
)  # fmt: skip
def test_names_and_aliases(name, code):
    found = Countries.load().named(name)
    assert (found.alpha3 if found else None) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("Afghan", "AFG"), ("Afghanis", "AFG"), ("Pakistanis", "PAK"), ("British", "GBR"), ("Burmese", "MMR"),
     ("Frenchmen", "FRA"), ("Nigerien", "NER"), ("Nigerian", "NGA"), ("North Korean", "PRK"), ("us", None),
     ("Swiss", "CHE"), ("Danes", "DNK")],
)  # fmt: skip
def test_demonyms(word, code):
    found = Countries.load().demonym(word)
    assert (found.alpha3 if found else None) == code


def test_capitals_and_houses_stand_for_governments():
    countries = Countries.load()
    assert countries.capital("Beijing").alpha3 == "CHN"
    assert countries.capital("Pristina").alpha3 == "XKX"
    assert countries.metonym("the Kremlin").alpha3 == "RUS"
    assert countries.metonym("Downing Street").alpha3 == "GBR"
    assert countries.capital("Karachi") is None


def test_every_sovereign_state_has_a_demonym():
    bare = [c.alpha3 for c in Countries.load() if c.cow and not c.demonyms]
    assert set(bare) <= {"DMA", "AND"}
