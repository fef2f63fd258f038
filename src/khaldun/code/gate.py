"""Is it an event at all? Sport, metaphor, anniversaries, trends and the like are refused, each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from khaldun.code import grammar
from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles.phrases import is_known_actor
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.gate import GateReason, gate_cues
from khaldun.model import EventType, MentionKind, Part, Passed, Role, RoleName, Sentence, Span, Token

_AROUND = 40  # characters each side of a trigger within which an idiom must stand; the longest idiom has 30
_PHYSICAL = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT})
_SOMEBODY = frozenset({"PERSON", "ARMED", "GROUP", "STATE", "NAME", "EVENT", "PLACE", "FACILITY"})
_DOER_ENDINGS = ("ist", "ician", "eer", "man", "men", "woman", "women", "crat", "ite")
_SPOKEN = frozenset({
    EventType.CONSULT, EventType.REQUEST, EventType.AID, EventType.SUPPORT, EventType.AGREE, EventType.COOPERATE,
})  # fmt: skip
_MEANS = frozenset({"operation", "campaign", "airstrike", "strike", "offensive", "mission", "raid", "force", "base"})
_TOLLS = frozenset({"number", "toll", "tally", "total", "figure"})
_OWN = frozenset({"roles:resumed", "roles:place-of-earlier-event"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a candidate is no event: the reason's name, the rule, the passage that shows it."""

    reason: str
    rule: str
    span: Span | None = None


_OPENING = 3
"""Sentences of a report, headline included, that say what it is about."""


class Gate:
    """Refuses candidates of one report; looks at the whole report once."""

    def __init__(self, setting: Setting, codebook: Codebook) -> None:
        self.setting, self.codebook = setting, codebook
        kinds = (MentionKind.ACTOR, MentionKind.PERSON, MentionKind.NATIONALITY)
        self.named = [m.span for m in setting.mentions if m.kind in kinds]
        heads = [s.span.quote for s in setting.sentences if s.part is Part.HEADLINE]
        self.headline = " ".join([*heads, setting.report.title or ""])
        self.cues = gate_cues()
        self.definition = _definition(setting)
        self.peaceful = _first(self.cues.violence, setting.report.text) is None

    def refuse(self, candidate: Candidate) -> Passed | None:
        """The refusal of a candidate with roles, or None when it may be an event."""
        found = (
            _by_parse(candidate)
            or self._in_encyclopedia(candidate)
            or self._by_cues(candidate)
            or self._no_party(candidate)
            or _between_private(candidate)
            or _retold(candidate)
        )
        if found is None:
            return None
        return Passed(
            self.setting.report.id, candidate.sentence.id, candidate.span, candidate.type, found.reason, found.rule,
            found.span,
        )  # fmt: skip

    def _no_party(self, candidate: Candidate) -> Refusal | None:
        """Nobody who could act is told as doing it: "dark clouds threaten the picnic", "the recipe calls for eggs"."""
        doers = candidate.fillers(RoleName.ACTOR)
        others = (*candidate.fillers(RoleName.RECIPIENT), *candidate.fillers(RoleName.TARGET))
        told = (*doers, *others) if doers or candidate.type not in _PHYSICAL else ()
        if not told or any(self._is_somebody(candidate.sentence, role) for role in told):
            return None
        return Refusal("no party", "gate:no-party", told[0].span)

    def _is_somebody(self, sentence: Sentence, role: Role) -> bool:
        if any(span.overlaps(role.head) for span in self.named) or not sentence.span.contains(role.head):
            return True
        token = next(iter(sentence.tokens_in(role.head)))
        known = bool(self.codebook.classes_of(token) & _SOMEBODY) or token.lemma in gate_cues().somebody
        return known or token.lemma.endswith(_DOER_ENDINGS)

    def _in_encyclopedia(self, candidate: Candidate) -> Refusal | None:
        """An article that opens by defining its title tells history, not news."""
        if self.definition is None or candidate.type not in _PHYSICAL:
            return None
        return Refusal("encyclopedia", "gate:definition", self.definition)

    def _by_cues(self, candidate: Candidate) -> Refusal | None:
        for reason in self.cues.reasons:
            if reason.types and candidate.type not in reason.types:
                continue
            if reason.triggers and candidate.token.lemma not in reason.triggers:
                continue
            if found := _idiom(reason, candidate, self.setting.report.text) or self._shown(reason, candidate):
                return found
        return None

    def _shown(self, reason: GateReason, candidate: Candidate) -> Refusal | None:
        sentence = candidate.sentence
        quote = sentence.span.quote
        if reason.strong and (match := _first(reason.strong, quote)):
            return Refusal(reason.name, f"gate:{reason.name}-strong", _span(sentence, match))
        if self.peaceful and candidate.type in reason.opening and (found := self._opens(reason)):
            return found
        if reason.words is None or _first(self.cues.violence, quote):
            return None
        near = _different(reason.words, quote)
        opening = sentence.number == 0 and bool(reason.triggers)
        if not (near or opening):
            return None
        told = _different(reason.words, self.setting.report.text)
        by_head = near >= 1 and _different(reason.words, self.headline) >= 2
        if near >= reason.need or told >= reason.report or (by_head and told >= reason.need):
            match = _first(reason.words, quote)
            return Refusal(reason.name, f"gate:{reason.name}-words", _span(sentence, match) if match else None)
        return None

    def _opens(self, reason: GateReason) -> Refusal | None:
        """A report that opens with such words and tells of no real harm: all "attacks" of a match are play."""
        stop = max((s.span.stop for s in self.setting.sentences[:_OPENING]), default=0)
        match = reason.strong.search(self.setting.report.text, 0, stop) if reason.strong else None
        span = Span(match.start(), match.end(), match.group()) if match else None
        return Refusal(reason.name, f"gate:{reason.name}-opening", span) if span else None


