"""Sentences with their parse, and the ways to walk one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from khaldun.model.report import Part
from khaldun.model.span import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``start``/``stop`` are offsets into the report's text; ``head`` is an index into the sentence.

    ``pos`` is the universal tag, ``tag`` the Penn tag, ``dep`` the dependency label of the spaCy English
    models (``nsubj``, ``nsubjpass``, ``dobj``, ``agent``, ``pobj`` …; the root's head is itself), ``entity``
    the language model's name type (``GPE``, ``ORG``, ``PERSON`` …) or empty.
    """

    index: int
    start: int
    stop: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report; ``number`` is its place in the report, ``span`` its passage."""

    id: str
    number: int
    span: Span
    part: Part
    tokens: tuple[Token, ...]
    _below: Mapping[int, tuple[Token, ...]] = field(init=False, repr=False, compare=False)
    """The dependents of each token that has any: every step asks for them again and again."""

    def __post_init__(self) -> None:
        below: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.head != token.index:
                below.setdefault(token.head, []).append(token)
        object.__setattr__(self, "_below", {head: tuple(tokens) for head, tokens in below.items()})

    def __hash__(self) -> int:
        """Of the id alone: a sentence is looked up often, and its id is made of its words."""
        return hash(self.id)

    def head_of(self, token: Token) -> Token:
        """The governor (the token itself at the root)."""
        return self.tokens[token.head]

    def children(self, token: Token) -> tuple[Token, ...]:
        """The direct dependents, in order."""
        return self._below.get(token.index, ())

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first direct dependent with one of the labels."""
        for other in self.children(token):
            if other.dep in deps:
                return other
        return None

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governors from the nearest to the root; safe on a broken (circular) parse."""
        seen = {token.index}
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.index)
            yield token

    def subtree(self, token: Token, *, without: Iterable[str] = ()) -> tuple[Token, ...]:
        """The token and all it governs, in order, leaving out branches whose label is in ``without``."""
        barred = set(without)
        found = {token.index}
        edge = [token]
        while edge:
            for other in self.children(edge.pop()):
                if other.index not in found and other.dep not in barred:
                    found.add(other.index)
                    edge.append(other)
        return tuple(self.tokens[index] for index in sorted(found))

    def conjuncts(self, token: Token) -> tuple[Token, ...]:
        """The token and everything coordinated with it below it ("A, B and C" from A)."""
        found = [token]
        for member in found:
            found.extend(other for other in self.children(member) if other.dep == "conj" and other not in found)
        return tuple(found)

    def cut(self, tokens: Iterable[Token]) -> Span:
        """The passage from the first to the last of ``tokens`` (at least one)."""
        kept = list(tokens)
        if len(kept) == 1:
            start, stop = kept[0].start, kept[0].stop
        else:
            start, stop = min([t.start for t in kept]), max([t.stop for t in kept])
        offset = self.span.start
        return Span(start, stop, self.span.quote[start - offset : stop - offset])

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie wholly or partly inside a passage."""
        return tuple(t for t in self.tokens if t.start < span.stop and span.start < t.stop)
