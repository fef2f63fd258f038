"""The roles of a candidate while they are being filled, each filler with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles.cast import Filler
from khaldun.code.roles.phrases import antecedent, phrase
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import Because, Role, RoleName, Span, Token

_NOBODY = ("no ", "nobody", "none", "neither")


@dataclass(slots=True)
class Board:
    """Roles found so far; a filler counts once a side, its first rule wins."""

    candidate: Candidate
    setting: Setting
    roles: list[Role] = field(default_factory=list)
    because: list[Because] = field(default_factory=list)

    def add(self, name: RoleName, span: Span, head: Span, rule: str, score: float) -> bool:
        """Add a filler unless it fills a side already."""
        if any(role.head == head and _clash(role.name, name) for role in self.roles):
            return False
        self.roles.append(Role(name, span, head))
        self.because.append(Because(name.value, rule, span, score))
        return True

    def turn(self, head: Span) -> None:
        """Take somebody off the doers' side, where others stay: "clashed with rebels, killing 14 of them"."""
        doers = [n for n, role in enumerate(self.roles) if role.name is RoleName.ACTOR]
        mine = next((n for n in doers if self.roles[n].head == head), None)
        if mine is not None and len(doers) > 1:
            del self.roles[mine], self.because[mine]

    def drop(self, role: Role) -> None:
        """Take a filler off, with its reasons; those of a role nobody fills any more all go."""
        self.roles.remove(role)
        left = self.has(role.name)
        self.because = [
            b
            for b in self.because
            if b.field != role.name.value or (left and b.span is not None and b.span != role.span)
        ]

    def widen(self, at: int, span: Span) -> None:
        """Give a filler a longer phrase, in its reasons too."""
        role = self.roles[at]
        self.roles[at] = replace(role, span=span)
        self.because = [
            replace(b, span=span) if b.field == role.name.value and b.span == role.span else b for b in self.because
        ]

    def has(self, *names: RoleName) -> bool:
        """Whether a role is filled."""
        return any(role.name in names for role in self.roles)


def _clash(one: RoleName, other: RoleName) -> bool:
    apart = {RoleName.PLACE, RoleName.TIME}
    return one is other or not {one, other} & apart


def fill(board: Board, name: RoleName, filler: Filler) -> None:
    """Add a filler; a pronoun gives what it stands for, with the pronoun quoted too, or nothing."""
    sentence = board.candidate.sentence
    if filler.head.pos == "PRON" or filler.head.tag in {"WDT", "WP", "PRP", "PRP$"}:
        meant = antecedent(sentence, filler.head, board.setting) or _other_side(board, name, filler.head)
        if meant is not None and meant[0].quote.lower().startswith(_NOBODY):
            return  # "no group has said it did it"
        if meant is not None and name is RoleName.RECIPIENT:
            board.turn(meant[1])
        if meant is not None and board.add(name, *meant, f"{filler.rule}-pronoun", filler.score * 0.8):
            board.because.append(Because(name.value, "roles:pronoun", sentence.cut([filler.head]), filler.score * 0.8))
        return
    board.add(name, phrase(sentence, filler.head), sentence.cut([filler.head]), filler.rule, filler.score)


def _other_side(board: Board, name: RoleName, pronoun: Token) -> tuple[Span, Span] | None:
    """Of two sides the one named last is meant by "them" among the victims."""
    doers = [role for role in board.roles if role.name is RoleName.ACTOR and role.head.start < pronoun.start]
    if name is not RoleName.RECIPIENT or pronoun.text.lower() != "them" or len(doers) < 2:
        return None
    return doers[-1].span, doers[-1].head


def side(codebook: Codebook, token: Token) -> RoleName:
    """Recipient for persons, groups and states; target for things and buildings."""
    known = codebook.classes_of(token)
    people = known & {"PERSON", "GROUP", "ARMED", "STATE"}
    return RoleName.TARGET if known & {"FACILITY", "THING", "WEAPON", "PLACE"} and not people else RoleName.RECIPIENT
