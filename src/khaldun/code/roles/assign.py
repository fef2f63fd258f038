"""Assigns roles to a sighting: who takes part, where and when, in its sentence, else from an earlier event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles.board import Board, fill, side
from khaldun.code.roles.cast import cast
from khaldun.code.roles.place_next import place_told_next
from khaldun.code.roles.places_in import places, times
from khaldun.code.roles.told_before import take_up
from khaldun.code.triggers import Sighting
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.role_words import words
from khaldun.model import EventType, Role, RoleName, Sentence, Token

_RESUMED = 0.55  # confidence of a role taken over from an earlier sentence; a first guess, to be calibrated
_NEAR = 6  # sentences within which "the attack" points back; news paragraphs are one to three sentences long
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such"})
_RESUMABLE = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.COERCE})
_DEEDS = frozenset({*_RESUMABLE, EventType.MOBILIZE, EventType.RETREAT})
_NEAR_PLACE = 2  # sentences over which a place is taken to hold: a short news paragraph
_FROM_BEFORE = 0.4  # below any reading of the sentence itself; a first guess, to be calibrated
_OPENING = 4  # words at the start of a sentence within which "in a separate incident" turns away
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_SIDES = (RoleName.RECIPIENT, RoleName.TARGET)


def assign(
    candidate: Candidate, one: Sighting, setting: Setting, codebook: Codebook, earlier: Sequence[Candidate] = ()
) -> Candidate:
    """The candidate with its roles and reasons. ``earlier``: the report's candidates so far, with their roles."""
    board = Board(candidate, setting)
    found = cast(codebook, candidate.sentence, one)
    for name, fillers in ((RoleName.ACTOR, found.actor), (RoleName.RECIPIENT, found.recipient)):
        for filler in fillers:
            part = side(codebook, filler.head) if name is RoleName.RECIPIENT else name
            fill(board, part, filler)
    for filler in found.instrument[:1]:
        fill(board, RoleName.INSTRUMENT, filler)
    take_up(board, earlier)
    _where_and_when(board, codebook)
    _resume(board, one, earlier)
    _next_place(board, codebook)
    place_from_before(board, earlier)
    return replace(candidate, roles=tuple(board.roles), because=tuple(board.because))


def _where_and_when(board: Board, codebook: Codebook) -> None:
    """Places and times of the sentence, read for the trigger, then for the words that tell of the same event."""
    candidate, setting = board.candidate, board.setting
    tellings = (candidate, *(replace(candidate, head=head, trigger=(head,)) for head in candidate.alongside))
    for name, read in ((RoleName.PLACE, places), (RoleName.TIME, times)):
        for telling in tellings:
            if board.has(name):
                break
            for span, head, rule, score in read(telling, setting):
                if not any(role.head == head for role in board.roles):
                    board.add(name, span, head, rule, score)
    _place_of_target(board, codebook)


def _resume(board: Board, one: Sighting, earlier: Sequence[Candidate]) -> None:
    """ "The blast …": a definite event noun takes the roles it lacks from the nearest earlier event of its type."""
    candidate = board.candidate
    nouns = [s.head for s in (one, *one.alongside) if not s.is_verb]
    if candidate.type not in _RESUMABLE or not any(_is_definite(candidate.sentence, noun) for noun in nouns):
        return
    before = next((c for c in reversed(earlier) if _may_resume(candidate, c)), None)
    if before is None or _differs(board, before):
        return
    for names in ((RoleName.ACTOR,), _SIDES, (RoleName.PLACE,), (RoleName.TIME,)):
        if not board.has(*names):
            for role in _of(before, names):
                board.add(role.name, role.span, role.head, "roles:resumed", _RESUMED)


def place_from_before(board: Board, earlier: Sequence[Candidate]) -> None:
    """Where nothing says where: the place of the nearest deed told shortly before, with little trust."""
    candidate = board.candidate
    if candidate.type not in _DEEDS or board.has(RoleName.PLACE) or _turns_away(candidate.sentence):
        return
    for before in reversed(earlier):
        far = candidate.sentence.number - before.sentence.number
        if far > _NEAR_PLACE:
            return
        places_before = [role for role in _of(before, (RoleName.PLACE,)) if _is_lasting(before, role)]
        if far > 0 and before.type in _DEEDS and places_before:
            if _is_of_another_year(board, before):
                return
            role = places_before[0]
            board.add(RoleName.PLACE, role.span, role.head, "roles:place-of-earlier-event", _FROM_BEFORE)
            return


