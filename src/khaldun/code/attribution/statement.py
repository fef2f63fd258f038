"""A statement: somebody's words or thoughts as the report gives them."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.model import Sentence, Span, Stance


@dataclass(frozen=True, slots=True)
class Statement:
    """Who (``source``, as the text has it there), by what word (``cue``), said what (``content``, in order).

    ``speaker`` is the passage that names the source: the source itself, or what its pronoun stands for; None
    when nobody is named. ``head`` is the source's head word. ``kind`` is that of ``data/cues/speech.toml``;
    ``vouches`` whether an event told in the content counts as told by the speaker. ``rule`` names what found it;
    ``quoted``: the cue itself stands in a direct quotation, so that a speaker tells what another said.
    """

    sentence: Sentence
    source: Span | None
    speaker: Span | None
    head: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    kind: str
    vouches: bool
    rule: str
    quoted: bool = False

    @property
    def size(self) -> int:
        """Characters of content: of two statements about a word, the larger is the outer one."""
        return sum(span.stop - span.start for span in self.content)

    def covers(self, span: Span) -> bool:
        """Whether the content tells a passage."""
        return any(piece.contains(span) for piece in self.content)
