"""Where the deeds of a local outlet's reports took place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khaldun.knowledge.places import Gazetteer
from khaldun.model import Link, Part, Place
from khaldun.resolve.places import resolve_places
from khaldun.resolve.places.headline_tail import tail_of_headline
from tests.conftest import annotated
from tests.resolve.test_places import coded


def _local(gazetteer: Gazetteer, text: str, host: str, place: str | None = None) -> tuple[Link, ...]:
    dossier = coded(text, place)
    assert dossier.report is not None
    report = replace(dossier.report, url=f"https://www.{host}/crime/story-1")
    return resolve_places(replace(dossier, report=report), gazetteer)


def _towns(found: tuple[Link, ...]) -> list[tuple[str, str | None]]:
    return [(link.to.point_from or link.to.name, link.to.admin1) for link in found if isinstance(link.to, Place)]


def test_a_report_that_names_no_place_is_set_in_the_town_of_its_outlet(gazetteer: Gazetteer) -> None:
    text = "A man was shot dead at his home on Friday night. Officers found him in the kitchen."
    found = _local(gazetteer, text, "kokomotribune.com")
    assert _towns(found)[0] == ("Kokomo", "Indiana")
    assert found[0].span is None
    assert found[0].because[0].rule == "places:outlet-town"


def test_a_quarter_is_not_its_namesake_far_away(gazetteer: Gazetteer) -> None:
    text = "A man was shot dead in Homewood on Friday night. Pittsburgh police found him on the pavement."
    towns = _towns(_local(gazetteer, text, "triblive.com", "in Homewood"))
    assert all(province in ("Pennsylvania", None) for _, province in towns)


def test_a_village_beside_its_state_is_in_that_state(gazetteer: Gazetteer) -> None:
    text = "A man was shot dead in Bell, Missouri, on Friday night. The sheriff of the county found him."
    towns = _towns(_local(gazetteer, text, "example.org", "in Bell, Missouri"))
    assert all(province in ("Missouri", None) for _, province in towns)


def test_a_well_told_place_stands_against_the_outlet_s_town(gazetteer: Gazetteer) -> None:
    text = "A man was shot dead in Lubbock, Texas, on Friday night. Lubbock police found him in Lubbock."
    assert _towns(_local(gazetteer, text, "triblive.com", "in Lubbock, Texas"))[0] == ("Lubbock", "Texas")


@pytest.mark.parametrize(
    ("headline", "outlet", "kept"),
    [
        ("Two hurt in Corlin shooting - WQXA News 4 Alder Creek, Ohio", "", "Two hurt in Corlin shooting"),
        ("Two hurt in Corlin shooting | Alder Creek Banner", "aldercreekbanner.com", "Two hurt in Corlin shooting"),
    ],
)
def test_the_outlet_s_part_of_a_headline(headline: str, outlet: str, kept: str) -> None:
    sentences = [replace(s, part=Part.HEADLINE) for s in annotated(headline).sentences or ()]
    tail = tail_of_headline(sentences, outlet)
    assert tail is not None
    assert headline[:tail].strip() == kept


def test_a_dash_in_a_headline_need_not_part_off_the_outlet() -> None:
    sentences = [replace(s, part=Part.HEADLINE) for s in annotated("Man shot - police seek two").sentences or ()]
    assert tail_of_headline(sentences, "aldercreekbanner.com") is None
