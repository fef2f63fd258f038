# ruff: noqa: E501 - texts stand as they would in a file
from __future__ import annotations

import unicodedata

import pytest

from khaldun.clean.cleaner import Cleaner
from khaldun.model import Dossier, Reason, Report
from khaldun.pipeline import Pipeline
from tests.clean.made import BODY, page, paragraphs, raw, refused, report

TEXT = "\n\n".join(["Bomb at market kills three men", *BODY])


def test_the_step_gives_reports_and_refusals_in_order():
    items = [
        raw(TEXT),
        raw(""),
        raw("Trois hommes ont été tués lundi quand une bombe a explosé dans un marché de la ville."),
    ]
    out = list(Pipeline([Cleaner()]).run(Dossier(raw=item) for item in items))
    assert isinstance(out[0].report, Report)
    assert [dossier.reject.reason if dossier.reject else None for dossier in out] == [
        None,
        Reason.EMPTY,
        Reason.LANGUAGE,
    ]
    assert out[2].reject.subject == "test"
    assert out[2].reject.sha256 == items[2].origin.sha256


def test_text_is_clean_whatever_came_in():
    dirty = "Title\u200b here\r\n\r\n\x00Three\u00a0men\tdied at the cafe\u0301.\u202e \x07Police   came.\u2028\u2028New\ufeff one."
    found = report(dirty)
    assert found.text == "Title here\n\nThree men died at the café. Police came.\n\nNew one."
    assert unicodedata.is_normalized("NFC", found.text)


def test_cleaning_twice_changes_nothing():
    once = report(TEXT)
    assert report(once.text).text == once.text
    assert report(TEXT) == once


def test_ids_are_of_outlet_and_address_else_of_the_bytes():
    one, other = report(TEXT, url="https://p.example/a"), report(TEXT + " More.", url="https://p.example/a")
    assert one.id == other.id
    assert one.edition != other.edition
    assert report(TEXT).id != report(TEXT + " More.").id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال المتحدث باسم الشرطة إن ثلاثة أشخاص قتلوا في انفجار قنبلة في سوق شرقي المدينة يوم الاثنين", "Arabic"),
        ("سخنگوی پلیس گفت که سه نفر در انفجار بمب در بازاری در شرق شهر کشته شدند و هیچ گروهی مسئولیت را نپذیرفته است", "Persian"),
        ("Trois hommes ont été tués lundi quand une bombe a explosé dans un marché de la ville, selon la police.", "French"),
        ("Tres hombres murieron el lunes cuando una bomba estalló en un mercado de la ciudad, dijo la policía.", "Spanish"),
        ("Three lines of a headline only\n\nВ понедельник на рынке взорвалась бомба, погибли три человека, сообщила полиция.", "Russian"),
    ],
)  # fmt: skip
def test_a_language_that_cannot_be_read_is_named(text, name):
    found = refused(text)
    assert found.reason is Reason.LANGUAGE
    assert name in found.message


@pytest.mark.parametrize(
    "text",
    [
        "POLICE SAY THREE MEN KILLED IN MARKET BLAST IN QUETTA, NO GROUP CLAIMS ATTACK SO FAR",
        "Bomb kills 3",
        "Hizbul Mujahideen militant killed in Kupwara",
        "Jamaat Nusrat al-Islam wal-Muslimin kills nine at Boulikessi",
        'The imam of the mosque said "لا إله إلا الله" before the blast, witnesses told the police.',
    ],
)
def test_short_and_upper_case_english_is_english(text):
    assert report(text).lang == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "iso-8859-1"])
def test_encodings_are_seen_through(encoding):
    text = "Chargé d’affaires unhurt" if encoding != "iso-8859-1" else "Chargé d'affaires unhurt"
    body = f"{text}\n\n{BODY[0]} Señor Peña and the Müllers were there."
    found = report(body.encode(encoding))
    assert found.title == text
    assert "Señor Peña and the Müllers" in found.text


def test_a_wrongly_declared_encoding_does_no_harm():
    html = page(head='<meta charset="iso-8859-1">', body=f"<p>{BODY[0]} Señor Peña – “quoted”.</p><p>{BODY[1]}</p>")
    assert "Señor Peña – “quoted”." in report(html, "text/html").text
    assert "Señor" in report(html.replace("iso-8859-1", "no-such-thing").encode("utf-8"), "text/html").text
    assert (
        "Señor"
        in report("Señor Peña spoke of the three men who were killed there".encode("cp1252"), encoding="utf-8").text
    )


def test_mojibake_is_repaired_before_offsets_are_counted():
    broken = f"Title\n\nThe “minister” said it wasn’t him. {BODY[0]}".encode().decode("latin-1")
    assert "The “minister” said it wasn’t him." in report(broken).text


def test_a_text_as_long_as_a_book_is_refused():
    assert refused("The men were killed there. " * 20_000).reason is Reason.TOO_LARGE


def test_furniture_alone_is_no_article():
    assert refused("Share this article\n\nSubscribe to our newsletter\n\nWhatsApp").reason is Reason.NO_ARTICLE


def test_right_to_left_marks_do_not_stay():
    assert report(f"\u202bTitle here\u202c\n\n{BODY[0]}").title == "Title here"


def test_the_dateline_stays_in_the_text():
    assert paragraphs(report(f"Blast hits mosque\n\nKABUL, Jan 3 (AFP) - {BODY[0]}"))[0].startswith(
        "KABUL, Jan 3 (AFP) - "
    )
