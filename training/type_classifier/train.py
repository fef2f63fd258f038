"""Fine-tunes an encoder with marked source and target for PLOVER root, quad class, told or not, and sub-event.

Usage: train.py --encoder DIR --bench DIR --out DIR [--epochs 8 --lr 1e-4 --seed 1 --fold K/N] [--soft FILE]

``--fold 0/3`` holds out a third of the PLV sentences, prints their scores and writes ``held.jsonl``; without it all
are trained on. ``--soft`` adds pairs with a teacher's probabilities (made by ``teach.py``). Runs on CPU in bfloat16.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path

import folds
import torch
from annotated import ROWS, join, labels
from examples import Example, cameo, key, plv, snippets, soft, taught
from fit import Plan, fit
from network import fresh, load, predict, save


def own(bench: Path, weight: float) -> list[Example]:
    """Our own labels of pairs, joined to the sentences they were made on; NONE trains only the head ``told``."""
    joined, missed = join(labels(ROWS), bench)
    if missed:
        print(len(missed), "labels without their sentence", flush=True)
    firsts = (j.example for j in joined if j.label.reading == 1)
    return [replace(e, told=int(e.root >= 0), weight=weight) for e in firsts]


def main() -> None:
    parser = argparse.ArgumentParser()
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--encoder", type=Path, help="a pretrained encoder")
    start.add_argument("--start", type=Path, help="go on with a network that this script made")
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=int, default=1, help="take the mean weights of so many last epochs")
    parser.add_argument("--thaw", action="store_true", help="train the word vectors too")
    parser.add_argument("--fold")
    parser.add_argument("--soft", type=Path)
    parser.add_argument("--soft-weight", type=float, default=1.0)
    parser.add_argument("--own-weight", type=float, default=1.0, help="of our own labels; 0 leaves them out")
    parser.add_argument("--taught", type=int, default=1, help="how often each sentence written for it stands there")
    parser.add_argument("--old", type=int, help="draw so many of all other examples (default: all)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1, help="how often each PLV sentence stands in an epoch")
    parser.add_argument("--sub", action="store_true", help="train the sub-event head too")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    gold, held = folds.split(plv(args.bench), args.fold)
    told, told_held = folds.split(snippets(args.bench) if args.sub else [], args.fold)
    ours = own(args.bench, args.own_weight) if args.own_weight else []
    away = {key(e.text) for e in [*held, *told_held]}
    more = [*ours, *cameo(args.bench, {key(e.text) for e in [*gold, *ours]}), *soft(args.soft, args.soft_weight)]
    old = gold * args.copies + told + [e for e in more if key(e.text) not in away]
    if args.old:
        old = random.Random(args.seed).sample(old, min(args.old, len(old)))
    examples = old + taught() * args.taught
    model, tokenizer = fresh(args.encoder) if args.encoder else load(args.start)
    print(f"{len(examples)} examples, {len(held)} held out", flush=True)
    plan = Plan(args.epochs, args.lr, args.head_lr, args.batch, args.seed, args.keep, not args.thaw)
    fit(model, tokenizer, examples, plan)
    save(model, tokenizer, args.out)
    if held:
        answers = predict(model, tokenizer, held)
        best = {name: answers[name].argmax(-1).tolist() for name in ("root", "quad")}
        print(json.dumps(folds.figures(gold, held, best["root"], best["quad"])), flush=True)
        folds.save(args.out / "held.jsonl", held, answers)
    if told_held:
        got = predict(model, tokenizer, told_held)["sub"].argmax(-1).tolist()
        right = sum(e.sub == p for e, p in zip(told_held, got, strict=True)) / len(got)
        print(json.dumps({"sub n": len(got), "sub accuracy": round(right, 4)}), flush=True)


if __name__ == "__main__":
    main()
