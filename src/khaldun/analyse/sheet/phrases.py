"""The noun phrases of a report that could fill a line of an incident sheet, and the wordings each can be given in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaldun.model import Dossier, Sentence, Span, Token

_BRANCHES = ("relcl", "acl", "prep", "appos", "conj", "cc", "punct")
_LEFT = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "poss", "case", "advmod", "punct", "npadvmod"})
_OPENING = frozenset({"DT", "PDT", "PRP$", "WP$", "RB", "-LRB-", "''", "``", ",", ":", "POS", "CC", "IN", "HYPH"})
_VAGUE = frozenset({
    "several", "many", "some", "various", "numerous", "few", "more", "other", "alleged", "suspected", "presumed",
    "same", "first", "second", "third", "one", "another", "least",
})  # fmt: skip
"""Words that count or qualify a phrase without telling who or what it is."""
_BRACKETS = frozenset("[]()")
_HEADS = frozenset({"NOUN", "PROPN"})
_LONGEST = 8
"""Words behind a head that still are its complement; a longer run is a misread sentence."""
_INSIDE = frozenset({"compound", "amod", "nmod"})
_NOT = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head, where its words begin without article, and without a number as well."""

    sentence: Sentence
    head: Token
    first: int
    bare: int

    @property
    def span(self) -> Span:
        """From the first modifier to the head, the article left out."""
        return self.sentence.cut(self.sentence.tokens[self.first : self.head.index + 1])

    @property
    def words(self) -> tuple[Token, ...]:
        """The modifiers, without number, and the head."""
        return self.sentence.tokens[self.bare : self.head.index + 1]

    def with_complement(self) -> Span:
        """With the phrase behind "of", if there is one: "members of the group"."""
        of = next((c for c in self.sentence.children(self.head) if c.dep == "prep" and c.lemma.lower() == "of"), None)
        noun = self.sentence.child(of, "pobj") if of else None
        inside = (
            self.sentence.subtree(noun, without=("relcl", "acl", "appos", "conj", "cc", "punct", "prep"))
            if noun
            else ()
        )
        last = max((t.index for t in inside), default=self.head.index)
        if last > self.head.index + _LONGEST:
            last = self.head.index
        return self.sentence.cut(self.sentence.tokens[self.first : max(last, self.head.index) + 1])


def phrases(dossier: Dossier) -> Iterator[Phrase]:
    """The noun phrases of an annotated report in order, one a head noun."""
    for sentence in dossier.sentences or ():
        for token in sentence.tokens:
            if (
                token.pos in _HEADS
                and token.dep not in _INSIDE
                and token.entity not in _NOT
                and token.text[0].isalnum()
            ):
                yield _phrase(sentence, token)


def _phrase(sentence: Sentence, head: Token) -> Phrase:
    run = _run(sentence, head)
    while len(run) > 1 and (run[0].tag in _OPENING or not run[0].text[0].isalnum() or run[0].text.lower() in _VAGUE):
        run = run[1:]
    bare = list(run)
    while len(bare) > 1 and (bare[0].tag == "CD" or bare[0].tag in _OPENING or bare[0].text.lower() in _VAGUE):
        bare = bare[1:]
    return Phrase(sentence, head, run[0].index, bare[0].index)


def _run(sentence: Sentence, head: Token) -> Sequence[Token]:
    """The words right before the head that belong to it, and the head."""
    own = {t.index for t in sentence.subtree(head, without=_BRANCHES)}
    first = head.index
    while (first - 1 in own and sentence.tokens[first - 1].text not in _BRACKETS) or (
        first and first - 2 in own and sentence.tokens[first - 1].text in "-\"'"
    ):
        first -= 1
    return sentence.tokens[first : head.index + 1]
