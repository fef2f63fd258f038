from __future__ import annotations

import csv
import io
import json

import pytest

COMMANDS = ("incidents", "events", "reports", "actors", "refused")


def rows(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_three_forms_agree(run, sample, command):
    as_json = rows(run(command, sample, "--json")[1])
    as_csv = list(csv.DictReader(io.StringIO(run(command, sample, "--csv")[1])))
    table = run(command, sample)[1].splitlines()
    assert len(as_json) == len(as_csv) == len(table) - 1 > 0
    assert list(as_json[0]) == list(as_csv[0])


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_keeps_to_the_width(run, sample, command, columns):
    code, out, _ = run(command, sample, columns=columns)
    assert code == 0
    assert max(map(len, out.splitlines())) <= columns


def test_an_id_of_a_table_is_enough_to_explain(run, sample):
    for command in ("incidents", "events", "reports"):
        short = run(command, sample)[1].splitlines()[1].split()[0]
        code, out, _ = run("explain", sample, short)
        assert code == 0
        assert out.startswith(f"{command.removesuffix('s')} ")


@pytest.mark.parametrize(
    ("option", "value", "fits"),
    [
        ("--type", "assault", lambda row: row["type"] == "ASSAULT"),
        ("--place", "Lahore", lambda row: row["place"] == "Lahore"),
        ("--text", "gas", lambda row: "gas" in str(row["sentence"])),
        ("--since", "2023-01-01", lambda row: str(row["published"]) >= "2023-01-01"),
        ("--until", "2022-12-31", lambda row: str(row["published"]) <= "2022-12-31"),
    ],
)
def test_a_filter_keeps_what_fits_and_nothing_else(run, sample, option, value, fits):
    everything = rows(run("events", sample, "--json")[1])
    found = rows(run("events", sample, option, value, "--json")[1])
    assert found == [row for row in everything if fits(row)]
    assert 0 < len(found) < len(everything)


def test_a_status_is_a_filter(run, sample):
    everything = run("events", sample, "--json")[1]
    told = {str(row["status"]) for row in rows(everything)}
    found = [run("events", sample, "--status", status.upper(), "--json")[1] for status in sorted(told)]
    assert sum(part.count("\n") for part in found) == everything.count("\n")
    assert all(row["status"] == status for status, part in zip(sorted(told), found, strict=True) for row in rows(part))


def test_every_name_of_an_actor_finds_the_same_events(run, sample):
    by_id = run("events", sample, "--actor", "iskp", "--json")[1]
    assert by_id
    for alias in ("ISKP", "islamic state khorasan province", "ISIS-K"):
        assert run("events", sample, "--actor", alias, "--json")[1] == by_id


def test_filters_join_and_limit_cuts(run, sample):
    both = rows(run("events", sample, "-t", "ASSAULT", "-t", "PROTEST", "--json")[1])
    assert {row["type"] for row in both} == {"ASSAULT", "PROTEST"}
    assert len(rows(run("events", sample, "--limit", "1", "--json")[1])) == 1
    assert run("events", sample, "-t", "PROTEST", "--until", "2022-12-31")[1] == "No event fits.\n"
    assert run("events", sample, "-t", "AID", "--csv")[1].startswith("id,incident,date")


def test_a_country_by_code_or_name(run, sample):
    by_code = run("incidents", sample, "--country", "AFG", "--json")[1]
    assert all(row["country"] == "AFG" for row in rows(by_code))
    for name in ("af", "Afghanistan"):
        assert run("incidents", sample, "--country", name, "--json")[1] == by_code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--type", "RIOT"), "ASSAULT"),
        (("--status", "maybe"), "attempted"),
        (("--since", "last week"), "2023-01-31"),
        (("--since", "2023-02-01", "--until", "2023-01-01"), "is before"),
        (("--country", "Atlantis"), "AFG"),
        (("--json", "--csv"), "not both"),
        (("--limit", "0"), "limit"),
    ],
)
def test_a_wrong_option_says_what_is_right(run, sample, arguments, told):
    code, out, err = run("events", sample, *arguments)
    assert code == 2
    assert told in err
    assert not out


def test_a_spreadsheet_takes_no_cell_for_a_formula(capsys):
    from khaldun.cli.output import Columns, show

    show([{"name": "=cmd()"}], Columns(("name",), ("name",)), as_json=False, as_csv=True, empty="")
    assert capsys.readouterr().out == "name\n'=cmd()\n"
