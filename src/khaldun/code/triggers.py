"""Words that may tell of an event, and which of them tell of the same one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khaldun.code import clause, grammar, match
from khaldun.code.match import Match
from khaldun.knowledge.codebooks import Codebook, Entry
from khaldun.model import EventType, Sentence, Token

_IN_EVENT = frozenset({"in", "by", "during", "with", "from", "amid", "when"})
_CAUSES = frozenset({"when", "as", "after"})
_WHERE_AND_WHEN = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
_CARRIES_COMPOUND = frozenset(
    {"attempt", "campaign", "wave", "series", "spree", "effort", "bid", "plot", "spate", "incident", "violence"}
)
_COMPLEMENT_DEPS = ("xcomp", "ccomp", "pcomp", "advcl")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A match with the light verb that carries it, matches that tell of the same event, and those it absorbs."""

    match: Match
    light: Token | None = None
    alongside: tuple[Sighting, ...] = ()
    absorbed: tuple[Sighting, ...] = ()

    @property
    def head(self) -> Token:
        """The word that tells of the event."""
        return self.match.head

    @property
    def entry(self) -> Entry:
        """Its lexicon entry."""
        return self.match.entry

    @property
    def is_verb(self) -> bool:
        """Whether the word is a verb."""
        return ":verb:" in self.entry.id


def find(codebook: Codebook, sentence: Sentence) -> list[Sighting]:
    """All sightings of a sentence in order, each event once."""
    found = [m for token in sentence.tokens if (m := match.best(codebook, sentence, token))]
    found = [m for m in found if not _inside_other(sentence, m, found)]
    sightings = [Sighting(m, _light(codebook, sentence, m)) for m in found]
    return _absorb(sentence, _merge(sentence, sightings))


def _inside_other(sentence: Sentence, one: Match, all_: list[Match]) -> bool:
    """A noun that is part of another trigger ("fire" of "opened fire") or modifies a plain noun ("strike group")."""
    if any(one.head in other.words for other in all_ if other is not one):
        return True
    if one.head.dep == "appos" and any(sentence.head_of(one.head) in other.words for other in all_):
        return True
    if one.head.dep in ("compound", "amod", "nmod") and one.head.pos in ("NOUN", "PROPN", "ADJ"):
        above = sentence.head_of(one.head)
        return above.lemma not in _CARRIES_COMPOUND or any(other.head is above for other in all_)
    return False


def _light(codebook: Codebook, sentence: Sentence, one: Match) -> Token | None:
    """The verb that carries an event noun: "carried out", "engaged in", "… launched by"."""
    if ":noun:" not in one.entry.id:
        return None
    head = one.head
    while head.dep == "conj" or (head.dep == "pobj" and sentence.head_of(head).lemma == "of"):
        head = sentence.head_of(head) if head.dep == "conj" else sentence.head_of(sentence.head_of(head))
    above = sentence.head_of(head)
    if head.dep == "pobj" and above.lemma == "for":
        return _met(codebook, sentence, one, above)
    if head.dep == "pobj" and above.lemma in ("in", "on", "with", "to"):
        head, above = above, sentence.head_of(above)
    carries = set(codebook.light.get("active", ()))
    if head.dep in ("dobj", "nsubjpass", "prep", "attr") and above.pos == "VERB" and above.lemma in carries:
        return above
    for child in sentence.children(one.head):
        if child.dep in ("acl", "relcl") and child.lemma in carries and child.tag in ("VBN", "VBD"):
            return child
    return None


def _met(codebook: Codebook, sentence: Sentence, one: Match, prep: Token) -> Token | None:
    """The verb of those who gather for a protest or prepare for a deed: "gathered for a rally"."""
    verb = sentence.head_of(prep)
    gathers = one.entry.type is EventType.PROTEST and verb.lemma in codebook.light.get("gathering", ())
    prepares = verb.lemma in codebook.light.get("preparing", ())
    return verb if verb.pos == "VERB" and (gathers or prepares) else None


def _merge(sentence: Sentence, sightings: list[Sighting]) -> list[Sighting]:
    """Put sightings of one event together under the one that governs the others."""
    into: dict[int, int] = {}
    for number, one in enumerate(sightings):
        for other_number, other in enumerate(sightings):
            if number != other_number and other_number not in into and _same(sentence, one, other):
                into[number] = other_number
                break
    heads = {one.head.index for one in sightings}
    adrift = {n for n, one in enumerate(sightings) if n not in into and _is_adrift(sentence, one, heads)}
    for number in adrift:
        before = [n for n in range(number) if sightings[n].entry.type is EventType.ASSAULT and n not in adrift]
        if before and into.get(before[-1]) != number:
            into[number] = before[-1]
    roots: dict[int, list[Sighting]] = {n: [] for n in range(len(sightings)) if n not in into}
    for number in into:
        top, hops = number, 0
        while top in into and hops < len(sightings):
            top, hops = into[top], hops + 1
        if top in roots:
            roots[top].append(sightings[number])
    return [replace(sightings[n], alongside=tuple(rest)) for n, rest in roots.items()]


