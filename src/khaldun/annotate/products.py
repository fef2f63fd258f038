"""Which library multiplies the language model's matrices: numpy's, where it keeps to one thread.

spaCy brings a library of its own, which on processors that it does not know takes three times as long as numpy's; the
answers are the same but for the last digits of a float. numpy's may start a thread for each core, and the line already
runs a process on each: with such threads at work spaCy's own stays.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_ALL = "OMP_NUM_THREADS"
_EACH = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_granted: bool | None = None


def on_one_thread() -> bool:
    """Load numpy with one thread, unless it is loaded or the user has a say; returns whether it keeps to one."""
    global _granted
    if _granted is None:
        loaded, before = "numpy" in sys.modules, {name: os.environ.get(name) for name in _EACH}
        if not loaded and _ALL not in os.environ:
            os.environ.update({name: "1" for name, told in before.items() if told is None})
        _granted = os.environ.get(_ALL) == "1" or all(os.environ.get(name) == "1" for name in _EACH)
        import numpy  # noqa: F401

        for name, told in before.items():  # for processes that this one starts
            if told is None:
                os.environ.pop(name, None)
    return _granted


def by_numpy(model: Language) -> None:
    """Let numpy multiply for a model, where it keeps to one thread."""
    from thinc.api import NumpyOps

    if not on_one_thread():
        return
    ops = NumpyOps(use_blis=False)
    for _, pipe in model.pipeline:
        network = getattr(pipe, "model", None)
        for layer in network.walk() if network is not None else ():
            layer.ops = ops
