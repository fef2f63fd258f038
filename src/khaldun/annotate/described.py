"""What is told by a noun rather than by a name: "ISIL tactical units", "the besieged town", "she".

Found on demand, beside the mentions, which these may hold or lie in; the line has no use for them, since its steps
read roles from the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from khaldun.annotate import words
from khaldun.knowledge.agents import Agents
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.cues import weapon_cues
from khaldun.knowledge.toml_files import shipped
from khaldun.model import Mention, MentionKind, Sentence, Span, Token, content_id

_NAMES = frozenset({MentionKind.ACTOR, MentionKind.PLACE, MentionKind.FACILITY, MentionKind.NATIONALITY})
_WHERE = frozenset({"in", "at", "near", "across", "throughout", "inside", "outside", "around"})
_LONGEST = 3
"""Most words of a noun in the lists ("armored personnel carrier")."""
_LEFT = frozenset({"det", "predet", "amod", "compound", "poss", "nmod", "npadvmod", "advmod", "case"})
"""Links within a phrase; a number before it stands for itself ("four" and "bridges")."""
_VERBAL = frozenset({"VB", "VBP", "VBZ", "VBG"})
"""Verbs that the parse takes for adjectives ("clearing areas")."""
_MONEY = re.compile(
    r"(?:US|A|C)?[$€£¥]\s?\d[\d,.]*(?<=\d)(?:\s(?:thousand|million|billion|trillion)\b)?"
    r"|\d[\d,.]*(?<=\d)\s(?:(?:thousand|million|billion|trillion)\s)?(?:US\s)?"
    r"(?:dollars|euros|pounds|pesos|rupees|dinars|yen|yuan|lira|francs|shillings|naira)\b"
)
_DEGREES = r"\d{1,3}(?:\.\d+)?°(?:\d{1,2}[′'](?:\d{1,2}(?:\.\d+)?[″\"])?)?"
_COORDINATE = re.compile(rf"{_DEGREES}[NS],?\s+{_DEGREES}[EW]")
_NUMBERED = re.compile(r"(?:[A-Z]\w+\s)*(?:Resolutions?|Executive Order|Decree|Directive)\s(?:No\.\s)?\d[\d/-]*")
_PATTERNS = ((_MONEY, MentionKind.MONEY), (_COORDINATE, MentionKind.COORDINATE), (_NUMBERED, MentionKind.DOCUMENT))


def find(sentence: Sentence, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The descriptions of one sentence, in order; ``named`` are its mentions."""
    found = [*_phrases(sentence, named), *_pronouns(sentence), *_patterns(sentence), *_ships(sentence)]
    found += _states(sentence, named)
    found += [inner for outer in (*named, *found) for inner in _inside(sentence, outer)]
    known = {(m.span.start, m.span.stop, m.kind) for m in named}
    each = {(m.span.start, m.span.stop, m.kind): m for m in found}
    return tuple(m for key, m in sorted(each.items(), key=lambda pair: pair[0][:2]) if key not in known)


def _phrases(sentence: Sentence, named: Sequence[Mention]) -> Iterator[Mention]:
    """Noun phrases whose noun tells a kind; names with the words that belong to them."""
    owner = {token.index: m for m in named for token in sentence.tokens_in(m.span)}
    for token in sentence.tokens:
        if token.pos not in ("NOUN", "PROPN") or _is_modifier(token):
            continue
        first, mention = _first(sentence, token), owner.get(token.index)
        if mention is not None and mention.kind is MentionKind.PERSON:
            if _has_title(sentence.tokens[first : token.index]):
                yield _made(sentence, first, token.index, MentionKind.PERSON)
        elif mention is not None and mention.kind in _NAMES:
            continue
        elif (kind := _kind(sentence.tokens[first : token.index + 1])) is not None:
            yield _made(sentence, first, _last(sentence, token, kind, owner), kind)


def _last(sentence: Sentence, noun: Token, kind: MentionKind, owner: Mapping[int, Mention]) -> int:
    """The last word of a phrase: the noun, or the name after "of" that says which ("the people of Darayya")."""
    tokens, at = sentence.tokens, noun.index + 2
    if kind not in _NAMES or at >= len(tokens) or tokens[at - 1].text != "of":
        return noun.index
    at += tokens[at].tag == "DT"
    name = owner.get(at)
    if name is None or name.kind not in _NAMES or name.span.start != tokens[at].start:
        return noun.index
    return sentence.tokens_in(name.span)[-1].index


def _is_modifier(token: Token) -> bool:
    return token.dep in ("compound", "nmod") and token.head > token.index


def _first(sentence: Sentence, noun: Token) -> int:
    """The first word of a noun's phrase: its article, adjectives, owners."""
    first = noun.index
    while first > 0 and _belongs(sentence, sentence.tokens[first - 1], noun):
        first -= 1
    while first < noun.index and _is_none_of(sentence.tokens[first]):
        first += 1
    return first


def _is_none_of(token: Token) -> bool:
    return not token.text[0].isalnum() or (token.pos == "VERB" and token.tag in _VERBAL) or token.pos == "NUM"


