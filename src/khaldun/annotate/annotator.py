"""The annotate step: sentences with their parse, quotations, mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.annotate import language_model, sentences
from khaldun.model import Dossier, Report, Sentence, Span, Token, content_id


class Annotator:
    """Adds ``sentences``, ``quotations`` and ``mentions`` to dossiers that have a report."""

    name = "annotate"
    needs = frozenset({"report"})
    gives = frozenset({"sentences", "quotations", "mentions"})

    def __call__(self, batch: Sequence[Dossier]) -> list[Dossier]:
        """Parse all sentences of the batch in one stream."""
        cut = [list(sentences.split(d.report)) if d.report else [] for d in batch]
        parsed = language_model.parse((span.quote, span.start) for spans in cut for _, span in spans)
        return [self._fill(d, spans, [next(parsed) for _ in spans]) for d, spans in zip(batch, cut, strict=True)]

    def _fill(self, dossier: Dossier, spans: list[tuple[int, Span]], tokens: list[tuple[Token, ...]]) -> Dossier:
        report = dossier.report
        if report is None:
            raise ValueError("annotate needs a report")
        made = tuple(
            _sentence(report, number, block, span, words)
            for number, ((block, span), words) in enumerate(zip(spans, tokens, strict=True))
        )
        return replace(dossier, sentences=made, quotations=(), mentions=())


def _sentence(report: Report, number: int, block: int, span: Span, tokens: tuple[Token, ...]) -> Sentence:
    made = content_id("sentence", (report.id, str(number), span.quote))
    return Sentence(made, number, span, report.blocks[block].part, tokens)
