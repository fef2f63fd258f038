"""The annotate step: sentences with their parse, quotations, mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.annotate import agreement, coreference, language_model, mentions, quotations, recasing, sentences
from khaldun.annotate.language_model import Parsed
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Dossier, Part, Report, Sentence, Span, content_id


class Annotator:
    """Adds ``sentences``, ``quotations`` and ``mentions`` to dossiers that have a report.

    With a book and a gazetteer their names are mentions too; without, the model and the patterns alone speak.
    """

    name = "annotate"
    needs = frozenset({"report"})
    gives = frozenset({"sentences", "quotations", "mentions"})

    def __init__(self, book: ActorBook | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.book = book
        self._find = mentions.Finder(book, gazetteer)

    def __call__(self, batch: Sequence[Dossier]) -> list[Dossier]:
        """Parse all sentences of the batch in one stream."""
        cut = [list(sentences.split(d.report)) if d.report else [] for d in batch]
        recase = [recasing.for_report(d.report, self.book) if d.report else [] for d in batch]
        parsed = language_model.parse(
            (span.quote, span.start, recased[block])
            for spans, recased in zip(cut, recase, strict=True)
            for block, span in spans
        )
        return [self._fill(dossier, spans, parsed) for dossier, spans in zip(batch, cut, strict=True)]

    def _fill(self, dossier: Dossier, spans: list[tuple[int, Span]], parsed: Iterator[Parsed]) -> Dossier:
        report = dossier.report
        if report is None:
            raise ValueError("annotate needs a report")
        quoted = quotations.find(report)
        read = [next(parsed) for _ in spans]
        made = tuple(
            _sentence(report, number, block, span, words, quoted)
            for number, ((block, span), words) in enumerate(zip(spans, read, strict=True))
        )
        found = [mention for pair in zip(made, read, strict=True) for mention in self._find(*pair)]
        chained = coreference.chained(made, tuple(agreement.agreed(made, found)))
        return replace(dossier, sentences=made, quotations=quoted, mentions=chained)


def _sentence(
    report: Report, number: int, block: int, span: Span, parsed: Parsed, quoted: tuple[Span, ...]
) -> Sentence:
    part = report.blocks[block].part
    if part is Part.BODY and any(quote.contains(span) for quote in quoted):
        part = Part.QUOTATION
    made = content_id("sentence", (report.id, str(number), span.quote))
    return Sentence(made, number, span, part, parsed.tokens)
