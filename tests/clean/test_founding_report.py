"""The report the project began with: checked where it lies beside the repository, never copied into it."""

from __future__ import annotations

import pytest

from khaldun.clean.cleaner import clean
from khaldun.model import Part
from khaldun.read import read_paths
from tests.clean.made import paragraphs, why
from tests.conftest import SHARED


@pytest.fixture(scope="module")
def found():
    path = SHARED / "seed" / "report.txt"
    if not path.exists():
        pytest.skip("the founding report is not here")
    return clean(next(iter(read_paths([path]))))


def test_its_metadata(found):
    assert found.title == "ISKP possess a major threat to Taliban’s authority in Afghanistan: Report"
    assert found.published.at.isoformat() == "2023-01-03T17:27:00+05:30"
    assert found.updated.at.isoformat() == "2023-01-03T17:27:00+05:30"
    assert found.published.precision == "minute"
    assert "India" in found.published.because
    assert "Afghanistan" in found.published.because
    assert found.published.quote.startswith("Published January 3rd")
    assert (found.byline, found.lang) == ("Yuvraj Tyagi", "en")


@pytest.mark.parametrize(
    "quote",
    [
        "Updated January",
        "Published January",
        "Image: AP",
        "Your Voice",
        "Send us your views",
        "Trending",
        "Whatsapp logo",
    ],
)
def test_what_is_dropped_and_why(found, quote):
    assert why(found, quote)
    assert quote not in found.text


def test_its_paragraphs(found):
    assert len(paragraphs(found, Part.LEAD)) == 1
    body = paragraphs(found, Part.BODY)
    assert len([text for text in body if len(text) > 200]) == 7
    assert "ISKP targets China on Afghan soil" in body
    assert all(block.span.holds_in(found.text) for block in found.blocks)
