"""The learned tagger of roles: a small encoder that reads a sentence with the trigger of an event marked.

Made by ``training/role_tagger``; its card is ``data/models/role_tagger/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from khaldun.code.tagging import MARKS, Ask, Marked, Piece, Tagging, mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

FOLDER = "role_tagger"
_BATCH = 2  # triggers a run, sorted by length: over 37 reports 2 took 1.2 s, 8 took 1.5 s and 16 took 2 s, for padding


@dataclass(frozen=True, slots=True)
class RoleModel:
    """A loaded model; ``roles`` are the roles it tags, in the order of its scores."""

    name: str
    roles: tuple[str, ...]
    longest: int
    session: InferenceSession
    tokenizer: Tokenizer

    def tag(self, asks: Sequence[Ask]) -> list[Tagging]:
        """For each trigger the probability of each role for each piece of its sentence."""
        marked = [mark(a.text, a.trigger.start - a.offset, a.trigger.stop - a.offset) for a in asks]
        answers: list[Tagging] = [Tagging(self.roles, ()) for _ in asks]
        order = sorted(range(len(asks)), key=lambda n: len(marked[n].text))
        for at in range(0, len(order), _BATCH):
            part = order[at : at + _BATCH]
            encodings = [self.tokenizer.encode(marked[n].text) for n in part]
            for n, encoding, scores in zip(part, encodings, self._run(encodings), strict=True):
                pieces = _pieces(encoding, marked[n], asks[n].offset, scores.tolist())
                answers[n] = Tagging(self.roles, tuple(pieces))
        return answers

    def _run(self, encodings: Sequence[Encoding]) -> NDArray[np.float32]:
        """Probabilities [asks, pieces, roles] that a piece lies in a filler."""
        import numpy as np

        width = min(self.longest, max(len(encoding.ids) for encoding in encodings))
        ids = np.zeros((len(encodings), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        trigger = np.zeros(ids.shape, dtype=np.float32)
        first, last = (self.tokenizer.token_to_id(one) for one in MARKS)
        for n, encoding in enumerate(encodings):
            pieces = encoding.ids[:width]
            ids[n, : len(pieces)] = pieces
            mask[n, : len(pieces)] = 1
            begin = pieces.index(first) + 1 if first in pieces else 0
            trigger[n, begin : pieces.index(last) if last in pieces else width] = 1
        answer: NDArray[np.float32] = self.session.run(["inside"], {"ids": ids, "mask": mask, "trigger": trigger})[0]
        return answer


def _pieces(encoding: Encoding, marked: Marked, offset: int, scores: Sequence[Sequence[float]]) -> Iterator[Piece]:
    for (start, stop), row in zip(encoding.offsets, scores, strict=False):
        place = marked.back(start, stop) if stop > start else None
        if place is not None:
            yield Piece(place[0] + offset, place[1] + offset, tuple(row))


@cache
def load(folder: Path | None = None) -> RoleModel | None:
    """The shipped model, or the one in a folder; None where there is none, so that the rules decide alone."""
    place = folder or Path(str(files("khaldun") / "data" / "models" / FOLDER))
    if not (place / "model.onnx").is_file():
        return None
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    about = json.loads((place / "model.json").read_text(encoding="utf-8"))
    options = SessionOptions()
    options.intra_op_num_threads = 1  # the line runs one process a core
    session = InferenceSession(str(place / "model.onnx"), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
    return RoleModel(f"tagger-{about['sha256'][:8]}", tuple(about["roles"]), int(about["longest"]), session, tokenizer)
