"""The report page in a real browser, from disk: filters, matrix, map and keyboard work, and nothing fails."""

from __future__ import annotations

import shutil

import pytest

from tests.export.test_page import page_of

pytestmark = pytest.mark.browser

TEXTS = (
    "Gunmen killed three villagers near Mosul on 3 May 2021, police said.",
    "Rebels attacked an army base in Maiduguri on 4 June 2021. The army said five soldiers were killed.",
    "Thousands of students protested against the government in Khartoum on 5 July 2021.",
)


@pytest.fixture(scope="module")
def tab(line, tmp_path_factory):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    file = tmp_path_factory.mktemp("browser") / "report.html"
    page_of(line, TEXTS, file)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.faults = []
        tab.on("console", lambda message: tab.faults.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: tab.faults.append(str(error)))
        tab.goto(file.as_uri())
        yield tab
        browser.close()


def shown(tab) -> int:
    return tab.locator(".evidence:visible").count()


def test_words_and_types_filter_the_table(tab):
    everything = shown(tab)
    assert everything >= 3
    tab.fill("input[name=words]", "khartoum")
    assert 1 <= shown(tab) < everything
    tab.click("button[type=reset]")
    tab.wait_for_timeout(50)
    tab.select_option("select[name=type]", "PROTEST")
    assert 1 <= shown(tab) < everything
    tab.click("button[type=reset]")
    tab.wait_for_timeout(50)
    assert shown(tab) == everything


def test_a_cell_of_the_matrix_shows_its_incidents(tab):
    cell = tab.locator(".matrix button").first
    wanted = len(cell.get_attribute("data-incidents").split())
    cell.click()
    assert shown(tab) == wanted
    assert "of" in tab.locator(".tally").inner_text()
    tab.click("button[type=reset]")
    tab.wait_for_timeout(50)


def test_a_dot_of_the_map_answers_to_the_keyboard(tab):
    dot = tab.locator("circle.dot").first
    wanted = len(dot.get_attribute("data-incidents").split())
    dot.focus()
    tab.keyboard.press("Enter")
    assert shown(tab) == wanted
    tab.click("button[type=reset]")
    tab.wait_for_timeout(50)


def test_evidence_opens_by_keyboard_and_shows_the_quote(tab):
    summary = tab.locator(".evidence > summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".evidence[open] mark.trigger").first.is_visible()


def test_nothing_failed(tab):
    assert tab.faults == []
