"""Compiled knowledge: made once, made again when a byte changes, and never in the way."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from khaldun.knowledge import actor_roll, compiled
from khaldun.knowledge.actor_files import Entry
from khaldun.knowledge.actor_roll import EMPTY, Roll
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.codebook_reader import Reader
from khaldun.knowledge.codebooks import SHIPPED, Codebook
from khaldun.model import Actor


class Counted:
    """Makes the words of a file and counts how often it had to."""

    def __init__(self, source: Path) -> None:
        self.source, self.made = source, 0

    def words(self) -> list[str]:
        return compiled.compiled("words", [self.source], self._make)

    def _make(self) -> list[str]:
        self.made += 1
        return self.source.read_text().split()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, not yet there."""
    monkeypatch.setenv("KHALDUN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def counted(folder: Path, tmp_path: Path) -> Counted:
    (tmp_path / "words.txt").write_text("one two")
    return Counted(tmp_path / "words.txt")


def test_made_once(counted: Counted, folder: Path) -> None:
    assert [counted.words(), counted.words(), counted.made] == [["one", "two"], ["one", "two"], 1]
    assert [file.suffix for file in folder.iterdir()] == [".bin"]


def test_a_changed_source_is_seen(counted: Counted) -> None:
    counted.words()
    stamp = counted.source.stat()
    counted.source.write_text("one six")
    os.utime(counted.source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert counted.words() == ["one", "six"]


def test_changed_code_is_seen(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    counted.words()
    monkeypatch.setattr(compiled, "_code", lambda: b"another version")
    counted.words()
    assert counted.made == 2


def test_a_damaged_file_is_made_again(counted: Counted, folder: Path) -> None:
    counted.words()
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-3])
    assert counted.words() == ["one", "two"]
    assert counted.made == 2
    counted.words()
    assert counted.made == 2


def test_a_folder_that_cannot_be_written_only_costs_time(counted: Counted, folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert [counted.words(), counted.words(), counted.made] == [["one", "two"], ["one", "two"], 2]


def test_a_fault_in_making_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    def fail() -> None:
        raise ValueError("no words")

    with pytest.raises(ValueError, match="no words"):
        compiled.compiled("words", [], fail)
    assert not folder.exists()


def test_only_files_long_out_of_date_are_dropped(counted: Counted, folder: Path) -> None:
    folder.mkdir()
    for name, age in (("words-old.bin", 40), ("words-new.bin", 2), ("other-old.bin", 40)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age * 86_400,) * 2)
    counted.words()
    assert {"words-new.bin", "other-old.bin"} < {file.name for file in folder.iterdir()}
    assert not (folder / "words-old.bin").exists()


def test_the_compiled_book_is_the_book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = ActorBook(Roll.shipped())
    monkeypatch.setattr(actor_roll, "_plain", lambda files: pytest.fail("compiled twice"))
    kept = ActorBook(Roll.shipped())
    assert list(kept.entries()) == list(fresh.entries())
    text = "The Taliban and ISKP fought near the Kremlin’s envoy, the WHO said."
    assert list(kept.find_in(text)) == list(fresh.find_in(text)) != []


def test_the_compiled_codebook_is_the_codebook(folder: Path) -> None:
    plain = Reader(SHIPPED / "plover").codebook()
    for book in (Codebook.load(), Codebook.load()):
        assert dict(book.verbs) == dict(plain.verbs)
        assert dict(book.nouns) == dict(plain.nouns)
        assert (book.types, book.classes, book.contexts) == (plain.types, plain.classes, plain.contexts)
        assert "no such verb" not in book.verbs


def entry(id: str, *names: str, weak: tuple[str, ...] = ()) -> Entry:
    return Entry(Actor(id, names[0], names, "militia"), weak)


def test_an_overlay_gives_what_all_entries_in_one_list_would_give() -> None:
    base = [entry("a", "Lions", "Cubs"), entry("b", "Cubs", "Bears"), entry("c", "Foxes", "Bears", weak=("Bears",))]
    mine = [entry("b", "Bears", "Wolves"), entry("d", "Cubs"), entry("c", "Bears")]
    together = {one.actor.id: one for one in (*base, *mine)}.values()
    laid, whole = EMPTY.overlaid(base).overlaid(mine), EMPTY.overlaid(together)
    assert laid.rows == whole.rows
    assert list(laid.rows) == list(whole.rows)
    assert laid.bearers == whole.bearers
    assert [id for _, id, _ in laid.bearers["bears"]] == ["b", "c"]
    assert "foxes" not in laid.bearers


def test_an_overlaid_file_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    for name in ("Grey Herons", "Red Herons"):
        file.write_text(f'{{"id": "herons", "name": "{name}", "kind": "militia", "roles": [{{"sectors": ["PRM"]}}]}}')
        assert [actor.name for actor in ActorBook.load(file).named(name)] == [name]
