"""Fits the network: cross-entropy on whatever each example is labelled with, hard or by a teacher."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace

import torch
from examples import Example
from network import SIZES, encode, half
from torch import nn
from torch.nn import functional

SHARE = {"root": 1.0, "quad": 0.5, "told": 0.5, "sub": 1.0}
"""How much each head's loss counts; root and quad as in the first classifier, the others not tuned."""
_SMOOTHING = 0.1
_HIDE = 0.08  # how often a mark is hidden, so that the model copes with an unknown actor or recipient
_POOL = 24  # batches drawn together and sorted by length: little padding, still random


@dataclass(frozen=True, slots=True)
class Plan:
    """Settings of a run. ``head_lr``: the heads', which start from nothing; ``keep``: of how many last epochs the mean
    weights are taken; ``freeze``: leave the word vectors as pretrained (faster, and words unseen in training keep their
    place among the others)."""

    epochs: int = 8
    lr: float = 1e-4
    head_lr: float = 1e-3
    batch: int = 16
    seed: int = 1
    keep: int = 1
    freeze: bool = True


def fit(model, tokenizer, examples: list[Example], plan: Plan) -> None:
    """Trains the model in place, on CPU, in bfloat16 where the processor has it."""
    rng = random.Random(plan.seed)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(not plan.freeze)
    optimiser = torch.optim.AdamW(_groups(model, plan), fused=True)
    steps = plan.epochs * -(-len(examples) // plan.batch)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, s / (0.1 * steps)) * max(0.02, 1 - s / steps))
    kept = []
    for epoch in range(plan.epochs):
        model.train()
        began, total = time.time(), 0.0
        batches = list(batched(examples, plan.batch, rng))
        for batch in batches:
            with half():
                loss = loss_of(model, tokenizer, [thin(e, rng) for e in batch])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            optimiser.zero_grad()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.time() - began:.0f} s", flush=True)
        if epoch >= plan.epochs - plan.keep and plan.keep > 1:
            kept.append({name: value.clone() for name, value in model.state_dict().items()})
    if kept:
        model.load_state_dict({n: _mean([state[n] for state in kept]) for n in kept[0]})


def _mean(values):
    return torch.stack(values).mean(0) if values[0].is_floating_point() else values[0]


def _groups(model, plan: Plan) -> list[dict]:
    groups = []
    for part, lr in ((model.encoder, plan.lr), (model.heads, plan.head_lr)):
        learnt = [w for w in part.parameters() if w.requires_grad]
        wide, narrow = [w for w in learnt if w.ndim > 1], [w for w in learnt if w.ndim < 2]
        groups += [{"params": wide, "lr": lr, "weight_decay": 0.01}, {"params": narrow, "lr": lr, "weight_decay": 0.0}]
    return groups


def batched(examples: list[Example], size: int, rng: random.Random):
    """Random batches of sentences of about one length."""
    order = rng.sample(examples, len(examples))
    batches = []
    for at in range(0, len(order), size * _POOL):
        pool = sorted(order[at : at + size * _POOL], key=lambda e: len(e.text))
        batches += [pool[n : n + size] for n in range(0, len(pool), size)]
    rng.shuffle(batches)
    yield from batches


def thin(example: Example, rng: random.Random) -> Example:
    """Now and then hides a mark."""
    source = None if rng.random() < _HIDE else example.source
    target = None if rng.random() < _HIDE else example.target
    return replace(example, source=source, target=target)


def loss_of(model, tokenizer, batch: list[Example]):
    """The weighted mean loss of a batch over the heads that its examples have labels for."""
    answers = dict(zip(SIZES, model(*encode(tokenizer, batch)), strict=True))
    weight = torch.tensor([e.weight for e in batch])
    total = torch.zeros(())
    for name, logits in answers.items():
        hard = torch.tensor([getattr(e, name) for e in batch])
        loss = functional.cross_entropy(logits, hard, ignore_index=-1, reduction="none", label_smoothing=_SMOOTHING)
        total = total + SHARE[name] * (loss * weight).sum()
        given = [n for n, e in enumerate(batch) if getattr(e, f"soft_{name}", ())]
        if given:
            wanted = torch.tensor([getattr(batch[n], f"soft_{name}") for n in given])
            loss = -(wanted * logits[given].log_softmax(-1)).sum(-1)
            total = total + SHARE[name] * (loss * weight[given]).sum()
    return total / len(batch)