def _same(sentence: Sentence, lower: Sighting, upper: Sighting) -> bool:
    """Whether ``lower`` tells of the event of ``upper`` once more, from below it in the parse."""
    if lower.entry.type is not upper.entry.type or EventType.ASSAULT is not lower.entry.type:
        return _same_verbal(sentence, lower, upper)
    low, up = lower.head, upper.head
    if upper.is_verb and _is_cause(sentence, low, upper):
        return True
    if lower.is_verb and upper.is_verb:
        came_of = lower.entry.result and (_hangs_on(sentence, low, up) or _in_which(sentence, low, up))
        return came_of or _same_harm(sentence, lower, upper)
    if upper.is_verb:
        return _noun_under_verb(sentence, low, upper)
    if lower.is_verb:
        if lower.entry.result and _in_which(sentence, low, up):
            return True
        return (lower.entry.result or upper.light is low) and low.dep in ("acl", "relcl") and low.head == up.index
    return low.dep in ("appos", "attr") and (low.head == up.index or _subject_is(sentence, low, up))


def _is_cause(sentence: Sentence, low: Token, upper: Sighting) -> bool:
    """What hurt people, told in a clause under the hurt: "killed when a bomb exploded"."""
    if not upper.entry.result or grammar.subject(sentence, upper.head) is not None:
        return False
    for at in (low, *sentence.ancestors(low)):
        if at.head == upper.head.index and at.dep == "advcl":
            mark = clause.opener(sentence, at)
            return mark is not None and clause.low(mark) in _CAUSES
        if at.index == upper.head.index or at.dep in ("relcl", "ccomp") or _is_apart(sentence, at):
            return False
    return False


def _is_apart(sentence: Sentence, at: Token) -> bool:
    """Whether a clause tells when or why of the clause above it: "as the groups clashed before police fired"."""
    mark = clause.opener(sentence, at) if at.dep == "advcl" else None
    return mark is not None and clause.low(mark) not in _CAUSES


def _same_harm(sentence: Sentence, lower: Sighting, upper: Sighting) -> bool:
    """Victims counted apart: "20 were killed and 10 wounded", unless each half has a doer, place or time of its own."""
    low, up = lower.head, upper.head
    if (clause.negation(sentence, low) is None) is not (clause.negation(sentence, up) is None):
        return False  # "he was not hurt, but a guard was wounded"
    alike = (lower.entry.result and upper.entry.result) or low.lemma == up.lemma
    joined = low.dep in ("conj", "parataxis", "ccomp", "dep") and low.head == up.index
    if low.dep == "acl" and (noun := sentence.head_of(low)).dep in ("conj", "dep"):
        joined = noun.head == up.index  # "two were killed and seven others injured", the others hung on the verb
    if not alike or not joined or not grammar.is_passive(sentence, low) or grammar.agent(sentence, low) is not None:
        return False
    if grammar.agent(sentence, up) is not None and _has_cause(sentence, low):
        return False  # "six were hurt in police firing, 12 killed by the rioters"
    below = {t.index for t in sentence.subtree(low)}
    apart = (_settings(sentence, part) for part in (below, {t.index for t in sentence.subtree(up)} - below))
    return not all(apart)


