"""Held-out folds of the PLV sentences and the figures on them, a hard view among them.

The official test part is about eight points harder than a random fold; the hard view is the half of a fold whose
sentences are least like any that was trained on (word pairs weighted by rarity).
"""

from __future__ import annotations

import json
from pathlib import Path

from examples import Example, key
from sklearn.feature_extraction.text import TfidfVectorizer


def split(examples: list[Example], fold: str | None) -> tuple[list[Example], list[Example]]:
    """Those to train on and those held out, by sentence, so that a sentence with two pairs stands on one side."""
    if not fold:
        return examples, []
    k, n = map(int, fold.split("/"))
    held = [e for e in examples if sum(map(ord, key(e.text))) % n == k]
    return [e for e in examples if e not in held], held


def macro_f1(gold: list[int], got: list[int]) -> float:
    """The mean F1 of the classes that gold has."""
    scores = []
    for label in sorted(set(gold)):
        tp = sum(g == label == p for g, p in zip(gold, got, strict=True))
        scores.append(2 * tp / (gold.count(label) + got.count(label)))
    return sum(scores) / len(scores)


def far(trained: list[Example], held: list[Example]) -> list[bool]:
    """Which half of the held-out sentences is least like any trained one."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit([e.text for e in trained])
    near = (words.transform([e.text for e in held]) @ words.transform([e.text for e in trained]).T).max(1)
    near = near.toarray().ravel()
    middle = sorted(near)[len(held) // 2]
    return [value < middle for value in near]


def figures(trained: list[Example], held: list[Example], root: list[int], quad: list[int]) -> dict[str, float]:
    """Accuracy and macro F1 of root and quad, over all and over the far half."""
    gold = [e.root for e in held]
    hard = [n for n, is_far in enumerate(far(trained, held)) if is_far]
    return {
        "n": len(held),
        "root macro-F1": round(macro_f1(gold, root), 4),
        "root accuracy": round(sum(g == p for g, p in zip(gold, root, strict=True)) / len(gold), 4),
        "quad macro-F1": round(macro_f1([e.quad for e in held], quad), 4),
        "far macro-F1": round(macro_f1([gold[n] for n in hard], [root[n] for n in hard]), 4),
        "far accuracy": round(sum(gold[n] == root[n] for n in hard) / len(hard), 4),
    }


def save(path: Path, held: list[Example], answers) -> None:
    """Writes gold and log probabilities of held-out sentences, for calibration and for mixing with the lexicon."""
    with path.open("w", encoding="utf-8") as out:
        for n, example in enumerate(held):
            row = {"key": key(example.text), "source": example.source, "target": example.target, "gold": example.root}
            given = {name: [round(x, 4) for x in answers[name][n].tolist()] for name in ("root", "quad", "told")}
            out.write(json.dumps(row | given) + "\n")
