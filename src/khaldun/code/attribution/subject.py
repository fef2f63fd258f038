"""Who speaks: the word that is the logical subject of a verb, however far the grammar has put it."""

from __future__ import annotations

from khaldun.code.attribution.tree import Tree
from khaldun.model import Token

_VERBAL = frozenset({"VERB", "AUX"})
_EXPLETIVE = frozenset({"there"})
_STEPS = 6
"""Longest way up through coordinations and participles; deeper ones are parse errors."""


def subject(tree: Tree, verb: Token) -> Token | None:
    """The head of the phrase that does what ``verb`` says, or None."""
    for _ in range(_STEPS):
        if passive(tree, verb):
            return agent(tree, verb)
        own = _nearest(tree, verb)
        if own is not None:
            return None if own.lemma in _EXPLETIVE else own
        above = tree.head(verb)
        if verb.dep == "acl" and verb.tag == "VBG":
            return above
        if verb.dep == "pcomp" and above.dep == "prep":
            above = tree.head(above)
            if above.pos not in _VERBAL:
                return tree.child(above, "poss")
        elif verb.dep == "xcomp" and (held := tree.child(above, "dobj")) is not None:
            return held
        elif verb.dep not in ("conj", "xcomp", "advcl", "dep", "ccomp", "parataxis"):
            return None
        if above.pos not in _VERBAL or above.index == verb.index or (verb.dep == "ccomp" and verb.tag != "VBG"):
            return None
        if verb.dep == "conj" and passive(tree, above):
            return tree.child(above, "nsubjpass")
        if passive(tree, above):
            return tree.child(above, "nsubjpass")
        verb = above
    return None


def _nearest(tree: Tree, verb: Token) -> Token | None:
    """The subject next to the verb: in "what police said was …" the police, not "what"."""
    own = list(tree.children(verb, "nsubj", "csubj"))
    before = [token for token in own if token.index < verb.index]
    return before[-1] if before else own[0] if own else None


def passive(tree: Tree, verb: Token) -> bool:
    """Whether the verb stands in the passive."""
    return tree.child(verb, "nsubjpass", "auxpass", "agent") is not None


def agent(tree: Tree, verb: Token) -> Token | None:
    """The doer of a passive: "by officials"."""
    by = tree.child(verb, "agent")
    return tree.child(by, "pobj") if by is not None else None


def phrase(tree: Tree, head: Token) -> set[int]:
    """The words of the phrase whose head is ``head``; of a relative pronoun or clause subject, itself."""
    if head.tag in ("WP", "WDT", "PRP", "PRP$"):
        return {head.index}
    return tree.branch(head)


def antecedent(tree: Tree, head: Token) -> Token:
    """What a relative pronoun stands for: the noun its clause hangs from; any other word stands for itself."""
    if head.tag not in ("WP", "WDT"):
        return head
    verb = tree.head(head)
    for _ in range(_STEPS):
        if verb.dep == "relcl":
            return tree.head(verb)
        if verb.dep not in ("conj", "xcomp", "ccomp"):
            break
        verb = tree.head(verb)
    return head
