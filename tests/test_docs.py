"""The examples of the documents run: each Python block, each ``khaldun`` line, the JSON and TOML of own actors."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from khaldun.cli.app import main

DOCS = Path(__file__).parents[1] / "docs"


def blocks(name: str, language: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"no {language} in {name}"
    return found


@pytest.fixture
def workplace(tmp_path, monkeypatch) -> Path:
    """A working folder with a few of the bundled reports."""
    (tmp_path / "reports").mkdir()
    examples = Path(str(files("khaldun") / "data" / "examples" / "reports"))
    for name in ("2022-12-12-courier-hotel.html", "2022-12-12-post-hospital.txt", "empty-page.html"):
        shutil.copy(examples / name, tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str, monkeypatch) -> None:
    monkeypatch.setattr("sys.argv", shlex.split(line, comments=True))
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code, line


def test_the_python_page(workplace, capsys):
    scope: dict[str, object] = {"__name__": "page"}
    for block in blocks("python.md", "python"):
        exec(compile(block, "python.md", "exec"), scope)
    told = capsys.readouterr().out
    assert "ASSAULT happened Kabul 2022-12-12" in told
    assert "2 coded, 1 refused" in told


@pytest.mark.parametrize("name", ["tutorial.md", "own-actors.md"])
def test_the_commands_of_a_page(name, workplace, monkeypatch, capsys):
    if name == "own-actors.md":
        (workplace / "mine.jsonl").write_text("".join(blocks(name, "json")))
        (workplace / "khaldun.toml").write_text("".join(blocks(name, "toml")))
    lines = [line for block in blocks(name, "sh") for line in block.splitlines() if " ID" not in line]
    assert len(lines) > 2
    for line in lines:
        run(line, monkeypatch)


def test_the_reasons_and_formats_are_all_told():
    from khaldun.export.formats import EXPORTERS
    from khaldun.model import Reason

    text = (DOCS / "files-and-formats.md").read_text(encoding="utf-8")
    assert [name for name in EXPORTERS if f"`{name}`" not in text] == []
    assert [reason.value for reason in Reason if f"`{reason.value}`" not in text] == []


def test_the_links_of_the_documents_lead_somewhere():
    pages = [DOCS.parent / "README.md", *DOCS.glob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
