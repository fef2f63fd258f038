"""What the learned tagger says of the roles: it fills what the rules left empty, and corrects them where it is sure.

Without a tagger the rules decide alone. Every filler taken from it has a reason named ``roles:tagger-…`` with the
tagger's probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles.assign import place_from_before
from khaldun.code.roles.board import Board, fill, side
from khaldun.code.roles.cast import Filler
from khaldun.code.roles.fit import can_play, first_listed, in_one_list
from khaldun.code.roles.phrases import is_armed_group, is_nominal, is_time, mates
from khaldun.code.roles.places_in import place_phrase
from khaldun.code.tagging import Ask, Tagger, Tagging
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.role_words import words
from khaldun.model import EventType, MentionKind, Role, RoleName, Sentence, Span, Token

_IN_PHRASE = frozenset({"conj", "compound", "amod", "nmod", "poss", "prep", "pobj", "appos"})

FILL = 0.5
"""Probability from which a word fills a role that nothing else fills. On held-out event frames 0.68 of such actors
and 0.76 of such recipients are right; the other thresholds were chosen on the same groups (the model's card)."""
SURE = 0.7
"""Probability from which a word takes the stead of fillers that the rules found and the tagger doubts."""
JOIN = 0.9
"""Probability from which a word joins fillers that both see."""
DOUBT = 0.2
"""Probability below which the rules' filler gives way to a sure one of the tagger."""
NOT = 0.03
"""Probability below which the rules' filler is taken off though nobody else is seen in its part."""
NAMED = 0.8
"""Probability from which a name is where the event took place."""
ELSEWHERE = 0.1
"""Probability below which a place of the sentence is not this event's."""
_TIED = frozenset({"nsubjpass", "dobj"})
_FAR = 8  # words between a place and the name of what contains it: ", in the restive western province of"
_WORDS = frozenset({
    EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT, EventType.CONSULT, EventType.PROTEST,
})  # fmt: skip
_SIDES = (RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET)
_MUTUAL = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT, EventType.ASSAULT})
"""Deeds that those listed together may do to one another: "Rome and Oslo signed a pact"."""
_PARTIES = ((RoleName.ACTOR, (RoleName.ACTOR,)), (RoleName.RECIPIENT, (RoleName.RECIPIENT, RoleName.TARGET)))


def refine(
    candidates: Sequence[Candidate], setting: Setting, codebook: Codebook, tagger: Tagger | None
) -> list[Candidate]:
    """The candidates, in the order of the report, with the tagger's fillers."""
    if tagger is None or not candidates:
        return list(candidates)
    done: list[Candidate] = []
    for candidate, tagging in zip(candidates, tagger.tag([ask(c) for c in candidates]), strict=True):
        board = Board(candidate, setting, list(candidate.roles), list(candidate.because))
        learned = _Learned(board, tagging, codebook, f"roles:{tagger.name}", _verbal(candidate, candidates))
        learned.places(done)
        learned.parties()
        learned.means()
        learned.times()
        done.append(replace(candidate, roles=tuple(learned.board.roles), because=tuple(learned.board.because)))
    return done


def ask(candidate: Candidate) -> Ask:
    """What to ask a tagger about a candidate: its trigger, or the head of one that is torn apart."""
    sentence, words = candidate.sentence, candidate.trigger
    whole = words and words[-1] - words[0] == len(words) - 1
    trigger = candidate.span if whole else sentence.cut([candidate.token])
    return Ask(sentence.span.quote, sentence.span.start, trigger)


def _verbal(candidate: Candidate, candidates: Sequence[Candidate]) -> frozenset[int]:
    """The words of a candidate's sentence that tell of speech about deeds, itself and its like left out."""
    if candidate.type in _WORDS:
        return frozenset()
    mates = (c for c in candidates if c.sentence.id == candidate.sentence.id and c.type in _WORDS)
    return frozenset(c.head for c in mates)


