"""All statements of a report, independent of any event."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from khaldun.code.attribution.direct import with_quotations
from khaldun.code.attribution.indirect import by_verbs
from khaldun.code.attribution.layout import turns
from khaldun.code.attribution.nominal import by_words
from khaldun.code.attribution.speakers import resolved
from khaldun.code.attribution.statement import Statement
from khaldun.code.attribution.tree import Tree
from khaldun.code.candidate import Setting
from khaldun.knowledge import speech
from khaldun.model import Sentence, Span


def attributions(setting: Setting) -> tuple[Statement, ...]:
    """Every statement of a report in the order of the text."""
    lexicon = speech.load()
    trees = [Tree(s, _quoted_words(s, setting.quotations)) for s in setting.sentences]
    made = [found for tree in trees for found in (*by_verbs(tree, lexicon), *by_words(tree, lexicon))]
    spoken = list(turns(setting.sentences, setting.report.text))
    marks = {one.cue for one in spoken}
    made = [*(one for one in made if one.cue not in marks), *spoken]
    made = with_quotations(made, trees, setting.quotations, setting.report.text, lexicon)
    made = [replace(s, quoted=s.cue not in marks and _in_quotation(s, setting.quotations)) for s in made]
    ordered = sorted((s for s in made if s.content), key=lambda s: (s.sentence.number, s.content[0].start, -s.size))
    return tuple(resolved(ordered, setting.mentions))


def _quoted_words(sentence: Sentence, quotations: Sequence[Span]) -> frozenset[int]:
    first = max(0, bisect_right(quotations, sentence.span.start, key=lambda quote: quote.start) - 1)
    last = bisect_right(quotations, sentence.span.stop, key=lambda quote: quote.start)
    return frozenset(t.index for quote in quotations[first:last] for t in sentence.tokens_in(quote))


def _in_quotation(statement: Statement, quotations: Sequence[Span]) -> bool:
    """Whether the cue stands in a direct quotation (quotations are in order and do not overlap)."""
    cue = statement.cue
    at = bisect_right(quotations, cue.start, key=lambda quote: quote.start) if cue else 0
    return cue is not None and at > 0 and quotations[at - 1].contains(cue)
