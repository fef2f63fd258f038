"""Shared by all tests: where public benchmarks may lie, and short cuts to annotated text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from khaldun.knowledge.places import Gazetteer
from khaldun.model import Block, Dossier, Origin, Part, Report, Span, Stamp, edition_id, report_id, sha256_hex

SHARED = Path(os.environ.get("KHALDUN_SHARED", Path(__file__).parents[2] / "shared"))


def bench(name: str) -> Path:
    """The visible part of a public benchmark; skips the test where it is absent."""
    path = SHARED / "bench" / name / "visible"
    if not path.exists():
        pytest.skip(f"public benchmark '{name}' is not here")
    return path


def make_report(text: str, *, published: date | None = date(2023, 1, 3), outlet: str | None = None) -> Report:
    """A report of plain paragraphs (blank-line separated), the way cleaning would give it."""
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            blocks.append(Block(Part.BODY, Span.of(text, at, at + len(paragraph))))
        at += len(paragraph) + 2
    sha = sha256_hex(text.encode())
    stamp = (
        Stamp(datetime(published.year, published.month, published.day), "day", str(published), "test")
        if published
        else None
    )
    return Report(
        report_id(outlet, None, sha), edition_id(text), Origin("test", sha, "text/plain", outlet), text, tuple(blocks),
        None, stamp, None, None, outlet, None, "en", None, (), (),
    )  # fmt: skip


def annotated(text: str, **kwargs: object) -> Dossier:
    """A dossier with sentences, quotations and mentions."""
    from khaldun.annotate.annotator import Annotator

    return Annotator()([Dossier(report=make_report(text, **kwargs))])[0]  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def line():
    """The whole line, built once."""
    from khaldun import config
    from khaldun.run.line import build

    return build(config.load())


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """The real gazetteer: compiled once into the user's cache (``KHALDUN_CACHE`` overrides where), then at once."""
    opened = Gazetteer.open()
    yield opened
    opened.close()
