"""What kind of target was hit: categories from ``data/cues/targets``.

Read from the fillers of the roles target, recipient and place, in that order. Within a phrase the head decides, and
before it the terms that end nearest to it: "a police school" is a school, "soldiers at a hotel" are soldiers.
"""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.terms import Hit, terms
from khaldun.knowledge.cues import Categories, target_cues
from khaldun.model import Because, Role, RoleName, TargetKind, Token

_SCORES = {RoleName.TARGET: 0.9, RoleName.RECIPIENT: 0.85, RoleName.PLACE: 0.6}
"""Confidence by role: a place is where something was hit, not always what was hit. A ranking, not yet calibrated."""


def find(candidate: Candidate, setting: Setting) -> tuple[TargetKind | None, tuple[Because, ...]]:  # noqa: ARG001
    """The kind of target of a candidate (roles assigned) with the reason."""
    cues = target_cues()
    if candidate.type not in cues.types:
        return None, ()
    for name in map(RoleName, cues.roles):
        for hit, head in _of_role(candidate, name, cues):
            if name is RoleName.PLACE and hit.category.name in cues.not_from_place:
                continue
            span = candidate.sentence.cut(hit.tokens)
            rule = f"target:{name.value}-{'head' if head else 'modifier'}"
            return TargetKind(hit.category.name, span), (Because("target_kind", rule, span, _SCORES[name]),)
    return None, ()


def _of_role(candidate: Candidate, name: RoleName, cues: Categories) -> Iterator[tuple[Hit, bool]]:
    """The terms of a role's fillers, those that hold a filler's head before those that modify one."""
    found = [pair for role in candidate.fillers(name) for pair in _of_filler(candidate, role, cues)]
    return iter(sorted(found, key=lambda pair: not pair[1]))


def _of_filler(candidate: Candidate, role: Role, cues: Categories) -> Iterator[tuple[Hit, bool]]:
    sentence = candidate.sentence
    heads = sentence.tokens_in(role.head)
    if not heads:
        return
    head = heads[-1]
    inside = set(sentence.tokens_in(role.span))
    near = [t for t in sentence.subtree(head, without=("relcl", "acl", "prep", "appos", "conj")) if t in inside]
    hits = list(terms(near, cues))
    holding = [hit for hit in hits if head in hit.tokens]
    if holding:
        yield holding[-1], True
        return
    wider = [*reversed(hits), *terms(_beside(candidate, head, inside), cues)]
    yield from ((hit, False) for hit in wider if not _is_bare_person(hit))


def _beside(candidate: Candidate, head: Token, inside: set[Token]) -> list[Token]:
    """Apposition and "of" phrase of a name: "Hussain, a journalist"; "members of the police"."""
    sentence = candidate.sentence
    branches = [t for t in sentence.children(head) if t.dep in {"appos", "prep", "conj"} and t in inside]
    return [t for branch in branches for t in sentence.subtree(branch, without=("relcl", "acl"))]


def _is_bare_person(hit: Hit) -> bool:
    """A person word that only modifies tells nothing of the target ("man's car")."""
    return hit.category.name == "civilians" and len(hit.tokens) == 1
