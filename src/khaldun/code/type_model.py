"""The learned classifier of types: a small encoder that reads a sentence with actor and recipient marked.

Made by ``training/type_classifier``; its card is ``data/models/plover_type/README.md``. The one file that imports
onnxruntime and tokenizers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from khaldun.code.classify import Question
from khaldun.model import EventType, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

FOLDER = "plover_type"
_BATCH = 32  # questions a run, sorted by length so that little is padding; not tuned
_YIELD = {EventType.CONCEDE, EventType.RETREAT}


@dataclass(frozen=True, slots=True)
class TypeModel:
    """A loaded model. ``classes`` are PLOVER types, with YIELD for CONCEDE and RETREAT together."""

    name: str
    classes: tuple[str, ...]
    longest: int
    marks: Mapping[str, tuple[str, str]]
    session: InferenceSession
    tokenizer: Tokenizer

    def probabilities(self, questions: Sequence[Question]) -> list[Mapping[EventType, float]]:
        """For each question the probability of each type; YIELD goes to the one the lexicon says, else to CONCEDE."""
        answers: list[Mapping[EventType, float]] = [{} for _ in questions]
        order = sorted(range(len(questions)), key=lambda n: len(questions[n].text))
        for at in range(0, len(order), _BATCH):
            part = order[at : at + _BATCH]
            for n, row in zip(part, self._run([questions[n] for n in part]), strict=True):
                answers[n] = self._by_type(questions[n], row.tolist())
        return answers

    def _by_type(self, question: Question, row: Sequence[float]) -> dict[EventType, float]:
        other = question.lexicon if question.lexicon in _YIELD else EventType.CONCEDE
        return {other if name == "YIELD" else EventType(name): p for name, p in zip(self.classes, row, strict=True)}

    def _run(self, questions: Sequence[Question]) -> NDArray[np.float32]:
        import numpy as np

        encodings = [self.tokenizer.encode(self._marked(question)) for question in questions]
        width = min(self.longest, max(len(encoding.ids) for encoding in encodings))
        ids = np.zeros((len(questions), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        spans = {role: np.zeros(ids.shape, dtype=np.float32) for role in ("source", "target")}
        for n, encoding in enumerate(encodings):
            pieces = encoding.ids[:width]
            ids[n, : len(pieces)] = pieces
            mask[n, : len(pieces)] = 1
            for role, inside in spans.items():
                start, stop = self._between(encoding, role)
                inside[n, start : min(stop, width)] = 1
        fed = {"ids": ids, "mask": mask, **spans}
        answer: NDArray[np.float32] = self.session.run(["root"], fed)[0]
        return answer

    def _between(self, encoding: Encoding, role: str) -> tuple[int, int]:
        """The pieces from the opening mark up to the closing one, the opening mark included, as in training."""
        first, last = (self.tokenizer.token_to_id(mark) for mark in self.marks[role])
        if first not in encoding.ids:
            return 0, 0
        start = encoding.ids.index(first)
        return start, encoding.ids.index(last) if last in encoding.ids else len(encoding.ids)

    def _marked(self, question: Question) -> str:
        """The sentence with marks around actor ("source") and recipient ("target")."""
        cuts: list[tuple[int, int, str]] = []
        for role, span in (("source", question.actor), ("target", question.recipient)):
            if span is not None and _lies_in(span, question):
                opening, closing = self.marks[role]
                cuts.append((span.start - question.offset, 1, f"{opening} "))
                cuts.append((span.stop - question.offset, 0, f" {closing}"))
        text = question.text
        for at, _, mark in sorted(cuts, reverse=True):
            text = text[:at] + mark + text[at:]
        return text


def _lies_in(span: Span, question: Question) -> bool:
    return question.offset <= span.start and span.stop <= question.offset + len(question.text)


@cache
def load(folder: Path | None = None) -> TypeModel | None:
    """The shipped model, or the one in a folder; None where there is none, so that the lexicon decides alone."""
    place = folder or Path(str(files("khaldun") / "data" / "models" / FOLDER))
    if not (place / "model.onnx").is_file():
        return None
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    about = json.loads((place / "model.json").read_text(encoding="utf-8"))
    options = SessionOptions()
    options.intra_op_num_threads = 1  # the line runs one process a core
    session = InferenceSession(str(place / "model.onnx"), options, providers=["CPUExecutionProvider"])
    marks = {role: (pair[0], pair[1]) for role, pair in about["marks"].items()}
    tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
    name = f"plover-type-{about['sha256'][:8]}"
    return TypeModel(name, tuple(about["classes"]), int(about["longest"]), marks, session, tokenizer)
