"""Fits the sub-event head: a linear model over the pretrained encoder's mean state, which is left as it is.

Usage: sub_events.py --encoder DIR --bench DIR --out sub.npz [--lexicon answers.jsonl]

Trained on the 427 visible snippets of CASE 2021 task 2 and on snippets of our own, which every fold of the
cross-validation has in its training part and none is measured on. Fine-tuning the encoder on the public ones alone was
worse (accuracy 0.65 against 0.68 on the same third). ``--lexicon`` takes predictions of ``khaldun evaluate
case2021_task2`` and prints by five-fold cross-validation what the lexicon's word adds at each weight (log odds).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from examples import SUBS, Example, own_snippets, rows, snippets
from network import encode, fresh, mean
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

_PENALTY = 10.0  # inverse; 5, 10, 20 and 40 differ by less than seeds do
_WEIGHTS = (0.0, 0.5, 0.75, 1.0, 1.5, 2.0)
_SEEDS = (1, 2, 3)


@torch.no_grad()
def states(encoder: Path, examples: Sequence[Example]) -> np.ndarray:
    """The mean state of each text, of length one: [n, width]."""
    model, tokenizer = fresh(encoder)
    model.eval()
    found = []
    for at in range(0, len(examples), 32):
        ids, mask, _, _ = encode(tokenizer, examples[at : at + 32])
        found.append(mean(model.encoder(input_ids=ids, attention_mask=mask).last_hidden_state, mask.float()))
    return torch.nn.functional.normalize(torch.cat(found), dim=-1).numpy()


def fitted(x: np.ndarray, y: np.ndarray) -> LogisticRegression:
    """A balanced multinomial model."""
    return LogisticRegression(C=_PENALTY, max_iter=1000, tol=1e-3, class_weight="balanced").fit(x, y)


def cross(x: np.ndarray, y: np.ndarray, own: tuple[np.ndarray, np.ndarray], seed: int) -> np.ndarray:
    """Log probabilities of each text by a model that has not seen it, but has our own: [n, classes]."""
    found = np.zeros((len(y), len(SUBS)))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=seed).split(x, y):
        model = fitted(np.vstack([x[train], own[0]]), np.concatenate([y[train], own[1]]))
        found[test] = model.predict_log_proba(x[test])
    return found


def said(path: Path, bench: Path) -> np.ndarray:
    """1 where the lexicon says a class: [n, classes]."""
    answers = {row["id"]: row.get("lexicon_type", "") for row in rows(path)}
    ids = [row["id"] for row in rows(bench / "case2021_task2" / "visible" / "train.jsonl")]
    return np.array([[float(answers.get(one) == name) for name in SUBS] for one in ids])


def _read(encoder: Path, examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    return states(encoder, examples), np.array([example.sub for example in examples])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lexicon", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    (x, y), own = (_read(args.encoder, part) for part in (snippets(args.bench), own_snippets()))
    words = said(args.lexicon, args.bench) if args.lexicon else np.zeros((len(y), len(SUBS)))
    for seed in _SEEDS:
        by_model = cross(x, y, own, seed)
        for weight in _WEIGHTS if args.lexicon else (0.0,):
            got = (by_model + weight * words).argmax(-1)
            scores = (f1_score(y, got, average=kind, zero_division=0) for kind in ("weighted", "macro"))
            print(f"folds {seed}, lexicon {weight}: weighted F1 %.4f, macro F1 %.4f" % tuple(scores), flush=True)
    model = fitted(np.vstack([x, own[0]]), np.concatenate([y, own[1]]))
    np.savez(args.out, weight=model.coef_.astype(np.float32), bias=model.intercept_.astype(np.float32))


if __name__ == "__main__":
    main()
