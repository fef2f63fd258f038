"""Actor and recipient of a sighting, each with the rule and the passage it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.code import grammar
from khaldun.code.roles.phrases import inner, mates
from khaldun.code.triggers import Sighting
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import EventType, RoleName, Sentence, Token

_VERB_ACTOR = ("subject",)
_NOUN_ACTOR = ("by", "possessor", "modifier", "light", "claimed", "prep:from")
_VERB_RECIPIENT = ("object", "dative", "prep:against", "prep:on", "prep:upon", "prep:at", "prep:into", "prep:with")
_PART_RECIPIENT = (
    "dative", "prep:against", "prep:on", "prep:upon", "prep:at", "prep:to", "prep:with", "prep:into", "prep:for",
    "prep:from", "prep:over", "prep:towards", "prep:toward", "prep:between", "possessor",
)  # fmt: skip
_NOUN_RECIPIENT = (
    "prep:against",
    "prep:on",
    "prep:upon",
    "prep:at",
    "prep:of",
    "prep:to",
    "prep:toward",
    "prep:with",
    "light-prep",
    "target",
)
_SCORES = {
    "subject": 0.9,
    "object": 0.9,
    "by": 0.9,
    "possessor": 0.85,
    "modifier": 0.75,
    "light": 0.85,
    "complement": 0.65,
}
_LIVING = frozenset({"PERSON", "ARMED", "GROUP", "STATE", "NAME"})
_NEVER = frozenset({"THING"})
_FORCE = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.COERCE})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "them", "him", "her", "who", "which", "that", "we", "i", "us", "you"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A word found for a role, and the rule that found it."""

    head: Token
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: the fillers of actor, recipient and instrument."""

    actor: tuple[Filler, ...]
    recipient: tuple[Filler, ...]
    instrument: tuple[Filler, ...] = ()


def cast(codebook: Codebook, sentence: Sentence, one: Sighting) -> Cast:
    """The fillers of a sighting and of those told alongside."""
    finder = _Finder(codebook, sentence, one)
    actor, recipient = finder.actor(), finder.recipient()
    instrument = finder.instrument()
    for other in one.alongside:
        more = cast(codebook, sentence, other)
        actor = actor or more.actor
        recipient = _united(recipient, more.recipient)
        instrument = instrument or more.instrument
    if one.entry.reciprocal:
        actor, recipient = _united(actor, recipient), ()
    recipient = tuple(f for f in recipient if f.head not in {a.head for a in actor})
    return Cast(actor, recipient, instrument)


def _members(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The fillers a phrase stands for: each of its mates, "dozens of X" as X."""
    for mate in mates(sentence, token):
        yield inner(sentence, mate)


def _united(first: tuple[Filler, ...], second: tuple[Filler, ...]) -> tuple[Filler, ...]:
    seen = {f.head.index for f in first}
    return (*first, *(f for f in second if f.head.index not in seen))


