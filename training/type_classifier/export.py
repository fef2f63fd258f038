"""Exports a trained type classifier to ONNX with int8 weights, and checks that it still answers the same.

Usage: export.py --model DIR --bench DIR --out src/khaldun/data/models/plover_type

Writes ``model.onnx`` (weights int8 per channel, dynamic activations), ``tokenizer.json`` and ``model.json`` (classes,
marks, hashes). The graph takes ids, mask, source and target (spans as 0/1) and gives root and quad probabilities.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from encode import LONGEST, MARKS
from examples import ROOTS, plv
from onnxruntime.quantization import QuantType, quantize_dynamic
from teach import load
from torch import nn
from train import encode


class Answers(nn.Module):
    """The model with probabilities instead of logits."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids, mask, source, target):
        root, quad = self.model(ids, mask, source, target)
        return root.softmax(-1), quad.softmax(-1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model, tokenizer = load(args.model)
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    sample = plv(args.bench)[:64]
    inputs = encode(tokenizer, sample)
    names = ["ids", "mask", "source", "target"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Answers(model), tuple(inputs), plain, input_names=names, output_names=["root", "quad"], opset_version=17,
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in names}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, args.out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.save(str(args.out / "tokenizer.json"))
    session = onnxruntime.InferenceSession(args.out / "model.onnx")
    got = session.run(["root"], {n: t.numpy() for n, t in zip(names, inputs, strict=True)})[0]
    with torch.no_grad():
        want = model(*inputs)[0].softmax(-1).numpy()
    same = float((got.argmax(-1) == want.argmax(-1)).mean())
    print(f"int8 agrees with float on {same:.1%} of {len(sample)}; largest difference {np.abs(got - want).max():.3f}")
    about = {
        "classes": ROOTS, "longest": LONGEST, "marks": MARKS,
        "sha256": hashlib.sha256((args.out / "model.onnx").read_bytes()).hexdigest(),
    }  # fmt: skip
    (args.out / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
