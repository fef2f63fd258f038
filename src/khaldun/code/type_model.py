"""The learned classifier: a small encoder that reads a sentence with actor and recipient marked, or a plain text.

Made by ``training/type_classifier``; its card is ``data/models/plover_type/README.md``. The one file that imports
onnxruntime and tokenizers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
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
_BATCH = 32  # questions a run, sorted by length so that little is padding; not tuned
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
        """For each question each type and whether it is told; YIELD goes to the one the lexicon says, else CONCEDE."""
        found: dict[int, Opinion] = {}
        for part in _batches([len(question.text) for question in questions]):
            root, told = self._run(("root", "told"), pairs=[questions[n] for n in part])
            for n, row, dealing in zip(part, root.tolist(), told.tolist(), strict=True):
                found[n] = Opinion(self._by_type(questions[n], row), dealing)
        return [found[n] for n in range(len(questions))]

    def sub_events(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        """For each text the probability of each sub-event."""
        found: dict[int, Mapping[str, float]] = {}
        for part in _batches([len(text) for text in texts]):
            (rows,) = self._run(("sub",), texts=[texts[n] for n in part])
            for n, row in zip(part, rows.tolist(), strict=True):
                found[n] = dict(zip(self.sub_event_names, row, strict=True))
        return [found[n] for n in range(len(texts))]

    def _by_type(self, question: Question, row: Sequence[float]) -> dict[EventType, float]:
        other = question.lexicon if question.lexicon in _YIELD else EventType.CONCEDE
        return {other if name == "YIELD" else EventType(name): p for name, p in zip(self.classes, row, strict=True)}

    def _run(
        self, wanted: tuple[str, ...], *, pairs: Sequence[Question] = (), texts: Sequence[str] = ()
    ) -> list[NDArray[np.float32]]:
        """The wanted outputs. The half of the graph that is not asked gets one word piece: almost no work."""
        import numpy as np

        marked = [self.tokenizer.encode(self._marked(pair)) for pair in pairs]
        ids, mask = self._padded(marked)
        spans = {role: np.zeros(ids.shape, dtype=np.float32) for role in ("source", "target")}
        for n, encoding in enumerate(marked):
            for role, inside in spans.items():
                start, stop = self._between(encoding, role)
                inside[n, start : min(stop, ids.shape[1])] = 1
        text_ids, text_mask = self._padded([self.tokenizer.encode(text) for text in texts])
        fed = {"ids": ids, "mask": mask, **spans, "text_ids": text_ids, "text_mask": text_mask}
        answer: list[NDArray[np.float32]] = self.session.run(list(wanted), fed)
        return answer

    def _padded(self, encodings: Sequence[Encoding]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Word pieces and mask: [n, pieces], [1, 1] when there is nothing to encode."""
        import numpy as np

        width = min(self.longest, max((len(encoding.ids) for encoding in encodings), default=1))
        ids = np.zeros((max(1, len(encodings)), width), dtype=np.int64)
        mask = np.ones_like(ids) if not encodings else np.zeros_like(ids)
        for n, encoding in enumerate(encodings):
            pieces = encoding.ids[:width]
            ids[n, : len(pieces)] = pieces
            mask[n, : len(pieces)] = 1
        return ids, mask

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


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of things of about one length, a batch at a time."""
    order = sorted(range(len(lengths)), key=lambda n: lengths[n])
    yield from (order[at : at + _BATCH] for at in range(0, len(order), _BATCH))


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
