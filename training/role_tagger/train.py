"""Fine-tunes an encoder to tag the fillers of a marked trigger.

Usage: train.py --encoder DIR --examples FILE --out DIR [--epochs 4 --lr 2e-4 --seed 1 --fold K/N --start DIR]

``--fold 0/10`` holds out every tenth group (sentence or report) and prints scores by set and role; without it all are
trained on. Runs on one CPU core in bfloat16.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import zlib
from pathlib import Path

import torch
from encode import IGNORED, LONGEST, MARKS, labels, mark
from example import ROLES, Example, read
from measure import report
from torch import nn
from transformers import AutoModel, AutoTokenizer

REPEAT = {"wikievents": 2, "cameo_coders": 3, "frames": 2, "contrast": 5}
"""How often an epoch shows each example of a set; a set not named: once."""


class Tagger(nn.Module):
    """An encoder and one linear layer: for each piece and role three classes (outside, begins, inside)."""

    def __init__(self, encoder: nn.Module, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.tag = nn.Linear(3 * encoder.config.hidden_size, 3 * len(ROLES))

    def forward(self, ids, mask, trigger):
        """ids, mask: int64 [batch, pieces]; trigger: float, 1 on the pieces between the marks. Logits
        [batch, pieces, roles, 3]: each piece is read together with the trigger and with their product."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = trigger.unsqueeze(-1).to(hidden.dtype)
        deed = (hidden * weight).sum(1, keepdim=True) / weight.sum(1, keepdim=True).clamp(min=1.0)
        deed = deed.expand_as(hidden)
        joined = self.dropout(torch.cat([hidden, deed, hidden * deed], dim=-1))
        return self.tag(joined).view(*ids.shape, len(ROLES), 3)


def tokenizer_of(folder: Path):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKS)})
    return tokenizer


class Batch:
    """Encoded examples."""

    def __init__(self, tokenizer, examples: list[Example]) -> None:
        self.marked = [mark(e.text, *e.trigger) for e in examples]
        made = tokenizer(
            [m.text for m in self.marked], truncation=True, max_length=LONGEST, padding=True,
            return_offsets_mapping=True, return_tensors="pt",
        )  # fmt: skip
        self.ids, self.mask = made["input_ids"], made["attention_mask"]
        first, last = (tokenizer.convert_tokens_to_ids(m) for m in MARKS)
        inside = (self.ids == first).cumsum(1) - (self.ids == last).cumsum(1)
        self.trigger = (inside.clamp(0, 1) * (self.ids != first)).float()
        self.offsets = made["offset_mapping"].tolist()
        rows = [labels(e, m, o) for e, m, o in zip(examples, self.marked, self.offsets, strict=True)]
        self.labels = torch.tensor(rows)
        self.labels[self.mask == 0] = IGNORED


def fit(model, tokenizer, items: list[Example], args, rng: random.Random) -> None:
    groups = {"decay": [], "none": [], "new": []}
    for name, weight in model.named_parameters():
        groups["new" if name.startswith("tag") else "none" if weight.ndim < 2 else "decay"].append(weight)
    optimiser = torch.optim.AdamW([
        {"params": groups["decay"], "weight_decay": 0.01, "lr": args.lr},
        {"params": groups["none"], "weight_decay": 0.0, "lr": args.lr},
        {"params": groups["new"], "weight_decay": 0.01, "lr": 5 * args.lr},
    ])  # fmt: skip
    steps = args.epochs * ((len(items) + args.batch - 1) // args.batch)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, s / (0.1 * steps)) * max(0.02, 1 - s / steps))
    loss_of = nn.CrossEntropyLoss(ignore_index=IGNORED, reduction="sum", label_smoothing=0.0)
    for epoch in range(args.epochs):
        model.train()
        began, total = time.time(), 0.0
        for batch in batches(items, args.batch, rng):
            made = Batch(tokenizer, batch)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(made.ids, made.mask, made.trigger)
            loss = loss_of(logits.float().flatten(0, 2), made.labels.flatten()) / len(batch)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            optimiser.zero_grad()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(items):.3f}, {time.time() - began:.0f} s", flush=True)


def batches(items: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of examples of like length in random order, so that little is padding."""
    shuffled = rng.sample(items, len(items))
    pools = [shuffled[at : at + 32 * size] for at in range(0, len(shuffled), 32 * size)]
    made = []
    for pool in pools:
        pool.sort(key=lambda e: len(e.text))
        made += [pool[at : at + size] for at in range(0, len(pool), size)]
    rng.shuffle(made)
    return made


@torch.no_grad()
def predict(model, tokenizer, examples: list[Example], size: int = 32):
    """For each example its pieces as (range, probabilities [roles, 3]), marks left out."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].text))
    found: list[list] = [[] for _ in examples]
    for at in range(0, len(order), size):
        part = order[at : at + size]
        made = Batch(tokenizer, [examples[n] for n in part])
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(made.ids, made.mask, made.trigger)
        answers = logits.float().softmax(-1)
        for row, n in enumerate(part):
            found[n] = pieces_of(made, row, answers[row])
    return found


def pieces_of(made: Batch, row: int, answers) -> list:
    """The pieces of one row as (range, probabilities [roles, 3]), marks and padding left out."""
    found = []
    for piece, (start, stop) in enumerate(made.offsets[row]):
        place = made.marked[row].back(start, stop) if stop > start else None
        if place is not None:
            found.append((place, answers[piece].tolist()))
    return found


def is_held(example: Example, fold: str | None) -> bool:
    """Whether an example's group falls into the held-out fold K/N."""
    if not fold:
        return False
    k, n = map(int, fold.split("/"))
    return zlib.crc32(example.group.encode()) % n == k


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold")
    parser.add_argument("--start", type=Path, help="a tagger made by this program to go on from")
    parser.add_argument("--only", nargs="*", help="the sets to train on; all of the file without it")
    parser.add_argument("--leave", nargs="*", default=[], help="sets to leave out")
    parser.add_argument("--less", type=float, default=1.0, help="the share of event_location that an epoch shows")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng = random.Random(args.seed)
    every = [e for path in args.examples for e in read(path)]
    every = [e for e in every if e.set not in args.leave and (not args.only or e.set in args.only)]
    held = [e for e in every if is_held(e, args.fold)]
    items = [e for e in every if not is_held(e, args.fold) for _ in range(REPEAT.get(e.set, 1))]
    items = [e for e in items if e.set != "event_location" or rng.random() < args.less]
    tokenizer = tokenizer_of(args.encoder)
    model = Tagger(AutoModel.from_pretrained(args.encoder))
    if args.start:
        model.load_state_dict(torch.load(args.start / "model.pt", weights_only=True))
    print(f"{len(items)} examples, {len(held)} held out", flush=True)
    fit(model, tokenizer, items, args, rng)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), args.out / "model.pt")
    model.encoder.config.save_pretrained(args.out)
    tokenizer.save_pretrained(args.out)
    if held:
        print(json.dumps(report(held, predict(model, tokenizer, held)), indent=1), flush=True)


if __name__ == "__main__":
    main()
