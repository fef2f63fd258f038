"""Where the fillers of an event noun stand: "attack by X on Y", "X's killing of Y", "Taliban raid", "launched by X"."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.code.roles.verbs import Found, agent, doers, is_passive, subject
from khaldun.code.roles.words import words
from khaldun.model import Sentence, Token

_TO = frozenset({"on", "upon", "against", "at", "toward", "towards", "into"})


def by_whom(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """The doer that an event noun names itself: "by X", "claimed by X", "that police blamed on X"."""
    for child in sentence.children(noun):
        if child.dep in {"prep", "agent"} and child.lemma == "by":
            content = sentence.child(child, "pobj")
            if content is not None:
                yield content, "noun-by"
        if child.dep in {"acl", "relcl"} and child.lemma in words().carried:
            yield from _clause_doer(sentence, child)


def _clause_doer(sentence: Sentence, verb: Token) -> Iterator[Found]:
    if verb.lemma == "blame":
        on = next((t for t in sentence.children(verb) if t.dep == "prep" and t.lemma in {"on", "upon"}), None)
        content = sentence.child(on, "pobj") if on is not None else None
        if content is not None:
            yield content, "noun-blamed-on"
        return
    doer = agent(sentence, verb) if is_passive(sentence, verb) or verb.tag == "VBN" else sentence.child(verb, "nsubj")
    if doer is not None and doer.lemma not in {"which", "that"}:
        yield doer, f"noun-{verb.lemma}-by"


def possessor(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """ "X's attack"."""
    owner = sentence.child(noun, "poss")
    if owner is not None:
        yield owner, "noun-possessor"


def modifier(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """ "Taliban attack", "police raid", "Israeli strike": a name, a nationality or a group before the noun."""
    for child in sentence.children(noun):
        named = child.entity in {"NORP", "ORG", "GPE", "PERSON"} or child.pos == "PROPN"
        if named and child.index < noun.index and child.dep in {"compound", "amod", "nmod"}:
            yield child, "noun-modifier"


def through(sentence: Sentence, noun: Token, prepositions: frozenset[str]) -> Iterator[Found]:
    """The objects of a noun's prepositions."""
    for child in sentence.children(noun):
        if child.dep in {"prep", "agent"} and child.lemma in prepositions:
            content = sentence.child(child, "pobj")
            if content is not None:
                yield content, f"noun-{child.lemma}"


def hit(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """Whom an event noun hits: "attack on Y", else "killing of Y"; also what its happening verb struck."""
    yield from through(sentence, noun, _TO)
    yield from through(sentence, noun, frozenset({"of"}))


def light_subject(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """The doer of the verb that carries the noun: "X launched an attack", also "an attack was launched by X"."""
    verb = carrier(sentence, noun)
    if verb is None:
        return
    if noun.dep in {"nsubjpass"}:
        by = agent(sentence, verb)
        if by is not None:
            yield by, "light-agent"
    elif noun.dep in {"dobj", "pobj", "attr", "oprd", "conj"}:
        if is_passive(sentence, verb):
            found = list(doers(sentence, verb)) or []
        else:
            one = subject(sentence, verb)
            found = [one] if one else []
        for doer, rule in found:
            if doer.index != noun.index:
                yield doer, f"light-{rule}"


def happening_object(sentence: Sentence, noun: Token) -> Iterator[Found]:
    """What the noun as subject did it to: "an explosion struck a bus", "the blast killed five people"."""
    verb = sentence.head_of(noun)
    if noun.dep == "nsubj" and verb.pos == "VERB":
        content = sentence.child(verb, "dobj")
        if content is not None:
            yield content, "happening-object"


def carrier(sentence: Sentence, noun: Token) -> Token | None:
    """The verb that carries an event noun as its object, subject or preposition's object."""
    above = sentence.head_of(noun)
    if noun.dep == "conj":
        return carrier(sentence, above) if above.index != noun.index else None
    if above.dep == "prep" and noun.dep == "pobj":
        above = sentence.head_of(above)
    return above if above.pos in {"VERB", "AUX"} else None
