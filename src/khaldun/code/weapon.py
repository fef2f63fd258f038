"""What was used: weapon categories from ``data/cues/weapons``.

Read in this order, the first that finds something deciding: the instrument role; the deed's own arguments and the
phrases that bring in a means ("with rifles", "using a drone", "a rocket slammed"); the trigger, where the deed cannot
be done without the means ("bombing", "stabbed"), the first half of its compound ("rocket fire"), and its mode; for
violence
only, the rest of the sentence, the people named after their means ("gunmen"), and the following sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khaldun.code import clause
from khaldun.code.candidate import Candidate, Setting
from khaldun.code.counts.scope import belongs, following
from khaldun.code.terms import Hit, terms
from khaldun.knowledge.cues import Categories, weapon_cues
from khaldun.model import Because, RoleName, Sentence, Span, Token, Weapon

_SCORES = {
    "role": 0.95,
    "argument": 0.9,
    "compound": 0.9,
    "trigger": 0.9,
    "mode": 0.75,
    "before": 0.6,
    "sentence": 0.7,
    "bearer": 0.6,
    "following": 0.5,
}
"""Confidence by the road a means was found by: a ranking, not yet calibrated."""

_FIRED = frozenset({"fire", "launch"})
_GUNS = frozenset({"police", "shot", "bullet", "gun", "gunman", "rifle"})
_LARGE = "heavy weapons"
_BACK = 2
"""Sentences back within which rockets that were named are still those fired: a news paragraph."""

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "agent", "attr", "oprd"})


def find(candidate: Candidate, setting: Setting) -> tuple[Weapon | None, tuple[Because, ...]]:
    """The weapon of a candidate (roles assigned) with the reason."""
    cues = weapon_cues()
    if candidate.type not in cues.types:
        return None, ()
    for road, hits in _roads(candidate, setting, cues):
        ranked = sorted(hits, key=lambda pair: pair[0].rank)
        if ranked:
            hit, sentence = ranked[0]
            return _made(hit, sentence.cut(hit.tokens), road)
    return None, ()


def _made(hit: Hit, span: Span, road: str) -> tuple[Weapon, tuple[Because, ...]]:
    return Weapon(hit.category.name, span), (Because("weapon", f"weapon:{road}", span, _SCORES[road]),)


_Found = Iterator[tuple[str, Iterable[tuple[Hit, Sentence]]]]


def _roads(candidate: Candidate, setting: Setting, cues: Categories) -> _Found:
    """The ways to a means, surest first, each with what it finds."""
    sentence = candidate.sentence
    yield "role", ((h, sentence) for h in _of_role(candidate, cues))
    yield "argument", ((h, sentence) for h in _of_arguments(candidate, cues))
    yield "compound", ((h, sentence) for h in _of_compound(candidate, cues))
    yield "trigger", ((h, sentence) for h in _of_trigger(candidate, cues))
    yield "before", _of_before(candidate, setting, cues)
    yield "mode", ((h, sentence) for h in _of_mode(candidate, cues))
    if candidate.type in cues.wide_types:
        yield "sentence", ((h, sentence) for h in _of_sentence(candidate, cues))
        yield "bearer", ((h, sentence) for h in _bearers(candidate, cues))
        yield "following", _of_following(candidate, setting, cues)


def _of_role(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    for role in candidate.fillers(RoleName.INSTRUMENT):
        yield from terms(candidate.sentence.tokens_in(role.span), cues)


def _of_arguments(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    """Heads of the deed's arguments and of phrases with "with", "by", "using", compounds included."""
    sentence = candidate.sentence
    for verb in _same_clause(candidate):
        held = verb.lemma in cues.carried
        for child in sentence.children(verb):
            if child.dep in _ARGUMENTS and not (held and child.dep in {"dobj", "nsubjpass"}):
                yield from _phrase(sentence, child, cues)
            if verb.lemma in cues.carried and clause.low(child) in {"with", "in"}:
                continue
            if child.dep in {"prep", "agent"} and clause.low(child) in cues.prepositions:
                yield from (h for noun in sentence.children(child) for h in _phrase(sentence, noun, cues))
            if child.dep in {"advcl", "prep"} and clause.low(child) in {"using", "firing", "throwing", "hurling"}:
                yield from (h for noun in sentence.children(child) for h in _phrase(sentence, noun, cues))


