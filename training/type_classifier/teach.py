"""Lets trained teachers label pairs: the mean of their probabilities goes to the student.

Usage: teach.py --pairs pairs.jsonl --out soft.jsonl TEACHER_DIR [TEACHER_DIR …]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from examples import Example
from train import TypeModel, predict
from transformers import AutoConfig, AutoModel, AutoTokenizer


def load(folder: Path):
    """A model trained by ``train.py`` with its tokenizer."""
    model = TypeModel(AutoModel.from_config(AutoConfig.from_pretrained(folder)))
    model.load_state_dict(torch.load(folder / "model.pt", weights_only=True))
    return model, AutoTokenizer.from_pretrained(folder)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("teachers", nargs="+", type=Path)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.pairs.open(encoding="utf-8")]
    examples = [Example(row["text"], tuple(row["source"]), tuple(row["target"])) for row in rows]
    root = quad = 0
    for teacher in args.teachers:
        more_root, more_quad = predict(*load(teacher), examples, size=64)
        root, quad = root + more_root / len(args.teachers), quad + more_quad / len(args.teachers)
    with args.out.open("w", encoding="utf-8") as out:
        for row, r, q in zip(rows, root.tolist(), quad.tolist(), strict=True):
            soft = {"root": [round(x, 4) for x in r], "quad": [round(x, 4) for x in q]}
            out.write(json.dumps(row | soft, ensure_ascii=False) + "\n")
    print(len(rows), "pairs labelled")


if __name__ == "__main__":
    main()
