"""Exports a trained tagger to ONNX with int8 weights, and checks that it still answers the same.

Usage: export.py --model DIR --examples FILE --out src/khaldun/data/models/role_tagger [--fold K/N]

Writes ``model.onnx`` (weights int8 per channel, dynamic activations), ``tokenizer.json`` and ``model.json`` (roles,
hash). The graph takes ids, mask and trigger and gives for each piece and role the probability to lie in a filler.
With ``--fold`` the scores of both models on the held-out examples are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
from pathlib import Path

import torch
from encode import LONGEST
from example import ROLES, read
from measure import report
from onnxruntime import InferenceSession, SessionOptions
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from train import Batch, Tagger, is_held, pieces_of, tokenizer_of
from transformers import AutoConfig, AutoModel


class Inside(nn.Module):
    """The tagger with the probability of "begins" or "inside" instead of logits."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids, mask, trigger):
        return 1 - self.model(ids, mask, trigger).softmax(-1)[..., 0]


def load(folder: Path) -> tuple[Tagger, object]:
    model = Tagger(AutoModel.from_config(AutoConfig.from_pretrained(folder)))
    model.load_state_dict(torch.load(folder / "model.pt", weights_only=True))
    return model.eval(), tokenizer_of(folder)


def shrink(model: Tagger, batch: Batch, out: Path) -> None:
    names = ["ids", "mask", "trigger"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Inside(model), (batch.ids, batch.mask, batch.trigger), plain, input_names=names, output_names=["inside"],
            opset_version=17, dynamic_axes={name: {0: "batch", 1: "pieces"} for name in [*names, "inside"]},
            dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)


def ask(session: InferenceSession, tokenizer, examples) -> list:
    """As ``train.predict``, by the exported model."""
    found: list[list] = [[] for _ in examples]
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].text))
    for at in range(0, len(order), 16):
        part = order[at : at + 16]
        batch = Batch(tokenizer, [examples[n] for n in part])
        fed = {"ids": batch.ids.numpy(), "mask": batch.mask.numpy(), "trigger": batch.trigger.numpy()}
        inside = torch.from_numpy(session.run(["inside"], fed)[0])
        answers = torch.stack([1 - inside, torch.zeros_like(inside), inside], dim=-1)
        for row, n in enumerate(part):
            found[n] = pieces_of(batch, row, answers[row])
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, tokenizer = load(args.model)
    args.out.mkdir(parents=True, exist_ok=True)
    examples = [e for path in args.examples for e in read(path)]
    shrink(model, Batch(tokenizer, examples[:16]), args.out)
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.save(str(args.out / "tokenizer.json"))
    digest = hashlib.sha256((args.out / "model.onnx").read_bytes()).hexdigest()
    about = {"roles": ROLES, "longest": LONGEST, "sha256": digest}
    (args.out / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    if args.fold:
        options = SessionOptions()
        options.intra_op_num_threads = 1
        held = [e for e in examples if is_held(e, args.fold)]
        began = time.time()
        answers = ask(InferenceSession(args.out / "model.onnx", options), tokenizer_of(args.model), held)
        print(f"{len(held) / (time.time() - began):.0f} sentences a second on one thread")
        print(json.dumps(report(held, answers), indent=1))


if __name__ == "__main__":
    main()
