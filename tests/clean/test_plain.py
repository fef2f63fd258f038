# ruff: noqa: E501 - texts stand as they would in a file
from __future__ import annotations

import pytest

from khaldun.model import Part
from tests.clean.made import BODY, paragraphs, report, why

SAVED = f"""\
The Test Tribune

Updated March 4th, 2021 at 9:05 PKT

Bomb at market kills three men

Police have named no suspect in the second attack this month

Reported by: Amina Khan
Edited by: Omar Saleh
Image: AFP | Image: file

{BODY[0]}
{BODY[1]}

Second attack in a month

{BODY[2]}

Also read: Minister visits the wounded

FILE PHOTO: A guard stands before the market in Quetta, May 2019. REUTERS/Naseer Ahmed

Published March 3rd, 2021 at 21:40 PKT

Tell us what you think

Share on Facebook

Most read

Ten places to see the spring
Cabinet meets on Thursday
"""


def test_a_saved_page_is_taken_apart():
    found = report(SAVED)
    assert found.title == "Bomb at market kills three men"
    assert paragraphs(found, Part.LEAD) == ["Police have named no suspect in the second attack this month"]
    assert paragraphs(found, Part.BODY) == [BODY[0], BODY[1], "Second attack in a month", BODY[2]]
    assert paragraphs(found, Part.CAPTION)[0].startswith("FILE PHOTO")
    assert found.byline == "Amina Khan"
    assert found.outlet == "The Test Tribune"
    assert found.published.at.isoformat() == "2021-03-03T21:40:00+05:00"
    assert found.updated.at.isoformat() == "2021-03-04T09:05:00+05:00"


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("Updated March", "publication stamp"),
        ("Published March", "publication stamp"),
        ("Reported by", "byline"),
        ("Edited by", "editor credit"),
        ("Image: AFP", "image credit"),
        ("Also read", "related story"),
        ("Tell us", "reader appeal"),
        ("Share on Facebook", "sharing"),
        ("Most read", "related stories"),
        ("Ten places", "after “Most read”"),
        ("Cabinet meets", "after “Most read”"),
        ("The Test Tribune", "name of the outlet"),
    ],
)
def test_what_was_dropped_says_why(quote, reason):
    assert why(report(SAVED), quote) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Reported by: A. N. Other", "By Amina Khan", "BY AMINA KHAN AND OMAR SALEH", "By Amina Khan, Islamabad",
        "By Gazette reporters", "Photo: Reuters", "(Photo by John Doe/AFP)", "Getty Images",
        "Subscribe to our newsletter", "Follow us on Twitter", "Advertisement", "READ | What we know so far",
        "Read more: What we know so far", "WhatsApp", "Share this article", "5 min read", "Home > World > Asia",
        "Tags: Kabul, bombing", "This section is moderated.", "Join the conversation", "Copyright 2021 The Test Tribune",
        "Click here for the latest updates", "120 comments", "Print", "Skip to main content", "***",
    ],
)  # fmt: skip
def test_furniture_is_told_from_prose(line):
    found = report("\n\n".join(["Bomb at market kills three men", BODY[0], line, BODY[1]]))
    assert paragraphs(found) == [BODY[0], BODY[1]]
    assert why(found, line)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the death toll had risen to nine.",
        "Image-building exercises by the army have not helped, she said.",
        "Follow-up attacks on the convoy killed two more soldiers.",
        "The photo shows three men with rifles at the gate of the prison.",
        "Share prices fell after the blast.",
        "Read aloud in court, the statement named four commanders.",
        "Both sides will sign up to the truce on Friday.",
        "Police said more arrests would follow.",
        "World leaders condemned the killing.",
        "Published accounts of the massacre differ.",
        "KABUL, Jan 3 (Reuters) - A blast hit a mosque.",
        "Donors pledged $3 million on January 3, 2023 in Geneva.",
        '"Home is no longer safe," she said.',
        "Subscribers to the rebel channel were shown a film of the raid.",
    ],
)
def test_prose_is_not_taken_for_furniture(line):
    assert line in paragraphs(report("\n\n".join(["Bomb at market kills three men", BODY[0], line, BODY[1]])))


@pytest.mark.parametrize(
    "line",
    ["home > " * 13 + "!", "world | " * 12 + "?", "whatsapp " * 13 + "!", "By " + "A, " * 45 + "z", "share the " * 12 + "z",
     "January 1 " * 20, "Published " * 15 + "!", "a|" * 50, "(" * 100 + "photo"],
)  # fmt: skip
def test_hostile_lines_are_judged_at_once(line):
    assert BODY[0] in paragraphs(report(f"Bomb at market kills three men\n\n{line}\n\n{BODY[0]}"))


