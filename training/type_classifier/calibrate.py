"""What held-out answers teach: temperature, calibration error, scores of each class, and the lexicon's weight.

Usage: calibrate.py --bench DIR [--lexicon answers.jsonl] HELD.jsonl [HELD.jsonl …]

``HELD.jsonl`` files are written by ``train.py --fold``; those of one fold are taken as students that answer together.
``--lexicon`` takes predictions of ``khaldun evaluate plv --data …/train.jsonl`` (field ``lexicon_root``).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from examples import QUAD, ROOTS, key, rows
from folds import macro_f1

_TEMPERATURES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.1, 1.2, 1.4)
_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_OF_ROOT = np.array([QUAD[root] for root in ROOTS])


def sharpened(logs: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities [n, classes] of log probabilities divided by a temperature."""
    raised = np.exp(logs / temperature)
    return raised / raised.sum(1, keepdims=True)


def error(p: np.ndarray, gold: np.ndarray) -> float:
    """Expected calibration error in ten bins of confidence."""
    sure, right = p.max(1), p.argmax(1) == gold
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(sure[bins == b].sum() - right[bins == b].sum()) for b in set(bins)) / len(gold))


def by_quad(p: np.ndarray) -> np.ndarray:
    """The quad class whose roots are likeliest together."""
    return np.stack([p[:, quad == _OF_ROOT].sum(1) for quad in (1, 2, 3, 4)], 1).argmax(1) + 1


def scores(p: np.ndarray, gold: np.ndarray) -> str:
    """Root accuracy and macro F1, quad macro F1, and cooperation against conflict."""
    quad, wanted = by_quad(p), _OF_ROOT[gold]
    root = macro_f1(gold.tolist(), p.argmax(1).tolist())
    sides = macro_f1((wanted >= 3).tolist(), (quad >= 3).tolist())
    return (
        f"accuracy {(p.argmax(1) == gold).mean():.4f}, macro F1 {root:.4f}, "
        f"quad {macro_f1(wanted.tolist(), quad.tolist()):.4f}, sides {sides:.4f}"
    )


def by_class(p: np.ndarray, gold: np.ndarray) -> None:
    """Prints precision, recall and F1 of each root."""
    got = p.argmax(1)
    for n, root in enumerate(ROOTS):
        hits, said, there = ((got == n) & (gold == n)).sum(), (got == n).sum(), (gold == n).sum()
        f1 = 2 * hits / max(1, said + there)
        print(f"| {root} | {there} | {hits / max(1, said):.2f} | {hits / max(1, there):.2f} | {f1:.2f} |")


def lexicon_words(path: Path, bench: Path, keys: list[str]) -> np.ndarray:
    """1 where the lexicon says a root: [n, classes]."""
    answers = {row["id"]: row.get("lexicon_root", "") for row in rows(path)}
    said = {key(row["text"]): answers.get(row["id"], "") for row in rows(bench / "plv" / "visible" / "train.jsonl")}
    return np.array([[float(said[one] == root) for root in ROOTS] for one in keys])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--lexicon", type=Path)
    parser.add_argument("held", nargs="+", type=Path)
    args = parser.parse_args()
    students = [list(rows(path)) for path in args.held]
    gold = np.array([row["gold"] for row in students[0]])
    logs = np.mean([[row["root"] for row in student] for student in students], axis=0)
    for temperature in _TEMPERATURES:
        p = sharpened(logs, temperature)
        loss = -np.log(p[np.arange(len(gold)), gold] + 1e-9).mean()
        print(f"temperature {temperature}: calibration error {error(p, gold):.3f}, loss {loss:.3f}")
    print(scores(sharpened(logs, 1.0), gold))
    by_class(logs, gold)
    if args.lexicon:
        words = lexicon_words(args.lexicon, args.bench, [row["key"] for row in students[0]])
        for weight in _WEIGHTS:
            print(f"lexicon {weight}: {scores(sharpened(logs + weight * words, 1.0), gold)}")


if __name__ == "__main__":
    main()
