"""Hand-annotated event frames: rows are joined to their sentences, and what does not fit is refused."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import SHARED

FOLDER = Path(__file__).parents[2] / "training" / "annotations" / "frames"
TEXT = "It rained. Gunmen killed two farmers in Abeche on Monday, police said."
SENTENCE = TEXT[11:]


def _reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("frames", FOLDER / "frames.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["frames"] = module
    spec.loader.exec_module(module)
    return module


frames = _reader()


def _four(phrase: str, head: str) -> list[int]:
    at, head_at = TEXT.index(phrase), TEXT.index(head)
    return [at, at + len(phrase), head_at, head_at + len(head)]


def _made_up(folder: Path, text: str = TEXT) -> Path:
    (folder / "made" / "visible").mkdir(parents=True)
    record = json.dumps({"docid": "a", "text": text})
    (folder / "made" / "visible" / "all.jsonl").write_text(record + "\n", encoding="utf-8")
    event = {
        "trigger": _four("killed", "killed")[:2], "also": [], "type": "ASSAULT", "status": "happened",
        "actor": [_four("Gunmen", "Gunmen")], "recipient": [_four("two farmers", "farmers")], "target": [],
        "place": [_four("Abeche", "Abeche")], "time": [_four("Monday", "Monday")], "instrument": [],
        "killed": [2, 2], "injured": None, "abducted": None, "arrested": None,
        "speaker": [_four("police", "police")], "stance": "asserted",
    }  # fmt: skip
    row = {
        "set": "made", "file": "all", "id": "a", "sentence": [11, len(TEXT)], "hash": frames.digest(SENTENCE),
        "events": [event],
    }  # fmt: skip
    path = folder / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_offsets_count_from_the_sentence(tmp_path: Path) -> None:
    (one,) = frames.joined(tmp_path, _made_up(tmp_path))
    (frame,) = one.frames
    assert one.text == SENTENCE
    assert one.text[slice(*frame.trigger)] == "killed"
    (recipient,) = frame.recipient
    assert one.text[recipient.start : recipient.stop] == "two farmers"
    assert one.text[recipient.head_start : recipient.head_stop] == "farmers"
    assert frame.killed == frames.Number(2, 2)
    assert frame.injured is None


def test_a_changed_sentence_is_refused(tmp_path: Path) -> None:
    path = _made_up(tmp_path, TEXT.replace("two", "six"))
    with pytest.raises(frames.FrameError, match="another text"):
        list(frames.joined(tmp_path, path))


def test_a_lost_record_is_refused(tmp_path: Path) -> None:
    path = _made_up(tmp_path)
    (tmp_path / "made" / "visible" / "all.jsonl").write_text('{"docid": "b", "text": ""}\n', encoding="utf-8")
    with pytest.raises(frames.FrameError, match="no record a"):
        list(frames.joined(tmp_path, path))


def test_a_set_that_is_not_at_hand(tmp_path: Path) -> None:
    path = _made_up(tmp_path)
    (tmp_path / "made" / "visible" / "all.jsonl").unlink()
    assert list(frames.joined(tmp_path, path, missing=True)) == []
    with pytest.raises(frames.FrameError, match="cannot read"):
        list(frames.joined(tmp_path, path))


def test_the_rows_are_whole() -> None:
    """Heads lie in their phrases, phrases in their sentences; no sentence is annotated twice; no text is kept."""
    found = list(frames.rows())
    assert len({(row.set, row.id, row.start) for row in found}) == len(found) > 1000
    for row in found:
        for frame in row.frames:
            assert row.start <= frame.trigger[0] < frame.trigger[1] <= row.stop
            for part in frames.PARTS:
                for f in getattr(frame, part):
                    assert row.start <= f.start <= f.head_start < f.head_stop <= f.stop <= row.stop


def test_the_rows_fit_the_public_sets() -> None:
    if not (SHARED / "bench").exists():
        pytest.skip("no public benchmark is here")
    assert sum(1 for _ in frames.joined(SHARED / "bench", missing=True)) > 150