def _has_cause(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb of harm says what it came of: "injured in the firing", "killed in clashes"."""
    near = grammar.prepositions(sentence, verb)
    return any(p.lemma in ("in", "by", "during") and t.entity not in _WHERE_AND_WHEN for p, t in near)


def _settings(sentence: Sentence, part: set[int]) -> bool:
    """Whether a part of a sentence names a place or a time."""
    return any(sentence.tokens[index].entity in _WHERE_AND_WHEN for index in part)


def _is_adrift(sentence: Sentence, one: Sighting, heads: set[int]) -> bool:
    """A result hung on a verb that tells no deed: "are hunting a man whose bag exploded, wounding 13"."""
    token = one.head
    if one.entry.type is not EventType.ASSAULT or not (one.is_verb and one.entry.result and token.tag == "VBG"):
        return False
    comma = token.index > 0 and sentence.tokens[token.index - 1].text == ","
    return comma and token.dep in ("advcl", "acl", "dep", "conj") and token.head not in heads


def _same_verbal(sentence: Sentence, lower: Sighting, upper: Sighting) -> bool:
    """Verb and noun of one type in one clause: "signed an agreement", "held a protest"."""
    if lower.entry.type is not upper.entry.type or lower.is_verb or not upper.is_verb:
        return False
    return lower.light is upper.head or sentence.head_of(lower.head) is upper.head


def _noun_under_verb(sentence: Sentence, noun: Token, upper: Sighting) -> bool:
    verb = upper.head
    subject = grammar.subject(sentence, verb)
    if subject is not None and noun in (subject, *_of_chain(sentence, subject)):
        return True
    if grammar.object_of(sentence, verb) is noun and upper.entry.result:
        return False
    prep = sentence.head_of(noun)
    return noun.dep in ("pobj", "pcomp") and prep.lemma in _IN_EVENT and _reaches(sentence, prep, verb)


def _in_which(sentence: Sentence, low: Token, up: Token) -> bool:
    """Whether a clause says what came of a deed: "firing at a crowd, in which four people were killed"."""
    noun = sentence.head_of(low)
    which = any(p.lemma == "in" and t.lemma == "which" for p, t in grammar.prepositions(sentence, low))
    return low.dep == "relcl" and which and up in (noun, *list(sentence.ancestors(noun))[:4])


def _of_chain(sentence: Sentence, token: Token) -> Iterable[Token]:
    return (target for prep, target in grammar.prepositions(sentence, token) if prep.lemma == "of")


def _reaches(sentence: Sentence, token: Token, verb: Token) -> bool:
    """Whether a preposition hangs on the verb, or on an object of it."""
    above = sentence.head_of(token)
    return above is verb or (
        above.dep in ("dobj", "nsubjpass", "nsubj", "pobj") and verb in list(sentence.ancestors(above))[:3]
    )


def _hangs_on(sentence: Sentence, low: Token, up: Token) -> bool:
    if low.dep in ("advcl", "xcomp", "conj", "acl", "dep", "ccomp") and low.head == up.index:
        own = sentence.child(low, "nsubj", "nsubjpass")
        return own is None or own.lemma in ("it", "that", "which")
    if low.dep in ("acl", "relcl"):
        noun = sentence.head_of(low)
        return low.tag == "VBG" and noun.dep in ("dobj", "pobj", "nsubj") and up in list(sentence.ancestors(noun))[:2]
    if low.dep == "conj":
        first = sentence.head_of(low)
        return first is not low and sentence.child(low, "nsubj", "nsubjpass") is None and _hangs_on(sentence, first, up)
    return False


def _subject_is(sentence: Sentence, attribute: Token, subject: Token) -> bool:
    verb = sentence.head_of(attribute)
    return sentence.child(verb, "nsubj") is subject


def _absorb(sentence: Sentence, sightings: list[Sighting]) -> list[Sighting]:
    """Give verbal acts what they ask for, promise or threaten; those are no events of their own."""
    taken: set[int] = set()
    made: list[Sighting] = []
    for one in sightings:
        if one.entry.absorb and one.head.index not in taken:
            inside = _complement(sentence, one)
            held = tuple(o for o in sightings if o is not one and o.head.index in inside)
            taken |= {o.head.index for o in held}
            made.append(replace(one, absorbed=held))
        else:
            made.append(one)
    return [one for one in made if one.head.index not in taken]


def _complement(sentence: Sentence, one: Sighting) -> set[int]:
    """The tokens of what a verbal act is about."""
    heads = [
        c for c in sentence.children(one.head) if c.dep in _COMPLEMENT_DEPS and (c.dep != "advcl" or c.tag == "VB")
    ]
    if one.is_verb:
        heads += [c for c in sentence.children(one.head) if c.dep in ("dobj", "nsubjpass") and c.pos != "PROPN"]
    else:
        heads += [c for c in sentence.children(one.head) if c.dep in ("acl",)]
    heads += [
        t
        for p, t in grammar.prepositions(sentence, one.head)
        if p.lemma in ("for", "to", "of", "on", "with", "against", "from")
    ]
    held = [
        c for h in heads if h.dep == "dobj" for c in sentence.children(h) if c.dep == "acl" and c.tag in ("VB", "TO")
    ]
    return {t.index for h in (*heads, *held) for t in sentence.subtree(h, without=("relcl", "appos"))}
