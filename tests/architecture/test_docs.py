"""The documents name every command and every folder."""

from __future__ import annotations

from pathlib import Path

from khaldun.cli.app import app

ROOT = Path(__file__).parents[2]


def test_every_command_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [command.name for command in app.registered_commands]
    assert names
    assert [name for name in names if f"khaldun {name}" not in text and f"| `{name}`" not in text] == []


def test_every_folder_is_in_the_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    folders = [
        path.name for path in (ROOT / "src" / "khaldun").iterdir() if path.is_dir() and path.name != "__pycache__"
    ]
    assert [name for name in folders if f"`{name}/`" not in text] == []
