"""The network: an encoder that sees source and target marked, and linear heads over three means of its states."""

from __future__ import annotations

from pathlib import Path

import torch
from encode import LONGEST, MARKS, marked
from examples import ROOTS, SUBS
from torch import nn
from transformers import AutoConfig, AutoModel, AutoTokenizer

SPECIAL = [mark for pair in MARKS.values() for mark in pair]
SIZES = {"root": len(ROOTS), "quad": 5, "told": 2, "sub": len(SUBS)}
"""Heads and how many classes each has, in the order ``forward`` gives them."""


def half() -> torch.autocast:
    """bfloat16 where the processor computes in it; where it does not, it would be slower than plain floats."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


class TypeModel(nn.Module):
    """An encoder, and one linear head each for root, quad, told and sub over [mean; source mean; target mean]."""

    def __init__(self, encoder: nn.Module, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(3 * encoder.config.hidden_size, n) for name, n in SIZES.items()})

    def forward(self, ids, mask, source, target):
        """ids, mask: int64 [batch, pieces]; source, target: float [batch, pieces], 1 inside the span. Gives logits."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        pooled = torch.cat([mean(hidden, mask.float()), mean(hidden, source), mean(hidden, target)], dim=-1)
        pooled = self.dropout(pooled.float())
        return tuple(self.heads[name](pooled) for name in SIZES)


def mean(hidden, weight):
    """The mean of hidden states where weight is 1; zeros where it is nowhere."""
    weight = weight.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def tokenizer_of(folder: Path):
    """The encoder's tokenizer, with the marks as words of their own."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_special_tokens({"additional_special_tokens": SPECIAL})
    return tokenizer


def fresh(folder: Path):
    """A pretrained encoder with new heads, and its tokenizer."""
    tokenizer, encoder = tokenizer_of(folder), AutoModel.from_pretrained(folder)
    if len(tokenizer) > encoder.config.vocab_size:  # an encoder whose vocabulary has no unused words for the marks
        encoder.resize_token_embeddings(len(tokenizer))
    return TypeModel(encoder), tokenizer


def load(folder: Path):
    """A model written by ``save``, with its tokenizer."""
    model = TypeModel(AutoModel.from_config(AutoConfig.from_pretrained(folder)))
    model.load_state_dict(torch.load(folder / "model.pt", weights_only=True))
    return model, AutoTokenizer.from_pretrained(folder)


def save(model, tokenizer, folder: Path) -> None:
    """Writes weights, configuration and tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), folder / "model.pt")
    model.encoder.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def encode(tokenizer, examples):
    """A padded batch with span masks between the marks."""
    batch = tokenizer(
        [marked(e) for e in examples], truncation=True, max_length=LONGEST, padding=True, return_tensors="pt"
    )
    ids = batch["input_ids"]
    spans = []
    for name in ("source", "target"):
        first, last = (tokenizer.convert_tokens_to_ids(mark) for mark in MARKS[name])
        spans.append(((ids == first).cumsum(1) - (ids == last).cumsum(1)).clamp(0, 1).float())
    return ids, batch["attention_mask"], *spans


@torch.no_grad()
def predict(model, tokenizer, examples, size=32):
    """Log probabilities of each head, in the order given: {head: [n, classes]}."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].text))
    found = {name: torch.zeros(len(examples), n) for name, n in SIZES.items()}
    for at in range(0, len(order), size):
        part = order[at : at + size]
        with half():
            answers = model(*encode(tokenizer, [examples[n] for n in part]))
        for name, logits in zip(SIZES, answers, strict=True):
            found[name][part] = logits.float().log_softmax(-1)
    return found