class _Finder:
    def __init__(self, codebook: Codebook, sentence: Sentence, one: Sighting) -> None:
        self.codebook, self.sentence, self.one = codebook, sentence, one
        held = one.entry.recipient[:1] == ("object",)  # then the object is a filler though the pattern names it
        self.own = {
            one.head.index,
            *(t.index for t in one.match.words if not held or t.dep not in ("dobj", "nsubjpass")),
        }

    def actor(self) -> tuple[Filler, ...]:
        sources = self.one.entry.actor or (_VERB_ACTOR if self.one.is_verb else _NOUN_ACTOR)
        found = self._first(sources, RoleName.ACTOR)
        return found or self._first(("owner",), RoleName.ACTOR)

    def recipient(self) -> tuple[Filler, ...]:
        found = self._first(self._recipient_sources(), RoleName.RECIPIENT) or self._first(("held",), RoleName.RECIPIENT)
        return found or (self._first(("complement",), RoleName.RECIPIENT) if self.one.absorbed else ())

    def _recipient_sources(self) -> tuple[str, ...]:
        entry = self.one.entry
        if entry.recipient:
            return entry.recipient
        if not self.one.is_verb:
            return (
                _NOUN_RECIPIENT
                if not entry.reciprocal
                else ("prep:with", "prep:between", "prep:of", "light-prep", "prep:by")
            )
        asked = tuple(f"prep:{word}" for need in entry.pattern.prepositions for word in sorted(need.words))
        if not self.one.match.object_is_filler:
            return (*asked, *_PART_RECIPIENT)
        if entry.reciprocal:
            return ("object", "prep:with", "prep:against")
        return (*asked, *_VERB_RECIPIENT) if not entry.pattern.object else ("object", *asked, *_VERB_RECIPIENT[1:])

    def instrument(self) -> tuple[Filler, ...]:
        """A weapon in the place of the doer, or after "with"."""
        words = [t for t in (self._subject(),) if t is not None]
        words += [
            t for p, t in grammar.prepositions(self.sentence, self.one.head) if p.lemma in ("with", "by", "using")
        ]
        found = [t for t in words if "WEAPON" in self.codebook.classes_of(t) and t.index not in self.own]
        return tuple(Filler(t, "roles:instrument", 0.8) for t in found[:1])

    def _subject(self) -> Token | None:
        return grammar.subject(self.sentence, self.one.head) if self.one.is_verb else None

    def _first(self, sources: tuple[str, ...], name: RoleName) -> tuple[Filler, ...]:
        """The fillers of the first place that has any fit ones."""
        for source in sources:
            heads = [h for token in self._at(source) for h in _members(self.sentence, token)]
            fit = [h for h in dict.fromkeys(heads) if self._fits(h, name) and not self._is_means(source, h)]
            if fit:
                rule = f"roles:{'verb' if self.one.is_verb else 'noun'}-{source.replace(':', '-')}"
                return tuple(Filler(h, rule, _SCORES.get(source, 0.75)) for h in fit)
        return ()

    def _at(self, source: str) -> Iterator[Token]:
        """The words that stand in one place around the trigger."""
        head = self.one.head
        if source.startswith("prep:"):
            yield from self._after(head, source[5:])
        elif source in ("subject", "object"):
            found = getattr(grammar, "subject" if source == "subject" else "object_of")(self.sentence, head)
            if source == "subject" and found is None and self.one.entry.actor == ("none",):
                found = grammar.object_of(self.sentence, head)
            yield from [found] if found is not None else []
        else:
            yield from self._elsewhere(source, head)

    def _after(self, head: Token, word: str) -> Iterator[Token]:
        held = [t for t in self.one.match.words if t.dep in ("dobj", "nsubjpass")]
        if head.dep == "dobj" and not self.one.is_verb:
            held.append(self.sentence.head_of(head))
        for token in (head, *held):
            for prep, target in grammar.prepositions(self.sentence, token):
                if prep.text.lower() == word and target.dep != "pcomp":
                    yield target

    def _of(self, head: Token) -> list[tuple[Token, Token]]:
        return [(p, t) for p, t in grammar.prepositions(self.sentence, head) if p.lemma == "of" and t.dep == "pobj"]

    def _elsewhere(self, source: str, head: Token) -> Iterator[Token]:
        sentence = self.sentence
        if source == "by":
            yield from self._after(head, "by")
            for _, target in self._of(head):
                yield from self._after(target, "by")
        elif source == "dative":
            for child in sentence.children(head):
                if child.dep == "dative":
                    yield sentence.child(child, "pobj") or child
        elif source == "possessor":
            for token in (head, *(t for t in self.one.match.words if t.dep in ("dobj", "nsubjpass"))):
                yield from (c for c in sentence.children(token) if c.dep == "poss")
        elif source == "modifier":
            near = (c for c in sentence.children(head) if c.dep in ("compound", "amod", "nmod"))
            yield from (
                c
                for c in near
                if self.codebook.classes_of(c) & (_LIVING - {"PERSON"}) or c.entity in ("NORP", "PERSON")
            )
        elif source == "light" and self.one.light is not None:
            yield from [t] if (t := grammar.subject(sentence, self.one.light)) is not None else []
        elif source == "light-prep" and self.one.light is not None:
            for prep, target in grammar.prepositions(sentence, self.one.light):
                if prep.text.lower() in ("on", "against", "at", "upon", "to", "with", "in"):
                    yield target
        elif source == "target" and head.dep == "nsubj":
            above = sentence.head_of(head)
            if above.lemma in (
                "target",
                "hit",
                "strike",
                "rock",
                "destroy",
                "damage",
                "kill",
                "wound",
                "injure",
                "leave",
                "claim",
            ):
                yield from [t] if (t := grammar.object_of(sentence, above)) is not None else []
        elif source == "complement":
            for inner in self.one.absorbed:
                found = cast(self.codebook, sentence, inner)
                yield from (f.head for f in (found.recipient or found.actor))
        elif source == "owner":
            yield from self._owner(self._subject())
        elif source == "held" and self.one.is_verb:
            yield from self._owner(grammar.object_of(sentence, head))
        elif source == "clause":
            inside = (
                c for c in sentence.children(head) if c.dep in ("acl", "ccomp", "relcl") and c.pos in ("VERB", "AUX")
            )
            yield from (t for c in inside if (t := sentence.child(c, "nsubj", "nsubjpass")) is not None)
        elif source == "copula":
            above = sentence.head_of(sentence.head_of(head)) if head.dep == "pobj" else sentence.head_of(head)
            yield from [t] if above.lemma == "be" and (t := sentence.child(above, "nsubj")) is not None else []
        elif source == "claimed":
            yield from self._claimed(head)

    def _owner(self, subject: Token | None) -> Iterator[Token]:
        """Whose deed a subject or object is: "Turkey's decision angered …", "the raid by police killed …"."""
        if subject is not None and self.codebook.classes_of(subject) & {"EVENT", "WEAPON", "THING"}:
            yield from (c for c in self.sentence.children(subject) if c.dep == "poss")
            yield from (t for p, t in grammar.prepositions(self.sentence, subject) if p.lemma == "by")
            near = (c for c in self.sentence.children(subject) if c.dep in ("compound", "amod", "nmod"))
            yield from (c for c in near if self.codebook.classes_of(c) & {"NAME", "ARMED", "STATE"})

    def _claimed(self, head: Token) -> Iterator[Token]:
        """Who claimed it, or is blamed for it: "claimed responsibility for the attack", "an attack blamed on X"."""
        sentence = self.sentence
        for child in sentence.children(head):
            if child.dep in ("relcl", "acl") and child.lemma == "blame":
                yield from (t for p, t in grammar.prepositions(sentence, child) if p.lemma == "on")
            if child.dep in ("relcl", "acl") and child.lemma == "claim":
                yield from [t] if (t := grammar.subject(sentence, child)) is not None else []
        prep = sentence.head_of(head)
        if head.dep == "pobj" and prep.lemma == "for" and sentence.head_of(prep).lemma in ("responsibility", "credit"):
            verb = sentence.head_of(sentence.head_of(prep))
            yield from [t] if (t := grammar.subject(sentence, verb)) is not None else []

    def _is_means(self, source: str, token: Token) -> bool:
        """What comes "with" a deed is its means, unless it is somebody."""
        if self.one.entry.type not in _FORCE:
            return False
        return source in ("prep:with", "prep:by") and not self.codebook.classes_of(token) & _LIVING

    def _fits(self, token: Token, name: RoleName) -> bool:
        """Whether a word can play the part at all."""
        classes = self.codebook.classes_of(token)
        if token.index in self.own or token.pos in ("VERB", "ADV", "ADP", "AUX", "PUNCT", "SCONJ"):
            return False
        if token.text.lower() in _REFLEXIVE:
            return False
        if token.text.lower() in _PRONOUNS:
            return token.text.lower() not in ("which", "that") and name is not RoleName.INSTRUMENT
        if classes & _NEVER and not classes & _LIVING:
            return False
        if name is RoleName.ACTOR:
            return bool(classes & _LIVING) or not (
                classes & {"EVENT", "WEAPON", "THING", "FACILITY"} or token.pos == "NUM"
            )
        return bool(classes & _LIVING) or not classes & {"EVENT", "THING"}
