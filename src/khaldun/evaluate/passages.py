"""Passages of a benchmark's text against passages of ours, and figures that several tasks print alike."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.metrics.prf import Prf, classes, labels, micro
from khaldun.evaluate.metrics.spans import Range, overlap, span_prf
from khaldun.evaluate.task import Row
from khaldun.model import Report, Span

Labelled = Sequence[tuple[Collection[Hashable], Collection[Hashable]]]


def ranges(spans: Iterable[Span], aligned: Aligned) -> list[dict[str, int]]:
    """Our passages as ``{"start", "end"}`` of the given text, each once and in order; those cleaned away left out."""
    found = {place for span in spans if (place := aligned.span(span.start, span.stop))}
    return [{"start": start, "end": end} for start, end in sorted(found)]


def clean_span(report: Report, aligned: Aligned, given: Range) -> Span | None:
    """The passage of our clean text for a range of the given one; None when cleaning dropped it."""
    inside = [n for n in range(len(report.text)) if (at := aligned.span(n, n + 1)) and overlap(at, given)]
    return Span.of(report.text, inside[0], inside[-1] + 1) if inside else None


def bounds(row: Row) -> Range:
    """The range of a ``{"start", "end"}`` row."""
    return row["start"], row["end"]


def span_figures(name: str, documents: Iterable[tuple[Sequence[Row], Sequence[Row]]]) -> dict[str, float]:
    """F1 of (gold rows, our rows) of each document, exact and by overlap."""
    listed = [([bounds(row) for row in gold], [bounds(row) for row in ours]) for gold, ours in documents]
    return {f"{name} exact F1": span_prf(listed).f1, f"{name} overlap F1": span_prf(listed, exact=False).f1}


def class_figures(name: str, pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Macro F1, weighted F1 and accuracy of (gold, ours) pairs; no answer is the empty string."""
    scored = classes(pairs)
    return {
        f"{name} macro F1": scored.macro_f1,
        f"{name} weighted F1": scored.weighted_f1,
        f"{name} accuracy": scored.accuracy,
    }


def label_figures(name: str, pairs: Labelled, known: Sequence[Hashable]) -> dict[str, float]:
    """Micro and macro F1, the share of records wholly right, and F1 of each label."""
    per: dict[Hashable, Prf] = labels(pairs, known)
    return {
        f"{name} micro F1": micro(pairs).f1,
        f"{name} macro F1": sum(x.f1 for x in per.values()) / len(known),
        f"{name} exact set": sum(set(a) == set(b) for a, b in pairs) / (len(pairs) or 1),
        **{f"{name} {label} F1": x.f1 for label, x in per.items()},
    }
