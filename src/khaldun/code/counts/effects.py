"""What befell how many: every statement of the form "N people were killed" in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from khaldun.code import clause, grammar
from khaldun.code.counts.grammar import Amount, measure
from khaldun.code.counts.tally import Tally
from khaldun.code.counts.tolls import fatally, is_total, nobody, toll
from khaldun.knowledge.cues import CountCues, Effect, count_cues
from khaldun.model import CountKind, Sentence, Token

_CONDITIONS = frozenset({"critical", "serious", "stable", "grave", "fair", "good", "guarded"})


@lru_cache(maxsize=512)
def tallies(sentence: Sentence) -> tuple[Tally, ...]:
    """All statements of a sentence, each passage once for each kind (kept for the other candidates of a report)."""
    found: dict[tuple[CountKind | None, tuple[int, ...]], Tally] = {}
    for tally in _all(sentence):
        key = tally.kind, tuple(t.index for t in tally.amount.tokens)
        found.setdefault(key, tally)
    return tuple(found.values())


def _all(sentence: Sentence) -> Iterator[Tally]:
    cues = count_cues()
    for token in sentence.tokens:
        yield from nobody(sentence, token, cues)
        yield from toll(sentence, token, cues)
        yield from fatally(sentence, token, cues)
        if token.lemma not in _tellers() and clause.low(token) not in _tellers():
            continue
        for effect in cues.effects:
            for amount, rule in _amounts(sentence, token, effect, cues):
                total = is_total(sentence, token, amount)
                fatal = effect.kind in {None, CountKind.INJURED} and _is_fatal(sentence, token)
                kind = CountKind.KILLED if fatal else effect.kind
                yield Tally(sentence, kind, amount, token, total, f"counts:{rule}")


@cache
def _tellers() -> frozenset[str]:
    """The words of any effect by any road: few words of a text are."""
    return frozenset(word for effect in count_cues().effects for _, words, _ in _ROADS for word in words(effect))


def _amounts(sentence: Sentence, token: Token, effect: Effect, cues: CountCues) -> Iterator[tuple[Amount, str]]:
    """The amounts that one token states by the roads of one effect."""
    for name, words, reach in _ROADS:
        if token.lemma in words(effect) or (name == "state" and clause.low(token) in words(effect)):
            for noun in reach(sentence, token, cues):
                amount = measure(sentence, noun)
                if amount is not None and not _is_denied(sentence, token, amount):
                    yield amount, name


def _is_fatal(sentence: Sentence, token: Token) -> bool:
    """Whether a shooting or stabbing is said to be deadly: "fatally shot", "shot to death", "shot dead two boys"."""
    cues = count_cues()
    after = sentence.tokens[token.index + 1 : token.index + 2]
    if token.pos == "VERB" and after and clause.low(after[0]) == "dead":
        return True
    for child in sentence.children(token):
        if clause.low(child) in cues.fatal_modifiers:
            return True
        if clause.low(child) == "to" and any(t.lemma in cues.fatal_after_to for t in sentence.children(child)):
            return True
    return False


def _is_denied(sentence: Sentence, token: Token, amount: Amount) -> bool:
    """ "He was not hurt" counts nobody; "no one was hurt" counts none."""
    denial = clause.negation(sentence, token)
    return denial is not None and amount.low > 0


def _affected(sentence: Sentence, verb: Token, _: CountCues) -> Iterator[Token]:
    """Those to whom a verb is done: passive subject, noun before a participle, or object."""
    if verb.tag in {"NN", "NNS"}:
        target = _number_after(sentence, verb)
    elif verb.tag == "VBN":
        target = _undergoer(sentence, verb)
    else:
        target = sentence.child(verb, "dobj") or _object_after(sentence, verb) or _mistaken(sentence, verb)
    if target is not None:
        yield _antecedent(sentence, target)


def _undergoer(sentence: Sentence, verb: Token) -> Token | None:
    """Whom a participle is about: object of a perfect, subject of a passive, the number right before it."""
    found = sentence.child(verb, "dobj")
    if found is None and not clause.is_passive(sentence, verb):
        before = _noun_before(sentence, verb)
        found = _list_before(sentence, before) if before is not None else None
    return found or _subject(sentence, verb)


def _number_after(sentence: Sentence, noun: Token) -> Token | None:
    """A headline's verb taken for a noun: "Attack on mosque kills 12, wounds 30"."""
    after = sentence.tokens[noun.index + 1 : noun.index + 2]
    return after[0] if noun.tag == "NNS" and after and after[0].tag == "CD" else None


