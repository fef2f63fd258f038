"""Where the fillers of a verb stand: its subject, object and agent, also those it shares with other clauses."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.code.roles.words import words
from khaldun.model import Sentence, Token

_SUBJECT = ("nsubj", "nsubjpass", "csubj")
Found = tuple[Token, str]


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is passive: by its auxiliary, its subject's label, or as a reduced relative ("men killed in")."""
    if any(child.dep in {"auxpass", "nsubjpass", "agent"} for child in sentence.children(verb)):
        return True
    if verb.tag == "VBN" and verb.dep in {"acl", "relcl", "amod"} and not _has(sentence, verb, "dobj", "aux", "nsubj"):
        return True
    if verb.dep == "conj" and verb.tag == "VBN" and not _has(sentence, verb, "dobj", "nsubj", "aux"):
        return is_passive(sentence, sentence.head_of(verb))
    return False


def _has(sentence: Sentence, verb: Token, *deps: str) -> bool:
    return sentence.child(verb, *deps) is not None


def subject(sentence: Sentence, verb: Token, depth: int = 0) -> Found | None:
    """Who or what the verb is said of, and the rule; shared subjects of mates, infinitives and participles too."""
    own = sentence.child(verb, *_SUBJECT)
    if own is not None:
        return own, "subject"
    governor = sentence.head_of(verb)
    if depth > 4 or governor.index == verb.index:
        return None
    if verb.dep == "relcl" or (verb.dep == "acl" and verb.tag in {"VBG", "VBN", "VB"}):
        return (governor, "relative-clause") if governor.pos not in {"VERB", "AUX"} else None
    if verb.dep == "conj":
        return _shared(sentence, governor, depth, "shared-subject")
    if verb.dep in {"xcomp", "ccomp", "advcl", "pcomp", "dep"}:
        return _controlled(sentence, verb, governor, depth)
    if verb.dep == "prep" or governor.dep == "prep":
        return _shared(sentence, sentence.head_of(governor), depth, "participle-subject")
    return None


def _shared(sentence: Sentence, governor: Token, depth: int, rule: str) -> Found | None:
    found = subject(sentence, governor, depth + 1) if governor.pos in {"VERB", "AUX"} else None
    return (found[0], rule) if found else None


def _controlled(sentence: Sentence, verb: Token, governor: Token, depth: int) -> Found | None:
    """The doer of an infinitive or participle: the governor's object where that is urged or forced, else its doer."""
    above = governor if governor.dep != "prep" else sentence.head_of(governor)
    if above.pos not in {"VERB", "AUX"}:
        return None
    if verb.dep in {"xcomp", "ccomp"} and above.lemma in words().object_control:
        other = sentence.child(above, "dobj", "nsubjpass") or _call_on(sentence, above)
        if other is not None:
            return other, "object-control"
    if is_passive(sentence, above) and verb.dep == "advcl":
        doer = agent(sentence, above)
        if doer is not None:
            return doer, "participle-agent"
    return _shared(sentence, above, depth, "control" if verb.dep == "xcomp" else "participle-subject")


def _call_on(sentence: Sentence, verb: Token) -> Token | None:
    on = next((t for t in sentence.children(verb) if t.dep == "prep" and t.lemma in {"on", "upon"}), None)
    return sentence.child(on, "pobj") if on is not None else None


def agent(sentence: Sentence, verb: Token) -> Token | None:
    """The doer of a passive ("by Y"); for coordinated passives the last one's "by" serves them all."""
    for member in (verb, *(t for t in sentence.conjuncts(verb) if t.index != verb.index)):
        for child in sentence.children(member):
            if child.dep == "agent" or (child.dep == "prep" and child.lemma == "by"):
                content = sentence.child(child, "pobj")
                if content is not None:
                    return content
    return None


def doers(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """The doer of a verb: agent of a passive, subject of an active."""
    if is_passive(sentence, verb):
        by = agent(sentence, verb)
        if by is not None:
            yield by, "passive-agent"
        return
    found = subject(sentence, verb)
    if found is not None:
        yield found


def done_to(sentence: Sentence, verb: Token) -> Iterator[Found]:
    """Whom a verb is done to: subject of a passive, object of an active (shared by mates: "shot and killed him")."""
    if is_passive(sentence, verb):
        found = subject(sentence, verb)
        if found is not None:
            yield found[0], "passive-subject"
        return
    own = sentence.child(verb, "dobj", "dative") or _headline_object(sentence, verb)
    if own is not None:
        yield own, "object"
        return
    for member in sentence.conjuncts(verb):
        if member.index != verb.index and not _has(sentence, member, "nsubj", "nsubjpass"):
            shared = sentence.child(member, "dobj")
            if shared is not None:
                yield shared, "shared-object"
                return


def _headline_object(sentence: Sentence, verb: Token) -> Token | None:
    """A number taken for the object's place ("killing 14 of them", "injured 20")."""
    after = (
        t
        for t in sentence.children(verb)
        if t.index > verb.index and t.pos == "NUM" and t.dep in {"npadvmod", "oprd", "attr"}
    )
    return next(after, None)


def through(sentence: Sentence, token: Token, prepositions: frozenset[str]) -> Iterator[Found]:
    """The objects of a token's prepositions ("agreed with X", "fired on X"), also one beyond an object."""
    carriers = [token, *(t for t in sentence.children(token) if t.dep in {"dobj", "prt", "xcomp", "acomp", "attr"})]
    for carrier in carriers:
        for child in sentence.children(carrier):
            if child.dep in {"prep", "dative", "agent"} and child.lemma in prepositions:
                content = sentence.child(child, "pobj", "pcomp")
                if content is not None and content.dep == "pobj":
                    yield content, f"with-{child.lemma}"
                deeper = sentence.child(child, "prep")  # "out of", "up against"
                if deeper is not None and (below := sentence.child(deeper, "pobj")) is not None:
                    yield below, f"with-{child.lemma}-{deeper.lemma}"
