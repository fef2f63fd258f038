"""Labels find their sentences again by record, offsets and hash; what does not fit is told, not guessed."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TEXT = "Rain fell in the night. The harbour police arrested two smugglers. The mayor likes chess."
SENTENCE = "The harbour police arrested two smugglers."


@pytest.fixture
def annotated(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "training" / "type_classifier"))
    return pytest.importorskip("annotated")


def row(module: ModuleType, **changes: Any) -> dict[str, Any]:
    start = TEXT.index(SENTENCE)
    spans = {"source": TEXT.index("The harbour police"), "target": TEXT.index("two smugglers")}
    return {
        "set": "made_up", "file": "train", "id": "a1", "sentence": [start, start + len(SENTENCE)],
        "hash": module.hash_of(SENTENCE), "source": [spans["source"], spans["source"] + 18],
        "target": [spans["target"], spans["target"] + 13], "label": "COERCE", "mode": "arrest", "pass": 1,
    } | changes  # fmt: skip


def bench(folder: Path, key: str = "id") -> Path:
    path = folder / "made_up" / "visible" / "train.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({key: "a1", "text": TEXT}) + "\n", encoding="utf-8")
    return folder


def rows(module: ModuleType, folder: Path, *given: dict[str, Any]) -> Any:
    path = folder / "pairs.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in given), encoding="utf-8")
    return module.labels(path)


@pytest.mark.parametrize("key", ["id", "docid"])
def test_a_label_is_joined_with_offsets_within_its_sentence(annotated: ModuleType, tmp_path: Path, key: str) -> None:
    found, missed = annotated.join(rows(annotated, tmp_path, row(annotated)), bench(tmp_path, key))
    example = found[0].example
    assert not missed
    assert example.text == SENTENCE
    assert example.text[slice(*example.source)] == "The harbour police"
    assert example.text[slice(*example.target)] == "two smugglers"
    assert (annotated.ROOTS[example.root], example.quad, found[0].label.mode) == ("COERCE", 4, "arrest")


def test_tokens_are_joined_where_a_set_has_no_text(annotated: ModuleType, tmp_path: Path) -> None:
    path = bench(tmp_path) / "made_up" / "visible" / "train.jsonl"
    path.write_text(json.dumps({"docid": "a1", "sentences": [TEXT.split()[:5], TEXT.split()[5:]]}), encoding="utf-8")
    found, missed = annotated.join(rows(annotated, tmp_path, row(annotated)), tmp_path)
    assert not missed
    assert found[0].example.text == SENTENCE


def test_none_has_no_root_and_no_quad(annotated: ModuleType, tmp_path: Path) -> None:
    found, _ = annotated.join(rows(annotated, tmp_path, row(annotated, label="NONE")), bench(tmp_path))
    assert (found[0].example.root, found[0].example.quad) == (-1, 0)


@pytest.mark.parametrize(
    ("changes", "why"), [({"hash": "0" * 16}, "another sentence"), ({"id": "a2"}, "no such record")]
)
def test_what_does_not_fit_is_told(annotated: ModuleType, tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    found, missed = annotated.join(rows(annotated, tmp_path, row(annotated, **changes)), bench(tmp_path))
    assert not found
    assert [m.why for m in missed] == [why]


def test_kappa_takes_chance_off(annotated: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    both = [("AID", "AID"), ("AID", "AID"), ("NONE", "NONE"), ("NONE", "AID")]
    path.write_text("".join(json.dumps({"first": a, "label": b}) + "\n" for a, b in both), encoding="utf-8")
    count, share, kappa = annotated.agreement(path)
    assert (count, share) == (4, 0.75)
    assert kappa == pytest.approx((0.75 - 0.5) / (1 - 0.5))


def test_the_labels_kept_here_are_sound(annotated: ModuleType) -> None:
    kept = list(annotated.labels())
    assert kept
    assert {label.label for label in kept} <= {*annotated.ROOTS, annotated.NONE}
    for label in kept:
        (s0, s1), (t0, t1) = label.source, label.target
        assert label.sentence[0] <= min(s0, t0) < max(s1, t1) <= label.sentence[1]
        assert s1 <= t0 or t1 <= s0
