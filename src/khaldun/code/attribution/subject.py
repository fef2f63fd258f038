"""Who speaks: the word that is the logical subject of a verb, however far the grammar has put it."""

from __future__ import annotations

from khaldun.code.attribution.tree import Tree
from khaldun.knowledge.speech import Speech
from khaldun.model import Token

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
_EXPLETIVE = frozenset({"there"})
_STEPS = 6
"""Longest way up through coordinations and participles; deeper ones are parse errors."""


def subject(tree: Tree, verb: Token, lexicon: Speech | None = None) -> Token | None:
    """The head of the phrase that does what ``verb`` says, or None."""
    for _ in range(_STEPS):
        if lexicon is not None and goes_on(tree, verb, lexicon):
            verb = tree.head(tree.head(verb))
        if passive(tree, verb):
            return agent(tree, verb)
        own = _nearest(tree, verb) or _contracted(tree, verb)
        if own is not None:
            return None if own.lemma in _EXPLETIVE else own
        above = tree.head(verb)
        if verb.dep == "acl" and verb.tag == "VBG":
            return above
        if verb.dep == "pcomp" and above.dep == "prep":
            preposition, above = above, tree.head(above)
            if preposition.lemma == "as" and (held := tree.child(above, "dobj")) is not None:
                return held
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


def goes_on(tree: Tree, verb: Token, lexicon: Speech) -> bool:
    """Whether a speech verb hung inside a that-clause goes on with the outer speaker.

    "She said that it failed and called it a shame", "…, saying …": no subject of its own, in the outer verb's
    tense or a participle after a comma.
    """
    inner = tree.head(verb)
    outer = tree.head(inner)
    if inner.dep != "ccomp" or outer.index > inner.index or outer.lemma not in lexicon.verbs:
        return False
    if not any(s.kind in ("say", "call", "ask", "relay") for s in lexicon.verbs.get(verb.lemma, ())):
        return False
    if tree.child(verb, "nsubj", "nsubjpass", "mark", "auxpass") is not None:
        return False
    if verb.dep == "conj":
        return verb.tag == outer.tag == "VBD"
    before = tree.tokens[verb.index - 1].text if verb.index else ""
    return verb.dep == "advcl" and verb.tag == "VBG" and before == ","


def _nearest(tree: Tree, verb: Token) -> Token | None:
    """The subject next to the verb: in "what police said was …" the police, not "what"."""
    own = [t for t in tree.children(verb, "nsubj", "csubj") if t.pos in _NOMINAL and not _foreign(tree, t, verb)]
    before = [token for token in own if token.index < verb.index]
    return before[-1] if before else own[0] if own else None


def _contracted(tree: Tree, verb: Token) -> Token | None:
    """The subject of "he's said", which the parse takes for a passive."""
    auxiliary = tree.child(verb, "auxpass")
    return tree.child(verb, "nsubjpass") if auxiliary is not None and auxiliary.text in ("'s", "’s") else None


def _foreign(tree: Tree, token: Token, verb: Token) -> bool:
    """Whether a direct quotation parts the two: a quoted word is no subject of the verb that quotes it."""
    return token.index in tree.quoted and verb.index not in tree.quoted


def passive(tree: Tree, verb: Token) -> bool:
    """Whether the verb stands in the passive; "he's said that …" does not, whatever the parse makes of it."""
    auxiliary = tree.child(verb, "auxpass")
    if auxiliary is not None and auxiliary.text in ("'s", "’s") and tree.child(verb, "ccomp", "agent") is not None:
        return tree.child(verb, "agent") is not None
    return tree.child(verb, "nsubjpass", "auxpass", "agent") is not None


def agent(tree: Tree, verb: Token) -> Token | None:
    """The doer of a passive: "by officials"."""
    by = tree.child(verb, "agent")
    return tree.child(by, "pobj") if by is not None else None


def phrase(tree: Tree, head: Token) -> set[int]:
    """The words of the phrase whose head is ``head``; of a relative pronoun or clause subject, itself."""
    if head.tag in ("WP", "WDT", "PRP", "PRP$"):
        return {head.index}
    return tree.branch(head, without=[c.index for c in tree.children(head, "case")])


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
