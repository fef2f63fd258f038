"""Who does and who suffers in a clause, read off the dependency parse."""

from __future__ import annotations

from khaldun.knowledge.role_words import words
from khaldun.model import Sentence, Token

_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "advcl"})
_LINKS = frozenset({"prep", "agent", "dative", "advmod", "prt"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is passive: an auxiliary says so, or it is a bare participle after its noun."""
    if sentence.child(verb, "nsubjpass", "auxpass", "csubjpass", "agent"):
        return True
    if verb.tag == "VBN" and verb.dep in ("acl", "amod"):
        return True
    if sentence.child(verb, "nsubj") and sentence.child(verb, "dobj"):
        return False
    if verb.dep == "conj" and verb.tag == "VBN" and not sentence.child(verb, "nsubj", "aux"):
        return is_passive(sentence, sentence.head_of(verb))
    if verb.lemma in words().needs_object and verb.tag in ("VBN", "VBD") and not sentence.child(verb, "dobj", "aux"):
        if _shares_object(sentence, verb):
            return False
        return sentence.child(verb, "nsubj") is not None or verb.tag == "VBN"
    if verb.tag == "VBN" and sentence.child(verb, "nsubj") and verb.dep in ("ROOT", "ccomp", "conj", "advcl"):
        return False  # "the police resorted to firing": the parser errs on the tag more than on the subject
    return verb.tag == "VBN" and not any(c.lemma in ("have", "'ve") for c in sentence.children(verb) if c.dep == "aux")


def _shares_object(sentence: Sentence, verb: Token) -> bool:
    """Whether the object of the next verb is its own as well: "shot and killed two students"."""
    later = [c for c in sentence.children(verb) if c.dep == "conj" and c.pos == "VERB" and c.index == verb.index + 2]
    free = not sentence.child(verb, "aux", "auxpass", "nsubjpass", "agent")
    return free and any(sentence.child(c, "dobj") and not sentence.child(c, "nsubj", "auxpass") for c in later)


def subject(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """The one who does it: subject, agent of a passive, or whom the clause borrows; None when untold."""
    if is_passive(sentence, verb):
        return agent(sentence, verb)
    if own := sentence.child(verb, "nsubj", "csubj"):
        return _antecedent(sentence, verb, own)
    return _borrowed(sentence, verb, depth)


def object_of(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """The one it is done to: object, or subject of a passive; None when untold."""
    if is_passive(sentence, verb):
        if own := sentence.child(verb, "nsubjpass", "nsubj"):
            return _antecedent(sentence, verb, own)
        if verb.dep in ("acl", "amod"):
            return sentence.head_of(verb)
        if depth < 3 and verb.dep in ("conj", "xcomp", "advcl"):
            above = sentence.head_of(verb)
            return object_of(sentence, above, depth + 1) if is_passive(sentence, above) else subject(sentence, above)
        return sentence.child(verb, "dobj") or _from_above(sentence, verb, depth)
    if own := sentence.child(verb, "dobj"):
        return _antecedent(sentence, verb, own)
    if depth < 2 and verb.dep == "conj" and not _has_particles(sentence, verb):
        return None
    if verb.dep == "relcl" and sentence.child(verb, "nsubj") and _gap(sentence, verb):
        return sentence.head_of(verb)
    # "rockets struck the town and killed" is not this: only a shared object after coordination counts
    later = [c for c in sentence.children(verb) if c.dep == "conj" and c.pos == "VERB" and c.index == verb.index + 2]
    return object_of(sentence, later[0], depth + 1) if later and depth < 1 else None


def _from_above(sentence: Sentence, verb: Token, depth: int) -> Token | None:
    """Who suffers in "died after being shot", "was found shot": the one the clause above is about."""
    above = sentence.head_of(verb)
    if verb.dep == "pcomp" and above.lemma in ("after", "before") and sentence.child(verb, "auxpass"):
        clause = sentence.head_of(above)
        return (object_of if is_passive(sentence, clause) else subject)(sentence, clause, depth + 1)
    if verb.dep == "ccomp" and above.lemma == "find" and is_passive(sentence, above):
        return object_of(sentence, above, depth + 1)
    return None


def agent(sentence: Sentence, verb: Token) -> Token | None:
    """The "by …" of a passive."""
    for child in sentence.children(verb):
        if child.dep == "agent" or (child.dep == "prep" and child.text.lower() == "by"):
            return sentence.child(child, "pobj")
    if verb.dep == "conj" and not sentence.child(verb, "nsubjpass", "nsubj"):
        above = sentence.head_of(verb)
        if is_passive(sentence, above):
            return agent(sentence, above)
        # "they stood there and were wounded": the shared subject suffers
        return None if sentence.child(verb, "auxpass") else subject(sentence, above, 1)
    return None


def prepositions(sentence: Sentence, token: Token) -> list[tuple[Token, Token]]:
    """Each preposition of a token with its object, nested ones ("out of") under their last word."""
    found = []
    for child in sentence.children(token):
        within = child.dep == "pcomp" and child.tag in ("IN", "TO")  # "due to", "because of"
        if (within or child.dep in ("prep", "agent", "dative", "advmod", "prt")) and child.pos in (
            "ADP",
            "ADV",
            "SCONJ",
            "PART",
        ):
            if target := sentence.child(child, "pobj", "pcomp"):
                found.append((child, target))
            found += prepositions(sentence, child) if child.pos != "PART" else []
    return found


def _antecedent(sentence: Sentence, verb: Token, own: Token) -> Token:
    """The noun a relative pronoun stands for; the name that "a site …" stands beside; else the word itself."""
    if own.lemma in _RELATIVE or own.text.lower() in _RELATIVE:
        above = verb
        while above.dep == "conj":
            above = sentence.head_of(above)
        if above.dep in ("relcl", "acl"):
            return sentence.head_of(above)
    return _named_before(sentence, verb, own)


def _named_before(sentence: Sentence, verb: Token, own: Token) -> Token:
    """For "The Longan Hotel, a site …, was hit": the parser may take the apposition for the subject."""
    article = sentence.child(own, "det")
    if article is None or article.lemma not in ("a", "an") or article.index < 2:
        return own
    comma, name = sentence.tokens[article.index - 1], sentence.tokens[article.index - 2]
    beside = (
        comma.text == "," and name.pos == "PROPN" and (name.head in (verb.index, own.index) or verb.head == name.index)
    )
    return name if beside else own


def _borrowed(sentence: Sentence, verb: Token, depth: int) -> Token | None:
    above = sentence.head_of(verb)
    if depth > 4 or above.index == verb.index:
        return None
    if verb.dep in ("relcl", "acl", "amod") and above.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return above if verb.tag in ("VBG", "VBD") or verb.dep == "amod" else _owner(sentence, above, verb, depth)
    if verb.dep == "conj" and is_passive(sentence, above):
        return object_of(sentence, above, depth + 1)  # "he was stopped by guards and fled": he fled
    if verb.dep == "conj":
        return subject(sentence, above, depth + 1) if above.pos in ("VERB", "AUX") else None
    if verb.dep in ("xcomp", "ccomp", "advcl", "dep", "parataxis"):
        return _from_governor(sentence, above, verb, depth)
    if verb.dep == "pcomp":
        return _from_governor(sentence, sentence.head_of(above), verb, depth)
    return None


def _owner(sentence: Sentence, noun: Token, verb: Token, depth: int) -> Token | None:
    """For "an attempt to kill", "a plan to attack": whoever makes the attempt."""
    if own := sentence.child(noun, "poss"):
        return own
    governor = sentence.head_of(noun)
    if verb.tag == "VB" and noun.dep in ("dobj", "attr", "pobj") and governor.pos in ("VERB", "AUX") and depth < 4:
        return subject(sentence, governor, depth + 1)
    return noun if verb.dep == "relcl" else None


def _from_governor(sentence: Sentence, above: Token, verb: Token, depth: int) -> Token | None:
    if above.pos not in ("VERB", "AUX"):
        return None
    controls = above.lemma in words().object_control and verb.dep in _CLAUSES and verb.tag != "VBN"
    if controls and (found := object_of(sentence, above, depth + 2)):
        return found
    if is_passive(sentence, above) and verb.dep == "advcl":
        return agent(sentence, above) or object_of(sentence, above, depth + 1)
    return subject(sentence, above, depth + 1) or (
        object_of(sentence, above, 2) if is_passive(sentence, above) else None
    )


def _gap(sentence: Sentence, verb: Token) -> bool:
    """A relative clause with its own subject that is no relative pronoun: its object is the noun."""
    own = sentence.child(verb, "nsubj")
    return own is not None and own.text.lower() not in _RELATIVE


def _has_particles(sentence: Sentence, verb: Token) -> bool:
    return sentence.child(verb, "prt") is not None
