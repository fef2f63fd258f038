"""Importing the package, and asking for help, loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("spacy", "trafilatura", "sqlalchemy", "duckdb", "onnxruntime", "numpy", "lxml", "networkx", "feedparser")


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_import_khaldun_is_light():
    assert not loaded("import khaldun") & set(HEAVY)


def test_the_command_line_is_light_until_a_command_runs():
    assert not loaded("import khaldun.cli.app") & set(HEAVY)
