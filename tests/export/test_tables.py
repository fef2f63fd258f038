from __future__ import annotations

import csv
from pathlib import Path

import pytest

from khaldun.export import dictionary
from khaldun.export.csvfile import safe, write_rows
from khaldun.export.errors import ExportError
from khaldun.export.formats import EXPORTERS
from khaldun.export.rows import event_row, incident_row, report_row
from tests.export.hand import ARREST, BARE, EVENTS, FULL, STORMING


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("summary", [FULL, BARE])
def test_the_dictionary_lists_the_columns_of_incidents_in_order(summary: object) -> None:
    assert tuple(incident_row(summary)) == dictionary.names("incidents")  # type: ignore[arg-type]


def test_the_dictionary_lists_the_columns_of_events_and_reports_in_order() -> None:
    assert tuple(event_row(STORMING)) == dictionary.names("events")
    assert tuple(event_row(ARREST)) == dictionary.names("events")
    assert tuple(report_row(STORMING.report)) == dictionary.names("reports")


@pytest.mark.parametrize("table", ["incidents", "events", "reports", "acled", "ucdp"])
def test_every_column_is_described_once(table: str) -> None:
    columns = dictionary.columns(table)
    assert len({column.name for column in columns}) == len(columns)
    assert {column.kind for column in columns} <= {"text", "integer", "number", "date", "list"}
    assert all(column.meaning.endswith(".") for column in columns)


def test_an_incident_in_one_line() -> None:
    row = incident_row(FULL)
    assert (row["date"], row["date_end"], row["date_precision"]) == ("2022-12-12", "2022-12-12", "day")
    assert (row["actors"], row["actor_ids"], row["actor_words"]) == ("ISKP", "iskp", "ISKP gunmen")
    assert row["recipients"] == "Afghan civilians; Afghan police"
    assert (row["killed"], row["killed_low"], row["killed_high"]) == (5, 3, None)
    assert (row["place"], row["country"], row["latitude"], row["quad"]) == ("Kabul", "AFG", 34.52813, 4)
    assert (row["outlets"], row["disputed"], row["confidence"]) == ("courier; gazette", "killed", 0.877)


def test_what_is_not_known_is_empty() -> None:
    row = incident_row(BARE)
    empty = {name for name, value in row.items() if value is None}
    assert {"date", "mode", "actors", "place", "country", "latitude", "killed", "killed_low", "weapon"} <= empty
    assert {name for name, value in row.items() if value == 0} == set()


def test_an_event_in_one_line() -> None:
    row = event_row(STORMING, "incident-full")
    assert (row["incident"], row["type"], row["status"], row["quad"]) == ("incident-full", "ASSAULT", "happened", 4)
    assert (row["killed_low"], row["killed_high"], row["running_toll"]) == (5, None, "injured")
    assert (row["speakers"], row["stance"]) == ("Police; unnamed", "claimed")
    assert (row["target_words"], row["place_words"], row["time_words"]) == ("the Longan Hotel", "Kabul", "Monday")
    text = STORMING.report.text
    assert text[int(row["trigger_start"] or 0) : int(row["trigger_stop"] or 0)] == row["trigger"] == "stormed"


def test_csv_comes_back_as_written_with_its_dictionary_beside(tmp_path: Path) -> None:
    out = tmp_path / "kabul.csv"
    assert EXPORTERS["incidents"].write(EVENTS, [BARE, FULL], out) == 2
    rows = read(out)
    assert [row["id"] for row in rows] == ["incident-full", "incident-bare"]  # by day, those without one last
    for row, summary in zip(rows, (FULL, BARE), strict=True):
        assert row == {
            name: str(safe(value) if value is not None else "") for name, value in incident_row(summary).items()
        }
    described = read(tmp_path / "kabul.columns.csv")
    assert [line["column"] for line in described] == list(rows[0])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["kabul.columns.csv", "kabul.csv"]


def test_events_name_their_incident(tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    assert EXPORTERS["events"].write(EVENTS, [FULL], out, columns=False) == 2
    assert [row["incident"] for row in read(out)] == ["incident-full", ""]
    assert not (tmp_path / "events.columns.csv").exists()


def test_csv_lines_end_and_quotes_double_as_the_standard_says(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    write_rows([incident_row(FULL) | {"title": 'a "b", c\nd\x00'}], "incidents", out)
    raw = out.read_bytes()
    assert raw.count(b"\r\n") == 2
    assert b'incident-full,"a ""b"", c\nd",' in raw


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_no_text_is_a_formula(begin: str) -> None:
    assert safe(f"{begin}1+1") == f"'{begin}1+1"
    assert safe(-1.5) == -1.5
    assert safe(None) is None
    assert safe("a=b") == "a=b"


def test_a_title_that_is_a_formula_is_disarmed_in_the_file(tmp_path: Path) -> None:
    EXPORTERS["incidents"].write([], [BARE], tmp_path / "x.csv")
    assert read(tmp_path / "x.csv")[0]["title"] == "'" + BARE.title


def test_a_file_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"cannot write .*no/x\.csv: No such file"):
        EXPORTERS["incidents"].write([], [FULL], tmp_path / "no" / "x.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_writes_the_same_bytes_twice_and_something_for_nothing(name: str, tmp_path: Path) -> None:
    one, other, none = (tmp_path / f"{n}{EXPORTERS[name].suffix}" for n in "abc")
    EXPORTERS[name].write(EVENTS, [FULL, BARE], one)
    EXPORTERS[name].write(EVENTS, [BARE, FULL], other)
    assert one.read_bytes() == other.read_bytes()
    assert EXPORTERS[name].write([], [], none) == 0
    assert none.exists()