@dataclass(frozen=True, slots=True)
class _Learned:
    """One candidate's roles and what the tagger says of them."""

    board: Board
    tagging: Tagging
    codebook: Codebook
    rule: str
    verbal: frozenset[int]

    def places(self, earlier: Sequence[Candidate]) -> None:
        """Names of where it was replace places that the tagger gives to another event, or to none."""
        board, sentence = self.board, self.board.candidate.sentence
        named = list(self.tagging.runs("name", sentence, NAMED)) or list(self.tagging.runs("place", sentence, SURE))
        runs = _closest(
            sentence, [pair for pair in named if _is_spot(sentence, pair[0]) and not self._is_group(pair[0])]
        )
        told = board.candidate.fillers(RoleName.PLACE)
        for role in told:
            if not any(_meets(role.head, run) for run, _ in runs) and (runs or not self._may_be_here(role)):
                board.drop(role)
        for run, score in runs:
            if not any(_meets(role.head, run) for role in told):
                head = _top(run)
                board.add(RoleName.PLACE, self._phrase(run, head, told), sentence.cut([head]), self.rule, _p(score))
        if not board.has(RoleName.PLACE):
            place_from_before(board, earlier)

    def _is_group(self, run: Sequence[Token]) -> bool:
        """Whether the words are an armed group's name: the one of "in the group's crosshairs" is no place."""
        words = self.board.candidate.sentence.cut([t for t in run if t.tag != "POS"])
        actors = (m.span for m in self.board.setting.mentions if m.kind is MentionKind.ACTOR and m.source == "lexicon")
        around = (span for span in actors if span.start <= run[0].start and run[-1].start < span.stop)
        return any(is_armed_group(span.quote) for span in (words, *around))

    def _phrase(self, run: Sequence[Token], head: Token, told: Sequence[Role]) -> Span:
        """The phrase of a name: the rules' own where it holds the name and no other word for a place, else its own."""
        sentence = self.board.candidate.sentence
        core = sentence.cut(run)
        wide = [role.span for role in told if role.span.contains(core)]
        return wide[0] if len(wide) == 1 else _holding(place_phrase(sentence, head), core)

    def _may_be_here(self, role: Role) -> bool:
        """Whether a place of the rules stays when the tagger names none; places from other sentences do."""
        if not self.board.candidate.sentence.span.contains(role.span):
            return True
        return max(self.tagging.support(name, role.span) for name in ("name", "place")) >= ELSEWHERE

    def parties(self) -> None:
        """Who did it and to whom."""
        for name, names in _PARTIES:
            mine = {role: self._support(role) for role in self.board.roles if role.name in names}
            sentence = self.board.candidate.sentence
            sure = list(self.tagging.runs(name.value, sentence, SURE))
            doubted = [
                role
                for role, support in mine.items()
                if support is not None and support < self._least(role, sure=bool(sure))
            ]
            kept = [role for role in mine if role not in doubted]
            for role in doubted:
                if not self._is_listed(role.head, kept):
                    self.board.drop(role)
            if sure and any(r in self.board.roles and s is not None and s < DOUBT for r, s in mine.items()):
                continue  # the parse was believed against the tagger
            if name is RoleName.ACTOR and any(self._is_told_of(t) for r in kept for t in sentence.tokens_in(r.head)):
                continue
            self._widen(name, self.tagging.runs(name.value, sentence, FILL))
            least = JOIN if self.board.has(*names) else FILL
            self._take(name, self.tagging.runs(name.value, sentence, least))

    def _is_listed(self, head: Span, fillers: Iterable[Role]) -> bool:
        """Whether a word is listed with a filler: they have one part together, unless in what two do to one another."""
        if self.board.candidate.type in _MUTUAL:
            return False
        sentence = self.board.candidate.sentence
        heads = sentence.tokens_in(head)
        return any(in_one_list(sentence, token, role.head) for token in heads for role in fillers)

    def _least(self, role: Role, *, sure: bool) -> float:
        """What a filler needs to stay: less where the parse ties it to the trigger itself, nothing where the force was
        only said to be meant for it and nobody else is seen."""
        rules = {b.rule for b in self.board.because if b.span == role.span and b.field == role.name}
        if any(rule.endswith("-aim") for rule in rules):
            return DOUBT if sure else 0.0
        candidate = self.board.candidate
        token = next(iter(candidate.sentence.tokens_in(role.head)), None)
        tied = token is not None and ((token.dep in _TIED and token.head == candidate.head) or self._is_told_of(token))
        return DOUBT if sure and not tied else NOT

    def _is_told_of(self, token: Token) -> bool:
        """Whether the deed is told of a word as what that one does: "women who were protesting", "women marching"."""
        sentence, deed = self.board.candidate.sentence, self.board.candidate.token
        if deed.head != token.index:
            return False
        subject = sentence.child(deed, "nsubj")
        relative = deed.dep == "relcl" and subject is not None and subject.tag in {"WP", "WDT"}
        return relative or (deed.dep == "acl" and deed.tag == "VBG")

    def _support(self, role: Role) -> float | None:
        """What the tagger thinks of a filler, or of the pronoun that led to it; None for one from another sentence."""
        inside = self.board.candidate.sentence.span
        spans = [role.span, *(b.span for b in self.board.because if b.field == role.name and b.rule == "roles:pronoun")]
        seen = [span for span in spans if span is not None and inside.contains(span)]
        asked = "actor" if role.name is RoleName.ACTOR else "recipient"
        return max((self.tagging.support(asked, span) for span in seen), default=None)

    def _take(self, name: RoleName, runs: Iterable[tuple[tuple[Token, ...], float]]) -> None:
        sentence = self.board.candidate.sentence
        told = [role.span for role in self.board.roles if role.name not in (RoleName.PLACE, RoleName.TIME)]
        for run, score in runs:
            if any(_meets(span, run) for span in told):
                continue
            top = _top(run)
            others = [role for role in self.board.roles if role.name in _SIDES and role.name is not name]
            for head in (t for t in mates(sentence, top) if t in run):
                if self._may_fill(name, head) and not self._is_listed(sentence.cut([head]), others):
                    part = side(self.codebook, head) if name is RoleName.RECIPIENT else name
                    self._fill(part, head, run, score)

    def _widen(self, name: RoleName, runs: Iterable[tuple[tuple[Token, ...], float]]) -> None:
        """Give a filler the name that goes on behind its title: "the militant group" of "Abu Sayyaf"."""
        board, sentence = self.board, self.board.candidate.sentence
        for run, _ in runs:
            for at, role in enumerate(board.roles):
                if role.name is name and sentence.span.contains(role.span) and _meets(role.span, run):
                    board.widen(at, sentence.cut([*sentence.tokens_in(role.span), *_follow(sentence, role.span, run)]))

    def _may_fill(self, name: RoleName, head: Token) -> bool:
        candidate = self.board.candidate
        if head.index == candidate.head or not can_play(self.codebook, candidate.sentence, head, name):
            return False
        return name is not RoleName.ACTOR or not self._only_tells(head)

    def _only_tells(self, head: Token) -> bool:
        """Whether somebody is the subject of a verb that only speaks of the deed: "X condemned the killing"."""
        sentence, deed = self.board.candidate.sentence, self.board.candidate.token
        lead, whole = first_listed(sentence, head), _phrase_head(sentence, head)
        verbs = [t for t in sentence.children(lead) if t.dep in ("relcl", "acl")]
        if whole.dep == "nsubj":
            own = sentence.head_of(whole)
            # "marched to protest against the killing"
            verbs += [own, *(t for t in sentence.children(own) if t.dep in ("xcomp", "advcl"))]
        verbs = [t for t in verbs if t.index != deed.index and (t.lemma in words().telling or t.index in self.verbal)]
        # parsers hang what follows a relative clause anywhere
        return any(deed in sentence.subtree(t) or (t.dep == "relcl" and t.index < deed.index) for t in verbs)

    def _fill(self, name: RoleName, head: Token, run: Sequence[Token], score: float) -> None:
        """Add a filler; of a name behind its title ("the militant group Abu Sayyaf") the name too."""
        board, sentence = self.board, self.board.candidate.sentence
        before = len(board.roles)
        fill(board, name, Filler(head, self.rule, _p(score)))
        for at, role in enumerate(board.roles[before:], before):
            if sentence.span.contains(role.span):
                wide = sentence.cut([*sentence.tokens_in(role.span), *_follow(sentence, role.span, run)])
                board.widen(at, wide)

    def means(self) -> None:
        """With what."""
        if not self.board.has(RoleName.INSTRUMENT):
            for run, score in list(self.tagging.runs("instrument", self.board.candidate.sentence, SURE))[:1]:
                head = _top(run)
                if is_nominal(head) and head.index != self.board.candidate.head:
                    fill(self.board, RoleName.INSTRUMENT, Filler(head, self.rule, _p(score)))

    def times(self) -> None:
        """When: a time mention of the sentence that the rules gave to no event or to another."""
        board, sentence = self.board, self.board.candidate.sentence
        if board.has(RoleName.TIME):
            return
        for run, score in list(self.tagging.runs("time", sentence, SURE))[:1]:
            span = sentence.cut(run)
            told = next(
                (m.span for m in board.setting.mentions if m.span.overlaps(span) and m.kind.value == "time"), None
            )
            if told is not None:
                board.add(RoleName.TIME, told, sentence.cut([_top(run)]), self.rule, _p(score))


