"""Direct quotations: to whom they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.code.attribution.indirect import statement
from khaldun.code.attribution.layout import signed
from khaldun.code.attribution.statement import Statement
from khaldun.code.attribution.subject import passive, subject
from khaldun.code.attribution.tree import Tree
from khaldun.knowledge.speech import Speech
from khaldun.model import Span, Token

_NEAR = 12
"""Furthest a speech verb stands from the quotation it introduces or closes, in tokens."""


def with_quotations(
    made: Sequence[Statement], trees: Sequence[Tree], quotations: Sequence[Span], text: str, lexicon: Speech
) -> list[Statement]:
    """The statements with every quotation given to one: its own verb's, or that of the speech it continues."""
    found = list(made)
    last: int | None = None
    last_quote: Span | None = None
    for quote in quotations:
        around = [tree for tree in trees if tree.sentence.span.overlaps(quote)]
        if (by_name := signed(quote, [tree.sentence for tree in around], text)) is not None:
            found.append(by_name)
            continue
        at = _own(found, quote) if around else None
        if at is None and around:
            at = _by_verb(found, around, quote, quotations, lexicon)
        if at is None and around and _whole(around, quote):
            at = _continued(found, trees, around[0], quote, last, last_quote, text, lexicon)
        if at is not None:
            found[at] = replace(found[at], content=_joined((*found[at].content, quote), text))
            last, last_quote = at, quote
    return found


def _own(found: list[Statement], quote: Span) -> int | None:
    """The statement most of whose overlap with the quotation comes from its verb outside the quotation."""
    best, size = None, 0
    for number, one in enumerate(found):
        if one.cue is None or quote.contains(one.cue) or one.kind in ("seem", "noun"):
            continue
        shared = sum(max(0, min(p.stop, quote.stop) - max(p.start, quote.start)) for p in one.content)
        if shared > size:
            best, size = number, shared
    return best


def _by_verb(
    found: list[Statement], around: list[Tree], quote: Span, quotations: Sequence[Span], lexicon: Speech
) -> int | None:
    """The nearest speech verb outside quotations in the sentences that the quotation touches."""
    best: tuple[int, Tree, Token] | None = None
    for tree in (around[0], around[-1]):
        inside = tree.sentence.tokens_in(quote)
        for verb in tree.tokens:
            if verb.pos not in ("VERB", "AUX") or not _quotable(verb, lexicon) or _quoted(verb, quotations):
                continue
            far = min((abs(verb.index - inside[0].index), abs(verb.index - inside[-1].index)))
            if far <= _NEAR and (best is None or far < best[0]):
                best = (far, tree, verb)
    if best is None:
        return None
    _, tree, verb = best
    cue = tree.sentence.cut([verb])
    known = next((n for n, s in enumerate(found) if s.cue and s.cue.start == verb.start), None)
    if known is not None:
        return known
    head = _speaker_beside(tree, verb)
    if head is None or passive(tree, verb):
        return None
    sense = next(s for s in lexicon.verbs[verb.lemma])
    found.append(statement(tree, cue, head, (), replace(sense, vouches=sense.kind == "say"), "attribution:quotation"))
    return len(found) - 1


def _speaker_beside(tree: Tree, verb: Token) -> Token | None:
    """The subject; after an inverted verb that the parse missed, the name that follows it."""
    if (head := subject(tree, verb)) is not None:
        return head
    after = next((c for c in tree.children(verb, "dobj", "attr", "npadvmod", "appos") if c.index > verb.index), None)
    return (
        after if after is not None and after.pos in ("PROPN", "NOUN", "PRON") and after.index - verb.index < 8 else None
    )


def _quotable(verb: Token, lexicon: Speech) -> bool:
    return any(s.kind in ("say", "ask", "believe", "call", "judge", "show") for s in lexicon.verbs.get(verb.lemma, ()))


def _quoted(token: Token, quotations: Sequence[Span]) -> bool:
    return any(q.start <= token.start and token.stop <= q.stop for q in quotations)


def _whole(around: list[Tree], quote: Span) -> bool:
    """Whether the quotation fills its sentences: nothing but marks and blanks outside."""
    inside = sum(len(tree.sentence.tokens_in(quote)) for tree in around)
    return sum(len(tree.tokens) for tree in around) - inside <= 2


def _continued(
    found: list[Statement],
    trees: Sequence[Tree],
    here: Tree,
    quote: Span,
    last: int | None,
    last_quote: Span | None,
    text: str,
    lexicon: Speech,
) -> int | None:
    """The speech that a quotation without a verb of its own goes on with."""
    before = text[: quote.start].rstrip()
    number = here.sentence.number
    if before.endswith(":") and number > 0:
        return _introduced(found, trees[number - 1], lexicon)
    same = [
        (one.cue.start, at)
        for at, one in enumerate(found)
        if one.cue
        and one.source
        and one.kind == "say"
        and not any(p.contains(one.cue) for p in one.content)
        and here.sentence.span.start - 1200 < one.cue.start < quote.start
        and "\n\n" not in text[one.cue.stop : quote.start]
        and one.rule in ("attribution:verb", "attribution:quotation", "attribution:according-to")
    ]
    if same:
        return max(same)[1]
    if last is None or last_quote is None:
        return None
    between = text[last_quote.stop : quote.start]
    if "\n" not in between or not between.strip():
        return last
    if len(between) < 400 and between.count("\n\n") <= 1:
        return last
    return None


def _introduced(found: list[Statement], tree: Tree, lexicon: Speech) -> int | None:
    """The statement whose sentence ends in a colon before the quotation."""
    verbs = [t for t in tree.tokens if t.lemma in lexicon.verbs and t.pos in ("VERB", "AUX")]
    for verb in reversed(verbs):
        known = next((n for n, s in enumerate(found) if s.cue and s.cue.start == verb.start), None)
        if known is not None:
            return known
        if (head := subject(tree, verb)) is not None:
            sense = lexicon.verbs[verb.lemma][0]
            found.append(statement(tree, tree.sentence.cut([verb]), head, (), sense, "attribution:quotation"))
            return len(found) - 1
    return None


def _joined(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """The passages in order, those that touch or overlap made one."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and not text[made[-1].stop : span.start].strip(" ,") and "\n" not in text[made[-1].stop : span.start]:
            made[-1] = Span.of(text, made[-1].start, max(made[-1].stop, span.stop))
        else:
            made.append(span)
    return tuple(made)
