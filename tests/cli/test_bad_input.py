"""One folder with everything that goes wrong in the field, and two good reports in the middle of it."""

from __future__ import annotations

import gzip
import json
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

import khaldun
from tests.cli.conftest import HOTEL, PROTEST

PEAK = 1_500_000_000
"""Bytes: what one process may need at most, on any input."""

PERSIAN = "وزارت کشور گفت که سه نفر در حمله به هتلی در کابل کشته شدند و هجده نفر دیگر زخمی شدند. " * 8
GERMAN = "Bei einem Angriff auf ein Hotel in Kabul sind am Montag drei Menschen getötet worden, sagte die Polizei. " * 8


def page(text: str, head: str = "") -> str:
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    article = f"<article><h1>News of the day</h1>{body}</article>"
    return f"<html><head><title>News</title>{head}</head><body>{article}</body></html>"


def warc(text: str) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(text).encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        "WARC-Date: 2023-01-03T00:00:00Z\r\nWARC-Target-URI: https://news.example/w\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"A" * 400_000_000)


@pytest.fixture(scope="module")
def field(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The folder, and how reading it ended. Good: a-good.txt, z-good.html; salvageable: see the tests."""
    home = tmp_path_factory.mktemp("field")
    folder = home / "in"
    folder.mkdir()
    (folder / "a-good.txt").write_text("Gunmen attack hotel\n\n" + HOTEL)
    (folder / "z-good.html").write_text(page(PROTEST))
    whole = gzip.compress(warc(HOTEL.replace("hotel", "hospital")))
    (folder / "cut.warc.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.html").write_text("<html><body></body></html>")
    (folder / "nothing.txt").touch()
    (folder / "latin.html").write_bytes(page(HOTEL.replace("police", "Señor Muñoz") + " “No”").encode("cp1252"))
    (folder / "line.txt").write_bytes(b"Gunmen attacked a village on Monday. " * 1_400_000)
    (folder / "persian.txt").write_text(PERSIAN)
    (folder / "german.txt").write_text(GERMAN)
    (folder / "nul.txt").write_bytes(
        b"Soldiers sh\x00elled a town on Monday, killing two people, the army said.\x00 " * 3
    )
    (folder / "feed.xml").write_text("<!doctype html><html><body><h1>Not found</h1><p>Error 404</p></body></html>")
    stamp = '<meta property="article:published_time" content="9999-12-31T23:59:59Z">'
    (folder / "future.html").write_text(page(HOTEL.replace("hotel", "school"), stamp))
    bomb(folder / "bomb.zip")
    (folder / "loop").symlink_to(folder)
    (folder / "picture.jpg").write_bytes(png())
    command = [sys.executable, "-m", "khaldun", "read", str(folder), "--into", str(home / "field.khaldun")]
    return home, subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def refused(home: Path) -> dict[str, dict[str, object]]:
    with khaldun.open(home / "field.khaldun", create=False) as project:
        return {Path(str(row["subject"]).split("#")[0].split("!")[0]).name: row for row in project.refused().rows()}


def test_nothing_crashes(field):
    home, done = field
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "crash" not in json.dumps(list(refused(home).values()))


def test_the_good_ones_are_coded(field):
    with khaldun.open(field[0] / "field.khaldun", create=False) as project:
        coded = {Path(event.report.origin.uri).name for event in project.events()}
    assert {"a-good.txt", "z-good.html"} <= coded


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("cut.warc.gz", "damaged"),
        ("empty.html", "empty"),
        ("nothing.txt", "empty"),
        ("line.txt", "too_large"),
        ("persian.txt", "language"),
        ("german.txt", "language"),
        ("feed.xml", "no_article"),
        ("bomb.zip", "too_large"),
        ("loop", "link_loop"),
        ("picture.jpg", "binary"),
    ],
)
def test_each_bad_one_has_its_reason(field, name, reason):
    row = refused(field[0])[name]
    assert row["reason"] == reason
    assert len(str(row["message"])) > 10


def test_what_can_be_read_is_read(field):
    """Wrong encoding, NUL bytes and an impossible date spoil nothing else in their reports."""
    with khaldun.open(field[0] / "field.khaldun", create=False) as project:
        reports = {Path(report.origin.uri).name: report for report in project.store.reports()}
    assert "Señor Muñoz" in reports["latin.html"].text
    assert "\x00" not in reports["nul.txt"].text
    assert reports["future.html"].published is None


def test_memory_stays_bounded(field):
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < PEAK


def test_the_page_and_the_files_of_such_a_project_are_written(field, run, tmp_path):
    project = field[0] / "field.khaldun"
    assert run("report", project, "--out", tmp_path / "r.html")[0] == 0
    assert run("export", project, "--out", tmp_path / "i.csv")[0] == 0
    assert run("refused", project, columns=80)[0] == 0
