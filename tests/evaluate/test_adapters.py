"""Each adapter on sentences of our own: the line's records in the set's words, at places of the given text."""

from __future__ import annotations

import json

from khaldun.evaluate.ecbplus import EcbPlus
from khaldun.evaluate.gva_incidents import GvaIncidents
from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.muc4 import Muc4
from khaldun.evaluate.polnear import Polnear
from khaldun.evaluate.timex import Timex
from khaldun.evaluate.wikievents import WikiEvents

BOMB = "A car bomb killed three policemen in Herat on Monday, officials said."


def test_incidents(line):
    (row,) = Incidents().predict([{"id": "1", "text": BOMB, "published": "2021-03-02", "outlet": None}], line)
    (one,) = row["incidents"]
    assert (one["type"], one["status"], one["deaths_low"], one["weapon"]) == ("ASSAULT", "happened", 3, "explosives")
    assert [BOMB[a:b] for a, b in one["evidence"]] == [BOMB]
    assert "killed" in one["because"]


def test_wikievents(line):
    text = "Some furniture:   \n\n" + BOMB
    (row,) = WikiEvents().predict([{"docid": "d", "text": text}], line)
    found = {text[e["start"] : e["end"]]: e for e in row["events"]}
    assert found["killed"]["type"] == "Life.Die.Unspecified"
    told = {a["role"]: text[a["start"] : a["end"]] for a in found["killed"]["arguments"]}
    assert "policemen" in told["Victim"]
    assert told["Place"] == "Herat"


def test_wikievents_marks_deaths_that_no_deed_caused(line):
    text = "The old singer died in Lima on Monday. A court had acquitted him of fraud."
    (row,) = WikiEvents().predict([{"docid": "d", "text": text}], line)
    found = {text[event["start"] : event["end"]]: event for event in row["events"]}
    assert found["died"]["type"] == "Life.Die.Unspecified"
    assert [text[a["start"] : a["end"]] for a in found["died"]["arguments"]] == ["The old singer"]
    assert found["fraud"]["type"].startswith("GenericCrime")


def test_wikievents_marks_every_word_that_tells_of_a_deed(line):
    text = "The blast injured ten people in Herat on Monday. The explosion was heard far away."
    (row,) = WikiEvents().predict([{"docid": "d", "text": text}], line)
    found = {text[e["start"] : e["end"]]: e["type"] for e in row["events"]}
    assert found["injured"] == "Life.Injure.Unspecified"
    assert found["blast"] == found["explosion"] == "Conflict.Attack.DetonateExplode"


def test_wikievents_tells_who_was_hurt_and_where_once(line):
    text = "A bomb exploded in Herat on Monday, killing four people and wounding eleven."
    (row,) = WikiEvents().predict([{"docid": "d", "text": text}], line)
    told = {text[e["start"] : e["end"]]: e["arguments"] for e in row["events"]}
    said = {word: [(x["role"], text[x["start"] : x["end"]]) for x in found] for word, found in told.items()}
    assert ("Victim", "four people") in said["killing"]
    assert [words for role, words in said["wounding"] if role == "Victim"] == ["eleven"]
    assert sum(role == "Place" for found in said.values() for role, _ in found) == 1
    assert not any(role == "Target" for role, _ in said["exploded"])


def test_muc4(line):
    text = (
        "BOGOTA, 3 MAR 89 (EXAMPLE) -- [TEXT] GUERRILLAS OF THE FARC KIDNAPPED MAYOR PEDRO EXAMPLE YESTERDAY.\n"
        "TWO OF HIS BODYGUARDS WERE KILLED."
    )
    (row,) = Muc4().predict([{"docid": "d", "text": text, "dateline": {"date": "1989-03-03"}}], line)
    kinds = {template["type"]: template for template in row["templates"]}
    assert kinds["KIDNAPPING"]["stage"] == "ACCOMPLISHED"
    assert kinds["KIDNAPPING"]["date"] == {"start": "1989-03-02", "end": "1989-03-02"}
    assert kinds["KIDNAPPING"]["location"]["country"] == "COLOMBIA"
    assert kinds["KIDNAPPING"]["perp_category"] == "TERRORIST ACT"
    assert kinds["KIDNAPPING"]["perp_org"] == ["FARC"]
    assert kinds["KIDNAPPING"]["hum_target_name"] == ["PEDRO EXAMPLE"]
    assert kinds["KIDNAPPING"]["hum_target_type"][0] == "GOVERNMENT OFFICIAL"


def test_ecbplus_joins_reports_of_one_incident(line):
    sentences = [
        ("Gunmen attacked a police station in Herat on 4 May 2021 .", "attacked"),
        ("The attack on the Herat police station on 4 May 2021 killed two officers .", "killed"),
        ("Workers in Lima protested over pay on 9 June 2020 .", "protested"),
    ]
    records = [_record(n, *told) for n, told in enumerate(sentences)]
    rows = list(EcbPlus().predict(records, line))
    assert rows[0]["incident"] == rows[1]["incident"] != rows[2]["incident"]
    chains = [mention["chain"] for row in rows for mention in row["events"]]
    assert chains[0] == chains[1] != chains[2]


def _record(n: int, text: str, trigger: str):
    words = text.split()
    mention = {"sent": 0, "tokens": [words.index(trigger)]}
    return {"docid": str(n), "text": text, "sentences": [words], "events": [mention]}


def test_gva_incidents(line, tmp_path):
    archive = {"incident": "i", "date": "2014-05-04", "state": "Ohio", "city": "Dayton", "killed": 1, "injured": 0}
    archive |= {"lat": 39.76, "lon": -84.19}
    for name, row in (("incidents.jsonl", archive), ("near_pairs.jsonl", None)):
        (tmp_path / name).write_text(json.dumps(row) + "\n" if row else "")
    text = "A man was shot dead in Dayton, Ohio, on Sunday, police said. Officers found him behind a shop at noon."
    reports = [
        {
            "docid": site,
            "text": text,
            "title": "Man shot dead in Dayton",
            "published": "2014-05-05",
            "url": f"http://{site}/",
        }
        for site in ("a.example", "b.example")
    ]
    task = GvaIncidents(tmp_path)
    made = list(task.predict(reports, line))
    assert made[0]["incident"] == made[1]["incident"]
    assert made[0]["duplicate_of"] == ["b.example"]
    assert (made[0]["date"], made[0]["killed"], made[0]["injured"]) == ("2014-05-04", 1, 0)
    figures = task.score(made, [report | {"incident": "i"} for report in reports])
    assert figures["linking pairwise F1"] == figures["killed exact"] == figures["date exact"] == 1.0


def test_polnear(line):
    text = "Mayor Ann Example said the bridge would be closed."
    (row,) = Polnear().predict([{"docid": "d", "text": text, "date": "2016-01-01"}], line)
    (one,) = row["attributions"]
    assert [text[s["start"] : s["end"]] for s in one["cue"]] == ["said"]
    assert "Ann Example" in text[one["source"][0]["start"] : one["source"][0]["end"]]


def test_timex(line):
    text = "They met two days later, on 5 May 2013."
    (row,) = Timex().predict([{"docid": "d", "text": text, "dct": "2013-05-06"}], line)
    assert "2013-05-05" in [t["value"] for t in row["timex"]]