def test_a_sentence_that_breaks_before_by_is_not_cut():
    text = "THE CAMPS NEAR THE BORDER WERE BOMBED FROM THE AIR ON SUNDAY\nBY TWO ARMY HELICOPTERS."
    assert paragraphs(report(text)) == [text.replace("\n", " ")]
    longer = f"{text}\nTHE REBELS SAID NO FIGHTER WAS HURT AND PROMISED AN ANSWER."
    assert "BY TWO ARMY HELICOPTERS." in report(longer).text


def test_very_many_lines_are_read_once_each():
    assert len(paragraphs(report("Word of the day\n" * 20_000))) == 20_000


def wrapped(text: str, width: int) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [55, 65, 72, 80])
def test_hard_wrapped_lines_become_paragraphs(width):
    text = "\n\n".join(["Bomb at market kills three men", *(wrapped(paragraph, width) for paragraph in BODY)])
    assert paragraphs(report(text)) == list(BODY)


def test_an_indented_wire_transcript_in_capitals():
    opening = "   LA PAZ, 18 OCT 89 (EFE) -- [TEXT] IT HAS BEEN REPORTED HERE THAT A\nBOMB WENT OFF THIS MORNING NEAR THE PALACE.  NOBODY\nWAS HURT."
    second = "   " + wrapped(
        "A NAVY OFFICER SAID THE DEVICE HAD BEEN LEFT IN A CAR BY TWO MEN WHO WERE SEEN RUNNING AWAY FROM IT BY WORKERS ON THEIR WAY.",
        66,
    )
    found = report(f"{opening}\n\n{second}\n\n{second}")
    assert found.title is None
    assert len(paragraphs(found)) == 3
    assert "THAT A BOMB WENT OFF THIS MORNING NEAR THE PALACE. NOBODY WAS HURT." in found.text
    assert found.agency == "EFE"


def test_one_sentence_a_line_without_blank_lines():
    text = "\n".join(["Bomb at market kills three men", *BODY])
    found = report(text)
    assert found.title == "Bomb at market kills three men"
    assert paragraphs(found) == list(BODY)


def test_all_in_one_paragraph():
    found = report(" ".join(BODY))
    assert found.title is None
    assert paragraphs(found) == [" ".join(BODY)]


def test_a_wire_report_under_its_headline():
    text = f"BLAST KILLS THREE IN QUETTA\nQUETTA, March 3 (Reuters) - {BODY[0]}\n{BODY[1]}"
    found = report(text)
    assert found.title == "BLAST KILLS THREE IN QUETTA"
    assert paragraphs(found)[0].startswith("QUETTA, March 3 (Reuters) - Three men")
    assert found.agency == "Reuters"


def test_a_text_that_opens_with_its_dateline_has_no_title():
    found = report(f"QUETTA, March 3 (AP) — {BODY[0]}\n\n{BODY[1]}")
    assert found.title is None
    assert found.agency == "Associated Press"


def test_a_title_known_from_elsewhere_is_not_repeated():
    found = report(f"Bomb at market kills three men\n\n{BODY[0]}", title="Bomb at Market Kills Three Men")
    assert found.text.lower().count("kills three men") == 1
    assert report(BODY[0], title="Bomb at market").title == "Bomb at market"


def test_a_title_with_an_outlets_word_stays_a_title():
    found = report(f"Gunmen Storm Kabul News Agency\n\n{BODY[0]}\n\n{BODY[1]}")
    assert found.title == "Gunmen Storm Kabul News Agency"


def test_a_sub_heading_stands_alone():
    found = report(f"A title\n\n{BODY[0]}\n\nNo claim so far\n\n{BODY[1]}")
    assert "No claim so far" in paragraphs(found)


def test_markdown_is_reduced_to_its_words():
    text = (
        "---\ntitle: Bomb at market kills three men\nurl: https://paper.example/x\n---\n\n## Police: no suspect\n\n"
        f"{BODY[0]} See [the map](https://m.example) and **three** names.\n\n![A street](x.png)\n\n- one point\n- two point\n"
    )
    found = report(text, "text/markdown")
    assert found.title == "Bomb at market kills three men"
    assert found.url == "https://paper.example/x"
    assert "See the map and three names." in found.text
    assert "Police: no suspect" in paragraphs(found)
    assert not set("*[]#") & set(found.text)


def test_fields_at_the_head_of_an_export_are_read():
    text = f"Title: Bomb at market\nOutlet: Test Paper\nURL: https://paper.example/x\nDate: 3 March 2021\n\n{BODY[0]}"
    found = report(text)
    assert (found.title, found.outlet, found.url) == ("Bomb at market", "Test Paper", "https://paper.example/x")
    assert found.published.at.date().isoformat() == "2021-03-03"
    assert paragraphs(found) == [BODY[0]]
