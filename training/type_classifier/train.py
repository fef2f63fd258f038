"""Fine-tunes an encoder with marked source and target for PLOVER root and quad class.

Usage: train.py --encoder DIR --bench DIR --out DIR [--epochs 8 --lr 1e-4 --seed 1 --fold K/N] [--soft FILE]

``--fold 0/5`` holds out a fifth of the PLV sentences and prints their scores; without it all are trained on.
``--soft`` adds examples with a teacher's probabilities (made by ``teach.py``). Runs on CPU in bfloat16.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from encode import LONGEST, MARKS, marked
from examples import ROOTS, Example, cameo, key, plv
from torch import nn
from transformers import AutoModel, AutoTokenizer

SPECIAL = [mark for pair in MARKS.values() for mark in pair]


class TypeModel(nn.Module):
    """An encoder, and one linear head for root and one for quad over [mean; source mean; target mean]."""

    def __init__(self, encoder: nn.Module, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.root = nn.Linear(3 * width, len(ROOTS))
        self.quad = nn.Linear(3 * width, 5)

    def forward(self, ids, mask, source, target):
        """ids, mask: int64 [batch, pieces]; source, target: float [batch, pieces], 1 inside the span."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        pooled = torch.cat([mean(hidden, mask.float()), mean(hidden, source), mean(hidden, target)], dim=-1)
        pooled = self.dropout(pooled.float())
        return self.root(pooled), self.quad(pooled)


def mean(hidden, weight):
    """The mean of hidden states where weight is 1; zeros where it is nowhere."""
    weight = weight.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def tokenizer_of(folder: Path):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_special_tokens({"additional_special_tokens": SPECIAL})
    return tokenizer


def encode(tokenizer, examples):
    """A padded batch with span masks between the marks."""
    texts = [marked(e) for e in examples]
    batch = tokenizer(texts, truncation=True, max_length=LONGEST, padding=True, return_tensors="pt")
    ids = batch["input_ids"]
    spans = []
    for name in ("source", "target"):
        first, last = (tokenizer.convert_tokens_to_ids(mark) for mark in MARKS[name])
        inside = ((ids == first).cumsum(1) - (ids == last).cumsum(1)).clamp(0, 1).float()
        spans.append(inside)
    return ids, batch["attention_mask"], *spans


def thin(example: Example, rng: random.Random) -> Example:
    """Now and then hide a mark, so that the model copes with an unknown actor or recipient."""
    source = None if rng.random() < 0.08 else example.source
    target = None if rng.random() < 0.08 else example.target
    return Example(example.text, source, target, example.root, example.quad)


def soft_examples(path: Path | None):
    if path is None:
        return []
    found = []
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        pair = [tuple(row[n]) if row[n] else None for n in ("source", "target")]
        found.append((Example(row["text"], *pair), torch.tensor(row["root"]), torch.tensor(row["quad"])))
    return found


def loss_of(model, tokenizer, batch, hard_ce):
    """Cross-entropy on hard labels (where known) and on the teacher's probabilities (where given)."""
    root, quad = model(*encode(tokenizer, [item[0] for item in batch]))
    total, n = 0.0, 0
    for at, (example, soft_root, soft_quad) in enumerate(batch):
        if soft_root is not None:
            total = total - (soft_root * root[at].log_softmax(-1)).sum()
            total = total - 0.5 * (soft_quad * quad[at].log_softmax(-1)).sum()
            n += 1
            continue
        if example.root >= 0:
            total = total + hard_ce(root[at : at + 1], torch.tensor([example.root]))
            n += 1
        if example.quad >= 0:
            total = total + 0.5 * hard_ce(quad[at : at + 1], torch.tensor([example.quad]))
    return total / max(n, len(batch) / 2)


def fit(model, tokenizer, items, args, rng):
    groups = {"decay": [], "none": []}
    for weight in model.parameters():
        groups["none" if weight.ndim < 2 else "decay"].append(weight)
    optimiser = torch.optim.AdamW(
        [{"params": groups["decay"], "weight_decay": 0.01}, {"params": groups["none"], "weight_decay": 0.0}], lr=args.lr
    )
    steps = args.epochs * ((len(items) + args.batch - 1) // args.batch)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, s / (0.1 * steps)) * max(0.02, 1 - s / steps))
    hard_ce = nn.CrossEntropyLoss(label_smoothing=0.1)
    for epoch in range(args.epochs):
        model.train()
        began, total = time.time(), 0.0
        rng.shuffle(items)
        batches = [items[at : at + args.batch] for at in range(0, len(items), args.batch)]
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(model, tokenizer, [(thin(e, rng), r, q) for e, r, q in batch], hard_ce)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            optimiser.zero_grad()
            total += float(loss)
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.time() - began:.0f} s", flush=True)


@torch.no_grad()
def predict(model, tokenizer, examples, size=32):
    """Probabilities of root [n, 15] and quad [n, 5], in the order given."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].text))
    root, quad = torch.zeros(len(examples), len(ROOTS)), torch.zeros(len(examples), 5)
    for at in range(0, len(order), size):
        part = order[at : at + size]
        with torch.autocast("cpu", torch.bfloat16):
            r, q = model(*encode(tokenizer, [examples[n] for n in part]))
        root[part], quad[part] = r.float().softmax(-1), q.float().softmax(-1)
    return root, quad


def macro_f1(gold, got):
    scores = []
    for label in sorted(set(gold)):
        tp = sum(g == label == p for g, p in zip(gold, got, strict=True))
        denominator = gold.count(label) + got.count(label)
        scores.append(2 * tp / denominator if denominator else 0.0)
    return sum(scores) / len(scores)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold")
    parser.add_argument("--soft", type=Path)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    gold = plv(args.bench)
    held: list[Example] = []
    if args.fold:
        k, n = map(int, args.fold.split("/"))
        # folds are cut by sentence, so that a sentence with two pairs never stands on both sides
        held = [e for e in gold if sum(map(ord, key(e.text))) % n == k]
        gold = [e for e in gold if sum(map(ord, key(e.text))) % n != k]
    barred = {key(e.text) for e in held} | {key(e.text) for e in gold}
    items = [(e, None, None) for e in [*gold, *cameo(args.bench, barred)]]
    items += [item for item in soft_examples(args.soft) if key(item[0].text) not in {key(e.text) for e in held}]
    tokenizer = tokenizer_of(args.encoder)
    model = TypeModel(AutoModel.from_pretrained(args.encoder))
    print(f"{len(items)} examples, {len(held)} held out", flush=True)
    fit(model, tokenizer, items, args, rng)
    if held:
        root, quad = predict(model, tokenizer, held)
        got = root.argmax(-1).tolist()
        print(json.dumps({
            "root macro-F1": round(macro_f1([e.root for e in held], got), 4),
            "root accuracy": round(sum(e.root == p for e, p in zip(held, got, strict=True)) / len(held), 4),
            "quad macro-F1": round(macro_f1([e.quad for e in held], quad.argmax(-1).tolist()), 4),
        }), flush=True)  # fmt: skip
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), args.out / "model.pt")
    model.encoder.config.save_pretrained(args.out)
    tokenizer.save_pretrained(args.out)


if __name__ == "__main__":
    main()