def _phrase_head(sentence: Sentence, word: Token) -> Token:
    """The head of the whole phrase that a word stands in: the women of "women from the Hazara community"."""
    while word.dep in _IN_PHRASE and word.head != word.index:
        word = sentence.head_of(word)
    return word


def _top(run: Sequence[Token]) -> Token:
    """The word of a run that heads it: up to the first comma the last noun whose governor lies outside."""
    inside = {token.index for token in run}
    comma = next((n for n, token in enumerate(run) if n and token.text in {",", "(", "and"}), len(run))
    free = [t for t in run[:comma] if (t.head not in inside or t.head == t.index) and is_nominal(t)]
    nouns = [t for t in free if t.pos in {"NOUN", "PROPN", "PRON"}]
    return (nouns or free or [t for t in run if is_nominal(t)] or list(run))[-1]


def _follow(sentence: Sentence, span: Span, run: Sequence[Token]) -> list[Token]:
    """The names of a run that go on right behind a phrase."""
    last = sentence.tokens_in(span)[-1].index
    found = []
    for token in run:
        if token.index == last + 1 and token.pos == "PROPN":
            found.append(token)
            last += 1
    return found


def _closest(
    sentence: Sentence, runs: Sequence[tuple[tuple[Token, ...], float]]
) -> list[tuple[tuple[Token, ...], float]]:
    """Runs without the names that only say what contains another place ("Raga in Darfur", "Miami's Little Havana")."""
    return [b for b in runs if not any(a is not b and _contains(sentence, b[0], a[0]) for a in runs)]


