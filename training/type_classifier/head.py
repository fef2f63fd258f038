"""Puts a newly fitted sub-event head into an exported file; the other weights stay as they are.

Usage: head.py --sub sub.npz --model DIR

The head stands in the graph as an int8 matrix with one scale a class (``MatMulInteger``) and a float bias.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

WEIGHT, SCALE, BIAS = "sub.weight_Transposed_quantized", "sub.weight_Transposed_scale", "sub.bias"


def replace(model: onnx.ModelProto, name: str, value: np.ndarray) -> None:
    """Sets an initializer, which must exist and keep its shape and kind."""
    old = next(one for one in model.graph.initializer if one.name == name)
    before = numpy_helper.to_array(old)
    if before.shape != value.shape:
        raise ValueError(f"{name} is {before.shape}, the new head {value.shape}")
    old.CopyFrom(numpy_helper.from_array(value.astype(before.dtype), name))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sub", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    head, path = np.load(args.sub), args.model / "model.onnx"
    weight = head["weight"].T  # [width, classes]
    scale = np.abs(weight).max(0) / 127
    model = onnx.load(path)
    for name, value in ((WEIGHT, np.rint(weight / scale)), (SCALE, scale), (BIAS, head["bias"])):
        replace(model, name, value)
    onnx.save(model, path)
    about = json.loads((args.model / "model.json").read_text(encoding="utf-8"))
    about["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (args.model / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
