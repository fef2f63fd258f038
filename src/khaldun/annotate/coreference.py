"""Chains of mentions of the same thing within a report; only what is plain, for a wrong chain moves a deed.

Same name; an abbreviation bracketed behind a name; a surname after the full name; "the group" for the nearest
actor before; a pronoun when its sentence and the one before offer exactly one fitting name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from khaldun.annotate import words
from khaldun.model import Mention, MentionKind, Sentence, Token, content_id

_NAMED = frozenset(
    {MentionKind.PERSON, MentionKind.ACTOR, MentionKind.PLACE, MentionKind.NATIONALITY, MentionKind.FACILITY}
)
_GROUP_FAR = 3
"""Sentences back within which "the group" finds its name."""
_PRONOUN_FAR = 1
"""Sentences back within which a pronoun finds its name."""


def chained(sentences: Sequence[Sentence], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """All mentions with their chains, those of group words and resolved pronouns added, in order."""
    chains = _Chains(sentences)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in found:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    made = [m for s in sentences for m in chains.read(s, by_sentence.get(s.number, []))]
    sizes: dict[int, int] = {}
    for mention in made:
        if mention.chain is not None:
            sizes[mention.chain] = sizes.get(mention.chain, 0) + 1
    return tuple(m if m.chain is None or sizes[m.chain] > 1 else replace(m, chain=None) for m in made)


@dataclass(slots=True)
class _Chains:
    """What has been named so far."""

    sentences: Sequence[Sentence]
    names: dict[str, int] = field(default_factory=dict)
    recent: list[Mention] = field(default_factory=list)
    civil: set[int] = field(default_factory=set)

    def read(self, sentence: Sentence, own: Sequence[Mention]) -> list[Mention]:
        """One sentence's mentions with their chains, what takes up a name included."""
        waiting = sorted(own, key=lambda m: m.span.start)
        taken = {t.index for m in own for t in sentence.tokens_in(m.span)}
        takers = [t for t in sentence.tokens if t.index not in taken and _takes_up(sentence, t)]
        made: list[Mention] = []
        items: list[Mention | Token] = [*waiting, *takers]
        for item in sorted(items, key=lambda i: i.span.start if isinstance(i, Mention) else i.start):
            if isinstance(item, Mention):
                mention = replace(item, chain=self._chain(sentence, item)) if item.kind in _NAMED else item
                if item.kind in _NAMED:
                    self.recent.append(mention)
                made.append(mention)
            elif (named := self._taken_up(sentence, item)) is not None:
                made.append(_taker(sentence, item, named))
        return made

    def _chain(self, sentence: Sentence, mention: Mention) -> int:
        """The chain of a name, begun when it is new."""
        name = _name(mention.span.quote)
        keys = [f"{mention.kind}:{name}"] if mention.kind is MentionKind.PERSON else [name]
        number = next((self.names[k] for k in keys if k in self.names), None)
        if number is None:
            number = self._bracketed(sentence, mention)
        if number is None:
            number = len(self.names)
        self.names.update(dict.fromkeys(keys, number))
        if not words.load().civil.isdisjoint(name.split()):
            self.civil.add(number)
        if mention.kind is MentionKind.PERSON and " " in name:
            self.names[f"{mention.kind}:{name.split()[-1]}"] = number
        return number

    def _bracketed(self, sentence: Sentence, mention: Mention) -> int | None:
        """The chain of the name that a bracketed abbreviation follows: "the Free Army (FA)"."""
        tokens = sentence.tokens_in(mention.span)
        if not tokens or tokens[0].index < 2 or sentence.tokens[tokens[0].index - 1].text != "(":
            return None
        before = sentence.tokens[tokens[0].index - 2]
        for earlier in reversed(self.recent[-5:]):
            if earlier.sentence == sentence.number and earlier.span.stop == before.stop:
                return earlier.chain if _abbreviates(mention.span.quote, earlier.span.quote) else None
        return None

    def _taken_up(self, sentence: Sentence, token: Token) -> Mention | None:
        """The name that a pronoun or a group's word stands for, or None when there is none or no single one."""
        lists, word = words.load(), token.text.lower()
        if word in lists.groups:
            near = self._near(sentence, token, _GROUP_FAR, frozenset({MentionKind.ACTOR}))
            near = [m for m in near if m.chain not in self.civil]
            return max(near, key=self._salience) if near else None
        if word in lists.pronouns_person:
            kinds = frozenset({MentionKind.PERSON})
        elif word in lists.pronouns_thing:
            kinds = frozenset({MentionKind.ACTOR})
        else:
            kinds = frozenset({MentionKind.ACTOR, MentionKind.NATIONALITY})
        near = self._near(sentence, token, _PRONOUN_FAR, kinds)
        return near[-1] if len({m.chain for m in near}) == 1 else None

    def _salience(self, mention: Mention) -> tuple[int, bool, int]:
        """Nearer sentences first, in a sentence its subject first."""
        head = self.sentences[mention.sentence].tokens[mention.head]
        return mention.sentence, head.dep in ("nsubj", "nsubjpass"), mention.span.start

    def _near(self, sentence: Sentence, token: Token, far: int, kinds: frozenset[MentionKind]) -> list[Mention]:
        oldest = sentence.number - far
        near: list[Mention] = []
        for mention in reversed(self.recent):
            if mention.sentence < oldest:
                break
            if mention.kind in kinds and mention.span.stop <= token.start:
                near.insert(0, mention)
        return near


def _takes_up(sentence: Sentence, token: Token) -> bool:
    """Whether a word may stand for a name: a pronoun, or "the group" without more description."""
    lists, word = words.load(), token.text.lower()
    if token.pos == "PRON" or token.tag == "PRP$":
        return word in lists.pronouns and token.dep != "expl"
    if token.pos != "NOUN" or word not in lists.groups:
        return False
    below = list(sentence.children(token))
    definite = any(c.dep == "det" and c.text.lower() in ("the", "this") for c in below)
    described = any(
        c.dep in ("amod", "compound", "poss", "nummod", "relcl", "acl", "prep")
        and c.text.lower() not in lists.group_adjectives
        for c in below
    )
    return definite and not described


def _taker(sentence: Sentence, token: Token, named: Mention) -> Mention:
    span = sentence.cut([token])
    made = content_id("mention", (sentence.id, named.kind, str(span.start - sentence.span.start), span.quote))
    return Mention(made, span, named.kind, sentence.number, token.index, "coreference", named.chain)


def _name(quote: str) -> str:
    words_ = quote.casefold().replace("’s", "").replace("'s", "").split()
    return " ".join(words_[1:] if len(words_) > 1 and words_[0] == "the" else words_)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of ``short`` begin words of the name in order, the first one its first or second word."""
    initials = [w[0].lower() for w in name.replace("-", " ").split() if w[0].isalnum()]
    letters = [c.lower() for c in short if c.isalnum()]
    it = iter(initials)
    hits = sum(any(letter == initial for initial in it) for letter in letters)
    return short.isupper() and len(letters) >= 2 and hits >= len(letters) - 1