def _definition(setting: Setting) -> Span | None:
    """The second sentence, when it says what the first, a title, is: "The 2008 election … was held …"."""
    if len(setting.sentences) < 2:
        return None
    title, opening = (s.span for s in setting.sentences[:2])
    same = re.escape(title.quote.strip().rstrip("."))
    found = re.match(rf"(?:The |A |An )?{same}(?: \([^)]*\))?,? (?:is|was|are|were)\b", opening.quote)
    return opening if found else None


# kept for the other candidates of a sentence and of a report
@lru_cache(maxsize=512)
def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return pattern.search(text)


@lru_cache(maxsize=512)
def _different(pattern: re.Pattern[str], text: str) -> int:
    return len({m.group().lower() for m in pattern.finditer(text)})


def _span(sentence: Sentence, match: re.Match[str]) -> Span:
    start = sentence.span.start
    return Span(start + match.start(), start + match.end(), match.group())


def _idiom(reason: GateReason, candidate: Candidate, text: str) -> Refusal | None:
    """An idiom that holds the trigger itself."""
    if reason.phrases is None:
        return None
    head = candidate.token
    start = max(0, head.start - _AROUND)
    for match in reason.phrases.finditer(text, start, min(len(text), head.stop + _AROUND)):
        if match.start() < head.stop and head.start < match.end():
            return Refusal(reason.name, f"gate:{reason.name}-idiom", Span(match.start(), match.end(), match.group()))
    return None


def _by_parse(candidate: Candidate) -> Refusal | None:
    """References and trends, seen from the parse."""
    sentence, head = candidate.sentence, candidate.token
    if head.dep == "amod" and head.tag in ("VBN", "VBG", "VBD") and candidate.type in _PHYSICAL:
        return Refusal("reference", "gate:participle-before-noun", candidate.span)
    if candidate.type in _PHYSICAL and (found := _unreal(candidate)):
        return found
    if candidate.type in _SPOKEN and _is_imperative(sentence, head):
        return Refusal("advice", "gate:imperative", candidate.span)
    if _told_of_parties(candidate):
        return None
    return _often(candidate) or (_trend(sentence, head) if head.pos in ("NOUN", "PROPN") else None)


def _often(candidate: Candidate) -> Refusal | None:
    """What is done time and again is no single event: "carrying out frequent attacks"."""
    sentence, often = candidate.sentence, gate_cues().trend_often
    for noun in (sentence.tokens[n] for n in candidate.trigger if sentence.tokens[n].tag in ("NNS", "NNPS")):
        word = next((t for t in sentence.children(noun) if t.dep == "amod" and t.lemma in often), None)
        if word is not None:
            return Refusal("trend", "gate:trend-often", sentence.cut([word]))
    return None


def _unreal(candidate: Candidate) -> Refusal | None:
    """A purpose ("used hills to attack"), a penal rule ("fines for rallies"), a hurt denied ("no soldiers killed")."""
    sentence, head = candidate.sentence, candidate.token
    to = next((t for t in sentence.children(head) if t.dep == "aux" and t.lemma == "to"), None)
    if to is not None and (head.dep == "advcl" or _is_use(sentence, head)):
        return Refusal("purpose", "gate:purpose", sentence.cut([to, head]))
    if (idea := _idea(candidate)) is not None:
        return Refusal("metaphor", "gate:of-an-idea", sentence.cut([idea]))
    if (over := _ended(sentence, head)) is not None:
        return Refusal("over", "gate:ended", sentence.cut([over]))
    if (penal := _penal(sentence, head)) is not None:
        return Refusal("rule", "gate:penal", sentence.cut([penal]))
    if head.dep == "acl" and head.tag == "VBN" and sentence.head_of(head).lemma in _TOLLS:
        return Refusal("toll", "gate:toll", sentence.cut([sentence.head_of(head), head]))
    for role in candidate.fillers(RoleName.RECIPIENT):
        none = next((t for t in sentence.tokens_in(role.head) for t in sentence.children(t) if t.lemma == "no"), None)
        if none is not None:
            return Refusal("nobody hurt", "gate:none", role.span)
    return None


