"""Names and descriptions: who, where, when, with what, found before any coding."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.annotate.language_model import Parsed
from khaldun.model import Mention, MentionKind, Sentence, content_id

_KINDS = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.ACTOR,
    "NORP": MentionKind.NATIONALITY,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.FACILITY,
    "DATE": MentionKind.TIME,
    "TIME": MentionKind.TIME,
    "CARDINAL": MentionKind.COUNT,
}


def find(sentence: Sentence, parsed: Parsed) -> Iterator[Mention]:
    """The mentions of one sentence, in order."""
    for first, last, label in parsed.names:
        if kind := _KINDS.get(label):
            tokens = sentence.tokens[first : last + 1]
            inside = {token.index for token in tokens}
            head = next((t for t in tokens if t.head not in inside or t.head == t.index), tokens[-1])
            span = sentence.cut(tokens)
            made = content_id("mention", (sentence.id, kind, str(span.start - sentence.span.start), span.quote))
            yield Mention(made, span, kind, sentence.number, head.index, "model")
