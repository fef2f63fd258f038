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


@dataclass(frozen=True, slots=True)
class RoleModel:
    """A loaded model; ``roles`` are the roles it tags, in the order of its scores."""

    name: str
    roles: tuple[str, ...]
    longest: int
    session: InferenceSession
    tokenizer: Tokenizer

    def tag(self, asks: Sequence[Ask]) -> list[Tagging]:
        """For each trigger the probability of each role for each piece of its sentence.

        One trigger a run: int8 rounds by what is in a run, and an answer shall not turn with its neighbours. It is as
        fast as two or four together, which need padding.
        """
        return [Tagging(self.roles, tuple(self._answer(one))) for one in asks]

    def _answer(self, one: Ask) -> Iterator[Piece]:
        marked = mark(one.text, one.trigger.start - one.offset, one.trigger.stop - one.offset)
        encoding = self.tokenizer.encode(marked.text)
        return _pieces(encoding, marked, one.offset, self._run(encoding.ids[: self.longest]).tolist())

    def _run(self, pieces: Sequence[int]) -> NDArray[np.float32]:
        """Probabilities [pieces, roles] that a piece lies in a filler."""
        import numpy as np

        first, last = (self.tokenizer.token_to_id(one) for one in MARKS)
        ids = np.array([pieces], dtype=np.int64)
        trigger = np.zeros(ids.shape, dtype=np.float32)
        begin = pieces.index(first) + 1 if first in pieces else 0
        trigger[0, begin : pieces.index(last) if last in pieces else len(pieces)] = 1
        fed = {"ids": ids, "mask": np.ones_like(ids), "trigger": trigger}
        answer: NDArray[np.float32] = self.session.run(["inside"], fed)[0][0]
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
