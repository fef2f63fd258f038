"""How real a deed is by the grammar around it: from the deed up to the root, cue by cue.

The nearest cue decides, with three exceptions that undo what lies below them: a denial or a prevention further out
("denied planning an attack" is denied, "foiled a planned attack" foiled), and a failed prevention, which makes the
deed real again ("failed to prevent the attack"). The walk ends where the deed is told as a fact whatever stands
further out: at relative clauses, finite adverbial clauses, coordinated clauses with their own subject, and at nouns
that are presupposed ("condemned the attack").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.code import clause
from khaldun.knowledge.cues import StatusCue, StatusCues, status_cues
from khaldun.model import EventType, Sentence, Status, Token

_SEQUELS = frozenset({"after", "following"})  # what something comes after took place: "is in hospital after a shooting"
_CAN = frozenset({"can", "could"})
_IRREALIS = frozenset(
    {Status.PLANNED, Status.HYPOTHETICAL, Status.CALLED_FOR, Status.THREATENED, Status.ATTEMPTED}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sign:
    """One word that bears on the status, by a named rule."""

    status: Status
    token: Token
    rule: str


@dataclass(frozen=True, slots=True)
class Reality:
    """The status reached, with the signs that made it, nearest first; no sign: told as a plain fact."""

    status: Status = Status.HAPPENED
    signs: tuple[Sign, ...] = ()

    def under(self, sign: Sign) -> Reality:
        """The reality once a sign further out is taken in."""
        status = compose(self.status, sign.status)
        return self if status is self.status else Reality(status, (*self.signs, sign))


def compose(inner: Status, outer: Status) -> Status:
    """The status of a deed of ``inner`` status under a cue of ``outer`` status."""
    if outer is Status.HAPPENED:
        return inner
    if inner is Status.FOILED:
        return _over_foiled(outer)
    if inner is Status.DENIED:
        return Status.HYPOTHETICAL if outer is Status.DENIED else inner
    if outer in {Status.DENIED, Status.FOILED}:
        return outer
    if inner in {Status.HAPPENED, Status.ONGOING}:
        return outer
    return outer if inner is Status.ATTEMPTED and outer in _IRREALIS else inner


def _over_foiled(outer: Status) -> Status:
    if outer is Status.DENIED:
        return Status.HAPPENED
    return Status.HYPOTHETICAL if outer in _IRREALIS else Status.FOILED


def reality(sentence: Sentence, head: int, type_: EventType, trigger: tuple[int, ...] = ()) -> Reality:
    """How real the deed at token ``head`` is; ``trigger`` are all its tokens."""
    return _Walk(sentence, sentence.tokens[head], type_, frozenset(trigger) | {head}).run()


class _Walk:
    """One walk from a deed to the root of its sentence."""

    def __init__(self, sentence: Sentence, deed: Token, type_: EventType, trigger: frozenset[int]) -> None:
        self.sentence = sentence
        self.deed = deed
        self.type = type_
        self.trigger = trigger
        self.cues: StatusCues = status_cues()
        self.found = Reality()

    def run(self) -> Reality:
        for token in (self.deed, *(self.sentence.tokens[i] for i in sorted(self.trigger - {self.deed.index}))):
            self._modifiers(token)
        self._own(self.deed)
        self._within()
        self._repeated()
        at, seen = self.deed, {self.deed.index}
        while True:
            up = self._step(at)
            if up is None or up.index in seen:
                self._standing()
                return self.found
            seen.add(up.index)
            at = up

    def _take(self, status: Status, token: Token, rule: str) -> None:
        if token.index not in self.trigger or rule == "modifier":
            self.found = self.found.under(Sign(status, token, f"status:{rule}"))

    def _modifiers(self, token: Token) -> None:
        """Adjectives, adverbs and first halves of compounds on the deed; those the trigger itself includes, too."""
        hanging = [t for t in self.sentence.children(token) if t.dep in {"amod", "compound", "advmod", "nmod"}]
        if token is not self.deed:
            hanging.append(token)
        for word in hanging:
            if word.dep == "advmod" and self.sentence.child(word, "prep"):
                continue  # "next to the gate" tells where
            for cue in self._matching(word):
                if "modifier" in cue.via:
                    self._take(cue.status, word, "modifier")

    def _repeated(self) -> None:
        """What was done many times is no news of one deed."""
        if self.deed.lemma in self.cues.blows:
            return
        for word in self.sentence.children(self.deed):
            if word.dep == "npadvmod" and clause.low(word) == "times":
                many = [t for t in self.sentence.children(word) if t.lemma in self.cues.many]
                if many:
                    self._take(Status.BACKGROUND, many[0], "many-times")

    def _standing(self) -> None:
        """Somebody's repeated doings with a beginning and no end: "Beijing's overtures … since it seized power"."""
        deed = self.deed
        owned = self.sentence.child(deed, "poss") is not None
        if self.found.signs or deed.tag != "NNS" or not owned or self.sentence.child(deed, "nummod"):
            return
        for above in (deed, self.sentence.head_of(deed)):
            for branch in self.sentence.children(above):
                word = clause.opener(self.sentence, branch) or branch
                if clause.low(word) == "since" and word.index > deed.index:
                    self._take(Status.ONGOING, word, "standing-since")

    def _within(self) -> None:
        """A verb whose deed was no more than an attempt: "targeted him in an attempted assassination"."""
        for prep in self.sentence.children(self.deed):
            if prep.dep == "prep" and clause.low(prep) in {"in", "during"} and clause.is_verbal(self.deed):
                for noun in self.sentence.children(prep):
                    self._attempt(noun)

    def _attempt(self, noun: Token) -> None:
        modifiers = (t for t in self.sentence.children(noun) if t.dep != "prep")  # "in a field near Kesh"
        for word in (noun, *modifiers):
            for cue in self._matching(word):
                if cue.status is Status.ATTEMPTED and ("modifier" in cue.via or word is noun):
                    self._take(Status.ATTEMPTED, word, "in-an-attempt")
                    return

    def _own(self, token: Token) -> None:
        """Auxiliaries, aspect and negation of a verb, or the negative article of a noun."""
        for word in clause.auxiliaries(self.sentence, token):
            if token.lemma in self.cues.perception and clause.low(word) in _CAN:
                continue  # "could be seen beating him" tells what was seen
            if clause.low(word) in self.cues.auxiliaries:
                plain, conditional = self.cues.auxiliaries[clause.low(word)]
                status = conditional if clause.is_conditioned(self.sentence, token) else plain
                self._take(status, word, "auxiliary")
        if clause.is_progressive(self.sentence, token):
            later = clause.is_scheduled(self.sentence, token)
            status = Status.PLANNED if later else Status.ONGOING
            self.found = self.found.under(Sign(status, token, "status:progressive"))
        denial = clause.negation(self.sentence, token)
        if denial is not None:
            self._take(Status.DENIED, denial, "negation")

    def _matching(self, word: Token) -> Iterator[StatusCue]:
        deed = self.deed.lemma
        for key in dict.fromkeys((clause.low(word), word.lemma)):
            yield from (cue for cue in self.cues.by_lemma.get(key, ()) if cue.fits(self.type, deed))

    def _cue(self, at: Token, word: Token, road: str, *, presupposed: bool = False) -> StatusCue | None:
        """The first cue of ``word`` that reaches ``at`` by a road; a failed prevention counts as its denial."""
        fitting = [
            cue
            for cue in self._matching(word)
            if road in cue.via
            and not (cue.indefinite and presupposed)
            and not (cue.present and not clause.is_present(self.sentence, word))
            and not (cue.infinitive and not clause.is_infinitive(self.sentence, at))
        ]
        if self.found.status is Status.FOILED:
            fitting.sort(key=lambda cue: cue.status is not Status.DENIED)
        return fitting[0] if fitting and word.index != at.index else None

    def _govern(self, at: Token, word: Token, road: str, *, presupposed: bool = False) -> bool | None:
        """Take in a governing cue: True to go on above it, False to end, None when the word is no cue."""
        cue = self._cue(at, word, road, presupposed=presupposed)
        if cue is None:
            return None
        if cue.factual:
            return False
        self._take(cue.status, word, f"{road}-of-{word.lemma}")
        self._aspect_free(word)
        return True

    def _aspect_free(self, word: Token) -> None:
        """Negation of a cue, "no plans" too; its tense says nothing about the deed ("is planning to" is planned)."""
        denial = clause.negation(self.sentence, word)
        if denial is not None:
            self._take(Status.DENIED, denial, "negation")

    def _step(self, at: Token) -> Token | None:
        """Take in what the governor of ``at`` says; the governor to go on from, or None at the end of the scope."""
        up = self.sentence.head_of(at)
        if up.index == at.index:
            self._root(at)
            return None
        if at.dep == "conj":
            return self._conjunct(at, up)
        if at.dep in {"acl", "relcl", "advcl"}:
            return self._adjunct(at, up)
        if at.dep in {"ccomp", "xcomp", "csubj", "csubjpass"}:
            return self._complement(at, up)
        if at.dep in {"pobj", "pcomp"}:
            return self._prepositional(at, up)
        return self._nominal(at, up)

    def _root(self, at: Token) -> None:
        if at.tag == "VB" and clause.is_infinitive(self.sentence, at) and clause.has_subject(self.sentence, at):
            to = next(t for t in clause.auxiliaries(self.sentence, at) if clause.low(t) == "to")
            self._take(Status.PLANNED, to, "headline-future")

    def _conjunct(self, at: Token, up: Token) -> Token | None:
        """Coordination: the governors are shared; auxiliaries only between like forms without "but"."""
        between = [t for t in self.sentence.children(up) if t.dep == "cc" and up.index < t.index < at.index]
        if any(clause.low(t) in self.cues.borders for t in between):
            return None
        if clause.is_verbal(at) and clause.has_subject(self.sentence, at):
            return None
        if clause.is_verbal(at) and at.tag == up.tag and not clause.auxiliaries(self.sentence, at):
            self._own(up)
        return up

    def _adjunct(self, at: Token, up: Token) -> Token | None:
        if clause.is_infinitive(self.sentence, at):
            return self._infinitive(at, up)
        if at.dep != "advcl":
            return None
        mark = clause.opener(self.sentence, at)
        if mark is not None:
            self._open(at, mark)
            return None
        if at.tag == "VBG" and not clause.has_subject(self.sentence, at):
            self._own(up)
            return up
        return None

    def _open(self, at: Token, mark: Token) -> None:
        status = self.cues.openers.get(clause.low(mark))
        if status is None or (status is Status.BACKGROUND and at.tag not in {"VBD", "VBN"}):
            return
        self._take(status, mark, "clause")

    def _infinitive(self, at: Token, up: Token) -> Token | None:
        """ "a plan to attack", "foiled a plot to attack", or a purpose."""
        for word in (up, *(t for t in self.sentence.children(up) if t.dep in {"dobj", "acomp", "attr"})):
            if up.index <= word.index < at.index and self._govern(at, word, "complement"):
                return word
        to = next(t for t in clause.auxiliaries(self.sentence, at) if clause.low(t) == "to")
        if clause.is_verbal(up) and up.lemma not in self.cues.purpose_done_by:
            self._take(self.cues.purpose, to, "purpose")
        elif not clause.is_verbal(up):
            self._noun_infinitive(up, to)
        return None

    def _noun_infinitive(self, noun: Token, to: Token) -> None:
        """ "Rebels to release hostages" as a whole headline, "a step to protect", but "the third man to be killed"."""
        if any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in self.sentence.tokens):
            marked = {clause.low(t) for t in self.sentence.children(noun)}
            if not marked & self.cues.ordinals:
                self._take(self.cues.purpose, to, "purpose")
        else:
            self._take(Status.PLANNED, to, "headline-future")

    def _complement(self, at: Token, up: Token) -> Token | None:
        mark = clause.opener(self.sentence, at)
        if mark is not None and self.cues.openers.get(clause.low(mark)) is Status.HYPOTHETICAL:
            self._take(Status.HYPOTHETICAL, mark, "clause")
        governed = self._govern(at, up, "complement")
        if governed is not None:
            return up if governed else None
        if at.dep == "xcomp" and clause.is_infinitive(self.sentence, at):
            return self._bare_infinitive(at, up)
        if at.dep == "xcomp":
            self._own(up)
        return up

    def _bare_infinitive(self, at: Token, up: Token) -> Token | None:
        """An infinitive under a verb that is no cue: "is to visit", "managed to", or under that verb's noun object."""
        if up.lemma == "be":
            self._take(Status.PLANNED, up, "be-to")
            return up
        noun = self.sentence.child(up, "dobj", "acomp", "attr")
        if noun is not None and noun.index < at.index and self._govern(at, noun, "complement"):
            return noun
        self._own(up)
        return up

    def _prepositional(self, at: Token, prep: Token) -> Token | None:
        up, word = self.sentence.head_of(prep), clause.low(prep)
        presupposed = at.dep == "pobj" and clause.is_definite(self.sentence, at)
        if word == "since" and prep.dep == "prep":
            self._take(Status.BACKGROUND, prep, "since")
            return None
        if word == "without":
            self._take(Status.DENIED, prep, "without")
            return None
        governed = self._govern(at, up, word, presupposed=presupposed)
        if governed is not None:
            return up if governed else None
        if self._is_ground(at, prep):
            self._take(Status.BACKGROUND, prep, "known-ground")
            return None
        return self._under_preposition(at, up, word, presupposed)

    def _under_preposition(self, at: Token, up: Token, word: str, presupposed: bool) -> Token | None:
        if at.dep == "pcomp":
            if word != "by":
                return None
            self._own(up)
            return up
        if word == "of" and up.lemma in self.cues.carriers:
            return up
        if clause.is_verbal(up) and not presupposed and word not in _SEQUELS:
            self._own(up)
            return up
        return None

    def _is_ground(self, at: Token, prep: Token) -> bool:
        if at.dep != "pcomp" and prep.dep != "prep":
            return False
        above = {t.lemma for t in self.sentence.ancestors(prep)}
        return (
            self.type in self.cues.ground_types
            and clause.low(prep) in self.cues.ground_prepositions
            and bool(above & self.cues.ground_content_of)
        )

    def _nominal(self, at: Token, up: Token) -> Token | None:
        """A noun (or what stands for one) under a verb, or as the first half of a compound."""
        if at.dep in {"compound", "amod", "nmod", "poss"}:
            return up if self._govern(at, up, "complement") or self._govern(at, up, "of") else None
        road = {"nsubj": "subject", "nsubjpass": "object", "dobj": "object", "dative": "object"}.get(at.dep)
        presupposed = clause.is_definite(self.sentence, at)
        if road is None:
            return self._predicate(at, up)
        if at.dep == "nsubjpass" and clause.is_present(self.sentence, up):
            presupposed = False
        governed = self._govern(at, up, road, presupposed=presupposed)
        if governed is not None:
            return up if governed else None
        light = self.cues.light_object if road == "object" else self.cues.light_subject
        if up.lemma in light or not presupposed:
            self._own(up)
            return up
        return None

    def _predicate(self, at: Token, up: Token) -> Token | None:
        if at.dep in {"attr", "acomp", "oprd"} and up.lemma == "be":
            self._own(up)
            return up
        return None
