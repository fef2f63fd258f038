"""The chain of speakers around a candidate, outermost first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from khaldun.code.attribution.report import attributions
from khaldun.code.attribution.statement import Statement
from khaldun.code.candidate import Candidate, Setting
from khaldun.knowledge import speech
from khaldun.model import Attribution, Because, Span

_OWN_VOICE = frozenset({"i", "we", "me", "us", "my", "our", "you"})


def chain(candidate: Candidate, setting: Setting) -> tuple[tuple[Attribution, ...], tuple[Because, ...]]:
    """Who says that the event happened, outermost first, with reasons; empty means the outlet's own voice."""
    told = sorted(_telling(candidate, setting), key=lambda one: -one.size)
    links = tuple(Attribution(one.speaker, one.cue, one.stance) for one in told)
    return links, tuple(_reason(one) for one in told)


def _telling(candidate: Candidate, setting: Setting) -> Iterator[Statement]:
    """The statements whose content holds the candidate's word, each cue once."""
    word = candidate.sentence.cut([candidate.token])
    seen: set[tuple[Span | None, Span | None]] = set()
    for one in _statements(setting):
        if not (one.vouches and one.covers(word)) or one.cue == word or (one.cue, one.speaker) in seen:
            continue
        if one.quoted and one.head is not None and one.head.quote.lower() in _OWN_VOICE:
            continue
        seen.add((one.cue, one.speaker))
        yield one
    if (adjective := _alleged(candidate)) is not None:
        yield adjective


@lru_cache(maxsize=4)
def _statements(setting: Setting) -> tuple[Statement, ...]:
    """The statements of the report at hand, kept while its candidates are coded."""
    return attributions(setting)


def _alleged(candidate: Candidate) -> Statement | None:
    """ "The alleged attack": an unnamed voice in front of the event's own noun."""
    sentence, words = candidate.sentence, speech.load().hearsay_adjectives
    for token in sentence.children(candidate.token):
        if (stance := words.get(token.text.lower())) is not None:
            cue = sentence.cut([token])
            content = (sentence.cut([candidate.token]),)
            return Statement(sentence, None, None, None, cue, content, stance, "seem", True, "attribution:hearsay")
    return None


def _reason(one: Statement) -> Because:
    """The cue is the evidence; a continued quotation without one shows the quotation itself."""
    return Because("attribution", one.rule, one.cue or one.content[0])