def _contains(sentence: Sentence, outer: Sequence[Token], inner: Sequence[Token]) -> bool:
    """Whether the first place is told as what contains the second."""
    top = _top(inner)
    while top.dep in {"compound", "nmod"} and top.head != top.index:
        top = sentence.head_of(top)
    one = _top(outer)
    if one.dep in {"poss", "compound"} and one.head == top.index and top.index > one.index:
        return True
    between = sentence.tokens[inner[-1].index + 1 : outer[0].index]
    if not between or len(between) > _FAR or any(t.pos in {"VERB", "AUX", "CCONJ", "PRON"} for t in between):
        return False
    return one.dep == "appos" or any(t.lemma in {"in", "of"} for t in between)


def _is_spot(sentence: Sentence, run: Sequence[Token]) -> bool:
    worded = any(t.tag != "POS" for t in run)  # the tagger may mark no more of a name than its "'s"
    return worded and not is_time(_top(run)) and not _is_dateline(sentence, run)


def _is_dateline(sentence: Sentence, run: Sequence[Token]) -> bool:
    """Whether a name in capitals opens a sentence that is not all in capitals: "ANKARA, May 29 -- Police …"."""
    opens = run[0].index == 0 and all(t.text.isupper() for t in run if t.text.isalpha())
    return opens and any(t.text.islower() for t in sentence.tokens)


def _meets(span: Span, run: Sequence[Token]) -> bool:
    return span.start < run[-1].stop and run[0].start < span.stop


def _holding(span: Span, core: Span) -> Span:
    """The phrase if it holds the tagged words, else these."""
    return span if span.contains(core) else core


def _p(score: float) -> float:
    return round(score, 3)
