"""Whether an entry of the lexicon fits a word in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.code import grammar
from khaldun.knowledge.codebooks import Codebook, Entry
from khaldun.knowledge.patterns import Need, Pattern
from khaldun.knowledge.role_words import words
from khaldun.model import Sentence, Token

_FILLERS = frozenset({"PERSON", "ARMED", "GROUP", "STATE", "PLACE", "FACILITY", "NAME"})
# where an "-ing" stands as a noun: "fighting broke out", "killed in police firing"
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_POWERS = frozenset({"NORP", "GPE", "ORG"})
_KINDS = frozenset({"military", "armed"})  # "a military operation" is a kind of operation, whoever leads it
_COMPLEMENTS = ("xcomp", "ccomp", "advcl", "oprd", "acomp", "attr", "pcomp")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits a head token; ``words`` are the further tokens that are part of the trigger,
    ``near`` the dependents of the head."""

    entry: Entry
    head: Token
    words: tuple[Token, ...] = ()
    object_is_filler: bool = True
    near: tuple[Token, ...] = ()


def best(codebook: Codebook, sentence: Sentence, token: Token) -> Match | None:
    """The most demanding entry that fits the token."""
    verbal = token.pos in ("VERB", "AUX") or (token.tag in ("VBN", "VBG", "VBD") and token.pos != "NOUN")
    if token.tag == "VBG" and _is_nominal(sentence, token) and token.text.lower() in codebook.nouns:
        verbal = False
    index = codebook.verbs if verbal else codebook.nouns if token.pos in _NOUNS else {}
    for word in filter(index.__contains__, dict.fromkeys((token.lemma, token.text.lower()))):
        for entry in index[word]:
            if found := _fit(codebook, sentence, token, entry, verbal=verbal):
                return found
    return None


def _is_nominal(sentence: Sentence, token: Token) -> bool:
    """Whether an "-ing" stands as a noun: "fighting broke out", "three wounded in shooting"."""
    inside = token.dep == "pcomp" and sentence.head_of(token).lemma in ("in", "during")
    return token.dep in _NOMINAL or (inside and sentence.child(token, "dobj") is None)


def _fit(codebook: Codebook, sentence: Sentence, token: Token, entry: Entry, *, verbal: bool) -> Match | None:
    pattern = entry.pattern
    words: list[Token] = []
    if not _prepositions_fit(codebook, sentence, token, pattern, words):
        return None
    if pattern.modifier and not _modifier_fits(sentence, token, pattern.modifier, words, verbal=verbal):
        return None
    words = [t for t in words if not _is_party(codebook, t)]
    if verbal and not _verb_fits(codebook, sentence, token, pattern, words):
        return None
    part = _object_is_part(pattern.object)
    if part and (found := grammar.object_of(sentence, token)):
        words.append(found)
    return Match(entry, token, tuple(words), not part, tuple(sentence.children(token)))


def _verb_fits(codebook: Codebook, sentence: Sentence, verb: Token, pattern: Pattern, words: list[Token]) -> bool:
    if pattern.passive and not grammar.is_passive(sentence, verb):
        return False
    if pattern.particle and not _particle_fits(sentence, verb, pattern.particle, words):
        return False
    if pattern.object and not _accepts(codebook, sentence, pattern.object, grammar.object_of(sentence, verb)):
        return False
    if pattern.subject and not _accepts(
        codebook, sentence, pattern.subject, grammar.subject(sentence, verb), missing=True
    ):
        return False
    held = sentence.child(verb, "dobj") if pattern.object and _object_is_part(pattern.object) else None
    return not pattern.complement or _complement_fits(sentence, verb, pattern.complement, held)


def _accepts(codebook: Codebook, sentence: Sentence, need: Need, token: Token | None, *, missing: bool = False) -> bool:
    """Whether a word, one of its conjuncts, or what "dozens of" counts, meets a need.

    ``missing``: an untold one meets a wide need.
    """
    if token is None:
        return not need.asks or (missing and len(need.classes & _FILLERS) > 1)
    counted = _counted(sentence, token)
    portion = token.lemma in words().portions or token.pos == "NUM"
    if not portion and any(t.lemma in need.words for t in counted):  # "ended the state of emergency"
        return token.lemma not in need.barred_words
    tokens = (*sentence.conjuncts(token), *(counted if portion else ()))  # "photos of suspects" are no suspects
    if any(t.lemma in need.barred_words or codebook.classes_of(t) & need.barred_classes for t in tokens[:1]):
        return False
    return any(need.accepts(word, codebook.classes_of(t)) for t in tokens for word in (t.lemma, t.text.lower()))


