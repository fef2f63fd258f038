"""Words that the layout gives to somebody: a quotation signed with a name, the turns of a printed conversation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khaldun.code.attribution.statement import Statement
from khaldun.model import Sentence, Span, Stance

_WORD = r"[A-Z][\w.'’-]*"
_NAME = rf"{_WORD}(?:,? (?:{_WORD}|of|the|de|del|la|al|bin|von|van|\d\d)){{1,7}}"
_SIGNATURE = re.compile(rf"\s*(?P<cue>―|—|–|--|-)\s*(?P<name>{_NAME}),?(?=[ .]*(?:\n|$|[“\"]))")
_TURN = re.compile(
    r"^[ \t]*[\"“]?(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2})(?P<cue>:)[ \t]+(?P<said>\S.*)$", re.M
)


def signed(quote: Span, sentences: Sequence[Sentence], text: str) -> Statement | None:
    """A quotation that a dash and a name follow up to the end of the line: "… to stay." — Amina Yusuf, 34."""
    found = _SIGNATURE.match(text, quote.stop)
    sentence = _at(sentences, quote.stop - 1)
    return _made(text, found, sentence, (quote,), "attribution:signed") if found and sentence else None


def turns(sentences: Sequence[Sentence], text: str) -> Iterator[Statement]:
    """The turns of a conversation, each a line of its own: "SMITH: When did the shooting begin?"."""
    lines = [line for line in _TURN.finditer(text) if not line["said"].isupper()]
    names = {line["name"] for line in lines}
    for line in lines if 1 < len(names) < len(lines) else ():  # otherwise labels: "UPDATE: …", "PHOTO: …"
        sentence = _at(sentences, line.start("name"))
        if sentence:
            said = line["said"].rstrip(' "”')
            content = Span.of(text, line.start("said"), line.start("said") + len(said))
            yield _made(text, line, sentence, (content,), "attribution:turn")


def _at(sentences: Sequence[Sentence], place: int) -> Sentence | None:
    return next((s for s in sentences if s.span.start <= place < s.span.stop), None)


def _made(text: str, found: re.Match[str], sentence: Sentence, content: tuple[Span, ...], rule: str) -> Statement:
    name, cue = (Span.of(text, *found.span(part)) for part in ("name", "cue"))
    return Statement(sentence, name, name, name, cue, content, Stance.ASSERTED, "say", True, rule)
