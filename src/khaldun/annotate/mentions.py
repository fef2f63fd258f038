"""Names and descriptions: who, where, when, with what, found before any coding.

Several finders vote. Patterns and lexicons come before the model, which types badly on conflict text ("Daesh" a
place, "Taliban" a nationality); of two findings of one rank the longer wins, and mentions never overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khaldun.annotate import patterns, words
from khaldun.annotate.language_model import Parsed
from khaldun.annotate.recasing import ordinary
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Actor, Mention, MentionKind, Sentence, Span, Token, content_id

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
_NAMES = frozenset({MentionKind.PERSON, MentionKind.ACTOR, MentionKind.PLACE, MentionKind.NATIONALITY})
_LOCATIVE = frozenset({"in", "at", "near", "outside", "around", "across", "throughout", "towards"})
_LONGEST_PLACE = 4
"""Longest place name looked up, in words."""


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    kind: MentionKind
    source: str
    rank: int


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the mentions of sentences; without book and gazetteer the model, the countries and the patterns speak."""

    book: ActorBook | None = None
    gazetteer: Gazetteer | None = None

    def __call__(self, sentence: Sentence, parsed: Parsed) -> Iterator[Mention]:
        """The mentions of one sentence, in order, none overlapping another."""
        found = [
            *self._actors(sentence),
            *(_Found(first, last, kind, "pattern", 3) for first, last, kind in patterns.find(sentence)),
            *self._places(sentence),
            *self._seen_by_model(sentence, parsed),
        ]
        for one in _best(found):
            yield _mention(sentence, one)

    def _seen_by_model(self, sentence: Sentence, parsed: Parsed) -> Iterator[_Found]:
        """The model's names, retyped where a list of countries or the gazetteer knows better."""
        countries = Countries.load()
        for start, last, label in parsed.names:
            kind = _KINDS.get(label)
            first = start + _before_name(sentence.tokens[start : last + 1], kind) if kind in _NAMES else start
            tokens = sentence.tokens[first : last + 1]
            name = _bare(tokens)
            if kind is None or not any(t.text[0].isalnum() for t in tokens) or self._opens(sentence, first, last):
                continue
            source = "model"
            if kind in _NAMES and countries.named(name):
                kind, source = MentionKind.PLACE, "lexicon"
            elif kind in _NAMES and countries.demonym(name):
                kind, source = MentionKind.NATIONALITY, "lexicon"
            elif kind is MentionKind.NATIONALITY:
                kind = MentionKind.ACTOR
            elif kind in (MentionKind.PERSON, MentionKind.ACTOR) and self._stands_as_place(sentence, first, name):
                kind, source = MentionKind.PLACE, "lexicon"
            yield _Found(first, last, kind, source, 1)

    def _opens(self, sentence: Sentence, first: int, last: int) -> bool:
        """An ordinary word that has its capital from opening a sentence: "Gunmen" is no place."""
        token = sentence.tokens[first]
        if first != last or first > 1 or token.text.isupper() or not ordinary(token.text.lower()):
            return False
        return token.tag in ("NN", "NNS", "NNPS", "NNP") and Countries.load().capital(token.text) is None

    def _stands_as_place(self, sentence: Sentence, first: int, name: str) -> bool:
        """A name the gazetteer knows, right behind a preposition of place."""
        before = sentence.tokens[first - 1].text.lower() if first else ""
        return before in _LOCATIVE and self.gazetteer is not None and bool(self.gazetteer.named(name, limit=1))

    def _actors(self, sentence: Sentence) -> Iterator[_Found]:
        if self.book is None:
            return
        for start, stop, actors in self.book.find_in(sentence.span.quote):
            offset = sentence.span.start
            tokens = sentence.tokens_in(Span(offset + start, offset + stop, sentence.span.quote[start:stop]))
            if tokens:
                rank = 3 if len(tokens) > 1 else 2  # a full name of the book's is no land: "Islamic State … Province"
                kind = _kind_of(actors[0], tokens[-1])
                yield _Found(tokens[0].index, tokens[-1].index, kind, "lexicon", rank)

    def _places(self, sentence: Sentence) -> Iterator[_Found]:
        """Countries, nationalities, and after prepositions of place the names that the gazetteer knows."""
        countries = Countries.load()
        for first, last in patterns.name_runs(sentence):
            name = _bare(sentence.tokens[first : last + 1])
            if countries.named(name):
                yield _Found(first, last, MentionKind.PLACE, "lexicon", 2)
            elif countries.demonym(name):
                yield _Found(first, last, MentionKind.NATIONALITY, "lexicon", 2)
            elif last - first < _LONGEST_PLACE and self._stands_as_place(sentence, first, name):
                yield _Found(first, last, MentionKind.PLACE, "lexicon", 1)


def _kind_of(actor: Actor, last: Token) -> MentionKind:
    """A person, a people's adjective ("Kurdish"), or a body."""
    if actor.kind == "person":
        return MentionKind.PERSON
    peoples = actor.kind in ("ethnic_group", "religious_group")
    return MentionKind.NATIONALITY if peoples and last.tag.startswith("JJ") else MentionKind.ACTOR


def _before_name(tokens: tuple[Token, ...], kind: MentionKind | None) -> int:
    """How many words a model puts before a name that are none of it: a sentence's first "Near", a rank, "the" Gulf."""
    before = 0
    while before < len(tokens) - 1:
        word = tokens[before].text.rstrip(".").lower()
        article = word == "the" and kind is MentionKind.PLACE
        if not article and word not in _LOCATIVE and word not in words.load().short_titles:
            break
        before += 1
    return before


def _bare(tokens: Iterable[Token]) -> str:
    """A name without article and possessive."""
    kept = [t for t in tokens if t.tag not in ("POS", "DT")]
    return " ".join(t.text for t in kept)


def _best(found: Iterable[_Found]) -> list[_Found]:
    """The findings that stand: higher rank first, then the longer; in the order of the text."""
    taken: set[int] = set()
    kept = []
    for one in sorted(found, key=lambda f: (-f.rank, f.first - f.last, f.first)):
        inside = range(one.first, one.last + 1)
        if taken.isdisjoint(inside):
            taken.update(inside)
            kept.append(one)
    return sorted(kept, key=lambda f: f.first)


def _mention(sentence: Sentence, one: _Found) -> Mention:
    tokens = sentence.tokens[one.first : one.last + 1]
    while len(tokens) > 1 and tokens[-1].tag == "POS":
        tokens = tokens[:-1]
    head = _head(tokens, one.kind)
    span = sentence.cut(tokens)
    made = content_id("mention", (sentence.id, one.kind, str(span.start - sentence.span.start), span.quote))
    return Mention(made, span, one.kind, sentence.number, head.index, one.source)


def _head(tokens: tuple[Token, ...], kind: MentionKind) -> Token:
    """The word that governs the others; never an article or preposition."""
    inside = {token.index for token in tokens}
    fit = [t for t in tokens if t.pos in ("NOUN", "PROPN", "NUM", "ADJ", "PRON")] or list(tokens)
    tops = [t for t in fit if t.head not in inside or t.head == t.index]
    return tops[0] if len(tops) == 1 or (tops and kind is MentionKind.TIME) else fit[-1]