def _idea(candidate: Candidate) -> Token | None:
    """The only thing hit, where it is no body and no thing: "attacked the plan", "killed off their hopes"."""
    if candidate.type is not EventType.ASSAULT:
        return None
    sentence = candidate.sentence
    struck = sentence.child(candidate.token, "dobj", "nsubjpass")
    if struck is None or struck.lemma not in gate_cues().ideas:
        return None
    hit = [*candidate.fillers(RoleName.RECIPIENT), *candidate.fillers(RoleName.TARGET)]
    return struck if all(_head(sentence, role) in (None, struck) for role in hit) else None


def _ended(sentence: Sentence, head: Token) -> Token | None:
    """The verb by which a truce is over: "suspended the ceasefire", "the truce collapsed"."""
    above = sentence.head_of(head)
    told = head.dep in ("dobj", "nsubj", "nsubjpass") and head.lemma in gate_cues().truces
    return above if told and above.lemma in gate_cues().ending else None


def _is_use(sentence: Sentence, head: Token) -> bool:
    """What something is used for, or is done "in order to" do: "operations to fight militants"."""
    above = sentence.head_of(head)
    meant = head.dep in ("acl", "relcl") and above.lemma in _MEANS | {"order"}
    return meant or (head.dep == "xcomp" and above.lemma in gate_cues().trend_verbs | {"use"})


def _penal(sentence: Sentence, head: Token) -> Token | None:
    """The noun of a rule or penalty for such deeds: "fines for holding rallies", however the parser hung the "for"."""
    prep = sentence.head_of(head)
    if head.dep != "pcomp" or prep.lemma != "for":
        return None
    near = (sentence.head_of(prep), *sentence.tokens[max(0, prep.index - 1) : prep.index])
    return next((t for t in near if t.lemma in gate_cues().penal), None)


def _is_imperative(sentence: Sentence, head: Token) -> bool:
    """What the reader is told to do: "Talk to any shopkeeper here"."""
    above = any(t.dep in ("nsubj", "nsubjpass", "aux", "csubj") for t in sentence.children(head))
    return head.tag == "VB" and head.dep == "ROOT" and not above


def _told_of_parties(candidate: Candidate) -> bool:
    """Whether doer and sufferer are named; of violence what it only aims at does not count."""
    aimed = {b.span for b in candidate.because if b.rule.endswith("-aim") and candidate.type in _PHYSICAL}
    told = any(role.span not in aimed for role in candidate.fillers(RoleName.RECIPIENT))
    return bool(candidate.fillers(RoleName.ACTOR)) and told


def _trend(sentence: Sentence, noun: Token) -> Refusal | None:
    """ "has intensified its attacks", "the number of killings", "fears of violence"."""
    cues = gate_cues()
    while noun.dep == "conj" and sentence.head_of(noun).pos == "NOUN":
        noun = sentence.head_of(noun)
    above = sentence.head_of(noun)
    if noun.dep == "pobj" and above.lemma == "of":
        above = sentence.head_of(above)
        if above.lemma in cues.trend_heads:
            return Refusal("trend", "gate:trend-head", sentence.cut([above]))
    if noun.dep in ("nsubj", "dobj", "nsubjpass") and above.pos == "VERB" and above.lemma in cues.trend_verbs:
        plural = noun.tag in ("NNS", "NNPS") or not sentence.child(noun, "det")
        if plural and grammar.agent(sentence, above) is None:
            return Refusal("trend", "gate:trend-verb", sentence.cut([above]))
    return None


def _between_private(candidate: Candidate) -> Refusal | None:
    """Talk, help and requests among private persons: "the boy talked to a friend", "asked his wife for a divorce"."""
    if candidate.type not in _SPOKEN:
        return None
    sides = (RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET)
    heads = [_head(candidate.sentence, role) for name in sides for role in candidate.fillers(name)]
    private = [t for t in heads if t is not None and t.lemma in gate_cues().private]
    known = [t for t in heads if t is None or (t.lemma not in gate_cues().private and not _is_unknown_name(t))]
    if not private or known:
        return None
    return Refusal("private", "gate:private", candidate.sentence.cut(private[:1]))


def _head(sentence: Sentence, role: Role) -> Token | None:
    return next(iter(sentence.tokens_in(role.head)), None) if sentence.span.contains(role.head) else None


def _is_unknown_name(token: Token) -> bool:
    return token.entity == "PERSON" and not is_known_actor(token)


def _retold(candidate: Candidate) -> Refusal | None:
    """ "the attack", nothing new beside it: told before, in the event whose roles it took over."""
    own = [b for b in candidate.because if b.rule not in _OWN]
    if candidate.token.pos in ("NOUN", "PROPN") and candidate.roles and not own and not candidate.alongside:
        return Refusal("retold", "gate:nothing-new", candidate.span)
    return None