def _turns_away(sentence: Sentence) -> bool:
    """Whether a sentence opens by turning to another place or deed: "Elsewhere …", "In a separate incident …"."""
    return any(token.text.lower() in words().turning for token in sentence.tokens[:_OPENING])


def _is_of_another_year(board: Board, before: Candidate) -> bool:
    """Whether a deed is dated in a year that the sentence before, and what it tells, does not name."""
    mine = {year for role in board.roles if role.name is RoleName.TIME for year in _YEAR.findall(role.span.quote)}
    return bool(mine) and not mine & set(_YEAR.findall(before.sentence.span.quote))


def _is_lasting(before: Candidate, role: Role) -> bool:
    """Whether a place may hold for the next sentence: a name does, a thing that was hit ("the car") does not."""
    head = next(iter(before.sentence.tokens_in(role.head)), None) if before.sentence.span.contains(role.head) else None
    return head is None or head.pos == "PROPN" or head.lemma in words().place_nouns


def _may_resume(candidate: Candidate, before: Candidate) -> bool:
    near = 0 < candidate.sentence.number - before.sentence.number <= _NEAR
    same = before.type is candidate.type and candidate.mode in {before.mode, None}
    return near and bool(before.roles) and (same or (before.type is candidate.type and before.mode is None))


def _differs(board: Board, before: Candidate) -> bool:
    """Whether victims or place are told, and told otherwise than before: then it is another deed."""
    aimed = {b.span for b in board.because if b.rule.startswith("roles:noun-prep")}
    for names in (_SIDES, (RoleName.PLACE,)):
        mine = [role for role in board.roles if role.name in names and (names is not _SIDES or role.span in aimed)]
        if mine and (theirs := _words(_of(before, names))) and not _words(mine) & theirs:
            return True
    return False


def _words(roles: Iterable[Role]) -> set[str]:
    return {word for role in roles for word in role.span.quote.lower().split()}


def _of(candidate: Candidate, names: tuple[RoleName, ...]) -> Iterator[Role]:
    return (role for role in candidate.roles if role.name in names)


def _is_definite(sentence: Sentence, noun: Token) -> bool:
    return noun.tag in {"NN", "NNP", "VBG"} and any(
        t.dep == "det" and t.lemma in _DEFINITE for t in sentence.children(noun)
    )


def _place_of_target(board: Board, codebook: Codebook) -> None:
    """A building or place that was hit is where it happened, when nothing else says where."""
    if board.has(RoleName.PLACE):
        return
    for role in [r for r in board.roles if r.name in _SIDES]:
        head = next(iter(board.candidate.sentence.tokens_in(role.head)), None)
        known = codebook.classes_of(head) if head is not None else frozenset()
        if _is_body(codebook, head):
            continue
        if head is not None and head.entity == "FAC" and not _names_a_spot(board, role, codebook):
            continue
        if known & {"FACILITY", "PLACE"} and not known & {"PERSON", "STATE", "VEHICLE"}:
            board.add(RoleName.PLACE, role.span, role.head, "roles:target-is-place", 0.7)
            return


def _names_a_spot(board: Board, role: Role, codebook: Codebook) -> bool:
    """Whether a word of the phrase is one for a building or place; the model's name type alone errs on titles."""
    lemmas = {t.lemma for t in board.candidate.sentence.tokens_in(role.span)}
    return any(lemmas & codebook.classes.get(name, frozenset()) for name in ("FACILITY", "PLACE"))


def _next_place(board: Board, codebook: Codebook) -> None:
    if board.candidate.type in _DEEDS and not board.has(RoleName.PLACE):
        told = place_told_next(board.candidate, board.setting, codebook)
        if told is not None:
            board.add(RoleName.PLACE, *told, "roles:place-told-next", _RESUMED)


def _is_body(codebook: Codebook, head: Token | None) -> bool:
    """Whether a word names a group and no building, whatever the language model took its name for."""
    if head is None:
        return False
    by_word = {name for name in ("GROUP", "ARMED", "FACILITY", "PLACE") if head.lemma in codebook.classes.get(name, ())}
    return bool(by_word & {"GROUP", "ARMED"}) and not by_word & {"FACILITY", "PLACE"}
