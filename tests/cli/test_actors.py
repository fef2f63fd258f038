"""``khaldun actors``: the list stays the default, the unknown ones are counted with their sentences."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from khaldun.cli.app import app
from tests.cli.conftest import record

ONE = "Fighters of the Zorn Brigade killed two soldiers in Kaduna on Monday, police said."
TWO = "The Zorn Brigade attacked a village in Kaduna on Tuesday.\n\nThe army arrested members of the Zorn Brigade."
THREE = "Nigerian troops attacked the Morvan Front in Kaduna on Wednesday."


@pytest.fixture(scope="module")
def sahel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sahel")
    days = ("2024-02-06", "2024-02-07", "2024-02-08")
    lines = [record(n, text, day) for n, (text, day) in enumerate(zip((ONE, TWO, THREE), days, strict=True), 1)]
    (folder / "in.jsonl").write_text("".join(lines))
    project = folder / "sahel.khaldun"
    result = CliRunner().invoke(app, ["read", str(folder / "in.jsonl"), "--into", str(project)])
    assert result.exit_code == 0, result.output
    return project


def test_without_a_word_the_known_ones_are_listed(run, sahel):
    assert run("actors", sahel, "--json") == run("actors", "list", sahel, "--json")
    assert "Zorn" not in run("actors", sahel, "--json")[1]


def test_unknown_ones_are_counted_most_frequent_first(run, sahel):
    code, out, _ = run("actors", "unresolved", sahel, "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    zorn = found[0]
    assert "Zorn Brigade" in zorn["phrase"]
    assert zorn["reason"] == "unknown name"
    assert (zorn["acts"], zorn["suffers"]) == (1, 1)
    assert zorn["example"] == TWO.split("\n\n")[0]
    assert zorn["reports"] == len(zorn["report_ids"].split("; "))
    front = next(row for row in found if "Morvan Front" in row["phrase"])
    assert (front["acts"], front["suffers"], front["reports"]) == (0, 1, 1)


def test_an_institution_in_no_list_has_a_kind_and_is_still_asked_about(run, tmp_path):
    (tmp_path / "in.jsonl").write_text(
        record(1, "Harlow College accused the police of a raid on Monday.", "2024-02-06")
    )
    project = tmp_path / "college.khaldun"
    assert run("read", tmp_path / "in.jsonl", "--into", project)[0] == 0
    assert "unlisted:educators:harlow-college" in run("actors", project, "--json")[1]
    (row,) = (json.loads(line) for line in run("actors", "unresolved", project, "--json")[1].splitlines())
    assert (row["phrase"], row["reason"]) == ("Harlow College", "name by kind")


def test_csv_and_limit(run, sahel):
    whole = list(csv.DictReader(io.StringIO(run("actors", "unresolved", sahel, "--csv")[1])))
    assert list(whole[0])[:2] == ["phrase", "acts"]
    cut = list(csv.DictReader(io.StringIO(run("actors", "unresolved", sahel, "--csv", "--limit", "1")[1])))
    assert cut == whole[:1]


def test_an_actor_file_of_ones_own_makes_them_known(run, sahel, tmp_path):
    own = {
        "id": "zorn", "name": "Zorn Brigade", "names": [], "kind": "armed_group",
        "roles": [{"country": "NGA", "sectors": ["REB"]}],
    }  # fmt: skip
    (tmp_path / "mine.jsonl").write_text(json.dumps(own) + "\n")
    (tmp_path / "in.jsonl").write_text(record(1, ONE, "2024-02-06") + record(2, TWO, "2024-02-07"))
    project = tmp_path / "own.khaldun"
    assert run("read", tmp_path / "in.jsonl", "--into", project, "--actors", tmp_path / "mine.jsonl")[0] == 0
    assert "Zorn" not in run("actors", "unresolved", project, "--json")[1]
    assert "zorn" in run("actors", project, "--json")[1]
