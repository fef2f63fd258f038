"""Whom a bare description takes up from earlier sentences: "the gunman" who fired, "all three" who were seized.

The description stays the filler; who it is comes beside it, with the description among the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles.board import Board
from khaldun.knowledge.cues import count_cues
from khaldun.knowledge.role_words import words
from khaldun.model import Because, EventType, Role, RoleName, Sentence, Token

_SCORE = 0.55
"""Confidence in who is meant, that of a resumed role; a first guess, to be calibrated."""
_COUNTED_FAR = 2
"""Sentences back within which "all three" finds those it counts."""
_PLAIN = frozenset({"det", "predet", "punct", "case"})
_ASIDE = frozenset({"appos", "cc", "conj"})
_PARTIES = (RoleName.ACTOR, RoleName.RECIPIENT)


def take_up(board: Board, earlier: Sequence[Candidate]) -> None:
    """Add to each bare description among doers and victims the one whom it takes up."""
    for role in [r for r in board.roles if r.name in _PARTIES]:
        token = _head_of(board.candidate.sentence, role)
        if token is None:
            continue
        found = _counted(board, token, earlier) if _is_number(token) else _doer(board, token, earlier)
        for other in found:
            if board.add(role.name, other.span, other.head, "roles:told-before", _SCORE):
                board.because.append(Because(role.name.value, "roles:told-before", role.span, _SCORE))


def _head_of(sentence: Sentence, role: Role) -> Token | None:
    tokens = sentence.tokens_in(role.head) if sentence.span.contains(role.head) else ()
    return next(iter(tokens), None)


def _doer(board: Board, token: Token, earlier: Sequence[Candidate]) -> Sequence[Role]:
    """Who did the nearest attack told before, for "the gunman" and the like with nothing said about him."""
    sentence = board.candidate.sentence
    below = list(sentence.children(token))
    definite = any(t.dep == "det" and t.text.lower() in {"the", "this"} for t in below)
    bare = all(t.dep in _PLAIN or t.lemma in words().alleged for t in below if t.dep not in _ASIDE)
    if token.lemma not in words().culprits or not definite or not bare:
        return ()
    for before in reversed(earlier):
        if before.type is EventType.ASSAULT and before.sentence.number < sentence.number:
            doers = [r for r in before.fillers(RoleName.ACTOR) if _is_culprit(board.setting, r)]
            if doers:
                return doers if _is_many(token) or len(doers) == 1 else ()
    return ()


def _is_culprit(setting: Setting, role: Role) -> bool:
    """Whether a doer can be the culprit: no force of order, and not himself only "the gunman"."""
    for sentence in setting.sentences:
        token = _head_of(sentence, role)
        if token is not None:
            return token.pos in {"NOUN", "PROPN"} and token.lemma not in words().culprits | words().forces
    return False


def _is_many(token: Token) -> bool:
    return token.tag in {"NNS", "NNPS"}


def _is_number(token: Token) -> bool:
    return token.tag == "CD" and token.text.lower() in count_cues().numbers


def _counted(board: Board, token: Token, earlier: Sequence[Candidate]) -> Sequence[Role]:
    """Those harmed or held in the nearest sentence before, when they are just as many: "all three", "the two"."""
    sentence = board.candidate.sentence
    marked = {t.text.lower() for t in sentence.children(token)}
    if not marked & {"all", "the"}:
        return ()
    wanted = count_cues().numbers[token.text.lower()]
    for number in sorted({c.sentence.number for c in earlier if c.sentence.number < sentence.number}, reverse=True):
        if sentence.number - number > _COUNTED_FAR:
            return ()
        told = [c for c in earlier if c.sentence.number == number]
        once = {r.head: (r, c) for c in told for r in c.fillers(RoleName.RECIPIENT)}
        if once:
            size = sum(_size(c.sentence, r) for r, c in once.values())
            return [r for r, _ in once.values()] if size == wanted else ()
    return ()


def _size(sentence: Sentence, role: Role) -> int:
    """How many persons a filler of a sentence is, 0 when it does not say."""
    token = _head_of(sentence, role)
    if token is None:
        return 0
    number = next((t for t in _numerals(sentence, token)), None)
    if number is not None:
        return count_cues().numbers.get(number.text.lower(), int(number.text) if number.text.isdigit() else 0)
    return int(token.tag in {"NN", "NNP"})


def _numerals(sentence: Sentence, token: Token) -> Iterator[Token]:
    return (t for t in sentence.children(token) if t.dep == "nummod")
