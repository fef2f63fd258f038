from __future__ import annotations

import json
import subprocess
import sys

import pytest

ON_PROJECTS = ("incidents", "events", "reports", "actors", "refused", "report", "export")


@pytest.mark.parametrize("command", ON_PROJECTS)
def test_a_missing_project_is_told_in_one_line(run, tmp_path, command):
    code, out, err = run(command, tmp_path / "none.khaldun")
    assert (code, out) == (2, "")
    assert "there is no project at" in err
    assert err.count("\n") == 1
    assert not (tmp_path / "none.khaldun").exists()


@pytest.mark.parametrize("command", ON_PROJECTS)
def test_another_file_is_refused_and_left_alone(run, tmp_path, command):
    other = tmp_path / "notes.txt"
    other.write_text("my notes, longer than a header of a database would ever have to be, for sure\n" * 3)
    before = other.read_bytes()
    code, _, err = run(command, other)
    assert code == 2
    assert "is not a Khaldun project" in err
    assert other.read_bytes() == before


def test_read_does_not_write_over_another_file(run, tmp_path, sample):
    other = tmp_path / "notes.txt"
    other.write_text("my notes")
    assert run("read", sample.parent / "in.jsonl", "--into", other)[0] == 2
    assert other.read_text() == "my notes"


def test_explain_goes_from_bytes_to_incident(run, sample):
    event = json.loads(run("events", sample, "-t", "ASSAULT", "--json")[1].splitlines()[0])
    code, out, _ = run("explain", sample, event["id"])
    assert code == 0
    for word in ("bytes", "sha256", "report", "quote", event["sentence"], "event", "status", "incident"):
        assert word in out


def test_explain_says_when_an_id_is_unknown_or_not_enough(run, sample):
    assert run("explain", sample, "zzzz")[::2] == (
        2,
        "khaldun: no event, incident, report or judgement has an id that begins with 'zzzz'\n",
    )
    code, _, err = run("explain", sample, "event-")
    assert code == 2
    assert "several ids" in err


def test_every_format_is_written_and_listed(run, sample, tmp_path, monkeypatch):
    from khaldun.export.formats import EXPORTERS

    monkeypatch.chdir(tmp_path)
    code, listed, _ = run("export", "--list")
    assert code == 0
    for name, exporter in EXPORTERS.items():
        assert name in listed
        assert run("export", sample, "--format", name)[0] == 0
        assert (tmp_path / f"sample-{name}{exporter.suffix}").stat().st_size > 0


def test_an_unknown_format_or_an_unwritable_file_is_told(run, sample, tmp_path):
    code, _, err = run("export", sample, "--format", "xls")
    assert code == 2
    assert "geojson" in err
    assert run("export", sample, "--out", tmp_path / "none" / "x.csv")[0] == 2
    assert run("report", sample, "--out", tmp_path / "none" / "x.html")[0] == 2


def test_a_filtered_export_of_events_holds_only_what_fits(run, sample, tmp_path):
    out = tmp_path / "events.csv"
    run("export", sample, "-f", "events", "-t", "PROTEST", "-o", out)
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 1
    assert all("PROTEST" in line for line in lines[1:])


def test_the_page_is_one_file_that_needs_no_network(run, sample, tmp_path):
    out = tmp_path / "page.html"
    assert run("report", sample, "--out", out, "--title", "My <page>")[0] == 0
    text = out.read_text(encoding="utf-8")
    assert "My &lt;page&gt;" in text
    assert 'src="http' not in text


def test_knowledge_check_is_clean_and_fails_on_a_wrong_file(run, tmp_path):
    code, out, _ = run("knowledge", "check")
    assert code == 0
    assert out.endswith(" 0 problems\n")
    wrong = tmp_path / "mine.jsonl"
    wrong.write_text('{"id": "mine"\n')
    code, _, err = run("knowledge", "check", "--actors", wrong)
    assert code == 2
    assert "mine.jsonl" in err


def test_the_demo_twice_adds_nothing(run, tmp_path):
    code, first, _ = run("demo", "--into", tmp_path / "demo")
    assert code == 0
    assert "0 known from before" in first
    code, second, _ = run("demo", "--into", tmp_path / "demo")
    assert code == 0
    assert "0 coded now" in second
    assert first.split("\n", 2)[1:] == second.split("\n", 2)[1:]
    for name in ("report.html", "incidents.csv", "events.csv"):
        assert (tmp_path / "demo" / name).stat().st_size > 0


@pytest.mark.parametrize("arguments", [["--version"], ["-h"], ["read", "-h"], ["export", "--list"]])
def test_the_module_runs_as_a_command(arguments):
    done = subprocess.run([sys.executable, "-m", "khaldun", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout
    assert not done.stderr


def test_stories_hold_every_report_once(sample):
    import khaldun

    with khaldun.open(sample, create=False) as project:
        told = [id for story in project.stories() for id in story]
        assert sorted(told) == sorted(report.id for report in project.reports())
        assert len(project.stories()) == 2
