"""Cuts sentences into stretches that may be place names: known names, peoples, and what the language model saw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaldun.knowledge.countries import Countries
from khaldun.knowledge.names import fold
from khaldun.knowledge.places import Gazetteer
from khaldun.model import Mention, MentionKind, Place, Sentence, Span, Token

LONGEST = 6
"""Tokens of the longest name looked up ("Democratic Republic of the Congo" has five)."""

_INNER = frozenset((
    "of", "de", "la", "le", "el", "al", "and", "the", "da", "do", "dos", "das", "del", "di", "du", "en", "y",
    "las", "los", "ul", "i",
))  # fmt: skip
_ENDS_IN_MARK = re.compile(r"['’]s?$|\W$")


_LINK = r"(?:e|i|ye|yi|ul|al|a|o|en|an|ez|az|el)"
_CHAIN_AFTER = re.compile(rf"-{_LINK}[- ][A-Z]")
_MORE_NAME = re.compile(r"-([A-Z][^\W\d_]+)(?![\w-])")
_CHAIN_BEFORE = re.compile(rf"\w-{_LINK}-$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens under judgement."""

    sentence: Sentence
    first: int
    last: int
    span: Span
    places: tuple[Place, ...]
    mention: Mention | None


def stretches(sentence: Sentence, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Left to right, the longest known name at each capitalised word; unknown names where the model sees a place."""
    at = 0
    while at < len(sentence.tokens):
        last = _people(sentence, at)
        if last is None:
            last = _longest(sentence, at, gazetteer)
        mention = next((m for m in mentions if m.span.start <= sentence.tokens[at].start < m.span.stop), None)
        if last is None and mention and mention.kind is MentionKind.PLACE:
            last = _to_the_end(sentence, at, mention)
        if last is None:
            at += 1
            continue
        tokens = sentence.tokens[at : last + 1]
        span = sentence.cut(tokens)
        yield Candidate(sentence, at, last, span, gazetteer.named(span.quote), mention)
        at = last + 1


def _people(sentence: Sentence, at: int) -> int | None:
    """The last token of an adjective or name for a people: "Afghan", "South Koreans"."""
    token = sentence.tokens[at]
    if not capital(token) or not Countries.load().may_open(fold(token.text).split(" ")[0]):
        return None
    for last in (at + 1, at):
        quote = sentence.cut(sentence.tokens[at : last + 1]).quote
        if last < len(sentence.tokens) and is_demonym(quote):
            return last
    return None


def is_demonym(quote: str) -> bool:
    """Whether the words name a people and not its country."""
    countries = Countries.load()
    return countries.named(quote) is None and countries.demonym(quote) is not None


def _longest(sentence: Sentence, at: int, gazetteer: Gazetteer) -> int | None:
    if not _may_start(sentence, at):
        return None
    for last in range(_reach(sentence, at, gazetteer), at - 1, -1):
        token = sentence.tokens[last]
        if not (capital(token) or (token.text == "." and last > at and _abbreviated(sentence.tokens[last - 1].text))):
            continue
        if gazetteer.known(_quote(sentence, at, last)) and not _in_hyphen_chain(sentence, at, last, gazetteer):
            return last
    return None


def _reach(sentence: Sentence, at: int, gazetteer: Gazetteer) -> int:
    """The last token that a name beginning at one may have: words of names, and the first two begin some known name."""
    last = at - 1
    for token in sentence.tokens[at : at + LONGEST]:
        text = token.text
        if any(mark in text for mark in ",;(") or not (capital(token) or text in _INNER or not text[0].isalnum()):
            break
        last += 1
    return min(last, at) if last <= at or not gazetteer.opens(_quote(sentence, at, at + 1)) else last


def _quote(sentence: Sentence, first: int, last: int) -> str:
    offset = sentence.span.start
    return sentence.span.quote[sentence.tokens[first].start - offset : sentence.tokens[last].stop - offset]


def _in_hyphen_chain(sentence: Sentence, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether a hyphen joins the stretch to more name: the "Dasht" of "Dasht-e-Barchi", the "Pont" of "Pont-Kesh"."""
    quote, start = sentence.span.quote, sentence.span.start
    after = quote[sentence.tokens[last].stop - start :]
    before = quote[: sentence.tokens[first].start - start]
    if _CHAIN_AFTER.match(after) or _CHAIN_BEFORE.search(before):
        return True
    more = _MORE_NAME.match(after)
    return more is not None and not gazetteer.known(more.group(1)) and not is_demonym(more.group(1))


def _abbreviated(text: str) -> bool:
    return len(text) <= 3 or "." in text


def _may_start(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if capital(token):
        return len(token.text) > 1
    following = sentence.tokens[at + 1 : at + 3]
    return token.text in {"al", "el", "ad", "as", "ash", "an", "ar", "at", "ez", "az"} and any(
        t.text.startswith("-") or capital(t) for t in following[:1]
    )


def _to_the_end(sentence: Sentence, at: int, mention: Mention) -> int | None:
    """The last token of a place the model sees and the gazetteer does not know."""
    token = sentence.tokens[at]
    if not capital(token):
        return None
    inside = [t for t in sentence.tokens[at:] if t.start < mention.span.stop]
    while inside and (_ENDS_IN_MARK.search(inside[-1].text) or not capital(inside[-1])):
        inside.pop()
    return _through_hyphens(sentence, inside[-1].index) if inside else None


def _through_hyphens(sentence: Sentence, last: int) -> int:
    """The last token of a name, with what hyphens join to it: "Kesh-Bala"."""
    more = sentence.tokens[last + 1 : last + 3]
    joined = len(more) == 2 and more[0].text == "-" and capital(more[1]) and more[0].start == sentence.tokens[last].stop
    return _through_hyphens(sentence, last + 2) if joined and more[1].start == more[0].stop else last


def capital(token: Token) -> bool:
    """Whether a token starts with a capital."""
    return token.text[:1].isupper()
