from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import networkx
import pytest

from khaldun.export import acled, dictionary, parties, ucdp
from khaldun.export.formats import EXPORTERS
from khaldun.export.values import quad, scale
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import CountKind, CountRange, DatePrecision, EventType, IncidentSummary, Interval, Status
from tests.export.hand import ARMY_ABROAD, ARREST, BARE, CIVILIANS, EVENTS, FULL, NATIONWIDE, POLICE, STORMING
from tests.export.test_tables import read
from tests.store import hand


def lines(name: str, out: Path, *summaries: IncidentSummary) -> list[dict[str, Any]]:
    EXPORTERS[name].write(EVENTS, summaries, out)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_json_lines_hold_all_evidence_but_not_the_article(tmp_path: Path) -> None:
    first, second, incident = lines("jsonl", tmp_path / "x.jsonl", FULL)
    assert [first["record"], second["record"], incident["record"]] == ["event", "event", "incident"]
    assert first["event"]["because"][0]["span"] == {"start": STORMING.event.trigger.start, "stop":
                                                    STORMING.event.trigger.stop, "quote": "stormed"}  # fmt: skip
    assert first["links"][0]["to"]["names"] == list(hand.ISKP.names)
    assert first["report"]["origin"]["sha256"] == STORMING.report.origin.sha256
    assert "text" not in first["report"]
    assert incident["claims"][0]["outlets"] == ["gazette", "courier"]


def test_parquet_is_typed_and_keeps_unknown_apart_from_zero(tmp_path: Path) -> None:
    out = tmp_path / "x.parquet"
    assert EXPORTERS["parquet"].write(EVENTS, [FULL, BARE], out) == 2
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT date, killed, killed_high, latitude FROM '{out}' ORDER BY id DESC"
        ).fetchall()
        names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM '{out}'").fetchall()]
    assert found == [(date(2022, 12, 12), 5, None, 34.52813), (None, None, None, None)]
    assert tuple(names) == dictionary.names("incidents")


def test_plover_records(tmp_path: Path) -> None:
    first, second = lines("plover", tmp_path / "x.jsonl", FULL)
    assert (first["id"], first["date"], first["event"], first["mode"]) == (
        STORMING.event.id, "2022-12-12", ["ASSAULT"], ["firearms"],
    )  # fmt: skip
    assert first["actor"] == [
        {"code": "AFG", "sector": ["REB", "UAF"], "entity_text": "ISKP gunmen", "identifier_id": "Q20687831",
         "identifier_text": "ISKP"}
    ]  # fmt: skip
    assert first["recipient"] == [{"entity_text": "civilians"}]
    assert first["event_loc"]["geonameid"] == "1138958"
    assert first["event_loc"]["resolution"] == 4
    assert (first["quad_code"], first["event_scale"], first["link"]) == (4, -9.0, "incident-full")
    assert first["size"] == {"dead": 5, "injured": 1}
    start, stop = first["text_info"]["start"], first["text_info"]["end"]
    assert STORMING.report.text[start:stop] == first["event_text"]
    assert (second["date"], second["comment"]) == ("2022-12-13", "status: planned")
    assert "link" not in second


def test_geojson_has_no_point_for_a_country(tmp_path: Path) -> None:
    out = tmp_path / "x.geojson"
    EXPORTERS["geojson"].write(EVENTS, [FULL, NATIONWIDE, BARE], out)
    collection = json.loads(out.read_text(encoding="utf-8"))
    points = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    assert points == {
        "incident-full": {"type": "Point", "coordinates": [69.17233, 34.52813]},
        "incident-nationwide": None,
        "incident-bare": None,
    }
    assert collection["unlocated"] == 2
    located = next(feature for feature in collection["features"] if feature["id"] == "incident-full")
    assert located["properties"]["point_from"] == "Kabul city"
    assert "latitude" not in located["properties"]


def test_graphml_is_a_directed_network(tmp_path: Path) -> None:
    out = tmp_path / "x.graphml"
    assert EXPORTERS["graphml"].write(EVENTS, [FULL, NATIONWIDE, BARE], out) == 4
    graph = networkx.read_graphml(out)
    assert sorted(graph.edges()) == sorted(2 * [("iskp", POLICE.id), ("iskp", CIVILIANS.id)])
    edge = graph.get_edge_data("iskp", POLICE.id)["incident-full"]
    assert (edge["type"], edge["killed"], edge["quad"]) == ("ASSAULT", 5, 4)
    assert graph.nodes["iskp"] == {"label": "ISKP", "kind": "armed group", "country": "AFG"}