def _mistaken(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a past form without an object, which must be a participle: "and three others wounded"."""
    if verb.tag == "VBD" and grammar.is_passive(sentence, verb):  # "Boy shot and killed at a party"
        return grammar.object_of(sentence, verb)
    found = sentence.child(verb, "nsubj") if verb.tag == "VBD" else None
    return found if found is not None and found.index == verb.index - 1 and found.tag in {"NNS", "CD"} else None


def _object_after(sentence: Sentence, verb: Token) -> Token | None:
    """The shared object of coordinated verbs: "shot and killed two students"."""
    joined = (t for t in sentence.children(verb) if t.dep == "conj" and t.tag == verb.tag)
    below = [t for t in joined if not clause.has_subject(sentence, t)]
    return next((o for t in below if (o := sentence.child(t, "dobj")) is not None), None)


def _subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a verb, that of the first coordinated verb shared, that of a controlling verb included."""
    at, seen = verb, {verb.index}
    while True:
        own = sentence.child(at, "nsubjpass", "nsubj")
        if own is not None:
            return own
        up = sentence.head_of(at)
        if at.dep == "acl":
            return up
        if (
            at.dep not in {"conj", "xcomp", "ccomp", "oprd", "acomp"}
            or up.index in seen
            or not _same_voice(sentence, at, up)
        ):
            return None
        seen.add(up.index)
        at = up


def _same_voice(sentence: Sentence, at: Token, up: Token) -> bool:
    """Whether the subject of ``up`` can be that of ``at``: "was shot and killed", but not "fired and was killed"."""
    if at.dep != "conj" or at.tag == up.tag or up.pos == "AUX":
        return True
    return at.tag == "VBN" and up.pos == "VERB" and grammar.is_passive(sentence, up)


def _noun_before(sentence: Sentence, word: Token) -> Token | None:
    """The number or counted noun right before a participle or adjective: "and 20 wounded", "five people dead"."""
    at = word.index - 1
    while at >= 0 and (
        sentence.tokens[at].pos in {"ADV", "AUX"} or clause.low(sentence.tokens[at]) in {"more", "others"}
    ):
        at -= 1
    if at < 0:
        return None
    before = sentence.tokens[at]
    counted = before.tag in {"CD", "NNS"} or clause.low(before) in count_cues().vague
    return before if counted or _is_left(sentence, before, word) else None


def _is_left(sentence: Sentence, noun: Token, word: Token) -> bool:
    """Whether a single person was left in a state: "left one dead and a trooper injured"."""
    article = any(t.dep == "det" and clause.low(t) in {"a", "an", "another"} for t in sentence.children(noun))
    return article and noun.tag == "NN" and any(t.lemma == "leave" for t in sentence.tokens[: word.index])


def _antecedent(sentence: Sentence, target: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if target.tag in {"WP", "WDT"}:
        above = sentence.head_of(target)
        while above.dep == "conj":
            above = sentence.head_of(above)
        if above.dep == "relcl":
            noun = sentence.head_of(above)
            return _first_of(sentence, noun) if _means_all(sentence, target) else noun
    return target


def _means_all(sentence: Sentence, pronoun: Token) -> bool:
    """Whether "who" stands for a whole list: "Ali, 12, and Omar, 14, who both died"."""
    near = (*sentence.children(pronoun), *sentence.tokens[pronoun.index + 1 : pronoun.index + 2])
    return any(clause.low(t) in {"all", "both"} for t in near)


def _list_before(sentence: Sentence, noun: Token) -> Token:
    """The first of a list that a participle follows ("eight women and four men injured"), unless it was harmed before.

    "Killed two women and four men injured" tells two things.
    """
    first = _first_of(sentence, noun) if noun.dep == "conj" else noun
    above = sentence.head_of(first)
    told = any(
        t.lemma in effect.object | effect.subject or clause.low(t) in effect.state
        for effect in count_cues().effects
        for t in (above, *sentence.children(first))
    )
    return noun if told or first.pos != "NOUN" else first


def _first_of(sentence: Sentence, noun: Token) -> Token:
    """The first member of the list a noun stands in."""
    while noun.dep in {"conj", "appos"} and sentence.head_of(noun).pos in {"NOUN", "PROPN"}:
        noun = sentence.head_of(noun)
    return noun


def _doer(sentence: Sentence, verb: Token, _: CountCues) -> Iterator[Token]:
    """Those who do what a verb says ("five died", "hundreds marched")."""
    if verb.pos != "VERB":
        return
    subject = _subject(sentence, verb)
    if subject is not None:
        yield _antecedent(sentence, subject)


def _in_state(sentence: Sentence, word: Token, cues: CountCues) -> Iterator[Token]:
    """Those said to be in a state: "left five dead", "two are dead", "20 wounded"."""
    if word.pos == "VERB" and (word.tag != "VBN" or clause.is_passive(sentence, word)):
        return
    if word.pos == "VERB" and any(t.lemma == "have" for t in clause.auxiliaries(sentence, word)):
        return  # "the violence has hurt tourism"
    if word.dep in {"amod", "compound"} and word.index < sentence.head_of(word).index:
        return
    up = sentence.head_of(word)
    noun = sentence.child(word, "nsubj", "nsubjpass")
    if noun is None and word.dep in {"acomp", "oprd", "attr", "ccomp", "xcomp", "dobj", "advcl", "dep", "advmod"}:
        noun = _set_by(sentence, up, word, cues)
    if noun is None and word.dep in {"amod", "acl"} and word.index > up.index:
        noun = up
    noun = noun or _noun_before(sentence, word) or _noun_after(sentence, word)
    if noun is not None and noun.index != word.index:
        yield _antecedent(sentence, _list_before(sentence, noun))


def _noun_after(sentence: Sentence, word: Token) -> Token | None:
    """The counted noun right after a state, where the parse lost the tie: "shot dead three elders"."""
    after = sentence.tokens[word.index + 1 : word.index + 2]
    return sentence.head_of(after[0]) if after and after[0].dep == "nummod" and word.dep != "amod" else None


def _set_by(sentence: Sentence, verb: Token, word: Token, cues: CountCues) -> Token | None:
    """The object of "leave … dead", the subject of "be dead" or "was found dead"."""
    found, up = sentence.child(verb, "dobj"), sentence.head_of(verb)
    if found is not None and found.index != word.index and verb.lemma in cues.setting_verbs:
        return found
    if found is not None and found.index > word.index:
        return found
    if verb.lemma in {"be", "remain", "lie"} or verb.tag == "VBN":
        return _subject(sentence, verb)
    if found is None and verb.dep == "conj" and verb.lemma in cues.setting_verbs and clause.is_passive(sentence, up):
        return _subject(sentence, up)  # "was shot and pronounced dead", whatever form the second verb was read as
    return None


def _named(sentence: Sentence, noun: Token, _: CountCues) -> Iterator[Token]:
    """Those in "the death of N people", "a policeman's murder"; "five deaths" is read as a toll."""
    if noun.pos != "NOUN" or (noun.lemma == "life" and sentence.head_of(noun).lemma not in count_cues().taking):
        return
    for word in (noun, *_shared(sentence, noun)):
        found = [t for t in sentence.children(word) if (t.dep == "prep" and clause.low(t) == "of") or t.dep == "poss"]
        for child in found:
            if child.dep == "prep":
                yield from (t for t in sentence.children(child) if t.dep == "pobj")
            elif child.pos != "PRON" and child.entity not in {"DATE", "TIME"}:
                yield child
        if found:
            return


def _shared(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """Nouns coordinated with a noun, whose "of" phrase may be its own: "the kidnap and murder of three men"."""
    up = sentence.head_of(noun)
    below = tuple(t for t in sentence.conjuncts(noun) if t is not noun)
    return (*below, up) if noun.dep == "conj" else below


def _numbered(sentence: Sentence, noun: Token, _: CountCues) -> Iterator[Token]:
    """People named after what befell them, with their number: "five hostages", "thousands of protesters"."""
    up = sentence.head_of(noun)
    if noun.dep == "pobj" and clause.low(up) == "of" and sentence.head_of(up).lemma in count_cues().scales:
        yield sentence.head_of(up)
    elif noun.tag == "NNS":
        yield noun


def _sufferer(sentence: Sentence, noun: Token, cues: CountCues) -> Iterator[Token]:
    """Those who lost their lives, suffered wounds, are in critical condition; "claimed five lives" is a toll."""
    if noun.pos != "NOUN":
        return
    up = sentence.head_of(noun)
    if up.dep == "prep":
        up = sentence.head_of(up)
    if noun.lemma == "condition" and not any(clause.low(t) in _CONDITIONS for t in sentence.children(noun)):
        return
    if up.lemma in cues.suffering_verbs and (noun.lemma != "life" or up.lemma == "lose"):
        subject = _subject(sentence, up)
        if subject is not None:
            yield _antecedent(sentence, subject)


_ROADS: tuple[tuple[str, Callable[[Effect], frozenset[str]], Callable[..., Iterator[Token]]], ...] = (
    ("object", lambda effect: effect.object, _affected),
    ("subject", lambda effect: effect.subject, _doer),
    ("state", lambda effect: effect.state, _in_state),
    ("noun", lambda effect: effect.noun, _named),
    ("people", lambda effect: effect.people, _numbered),
    ("suffer", lambda effect: effect.suffer, _sufferer),
)
