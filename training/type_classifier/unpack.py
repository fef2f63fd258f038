"""Reads the shipped classifier back into student folders that ``train.py --start`` goes on with.

Usage: unpack.py --model ../../src/khaldun/data/models/plover_type --encoder DIR --out runs/shipped

Writes one folder a student (``runs/shipped-1`` …) and the sub-event head (``runs/shipped-sub.npz``). Weights come back
as int8 left them: each is off by at most half a step of its column. The word vectors are the pretrained encoder's, and
the quad head, which does not ship, starts from nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from network import TypeModel, fresh, save
from onnx import numpy_helper

Tensors = Mapping[str, np.ndarray]


def held(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Every tensor that the file holds, under the network's names where the exporter kept them."""
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}


def products(graph: onnx.GraphProto, tensors: Tensors) -> Iterator[tuple[str, np.ndarray]]:
    """The float weights of each int8 product of matrices, under the name of the bias that is added to it."""
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in tensors:
            stem = node.input[1].removesuffix("_quantized")
            steps = tensors[f"{stem}_scale"]
            whole = tensors[node.input[1]].astype(np.float32) - tensors[f"{stem}_zero_point"].astype(np.float32)
            yield _bias(node, users, tensors), (whole * steps).T


def _bias(node: onnx.NodeProto, users: Mapping[str, list[onnx.NodeProto]], tensors: Tensors) -> str:
    """The bias that is added to what a node gives, a cast and the scaling later."""
    while node.op_type != "Add":
        node = users[node.output[0]][0]
    return next(name for name in node.input if name in tensors)


def tables(tensors: Tensors, prefix: str) -> Iterator[tuple[str, np.ndarray]]:
    """The small tables of vectors of a branch: positions and kinds of segments."""
    for name in ("position_embeddings", "token_type_embeddings"):
        stem = f"{prefix}encoder.embeddings.{name}.weight"
        if stem in tensors:
            yield stem, tensors[stem]
        elif f"{stem}_quantized" in tensors:
            whole = tensors[f"{stem}_quantized"].astype(np.float32)
            yield stem, (whole - tensors[f"{stem}_zero_point"].astype(np.float32)) * tensors[f"{stem}_scale"]


def student(graph: onnx.GraphProto, prefix: str, model: TypeModel) -> list[str]:
    """Fills a network with one branch of the file, in place; gives the names of the weights that were not found."""
    tensors = held(graph)
    found = {name: value for name, value in tensors.items() if value.dtype == np.float32}
    found |= {name.removesuffix("bias") + "weight": value for name, value in products(graph, tensors)}
    found |= dict(tables(tensors, prefix))
    wanted = model.state_dict()
    here = {name: torch.tensor(found[prefix + name]) for name in wanted if prefix + name in found}
    model.load_state_dict(wanted | here)
    return [name for name in wanted if name not in here]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    graph = onnx.load(args.model / "model.onnx").graph
    count = len({t.name.split(".")[1] for t in graph.initializer if t.name.startswith("students.")})
    for n in range(count):
        model, tokenizer = fresh(args.encoder)
        left = student(graph, f"students.{n}.", model)
        print(f"student {n + 1}: left as they were {left}", flush=True)
        save(model, tokenizer, args.out.with_name(f"{args.out.name}-{n + 1}"))
    tensors = held(graph)
    head = dict(products(graph, tensors))["sub.bias"]
    np.savez(args.out.with_name(f"{args.out.name}-sub.npz"), weight=head, bias=tensors["sub.bias"])


if __name__ == "__main__":
    main()
