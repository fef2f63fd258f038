"""A coded project of a few reports of our own, made once, and a way to run commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khaldun.cli.app import app, main

HOTEL = (
    "KABUL – Gunmen attacked a hotel in Kabul on Monday, killing three people and wounding eighteen others, "
    "police said. The Islamic State Khorasan Province claimed responsibility for the attack.\n\n"
    "The Taliban condemned the attack on Tuesday and arrested two men in Kabul."
)
PROTEST = (
    "Hundreds of people protested in Lahore on Friday against rising prices. Police fired tear gas at the "
    "protesters and arrested dozens of them, a government spokesman said.\n\nThe organisers denied that anyone "
    "had thrown stones, and called for more marches across Pakistan next week."
)


def record(n: int, text: str, day: str, **more: str) -> str:
    fields = {"text": text, "title": f"Report {n}", "date": day, "url": f"https://news.example/{n}", **more}
    return json.dumps({"outlet": "Example Post", **fields}) + "\n"


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command as the console script does; gives exit code, standard output and standard error."""

    def call(*arguments: str | Path, columns: int | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["khaldun", *map(str, arguments)])
        if columns:
            monkeypatch.setenv("COLUMNS", str(columns))
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return call


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """A project of two reports and one refusal."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "in.jsonl").write_text(record(1, HOTEL, "2022-12-13") + record(2, PROTEST, "2023-01-07"))
    (folder / "empty.html").write_text("<html><body><nav>Home</nav></body></html>")
    project = folder / "sample.khaldun"
    result = CliRunner().invoke(
        app, ["read", str(folder / "in.jsonl"), str(folder / "empty.html"), "--into", str(project)]
    )
    assert result.exit_code == 0, result.output
    return project
