"""The report page: escaping, evidence in context, the map's mathematics."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from khaldun.export.page.passages import Piece, pieces
from khaldun.export.page.worldmap import WORLD, View, drawn, shapes, view_of
from khaldun.export.page.write import write_page
from khaldun.intake import coded_events
from khaldun.link.linker import link_incidents
from khaldun.link.summary import summarise
from khaldun.model import Dossier, Origin, RawItem, Reason, Reject, Span, sha256_hex

EXAMPLES = Path(str(files("khaldun") / "data" / "examples" / "reports"))


def page_of(line, texts, out, refusals=()):
    raw = [RawItem(Origin(f"t{n}", sha256_hex(t.encode()), "text/plain"), t.encode()) for n, t in enumerate(texts)]
    coded = [event for dossier in line.run(Dossier(raw=item) for item in raw) for event in coded_events(dossier)]
    members = {item.event.id: item for item in coded}
    summaries = [summarise(i, [members[id] for id in i.events]) for i in link_incidents(coded)]
    write_page(out, "A <title> & more", coded, summaries, refusals)
    return out.read_text(encoding="utf-8"), coded, summaries


@pytest.fixture(scope="module")
def page(line, tmp_path_factory):
    text = (
        "Gunmen killed three villagers near Mosul on 3 May 2021, police said.\n\n"
        'A man called <script>alert("x")</script> told reporters that Iraqi troops arrested two suspects in Mosul.'
    )
    refusal = Reject("bad<file>.html", "clean", Reason.EMPTY, "nothing <in> it")
    return page_of(line, [text], tmp_path_factory.mktemp("page") / "report.html", [refusal])


def test_nothing_from_a_report_is_markup(page):
    html, _, _ = page
    assert '<script>alert("x")' not in html
    assert "A &lt;title&gt; &amp; more" in html
    assert "bad&lt;file&gt;.html" in html


def test_the_page_needs_no_network(page):
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)', page[0])
    assert [link for link in loaded if not link.startswith("data:")] == []
    assert "@import" not in page[0]


def test_each_incident_shows_its_quote(page):
    html, coded, summaries = page
    assert coded
    for summary in summaries:
        assert f'id="{summary.incident.id}"' in html
    assert '<mark class="trigger"' in html


def test_marks_that_overlap_are_told_once():
    found = list(
        pieces("Rebels killed ten", 100, [(Span(107, 113, "killed"), "trigger"), (Span(100, 117, "x"), "actor")])
    )
    assert found == [Piece("Rebels ", "actor"), Piece("killed", "trigger"), Piece(" ten", "actor")]


def test_a_view_holds_its_points_and_keeps_the_scale_in_the_middle():
    view = view_of([(69.2, 34.5), (62.2, 34.3)])
    for lon, lat in ((69.2, 34.5), (62.2, 34.3)):
        x, y = view.place(lon, lat)
        assert 0 < x < 1000
        assert 0 < y < view.height
    assert view_of([]) == WORLD


def test_provinces_of_afghanistan_are_drawn():
    names = {
        shape.name for shape, line in drawn("admin1", View(60, 29, 75, 39), frozenset({"AFG"})) if line.startswith("M")
    }
    assert {"Kabul", "Nimroz", "Badakhshan"} <= names


def test_disputed_areas_are_marked_and_crimea_is_not_given_away():
    crimea = [shape for shape in shapes("admin1") if shape.name == "Crimea"]
    assert [(shape.country, shape.disputed) for shape in crimea] == [("UKR", True)]


def test_an_empty_project_makes_a_page(tmp_path):
    write_page(tmp_path / "empty.html", "Empty", (), ())
    text = (tmp_path / "empty.html").read_text(encoding="utf-8")
    assert "0 incidents" in text
    assert "Nothing was refused" in text