def _same_clause(candidate: Candidate) -> tuple[Token, ...]:
    """The deed and, for an event noun, the light verb that carries it."""
    words = tuple(candidate.sentence.tokens[index] for index in candidate.trigger)
    return words if candidate.token in words else (*words, candidate.token)


def _phrase(sentence: Sentence, noun: Token, cues: Categories) -> Iterator[Hit]:
    """Terms that contain the head of a noun phrase or one of its conjuncts: "a rocket attack" is no rocket."""
    if noun.pos not in {"NOUN", "PROPN"}:
        return
    heads = {t.index for t in sentence.conjuncts(noun)}
    tokens = sentence.subtree(noun, without=("relcl", "acl", "prep", "appos"))
    yield from (hit for hit in terms(tokens, cues) if hit.tokens[-1].index in heads)


def _of_compound(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    """ "rocket fire", "car bomb attack", "airstrike": terms in or before the trigger."""
    sentence, inside = candidate.sentence, set(candidate.trigger)
    for index in candidate.trigger:
        token = sentence.tokens[index]
        inside |= {
            t.index for t in sentence.subtree(token) if t.dep in {"compound", "amod", "nmod"} and t.index < index
        }
    run = [sentence.tokens[index] for index in sorted(inside)]
    yield from terms(run, cues)


def _of_trigger(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    for index in candidate.trigger:
        token = candidate.sentence.tokens[index]
        for rank, category in enumerate(cues.all):
            if token.lemma in category.triggers or clause.low(token) in category.triggers:
                yield Hit(category, rank, (token,))


def _of_before(candidate: Candidate, setting: Setting, cues: Categories) -> Iterator[tuple[Hit, Sentence]]:
    """What was fired, where the sentence leaves it out: "Rockets hit the port. Four more were fired at the town"."""
    if candidate.token.lemma not in _FIRED or any(t.lemma in _GUNS for t in candidate.sentence.tokens):
        return
    number = candidate.sentence.number
    near = [s for s in setting.sentences if number - _BACK <= s.number <= number]
    for sentence in reversed(near):
        for hit in terms(sentence.tokens, cues):
            if hit.category.name == _LARGE and hit.tokens[-1].tag == "NNS":
                yield hit, sentence
                return


def _of_mode(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    """The means that the mode of a deed stands for, shown by the trigger: "opened fire"."""
    words = tuple(candidate.sentence.tokens[index] for index in candidate.trigger)
    for rank, category in enumerate(cues.all):
        if category.name in cues.by_mode and category.plover == candidate.mode:
            yield Hit(category, rank, words)


def _of_sentence(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    """Means elsewhere in the sentence, unless a clause about something else holds them."""
    for hit in terms(candidate.sentence.tokens, cues):
        if hit.tokens[-1].pos == "NOUN" and belongs(candidate, hit.tokens[-1]):
            yield hit
    yield from _other_deeds(candidate, cues)


def _other_deeds(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    """Another deed of the same clause that needs a means: "killed in a bombing", "shot and killed"."""
    for token in candidate.sentence.tokens:
        if token.pos in {"VERB", "NOUN"} and token.index not in candidate.trigger and belongs(candidate, token):
            for rank, category in enumerate(cues.all):
                if token.lemma in category.triggers:
                    yield Hit(category, rank, (token,))


def _bearers(candidate: Candidate, cues: Categories) -> Iterator[Hit]:
    """People named after their means: "gunmen attacked"; an abduction by gunmen needs no shot."""
    if candidate.mode == "abduct":
        return
    actors = [role.head for role in candidate.fillers(RoleName.ACTOR)]
    for head in actors:
        for token in candidate.sentence.tokens_in(head):
            for rank, category in enumerate(cues.all):
                if (token.lemma,) in category.bearers:
                    yield Hit(category, rank, (token,))


def _is_the(sentence: Sentence, noun: Token) -> bool:
    return any(t.dep == "det" and clause.low(t) in {"the", "this", "that"} for t in sentence.children(noun))


def _of_following(candidate: Candidate, setting: Setting, cues: Categories) -> Iterator[tuple[Hit, Sentence]]:
    """A means named with "the" in what goes on about the deed ("The device …", "the bomb"); the first sentence wins."""
    for number, sentence in enumerate(following(candidate, setting)):
        if number >= cues.follow:
            return
        hits = [h for h in terms(sentence.tokens, cues) if h.tokens[-1].pos == "NOUN"]
        known = [h for h in hits if h.tokens[-1].tag == "NN" and _is_the(sentence, h.tokens[-1])]
        if known:
            yield known[0], sentence
            return
