"""All statements of a report, independent of any event."""

from __future__ import annotations

from khaldun.code.attribution.direct import with_quotations
from khaldun.code.attribution.indirect import by_verbs
from khaldun.code.attribution.nominal import by_words
from khaldun.code.attribution.statement import Statement
from khaldun.code.attribution.tree import Tree
from khaldun.code.candidate import Setting
from khaldun.knowledge import speech


def attributions(setting: Setting) -> tuple[Statement, ...]:
    """Every statement of a report in the order of the text."""
    lexicon = speech.load()
    trees = [Tree(sentence) for sentence in setting.sentences]
    made = [found for tree in trees for found in (*by_verbs(tree, lexicon), *by_words(tree, lexicon))]
    made = with_quotations(made, trees, setting.quotations, setting.report.text, lexicon)
    return tuple(sorted((s for s in made if s.content), key=lambda s: (s.sentence.number, s.content[0].start, -s.size)))