def _counted(sentence: Sentence, token: Token) -> list[Token]:
    """X in "dozens of X", "members of X"."""
    return [target for prep, target in grammar.prepositions(sentence, token) if prep.lemma == "of"]


def _prepositions_fit(
    codebook: Codebook, sentence: Sentence, token: Token, pattern: Pattern, words: list[Token]
) -> bool:
    if not pattern.prepositions:
        return True
    near = grammar.prepositions(sentence, token)
    if pattern.object and (held := sentence.child(token, "dobj")) is not None:
        near = near + grammar.prepositions(sentence, held)
    for need in pattern.prepositions:
        for prep, target in near:
            if prep.text.lower() in need.words and _accepts(codebook, sentence, need.object, target):
                words.append(prep)
                if _object_is_part(need.object):
                    words.append(target)
                break
        else:
            refused = any(prep.text.lower() in need.words for prep, _ in near)  # there, but not with what is wanted
            return not refused and _bare_preposition(sentence, token, need.words, need.object, words)
    return True


def _bare_preposition(
    sentence: Sentence, token: Token, accepted: frozenset[str], need: Need, words: list[Token]
) -> bool:
    """A preposition whose object the parser hung elsewhere ("agreed to withdraw" has none)."""
    if need.asks:
        return False
    for child in sentence.children(token):
        if child.text.lower() in accepted and child.dep in ("prep", "prt", "advmod", "mark"):
            words.append(child)
            return True
    return False


def _particle_fits(sentence: Sentence, verb: Token, accepted: frozenset[str], words: list[Token]) -> bool:
    for child in sentence.children(verb):
        if child.text.lower() in accepted and child.dep in ("prt", "advmod", "prep", "acomp", "oprd", "npadvmod"):
            words.append(child)
            return True
    return False


def _modifier_fits(sentence: Sentence, token: Token, need: Need, words: list[Token], *, verbal: bool) -> bool:
    kinds = (
        ("advmod", "acomp", "oprd", "amod", "npadvmod")
        if verbal
        else ("amod", "compound", "nmod", "poss", "npadvmod", "nummod")
    )
    near = [c for c in sentence.children(token) if c.dep in kinds]
    if verbal and (held := grammar.object_of(sentence, token)):
        near += [c for c in sentence.children(held) if c.dep in ("amod", "compound", "nmod")]
    near += [
        c for each in list(near) for c in sentence.children(each) if c.dep in ("compound", "amod", "conj", "npadvmod")
    ]
    said = {w for t in near for w in (t.lemma, t.text.lower())}
    phrase = _before(sentence, token)
    if any(word in said or (" " in word and word in phrase) for word in need.barred_words):
        return False
    if not need.words:
        return True
    met = [t for t in near if {t.lemma, t.text.lower()} & need.words]
    if met:
        words += [t for t in met[:2] if t.index < token.index]
        return True
    return any(" " in word and phrase.endswith(" " + word) for word in need.words) or any(
        "-" in text and set(text.split("-")) & need.words for text in said
    )


def _is_party(codebook: Codebook, modifier: Token) -> bool:
    """Whether a modifier that a pattern asks for is also the one who acts: "police firing", "Israeli strikes"."""
    if modifier.dep not in {"compound", "amod", "nmod"} or modifier.lemma in _KINDS:
        return False
    return modifier.entity in _POWERS or "ARMED" in codebook.classes_of(modifier)


def _before(sentence: Sentence, token: Token) -> str:
    return " " + " ".join(t.text.lower() for t in sentence.tokens[max(0, token.index - 4) : token.index])


def _complement_fits(sentence: Sentence, verb: Token, need: Need, held: Token | None) -> bool:
    """``held``: the object that belongs to the trigger, whose own purpose counts: "began an operation to root out"."""
    near = [c for c in sentence.children(verb) if c.dep in _COMPLEMENTS]
    near += [c for c in sentence.children(held) if c.dep in ("acl", "relcl") and c.tag == "VB"] if held else []
    near += [target for prep, target in grammar.prepositions(sentence, verb) if target.dep == "pcomp"]
    if any(c.lemma in need.barred_words for c in near):
        return False
    if not need.asks:
        return any(c.dep in ("xcomp", "ccomp", "advcl", "pcomp") and c.pos in ("VERB", "AUX") for c in near)
    wide = near + [c for each in near for c in sentence.children(each) if c.dep in (*_COMPLEMENTS, "conj", "aux")]
    return any({c.lemma, c.text.lower()} & need.words for c in wide)


def _object_is_part(need: Need | None) -> bool:
    """Whether the required object belongs to the trigger ("open fire") rather than to the roles."""
    return need is not None and need.asks and not (need.classes & _FILLERS)
