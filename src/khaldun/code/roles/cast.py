"""Actor and recipient of a sighting, each with the rule and the passage it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.code import clause, grammar
from khaldun.code.roles.phrases import inner, mates
from khaldun.code.roles.spots import Spots
from khaldun.code.triggers import Sighting
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.role_words import words
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
    "aim": 0.6,
}
LIVING = frozenset({"PERSON", "ARMED", "GROUP", "STATE", "NAME"})
_NEVER = frozenset({"THING"})
_AIMED = frozenset({EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT, EventType.THREATEN})
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
    if one.entry.reciprocal:
        actor, recipient = _united(actor, recipient), ()
    for other in one.alongside:
        more = cast(codebook, sentence, other)
        actor = actor or _without(more.actor, recipient)
        recipient = _united(recipient, more.recipient)
        instrument = instrument or more.instrument
    return Cast(actor, _without(recipient, actor), instrument)


def _without(some: tuple[Filler, ...], others: tuple[Filler, ...]) -> tuple[Filler, ...]:
    return tuple(f for f in some if f.head not in {o.head for o in others})


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
        self.spots = Spots(codebook, sentence, one, self._from_absorbed)
        held = one.entry.recipient[:1] == ("object",)  # then the object is a filler though the pattern names it
        self.own = {
            one.head.index,
            *(t.index for t in one.match.words if not held or t.dep not in ("dobj", "nsubjpass")),
        }

    def actor(self) -> tuple[Filler, ...]:
        sources = self.one.entry.actor or (_VERB_ACTOR if self.one.is_verb else _NOUN_ACTOR)
        if self._is_suffered():
            sources = tuple(source for source in sources if source != "possessor")
        found = self._first(sources, RoleName.ACTOR)
        return found or self._first(("owner",), RoleName.ACTOR) or self._moved()

    def _moved(self) -> tuple[Filler, ...]:
        """The force that was sent, where nobody is said to have sent it: "police were deployed"."""
        moved = [t for t in self.one.match.words if t.dep == "nsubjpass" and "ARMED" in self.codebook.classes_of(t)]
        sent = self.one.is_verb and self.one.entry.type is EventType.MOBILIZE
        return tuple(Filler(t, "roles:force-sent", 0.7) for t in moved[:1] if sent)

    def recipient(self) -> tuple[Filler, ...]:
        found = self._first(self._recipient_sources(), RoleName.RECIPIENT) or self._first(("held",), RoleName.RECIPIENT)
        if not found and self.one.entry.type in _AIMED:
            found = self._first(("aim",), RoleName.RECIPIENT)
        return found or (self._first(("complement",), RoleName.RECIPIENT) if self.one.absorbed else ())

    def _is_suffered(self) -> bool:
        """Whether the noun's possessor is the one who suffered: "the judge's murder"."""
        of = any(prep.lemma == "of" for prep, _ in grammar.prepositions(self.sentence, self.one.head))
        return not self.one.is_verb and self.one.head.lemma in words().victim_nouns and not of

    def _recipient_sources(self) -> tuple[str, ...]:
        entry = self.one.entry
        if self._is_suffered():
            return ("possessor", *(entry.recipient or _NOUN_RECIPIENT))
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
            ours = self.one.entry.type in _FORCE  # "rockets fired from X" do not hit X
            return (*asked, *(s for s in _PART_RECIPIENT if not (ours and s == "prep:from")))
        if entry.reciprocal:
            return ("object", "prep:with", "prep:against")
        return (*asked, *_VERB_RECIPIENT) if not entry.pattern.object else ("object", *asked, *_VERB_RECIPIENT[1:])

    def instrument(self) -> tuple[Filler, ...]:
        """A weapon in the place of the doer, or after "with"."""
        words = [t for t in (self.spots.subject(),) if t is not None]
        words += [
            t for p, t in grammar.prepositions(self.sentence, self.one.head) if p.lemma in ("with", "by", "using")
        ]
        found = [t for t in words if "WEAPON" in self.codebook.classes_of(t) and t.index not in self.own]
        return tuple(Filler(t, "roles:instrument", 0.8) for t in found[:1])

    def _from_absorbed(self) -> Iterator[Token]:
        """The recipients, else the doers, of what a verbal act is about."""
        for held in self.one.absorbed:
            found = cast(self.codebook, self.sentence, held)
            yield from (f.head for f in (found.recipient or found.actor))

    def _first(self, sources: tuple[str, ...], name: RoleName) -> tuple[Filler, ...]:
        """The fillers of the first place that has any fit ones."""
        for source in sources:
            heads = [h for token in self.spots.at(source) for h in _members(self.sentence, token)]
            fit = [h for h in dict.fromkeys(heads) if self._fits(h, name) and not self._is_means(source, h)]
            if fit:
                rule = f"roles:{'verb' if self.one.is_verb else 'noun'}-{source.replace(':', '-')}"
                return tuple(Filler(h, rule, _SCORES.get(source, 0.75)) for h in fit)
        return ()

    def _is_means(self, source: str, token: Token) -> bool:
        """What comes "with" a deed is its means, unless it is somebody."""
        if self.one.entry.type not in _FORCE:
            return False
        return source in ("prep:with", "prep:by") and not self.codebook.classes_of(token) & LIVING

    def _fits(self, token: Token, name: RoleName) -> bool:
        """Whether a word can play the part at all."""
        classes = self.codebook.classes_of(token)
        if token.index in self.own or token.pos in ("VERB", "ADV", "ADP", "AUX", "PUNCT", "SCONJ"):
            return False
        if token.text.lower() in _REFLEXIVE:
            return False
        if token.text.lower() in _PRONOUNS:
            return token.text.lower() not in ("which", "that") and name is not RoleName.INSTRUMENT
        if classes & _NEVER and not classes & LIVING:
            return False
        if self.one.entry.type in _AIMED and token.lemma in words().nowhere:
            return False
        if name is RoleName.ACTOR and clause.is_nobody(self.sentence, token):
            return False
        if name is RoleName.ACTOR:
            return bool(classes & LIVING) or not (
                classes & {"EVENT", "WEAPON", "THING", "FACILITY"} or token.pos == "NUM"
            )
        return bool(classes & LIVING) or not classes & {"EVENT", "THING"}
