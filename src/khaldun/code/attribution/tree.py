"""The branches of a sentence's parse, and passages cut from sets of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from khaldun.model import Sentence, Span, Token

_DASHES = frozenset({"-", "--", "–", "—"})
_EDGE = frozenset({",", ";", ":", "-", "--", "–", "—", ".", "…", "..."})


class Tree:
    """A sentence as its branches are walked; ``quoted`` are the words inside direct quotations."""

    def __init__(self, sentence: Sentence, quoted: frozenset[int] = frozenset()) -> None:
        self.sentence = sentence
        self.quoted = quoted
        self.tokens = sentence.tokens

    def children(self, token: Token, *deps: str) -> Iterator[Token]:
        """Direct dependents, in order, all or those with one of the labels."""
        return (other for other in self.sentence.children(token) if not deps or other.dep in deps)

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first direct dependent with one of the labels."""
        return next(self.children(token, *deps), None)

    def head(self, token: Token) -> Token:
        """The governor."""
        return self.tokens[token.head]

    def branch(self, token: Token, without: Iterable[int] = ()) -> set[int]:
        """Indices of the token and all it governs, leaving out the branches that begin at ``without``."""
        barred, found, edge = set(without), {token.index}, [token.index]
        while edge:
            for other in self.sentence.children(self.tokens[edge.pop()]):
                if other.index not in barred and other.index not in found:
                    found.add(other.index)
                    edge.append(other.index)
        return found

    def passages(self, indices: Iterable[int]) -> tuple[Span, ...]:
        """The runs of words among ``indices``, free of commas and dashes at their edges."""
        runs: list[list[Token]] = []
        for index in _without_aside(self.tokens, sorted(set(indices)), self.quoted):
            token = self.tokens[index]
            if runs and all(t.text in _EDGE for t in self.tokens[runs[-1][-1].index + 1 : index]):
                runs[-1].append(token)
            else:
                runs.append([token])
        trimmed = (_trim(run) for run in runs)
        return tuple(self.sentence.cut(run) for run in trimmed if run)

    def passage(self, indices: Iterable[int]) -> Span:
        """One passage from the first to the last word, free of commas and dashes at its edges."""
        kept = sorted(set(indices))
        run = list(self.tokens[kept[0] : kept[-1] + 1])
        return self.sentence.cut(_trim(run) or run)


def _without_aside(tokens: Sequence[Token], indices: list[int], quoted: frozenset[int]) -> list[int]:
    """The words without the remark that a single unquoted dash adds at the end; a pair of dashes stays."""
    dashes = [
        n
        for n, i in enumerate(indices)
        if i and tokens[i].text in _DASHES and tokens[i - 1].stop < tokens[i].start and i not in quoted
    ]
    return indices[: dashes[0]] if len(dashes) == 1 and dashes[0] > 0 else indices


def _trim(run: list[Token]) -> list[Token]:
    start, stop = 0, len(run)
    while start < stop and run[start].text in _EDGE:
        start += 1
    while stop > start and run[stop - 1].text in _EDGE:
        stop -= 1
    return run[start:stop]
