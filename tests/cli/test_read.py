from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

import khaldun
from tests.cli.conftest import HOTEL, PROTEST, record


def snapshot(path) -> dict[str, object]:
    with khaldun.open(path, create=False) as project:
        return {
            "events": project.events().rows(),
            "incidents": project.incidents().rows(),
            "refused": project.refused().rows(),
            "reports": [report.id for report in project.store.reports()],
        }


def test_a_second_run_adds_nothing(run, tmp_path, sample):
    before = snapshot(sample)
    code, out, _ = run("read", sample.parent, "--into", sample)
    assert code == 0
    assert out.startswith("0 reports coded, 0 events; 2 known already")
    assert {**snapshot(sample), "refused": []} == {**before, "refused": []}


def test_a_new_edition_takes_the_place_of_the_old(run, tmp_path):
    project, file = tmp_path / "p.khaldun", tmp_path / "in.jsonl"
    file.write_text(record(1, HOTEL, "2022-12-13"))
    assert run("read", file, "--into", project)[0] == 0
    old = snapshot(project)
    file.write_text(record(1, HOTEL.replace("three", "five"), "2022-12-13"))
    assert run("read", file, "--into", project)[0] == 0
    new = snapshot(project)
    assert new["reports"] == old["reports"]
    sentences = " ".join(str(row["sentence"]) for row in new["events"])
    assert "killing five people" in sentences
    assert "killing three people" not in sentences
    assert "1 older edition kept" in run("explain", project, new["reports"][0])[1]


def test_several_workers_give_the_same_as_one(run, tmp_path):
    file, settings = tmp_path / "in.jsonl", tmp_path / "settings.toml"
    file.write_text("".join(record(n, (HOTEL, PROTEST)[n % 2], "2022-12-13") for n in range(6)))
    settings.write_text("[run]\nbatch = 2\n")
    for workers in ("1", "2"):
        into = tmp_path / f"{workers}.khaldun"
        assert run("read", file, "--into", into, "--workers", workers, "--config", settings)[0] == 0
    assert snapshot(tmp_path / "1.khaldun") == snapshot(tmp_path / "2.khaldun")


def test_standard_input(run, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(HOTEL.encode()))))
    code, out, _ = run("read", "-", "--into", tmp_path / "p.khaldun")
    assert code == 0
    assert out.startswith("1 reports coded")


def test_a_misspelt_path_stops_before_work_and_all_are_named(run, tmp_path):
    code, _, err = run("read", tmp_path / "a.txt", tmp_path / "b.txt", "--into", tmp_path / "p.khaldun")
    assert code == 2
    assert "a.txt" in err
    assert "b.txt" in err
    assert not (tmp_path / "p.khaldun").exists()


def test_nothing_usable_is_a_failure(run, tmp_path):
    (tmp_path / "empty.html").touch()
    code, out, _ = run("read", tmp_path / "empty.html", "--into", tmp_path / "p.khaldun")
    assert code == 1
    assert "1 refused" in out


@pytest.mark.parametrize(
    ("text", "told"), [("[run]\nworkres = 2\nbatch = 0.5\n", ("workres", "batch")), ("[run\n", ("not valid TOML",))]
)
def test_wrong_settings_list_every_problem(run, tmp_path, sample, text, told):
    (tmp_path / "mine.toml").write_text(text)
    file = sample.parent / "in.jsonl"
    code, _, err = run("read", file, "--into", tmp_path / "p.khaldun", "--config", tmp_path / "mine.toml")
    assert code == 2
    assert all(word in err for word in told)
    assert "Traceback" not in err


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_wrong_actor_file_stops_before_work(run, tmp_path, sample, workers):
    actors = tmp_path / "mine.jsonl"
    actors.write_text('{"id": "mine"}\n')
    file, into = sample.parent / "in.jsonl", tmp_path / "p.khaldun"
    code, _, err = run("read", file, "--into", into, "--actors", actors, "--workers", workers)
    assert code == 2
    assert "mine.jsonl" in err
    code, _, err = run("read", file, "--into", into, "--actors", tmp_path / "none.jsonl")
    assert code == 2
    assert "none.jsonl does not exist" in err


def test_actors_of_ones_own(run, tmp_path):
    actors, file, into = tmp_path / "mine.jsonl", tmp_path / "in.jsonl", tmp_path / "p.khaldun"
    actors.write_text(
        json.dumps(
            {
                "id": "zorn",
                "name": "Zorn Brigade",
                "kind": "armed_group",
                "roles": [{"country": "KEN", "sectors": ["REB"]}],
            }
        )
        + "\n"
    )
    file.write_text(
        record(1, "The Zorn Brigade attacked a village in Kenya on Monday, killing two people.", "2023-01-03")
    )
    assert run("read", file, "--into", into, "--actors", actors)[0] == 0
    assert "zorn" in run("actors", into, "--csv")[1]


def wait_for_reports(project, number: int) -> None:
    for _ in range(600):
        if project.exists() and project.stat().st_size:
            with khaldun.open(project) as opened:
                if len(list(opened.store.reports())) >= number:
                    return
        time.sleep(0.1)
    pytest.fail("nothing was stored within a minute")


def test_ctrl_c_loses_nothing_finished(run, tmp_path):
    """The child has coded two batches and waits for more input when the signal comes."""
    project, settings = tmp_path / "p.khaldun", tmp_path / "settings.toml"
    settings.write_text("[run]\nbatch = 1\n")
    khaldun.open(project).close()
    options = ["--into", project, "--workers", "1", "--config", settings]
    child = subprocess.Popen(
        [sys.executable, "-m", "khaldun", "read", "-", *options],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    whole = record(1, HOTEL, "2022-12-13") + record(2, PROTEST, "2023-01-07")
    assert child.stdin
    child.stdin.write(whole.encode() + b"\n" * 70_000)
    child.stdin.flush()
    wait_for_reports(project, 1)
    os.kill(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130, err.decode()[-1500:]
    assert "Stopped." in err.decode()
    assert "Traceback" not in err.decode()
    stopped = snapshot(project)
    assert stopped["events"]
    assert stopped["incidents"]
    (tmp_path / "all.jsonl").write_text(whole)
    assert run("read", tmp_path / "all.jsonl", "--into", project)[0] == 0
    assert run("read", tmp_path / "all.jsonl", "--into", tmp_path / "fresh.khaldun")[0] == 0
    assert snapshot(project) == {**snapshot(tmp_path / "fresh.khaldun"), "events": snapshot(project)["events"]}