def test_the_31_columns_of_acled(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    assert EXPORTERS["acled"].write(EVENTS, [FULL, NATIONWIDE, BARE], out) == 2  # what is only planned is left out
    month, row = read(out)
    assert len(row) == 31
    assert list(row)[:4] == ["event_id_cnty", "event_date", "year", "time_precision"]
    assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("2", "7", "27")
    assert (row["actor1"], row["actor2"], row["assoc_actor_2"]) == ("ISKP", "Afghan civilians", "Afghan police")
    assert (row["civilian_targeting"], row["iso"], row["country"]) == ("Civilian targeting", "4", "Afghanistan")
    assert (row["time_precision"], row["geo_precision"], row["fatalities"]) == ("1", "1", "5")
    assert row["source"] == "courier; gazette"
    assert row["tags"] == "disputed=killed"
    assert (month["time_precision"], month["geo_precision"], month["latitude"]) == ("3", "", "")


def test_unknown_deaths_are_no_number() -> None:
    row = acled._row(replace(FULL, counts=()), "Attack", ())
    assert row["fatalities"] is None


@pytest.mark.parametrize(
    ("changes", "sub_event"),
    [
        ({"recipients": (POLICE,)}, "Armed clash"),
        ({"recipients": ()}, "Attack"),
        ({"mode": "suicide-attack"}, "Suicide bomb"),
        ({"mode": "suicide-attack", "status": Status.FOILED}, "Disrupted weapons use"),
        ({"mode": None, "weapon": "drone"}, "Air/drone strike"),
        ({"mode": "targeted", "weapon": "explosives"}, "Remote explosive/landmine/IED"),
        ({"mode": "abduct"}, "Abduction/forced disappearance"),
        ({"mode": "crowd-control"}, "Excessive force against protesters"),
        ({"mode": "crowd-control", "counts": ()}, "Protest with intervention"),
        ({"type": EventType.PROTEST, "mode": "riot"}, "Violent demonstration"),
        ({"type": EventType.PROTEST, "mode": None}, "Peaceful protest"),
        ({"type": EventType.ACCUSE, "mode": None}, None),
        ({"status": Status.DENIED}, None),
        ({"status": Status.THREATENED}, None),
    ],
)
def test_sub_events(changes: dict[str, Any], sub_event: str | None) -> None:
    assert acled.sub_event(replace(FULL, **changes)) == sub_event


@pytest.mark.parametrize(
    ("start", "stop", "acled_code", "ucdp_code"),
    [
        (date(2023, 1, 3), date(2023, 1, 3), 1, 1),
        (date(2023, 1, 3), date(2023, 1, 6), 2, 2),
        (date(2023, 1, 2), date(2023, 1, 8), 2, 3),
        (date(2023, 1, 1), date(2023, 1, 31), 3, 4),
        (date(2023, 1, 1), date(2023, 12, 31), None, 5),
        (date(2020, 1, 1), date(2023, 12, 31), None, None),
        (date(2023, 1, 1), None, None, None),
    ],
)
def test_time_precision_says_no_more_than_is_known(
    start: date, stop: date | None, acled_code: int | None, ucdp_code: int | None
) -> None:
    interval = Interval(start, stop, DatePrecision.RANGE)
    assert acled.time_precision(interval) == acled_code
    assert ucdp.date_precision(interval) == ucdp_code


def test_a_state_abroad_is_external_and_a_role_has_its_time() -> None:
    assert parties.code(ARMY_ABROAD, None, "AFG") == parties.EXTERNAL
    assert parties.code(ARMY_ABROAD, None, "PAK") == parties.STATE
    assert parties.code(hand.ISKP, date(2020, 1, 1), "AFG") == parties.REBELS
    assert parties.code(CIVILIANS, None, "AFG") == parties.CIVILIANS


def test_the_49_columns_of_ucdp(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    threatened = replace(FULL, status=Status.THREATENED)
    injured = replace(FULL, counts=FULL.counts[1:])
    assert EXPORTERS["ucdp"].write(EVENTS, [FULL, threatened, injured, BARE], out) == 1
    [row] = read(out)
    assert len(row) == 49
    assert (row["low"], row["best"], row["high"]) == ("3", "5", "")
    assert (row["type_of_violence"], row["deaths_civilians"], row["deaths_unknown"]) == ("3", "5", "")
    assert (row["where_prec"], row["date_prec"], row["event_clarity"]) == ("1", "1", "1")
    assert row["geom_wkt"] == "POINT (69.17233 34.52813)"
    assert row["source_original"] == "Police"
    assert row["source_article"].startswith("gazette,2022-12-13,")


def test_types_of_violence() -> None:
    clash = replace(FULL, recipients=(POLICE,))
    assert ucdp.violence(clash) == 1
    assert ucdp.violence(replace(FULL, recipients=(hand.ISKP,))) == 2
    assert ucdp.violence(replace(FULL, recipients=())) is None
    assert ucdp.violence(replace(FULL, recipients=(), target_kind="civilians")) == 3


def test_grid_cells() -> None:
    assert ucdp.grid_cell(-90, -180) == 1
    assert ucdp.grid_cell(90, 180) == 360 * 720
    assert ucdp.grid_cell(-89.6, -179.4) == 2
    assert ucdp.grid_cell(None, 3.0) is None


@pytest.mark.parametrize("type_", EventType)
def test_crosswalks_know_every_type(type_: EventType) -> None:
    assert quad(type_) in {1, 2, 3, 4}
    assert -10 <= scale(type_, None) <= 10
    assert type_.value in crosswalk("acled")
    assert crosswalk("cameo")[type_.value].isdecimal()


def test_acled_tables_agree_with_one_another() -> None:
    told = {sub for sub in crosswalk("acled").values() if sub} | {"Armed clash", "Disrupted weapons use"}
    assert told <= set(crosswalk("acled_event_type")) == set(crosswalk("acled_disorder"))
    assert len(crosswalk("acled_event_type")) == 25
    assert len(set(crosswalk("acled_event_type").values())) == 6


def test_count_ranges_are_not_mixed_up() -> None:
    protest = replace(
        FULL, type=EventType.PROTEST, mode="demo", counts=(CountRange(CountKind.PARTICIPANTS, 100, 200, 300),)
    )
    assert acled._row(protest, "Peaceful protest", (ARREST,))["notes"].endswith("[size=200]")  # type: ignore[union-attr]