def _belongs(sentence: Sentence, token: Token, noun: Token) -> bool:
    """Whether a word stands under a noun by links that all run within its phrase."""
    while token.index < noun.index:
        if token.dep not in _LEFT and token.dep != "punct" and token.tag != "HYPH":
            return False
        if token.head == token.index:
            return False
        token = sentence.tokens[token.head]
    return token.index == noun.index


def _has_title(before: Sequence[Token]) -> bool:
    titles = words.load().titles | words.load().short_titles
    return any(t.text.rstrip(".").lower() in titles or t.lemma.lower() in titles for t in before)


def _kind(phrase: Sequence[Token]) -> MentionKind | None:
    """The kind that a phrase's noun tells; the longest term that is known decides."""
    plural = phrase[-1].tag in ("NNS", "NNPS")
    bare = phrase[0].tag not in ("DT", "PRP$", "NNP") and phrase[-1].pos == "NOUN"
    for size in range(min(_LONGEST, len(phrase)), 0, -1):
        term = " ".join([*(t.text.lower() for t in phrase[-size:-1]), phrase[-1].lemma.lower()])
        if (kind := _of_term(term, plural=plural)) is not None:
            return None if kind is MentionKind.PERSON and bare else kind
    return None


def _of_term(term: str, *, plural: bool) -> MentionKind | None:
    lists, known = _lists(), words.load()
    if term.split()[-1] in lists["collectives"]:
        return MentionKind.ACTOR
    if term in lists["platforms"]:
        return MentionKind.PLATFORM
    if term in lists["vehicles"]:
        return MentionKind.VEHICLE
    if tuple(term.split()) in _weapons():
        return MentionKind.WEAPON
    if term in lists["places"] or term in known.divisions - known.vague_divisions:
        return MentionKind.PLACE
    if term in known.facilities:
        return MentionKind.FACILITY
    if plural and term in lists["groups"]:
        return MentionKind.ACTOR
    class_ = Agents.load().class_of(term)
    if class_ is not None or term in lists["persons"]:
        return MentionKind.ACTOR if plural else MentionKind.PERSON
    return None


def _pronouns(sentence: Sentence) -> Iterator[Mention]:
    for token in sentence.tokens:
        if token.pos == "PRON" and token.tag != "PRP$" and token.dep != "expl":
            word = token.text.lower()
            if word in _lists()["pronouns_person"]:
                yield _made(sentence, token.index, token.index, MentionKind.PERSON)
            elif word in _lists()["pronouns_group"]:
                yield _made(sentence, token.index, token.index, MentionKind.ACTOR)


def _patterns(sentence: Sentence) -> Iterator[Mention]:
    """Money, points on the map and numbered papers."""
    text, start = sentence.span.quote, sentence.span.start
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(start + match.start(), start + match.end(), match[0])
            inside = sentence.tokens_in(span)
            if inside:
                yield _mention(sentence, span, inside[-1], kind)


def _ships(sentence: Sentence) -> Iterator[Mention]:
    """Warships by name: "HMS Ocean"."""
    tokens = sentence.tokens
    for token in tokens[:-1]:
        if token.text in _lists()["ship_prefixes"] and tokens[token.index + 1].text[0].isupper():
            last = token.index + 1
            while last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN" and last < token.index + 4:
                last += 1
            yield _made(sentence, token.index, last, MentionKind.PLATFORM)


def _states(sentence: Sentence, named: Sequence[Mention]) -> Iterator[Mention]:
    """Countries with their article that are no place where something is: "the United Kingdom condemned …"."""
    for mention in named:
        if mention.kind is not MentionKind.PLACE or not Countries.load().named(mention.span.quote):
            continue
        inside = sentence.tokens_in(mention.span)
        first = inside[0].index if inside else 0
        before = [t.text.lower() for t in sentence.tokens[max(0, first - 2) : first]]
        if before[-1:] == ["the"] and before[0] not in _WHERE:
            yield _made(sentence, first - 1, inside[-1].index, MentionKind.ACTOR)


def _inside(sentence: Sentence, outer: Mention) -> Iterator[Mention]:
    """Countries and nationalities within a longer name or description: "the Government of Iraq"."""
    if outer.kind in (MentionKind.PLACE, MentionKind.NATIONALITY) and outer.source != "description":
        return
    countries = Countries.load()
    for token in sentence.tokens_in(outer.span):
        if not token.text[0].isupper() or outer.span.quote == token.text:
            continue
        if countries.named(token.text):
            yield _made(sentence, token.index, token.index, MentionKind.PLACE)
        elif countries.demonym(token.text):
            yield _made(sentence, token.index, token.index, MentionKind.NATIONALITY)


def _made(sentence: Sentence, first: int, last: int, kind: MentionKind) -> Mention:
    tokens = sentence.tokens[first : last + 1]
    return _mention(sentence, sentence.cut(tokens), tokens[-1], kind)


def _mention(sentence: Sentence, span: Span, head: Token, kind: MentionKind) -> Mention:
    made = content_id("mention", (sentence.id, kind, str(span.start - sentence.span.start), span.quote))
    return Mention(made, span, kind, sentence.number, head.index, "description")


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in shipped("cues/descriptions.toml").items()}


@cache
def _weapons() -> frozenset[tuple[str, ...]]:
    return frozenset(term for category in weapon_cues().all for term in category.words)
