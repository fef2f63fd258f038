"""Mends a regular misreading of the parser at the end of sentences of news: those who say so, told last.

"They killed 12 soldiers, officials and residents said" is read as one list of soldiers, officials and residents. What
stands between the last comma and a verb of saying is its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.model import Token

_SAYING = frozenset({"say", "report", "announce", "confirm"})
_TAGS = frozenset({"VBD", "VBZ", "VBP"})
_PHRASE = frozenset({"NOUN", "PROPN", "DET", "ADJ", "NUM", "CCONJ", "ADP", "PART", "PRON", "PUNCT"})
"""What a phrase for speakers is made of."""
_LISTED = frozenset({"conj", "appos"})


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of one sentence, such speakers made the subject of their verb."""
    for token in tokens:
        if token.lemma in _SAYING and token.tag in _TAGS and token.pos == "VERB":
            speaker = _speaker(tokens, token)
            if speaker is not None:
                return _given_back(tokens, token, speaker)
    return tuple(tokens)


def _speaker(tokens: Sequence[Token], verb: Token) -> Token | None:
    """The first noun between the last comma and the verb, where it is read as part of a list before the comma."""
    comma = next((t.index for t in reversed(tokens[: verb.index]) if t.text == ","), None)
    if comma is None or not all(t.pos in _PHRASE for t in tokens[comma + 1 : verb.index]):
        return None
    opens = [t for t in tokens[comma + 1 : verb.index] if t.head < comma]
    if len(opens) != 1 or opens[0].dep not in _LISTED or opens[0].pos not in {"NOUN", "PROPN"}:
        return None
    own = next((t for t in tokens if t.head == verb.index and t.dep == "nsubj"), None)
    return opens[0] if own is None or own.index == opens[0].head else None


def _given_back(tokens: Sequence[Token], verb: Token, speaker: Token) -> tuple[Token, ...]:
    made = list(tokens)
    first = tokens[speaker.head]
    if first.head == verb.index and first.dep == "nsubj":
        deed = next((t for t in reversed(tokens[: first.index]) if t.pos == "VERB"), None)
        if deed is None:
            return tuple(tokens)
        made[first.index] = replace(first, dep="dobj", head=deed.index)
        subject = any(t.head == deed.index and t.dep == "nsubj" for t in tokens)
        made[deed.index] = replace(deed, tag="VBD") if subject and deed.tag == "VBN" else deed
    made[speaker.index] = replace(speaker, dep="nsubj", head=verb.index)
    return tuple(made)
