"""What a short text tells first: its main event, its statements, and its phrases as annotators mark them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khaldun.evaluate.coding import Coded
from khaldun.model import CodedEvent, Dossier, Event, Role, Sentence, Span

_LEADERS = frozenset({"DET", "NUM", "PUNCT", "ADP", "CCONJ"})
"""Words before a name that annotators leave out: "the", "two", "at least"."""


def main_event(coded: Coded) -> CodedEvent | None:
    """The event told highest in the earliest sentence that tells one; the surer of two alike."""
    sentences = {sentence.id: sentence for sentence in coded.dossier.sentences or ()}

    def order(item: CodedEvent) -> tuple[int, int, float]:
        sentence = sentences[item.event.sentence]
        return sentence.number, depth(sentence, item.event.trigger), -item.event.score

    return min(coded.events, key=order, default=None)


def read_as(event: Event, table: Mapping[str, str]) -> str:
    """How a crosswalk reads an event: by type and status (``@``), status, type and trigger word (``~``), type and mode
    (``:``), or type; empty: no counterpart."""
    type_, status = event.type.value, event.status.value
    words = (f"{type_}~{word}" for word in event.trigger.quote.lower().split())
    keys = (f"{type_}@{status}", f"@{status}", *words, f"{type_}:{event.mode}", type_)
    return next((table[key] for key in keys if key in table), "")


def depth(sentence: Sentence, span: Span) -> int:
    """How many governors stand above a passage, at least."""
    return min((sum(1 for _ in sentence.ancestors(t)) for t in sentence.tokens_in(span)), default=len(sentence.tokens))


def speakers(dossier: Dossier) -> Iterator[Span | None]:
    """Who says something, statement by statement (None: an unnamed voice)."""
    from khaldun.code.attribution import attributions
    from khaldun.code.candidate import Setting

    if dossier.report is None or dossier.sentences is None:
        return
    setting = Setting(dossier.report, dossier.sentences, dossier.quotations or (), dossier.mentions or ())
    yield from (statement.source for statement in attributions(setting))


def bare(spans: Sequence[Span], dossier: Dossier) -> list[Span]:
    """Passages without the articles and numbers before them."""
    return [_bare(span, dossier.sentences or ()) for span in spans]


def whole(spans: Sequence[Span], dossier: Dossier) -> list[Span]:
    """Passages with the article or number that stands right before them."""
    return [_whole(span, dossier) for span in spans]


def _whole(span: Span, dossier: Dossier) -> Span:
    sentence = next((s for s in dossier.sentences or () if s.span.contains(span)), None)
    inside = sentence.tokens_in(span) if sentence else ()
    if sentence is None or not inside or inside[0].index == 0:
        return span
    before = sentence.tokens[inside[0].index - 1]
    joined = before.pos in {"DET", "NUM"} and before.head in {token.index for token in inside}
    return sentence.cut([before, *inside]) if joined else span


def spans_of(roles: Sequence[Role]) -> list[Span]:
    """The passages of fillers."""
    return [role.span for role in roles]


def _bare(span: Span, sentences: Sequence[Sentence]) -> Span:
    sentence = next((s for s in sentences if s.span.contains(span)), None)
    tokens = sentence.tokens_in(span) if sentence else ()
    first = next((t for t in tokens if t.pos not in _LEADERS), None)
    if first is None or first.start < span.start:
        return span
    return Span(first.start, span.stop, span.quote[first.start - span.start :])
