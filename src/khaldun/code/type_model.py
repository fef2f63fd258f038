"""The learned classifier: a small encoder that reads a sentence with actor and recipient marked, or a plain text.

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

from khaldun.code.classify import Opinion, Question
from khaldun.model import EventType, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

FOLDER = "plover_type"
_YIELD = {EventType.CONCEDE, EventType.RETREAT}


@dataclass(frozen=True, slots=True)
class TypeModel:
    """A loaded model. ``classes`` are PLOVER types, with YIELD for CONCEDE and RETREAT together."""

    name: str
    classes: tuple[str, ...]
    sub_event_names: tuple[str, ...]
    longest: int
    marks: Mapping[str, tuple[str, str]]
    session: InferenceSession
    tokenizer: Tokenizer

    def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
        """For each question each type and whether it is told; YIELD goes to the one the lexicon says, else CONCEDE.

        One question a run: int8 rounds by what is in a run, and an answer shall not turn with its neighbours. It is
        faster than many together, which need padding.
        """
        return [self._opinion(question) for question in questions]

    def _opinion(self, question: Question) -> Opinion:
        root, told = self._run(("root", "told"), pair=question)
        return Opinion(self._by_type(question, root.tolist()), float(told))

    def sub_events(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        """For each text the probability of each sub-event."""
        rows = (self._run(("sub",), text=text)[0].tolist() for text in texts)
        return [dict(zip(self.sub_event_names, row, strict=True)) for row in rows]

    def _by_type(self, question: Question, row: Sequence[float]) -> dict[EventType, float]:
        other = question.lexicon if question.lexicon in _YIELD else EventType.CONCEDE
        return {other if name == "YIELD" else EventType(name): p for name, p in zip(self.classes, row, strict=True)}

    def _run(
        self, wanted: tuple[str, ...], *, pair: Question | None = None, text: str | None = None
    ) -> list[NDArray[np.float32]]:
        """The wanted outputs. The half of the graph that is not asked gets one word piece: almost no work."""
        import numpy as np

        marked = None if pair is None else self.tokenizer.encode(self._marked(pair))
        ids = np.array([marked.ids[: self.longest] if marked else [0]], dtype=np.int64)
        spans = {role: np.zeros(ids.shape, dtype=np.float32) for role in ("source", "target")}
        for role, inside in spans.items():
            start, stop = self._between(marked, role) if marked else (0, 0)
            inside[0, start:stop] = 1
        plain = [0] if text is None else self.tokenizer.encode(text).ids[: self.longest]
        text_ids = np.array([plain], dtype=np.int64)
        masks = {"mask": np.ones_like(ids), "text_mask": np.ones_like(text_ids)}
        answers = self.session.run(list(wanted), {"ids": ids, **masks, **spans, "text_ids": text_ids})
        return [answer[0] for answer in answers]

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
    classes, subs = tuple(about["classes"]), tuple(about["sub_events"])
    return TypeModel(name, classes, subs, int(about["longest"]), marks, session, tokenizer)
