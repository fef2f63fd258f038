"""Lets trained teachers label pairs: the mean of their probabilities goes to the student.

Usage: teach.py --pairs pairs.jsonl --out soft.jsonl [--most 7000 --cap 700] TEACHER_DIR [TEACHER_DIR …]

Pairs in which the teachers see no dealing of the two are left out (a root would mean nothing there), and so are pairs
of a root beyond ``--cap``, so that frequent roots do not fill the student's time.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import torch
from examples import Example, rows
from network import load, predict


def asked(teachers: list[Path], examples: list[Example]):
    """The mean probabilities of the teachers: {head: [n, classes]}."""
    answers = [predict(*load(teacher), examples, size=64) for teacher in teachers]
    return {name: torch.stack([a[name].exp() for a in answers]).mean(0) for name in ("root", "quad", "told")}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=7000)
    parser.add_argument("--cap", type=int, default=700)
    parser.add_argument("teachers", nargs="+", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    given = list(rows(args.pairs))[: args.most]
    answers = asked(args.teachers, [Example(r["text"], tuple(r["source"]), tuple(r["target"])) for r in given])
    kept: Counter[int] = Counter()
    with args.out.open("w", encoding="utf-8") as out:
        for n, row in enumerate(given):
            best = int(answers["root"][n].argmax())
            if answers["told"][n, 1] >= 0.5 and kept[best] < args.cap:
                kept[best] += 1
                soft = {name: [round(x, 4) for x in answers[name][n].tolist()] for name in ("root", "quad")}
                out.write(json.dumps(row | soft, ensure_ascii=False) + "\n")
    print(len(given), "pairs read,", kept.total(), "kept:", sorted(kept.items()))


if __name__ == "__main__":
    main()
