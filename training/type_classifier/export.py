"""Exports trained students and the sub-event head to one ONNX file with int8 weights, and checks what it answers.

Usage: export.py --bench DIR --encoder DIR --sub sub.npz --temperature T --out DIR STUDENT_DIR [STUDENT_DIR …]

Writes ``model.onnx`` (weights int8 per channel, dynamic activations), ``tokenizer.json`` and ``model.json`` (classes,
marks, hash). The students keep the pretrained word vectors (``Plan.freeze``), so that all branches share one table:
half of an encoder's size. The graph takes pairs (ids, mask, source, target: spans as 0/1) and texts (text_ids,
text_mask) and gives root, told (1: they deal with one another) and sub probabilities; pairs and texts may differ in
number.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from encode import LONGEST, MARKS
from examples import ROOTS, SUBS, plv, snippets
from network import SIZES, encode, fresh, load, mean
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

INPUTS = ("ids", "mask", "source", "target", "text_ids", "text_mask")
OUTPUTS = ("root", "told", "sub")


class Shipped(nn.Module):
    """Students that answer together, and the pretrained encoder with the sub-event head."""

    def __init__(self, students, base, sub, temperature: float) -> None:
        super().__init__()
        words = students[0].encoder.embeddings.word_embeddings
        for encoder in (*(s.encoder for s in students[1:]), base):
            theirs = encoder.embeddings.word_embeddings
            if not torch.equal(theirs.weight, words.weight):
                raise ValueError("the branches have different word vectors; train without --thaw")
            encoder.embeddings.word_embeddings = words
        self.students, self.base, self.temperature = nn.ModuleList(students), base, temperature
        self.sub = nn.Linear(sub["weight"].shape[1], sub["weight"].shape[0])
        self.sub.weight.data, self.sub.bias.data = torch.tensor(sub["weight"]), torch.tensor(sub["bias"])

    def forward(self, ids, mask, source, target, text_ids, text_mask):
        """Mean of the students' log probabilities, made as sharp as held-out sentences warrant."""
        answers = [dict(zip(SIZES, s(ids, mask, source, target), strict=True)) for s in self.students]
        root = sum(a["root"].log_softmax(-1) for a in answers) / len(answers)
        told = sum(a["told"].softmax(-1)[:, 1] for a in answers) / len(answers)
        state = mean(self.base(input_ids=text_ids, attention_mask=text_mask).last_hidden_state, text_mask.float())
        sub = self.sub(nn.functional.normalize(state, dim=-1))
        return (root / self.temperature).softmax(-1), told, sub.softmax(-1)


def write(shipped: Shipped, inputs, out: Path) -> None:
    """The graph with int8 weights; the heads, which are small, stay as they are."""
    shipped.eval()
    axes = {name: {0: "text" if "text" in name else "pair", 1: f"{name} pieces"} for name in INPUTS}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            shipped, inputs, plain, input_names=INPUTS, output_names=OUTPUTS, opset_version=17,
            dynamic_axes=axes, dynamo=False,
        )  # fmt: skip
        heads = [n.name for n in onnx.load(plain).graph.node if n.op_type == "Gemm"]
        quantize_dynamic(
            plain, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads
        )


def check(shipped: Shipped, inputs, out: Path) -> None:
    """Prints how far the int8 file answers as the float network does."""
    session = onnxruntime.InferenceSession(out / "model.onnx")
    got = session.run(list(OUTPUTS), {n: t.numpy() for n, t in zip(INPUTS, inputs, strict=True)})
    with torch.no_grad():
        want = [t.numpy() for t in shipped(*inputs)]
    for name, ours, theirs in zip(OUTPUTS, got, want, strict=True):
        same = (ours > 0.5) == (theirs > 0.5) if ours.ndim == 1 else ours.argmax(-1) == theirs.argmax(-1)
        print(f"{name}: int8 agrees on {same.mean():.1%} of {len(same)}, differs by {np.abs(ours - theirs).max():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--sub", type=Path, required=True)
    parser.add_argument("--temperature", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("students", nargs="+", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load(args.students[0])[1]
    students = [load(folder)[0] for folder in args.students]
    shipped = Shipped(students, fresh(args.encoder)[0].encoder, np.load(args.sub), args.temperature)
    inputs = (*encode(tokenizer, plv(args.bench)[:128]), *encode(tokenizer, snippets(args.bench)[:128])[:2])
    write(shipped, inputs, args.out)
    check(shipped, inputs, args.out)
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.save(str(args.out / "tokenizer.json"))
    about = {
        "classes": ROOTS, "sub_events": SUBS, "longest": LONGEST, "marks": MARKS, "temperature": args.temperature,
        "sha256": hashlib.sha256((args.out / "model.onnx").read_bytes()).hexdigest(),
    }  # fmt: skip
    (args.out / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
