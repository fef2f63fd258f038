"""Where fillers stand around a trigger: each named place of a codebook entry, read from the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from khaldun.code import grammar
from khaldun.code.roles.phrases import PLACES, is_known_actor, is_power
from khaldun.code.triggers import Sighting
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.role_words import words
from khaldun.model import Sentence, Token

_GROUPS = frozenset({"ARMED", "GROUP", "STATE", "NAME"})
_OTHER_CLAUSES = ("conj", "ccomp", "parataxis", "nsubj", "nsubjpass")
_BLAMING = frozenset({"attribute", "ascribe", "blame", "pin"})
_NOUN_ONLY = frozenset({"from", "to"})  # after the verb over a noun these tell where things went, and who is blamed
_BEFORE = ("compound", "amod", "nmod")
_CARRIED = frozenset({"on", "against", "at", "upon", "to", "with", "in"})
_STRIKES = frozenset({
    "target", "hit", "strike", "rock", "destroy", "damage", "kill", "wound", "injure", "leave", "claim",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spots:
    """The surroundings of one sighting; ``absorbed`` gives the parties of what a verbal act is about."""

    codebook: Codebook
    sentence: Sentence
    one: Sighting
    absorbed: Callable[[], Iterator[Token]]

    def at(self, source: str) -> Iterator[Token]:
        """The words that stand in one place ("subject", "prep:on", "possessor" …)."""
        if source.startswith("prep:"):
            return self.after(self.one.head, source[5:])
        return _SOURCES[source](self)

    def subject(self) -> Token | None:
        """The doer of the trigger when it is a verb."""
        return grammar.subject(self.sentence, self.one.head) if self.one.is_verb else None

    def after(self, head: Token, word: str) -> Iterator[Token]:
        """The objects of one preposition of a word, of the trigger's object, or of the verb over a noun."""
        bearers = [head, *self._held()]
        above = self.sentence.head_of(head)
        borrowed = head.dep == "dobj" and not self.one.is_verb and above.lemma not in _BLAMING
        if borrowed:
            bearers.append(above)
        for token in bearers:
            for prep, target in grammar.prepositions(self.sentence, token):
                # "curb Beijing's overtures to X": behind a noun with an owner it is the noun's, however it was parsed
                near = prep.index == head.index + 1 and self.sentence.child(head, "poss") is not None
                theirs = borrowed and token is above and word in _NOUN_ONLY and not near
                if prep.text.lower() == word and target.dep != "pcomp" and not theirs:
                    yield target

    def _held(self) -> list[Token]:
        return [t for t in self.one.match.words if t.dep in ("dobj", "nsubjpass")]

    def _subjects(self) -> Iterator[Token]:
        found = grammar.subject(self.sentence, self.one.head)
        if found is None and self.one.entry.actor in (("none",), ("cause",)):
            found = grammar.object_of(self.sentence, self.one.head)
        yield from _some(found)

    def _objects(self) -> Iterator[Token]:
        yield from _some(grammar.object_of(self.sentence, self.one.head))

    def _by(self) -> Iterator[Token]:
        """ "by X", also where the parser hung it on the sufferer: "the arrest of Y by X"."""
        yield from self.after(self.one.head, "by")
        for prep, target in grammar.prepositions(self.sentence, self.one.head):
            if prep.lemma == "of" and target.dep == "pobj":
                yield from self.after(target, "by")

    def _dative(self) -> Iterator[Token]:
        for child in self.sentence.children(self.one.head):
            if child.dep == "dative":
                yield self.sentence.child(child, "pobj") or child

    def _possessors(self) -> Iterator[Token]:
        for token in (self.one.head, *self._held()):
            yield from (c for c in self.sentence.children(token) if c.dep == "poss")

    def _modifiers(self) -> Iterator[Token]:
        """ "Taliban attack", "police raid": a name or group before the noun."""
        for child in self.sentence.children(self.one.head):
            if child.dep in _BEFORE and self._names_a_doer(child):
                yield child

    def _names_a_doer(self, token: Token) -> bool:
        """A name the model saw, initials, or a word for a group; not any word with a capital ("Racial Violence")."""
        known = self.codebook.classes_of(token)
        if token.lemma in words().labels or "WEAPON" in known or self._names_a_crime(self.one.head, token):
            return False
        if token.entity in PLACES:
            return is_power(token)
        if token.entity:
            return bool(known & _GROUPS) or token.entity in ("NORP", "PERSON")
        return (bool(known & {"ARMED", "GROUP", "STATE"}) and "FACILITY" not in known) or self._is_initials(token)

    def _names_a_crime(self, deed: Token, token: Token) -> bool:
        """Whether a name before a crime only tells which one it was: "the Houma shooting", "a quadruple murder"."""
        able = (
            token.entity == "NORP"
            or is_power(token)
            or is_known_actor(token)
            or "ARMED" in self.codebook.classes_of(token)
        )
        return deed.lemma in words().crimes and not able

    def _is_initials(self, token: Token) -> bool:
        """Capitals stand for a name only where not everything is in capitals."""
        return token.text.isupper() and any(t.text.islower() for t in self.sentence.tokens)

    def _light(self) -> Iterator[Token]:
        if self.one.light is not None:
            yield from _some(grammar.subject(self.sentence, self.one.light))

    def _light_prepositions(self) -> Iterator[Token]:
        if self.one.light is not None:
            near = grammar.prepositions(self.sentence, self.one.light)
            yield from (target for prep, target in near if prep.text.lower() in _CARRIED)

    def _struck(self) -> Iterator[Token]:
        """What the noun as a subject struck: "an explosion hit a bus"."""
        above = self.sentence.head_of(self.one.head)
        if self.one.head.dep == "nsubj" and above.lemma in _STRIKES:
            yield from _some(grammar.object_of(self.sentence, above))

    def _complement(self) -> Iterator[Token]:
        yield from self.absorbed()

    def _clause(self) -> Iterator[Token]:
        """The subject of the clause that completes the trigger: "the accusation that X lied"."""
        tokens, head = self.sentence.tokens, self.one.head
        verbs = [
            c for c in self.sentence.children(head) if c.dep in ("acl", "ccomp", "relcl") and c.pos in ("VERB", "AUX")
        ]
        after = tokens[head.index + 1] if head.index + 1 < len(tokens) else head
        if not verbs and after.dep == "mark":
            verbs = [self.sentence.head_of(after)]
        for verb in verbs:
            yield from _some(self.sentence.child(verb, "nsubj", "nsubjpass"))

    def _copula(self) -> Iterator[Token]:
        """The subject of "X is …"."""
        above = self.sentence.head_of(self.one.head)
        above = self.sentence.head_of(above) if self.one.head.dep == "pobj" else above
        if above.lemma == "be":
            yield from _some(self.sentence.child(above, "nsubj"))

    def _owner_of_subject(self) -> Iterator[Token]:
        yield from self._owner(self.subject())

    def _owner_of_object(self) -> Iterator[Token]:
        if self.one.is_verb:
            yield from self._owner(grammar.object_of(self.sentence, self.one.head))

    def _owner(self, deed: Token | None) -> Iterator[Token]:
        """Whose deed or weapon a word is: "Turkey's decision angered …", "the raid by police killed …"."""
        if deed is None or not self.codebook.classes_of(deed) & {"EVENT", "WEAPON", "THING"}:
            return
        yield from (c for c in self.sentence.children(deed) if c.dep == "poss")
        yield from (t for p, t in grammar.prepositions(self.sentence, deed) if p.lemma == "by")
        near = (c for c in self.sentence.children(deed) if c.dep in _BEFORE)
        able = (c for c in near if (c.entity not in PLACES or is_power(c)) and c.lemma not in words().labels)
        able = (c for c in able if not self._names_a_crime(deed, c))
        yield from (c for c in able if self.codebook.classes_of(c) & {"NAME", "ARMED", "STATE"})

    def _causers(self) -> Iterator[Token]:
        """Whose deed it was that people died of: "died in police firing"."""
        for token in self.one.match.words:
            if token.dep in ("pobj", "pcomp"):
                yield from self._owner(token)

    def _aims(self) -> Iterator[Token]:
        """Whom it is for or against: "sent troops in the fight against X", "an operation to clear the area of X"."""
        sentence = self.sentence
        bearers = [self.one.head, *self._held(), *([self.one.light] if self.one.light else [])]
        own = {t.index: t for b in bearers for t in sentence.subtree(b, without=_OTHER_CLAUSES)}
        for token in own.values():
            if token.lemma in words().aims and token.tag == "VB" and token.dep in ("advcl", "acl", "xcomp", "relcl"):
                yield from self._aimed_at(token)
            elif token.lemma == "against" and token.dep == "prep":
                yield from _some(sentence.child(token, "pobj"))

    def _aimed_at(self, verb: Token) -> Iterator[Token]:
        """The object of a purpose; for "clear the area of X", X."""
        held = self.sentence.child(verb, "dobj")
        near = [*grammar.prepositions(self.sentence, verb)]
        near += grammar.prepositions(self.sentence, held) if held is not None else []
        of = [target for prep, target in near if prep.lemma == "of"]
        yield from of if verb.lemma in words().emptying and of else _some(held)

    def _claimed(self) -> Iterator[Token]:
        """Who claimed it, or is blamed for it: "claimed responsibility for the attack", "an attack blamed on X"."""
        sentence, head = self.sentence, self.one.head
        for child in sentence.children(head):
            if child.dep in ("relcl", "acl") and child.lemma == "blame":
                yield from (t for p, t in grammar.prepositions(sentence, child) if p.lemma == "on")
            if child.dep in ("relcl", "acl") and child.lemma == "claim":
                yield from _some(grammar.subject(sentence, child))
        above = sentence.head_of(head)
        if head.dep == "dobj" and above.lemma == "claim":
            yield from _some(grammar.subject(sentence, above))
        if head.dep in ("dobj", "nsubjpass") and above.lemma in _BLAMING:
            yield from (t for p, t in grammar.prepositions(sentence, above) if p.lemma in ("to", "on"))
        prep = sentence.head_of(head)
        if head.dep == "pobj" and prep.lemma == "for" and sentence.head_of(prep).lemma in ("responsibility", "credit"):
            yield from _some(grammar.subject(sentence, sentence.head_of(sentence.head_of(prep))))
        yield from self._answerable(prep)

    def _answerable(self, prep: Token) -> Iterator[Token]:
        """Who is told to stand behind it: "was behind the attack", "is responsible for", "blamed the group for"."""
        sentence, above = self.sentence, self.sentence.head_of(prep)
        if self.one.head.dep != "pobj" or prep.lemma not in ("behind", "for"):
            return
        if any(
            t.tag == "MD" for t in sentence.children(above if above.pos in ("VERB", "AUX") else sentence.head_of(above))
        ):
            return  # "who may be responsible"
        if prep.lemma == "behind" and above.lemma in ("be", "stand"):
            yield from _some(grammar.subject(sentence, above))
        elif prep.lemma == "for" and above.lemma == "responsible":
            yield from _some(grammar.subject(sentence, sentence.head_of(above)))
        elif prep.lemma == "for" and above.lemma == "blame" and above.pos == "VERB":
            yield from _some(sentence.child(above, "dobj", "nsubjpass"))


def _some(token: Token | None) -> Iterator[Token]:
    if token is not None:
        yield token


_SOURCES: dict[str, Callable[[Spots], Iterator[Token]]] = {
    "subject": Spots._subjects,
    "object": Spots._objects,
    "by": Spots._by,
    "dative": Spots._dative,
    "possessor": Spots._possessors,
    "modifier": Spots._modifiers,
    "light": Spots._light,
    "light-prep": Spots._light_prepositions,
    "target": Spots._struck,
    "complement": Spots._complement,
    "clause": Spots._clause,
    "copula": Spots._copula,
    "owner": Spots._owner_of_subject,
    "held": Spots._owner_of_object,
    "claimed": Spots._claimed,
    "aim": Spots._aims,
    "cause": Spots._causers,
    "none": lambda _: iter(()),
}
