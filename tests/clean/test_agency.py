from __future__ import annotations

import pytest

from khaldun.clean.agency import agency_of


@pytest.mark.parametrize(
    ("opening", "closing", "credits", "name"),
    [
        ("KABUL, Jan 3 (Reuters) - A blast hit.", "The end.", [], "Reuters"),
        ("KABUL, Afghanistan (AP) — A blast hit.", "The end.", [], "Associated Press"),
        ("Beijing (AFP) – A blast hit.", "The end.", [], "Agence France-Presse"),
        ("NEW DELHI, Jan 3 (PTI): A blast hit.", "The end.", [], "Press Trust of India"),
        ("A blast hit.", "More will follow. (Xinhua)", [], "Xinhua"),
        ("A blast hit.", "The end.", ["Associated Press"], "Associated Press"),
        ("A blast hit.", "The end.", ["Jane Doe, Reuters"], "Reuters"),
        ("A blast hit.", "The end.", ["AFP and staff"], "Agence France-Presse"),
        ("A blast hit.", "The end.", ["Jane Doe"], None),
        ("A blast hit.", "The end.", [None], None),
        ("The party (PAN) said on Monday it won.", "The end.", [], None),
        ("Reuters reporters were beaten (by police) - twice.", "The end.", [], None),
    ],
)
def test_credits_are_found(opening, closing, credits, name):
    assert agency_of([opening, closing], credits) == name
