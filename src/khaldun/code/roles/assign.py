"""Assigns roles to a candidate: from the places its lexicon entry names, else the usual ones, else an earlier event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles import nouns, verbs
from khaldun.code.roles.phrases import antecedent, inner, is_nominal, mates, phrase
from khaldun.code.roles.places_in import places, times
from khaldun.knowledge.codebooks import Codebook, Entry
from khaldun.model import Because, EventType, Role, RoleName, Sentence, Span, Token

_RESUMED = 0.55  # confidence of a role taken over from an earlier sentence; a first guess, to be calibrated
_NEAR = 6  # sentences within which "the attack" points back; news paragraphs are one to three sentences long
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such"})
_BETWEEN = frozenset({"between", "among", "amid"})
_WITH = frozenset({"with"})


@dataclass(slots=True)
class _Board:
    """Roles found so far; a filler counts once, its first rule wins."""

    candidate: Candidate
    setting: Setting
    codebook: Codebook
    roles: list[Role] = field(default_factory=list)
    because: list[Because] = field(default_factory=list)

    def add(self, name: RoleName, span: Span, head: Span, rule: str, score: float) -> bool:
        """Add a filler unless it is there already, overlaps the trigger, or fills the other side."""
        if any(role.head == head for role in self.roles) or head.overlaps(self._trigger_head()):
            return False
        self.roles.append(Role(name, span, head))
        self.because.append(Because(name.value, f"roles:{rule}", span, score))
        return True

    def has(self, *names: RoleName) -> bool:
        """Whether a role is filled."""
        return any(role.name in names for role in self.roles)

    def _trigger_head(self) -> Span:
        return self.candidate.sentence.cut([self.candidate.token])


def assign(
    candidate: Candidate, setting: Setting, entry: Entry, codebook: Codebook, earlier: Sequence[Candidate] = ()
) -> tuple[tuple[Role, ...], tuple[Because, ...]]:
    """The roles of a candidate with their reasons. ``earlier``: the report's candidates already coded, with roles."""
    board = _Board(candidate, setting, codebook)
    reciprocal = entry.reciprocal
    for token, rule in _sources(candidate, entry.actor or _usual_actor(candidate, reciprocal)):
        if _fill(board, RoleName.ACTOR, token, rule):
            break
    for token, rule in _sources(candidate, entry.recipient or _usual_recipient(candidate, entry)):
        side = RoleName.ACTOR if reciprocal else _side(board, token)
        if _fill(board, side, token, rule):
            break
    for name, found in ((RoleName.PLACE, places(candidate, setting)), (RoleName.TIME, times(candidate, setting))):
        for span, head, rule, score in found:
            board.add(name, span, head, rule.removeprefix("roles:"), score)
    _resume(board, earlier)
    _place_of_target(board)
    return tuple(board.roles), tuple(board.because)


def _usual_actor(candidate: Candidate, reciprocal: bool) -> tuple[str, ...]:
    if candidate.token.pos in {"VERB", "AUX"} and not _event_noun(candidate):
        return ("subject",)
    first = ("prep:between",) if reciprocal else ("by",)
    return (*first, "light", "possessor", "modifier")


def _usual_recipient(candidate: Candidate, entry: Entry) -> tuple[str, ...]:
    needed = tuple(f"prep:{word}" for need in entry.pattern.prepositions for word in sorted(need.words))
    if entry.reciprocal:
        return ("prep:with", "prep:between", *needed, "object")
    if candidate.token.pos in {"VERB", "AUX"} and not _event_noun(candidate):
        return ("object", *needed, "prep:against", "prep:on")
    return (*needed, "complement", "light-prep", "happening")


def _event_noun(candidate: Candidate) -> Token | None:
    """The event noun of a light-verb candidate, or of a noun candidate."""
    tokens = [candidate.sentence.tokens[index] for index in candidate.trigger]
    heads = [t for t in tokens if t.pos in {"NOUN", "PROPN"} and t.dep != "compound"]
    return (
        heads[-1] if heads and (candidate.token.pos not in {"VERB", "AUX"} or _carries(candidate, heads[-1])) else None
    )


def _carries(candidate: Candidate, noun: Token) -> bool:
    verb = nouns.carrier(candidate.sentence, noun)
    return verb is not None and verb.index == candidate.head


def _sources(candidate: Candidate, names: Sequence[str]) -> Iterator[verbs.Found]:
    """The fillers at the named places, in that order."""
    sentence, noun = candidate.sentence, _event_noun(candidate)
    for name in names:
        if name == "none":
            return
        if name.startswith("prep:"):
            words = frozenset(name.removeprefix("prep:").split("/"))
            yield from _through(sentence, candidate.token, noun, words)
        else:
            yield from _SOURCES[name](sentence, candidate.token, noun)


def _through(sentence: Sentence, head: Token, noun: Token | None, words: frozenset[str]) -> Iterator[verbs.Found]:
    if noun is not None:
        yield from nouns.through(sentence, noun, words)
    if head.pos in {"VERB", "AUX"}:
        yield from verbs.through(sentence, head, words)


def _subject(sentence: Sentence, head: Token, noun: Token | None) -> Iterator[verbs.Found]:
    if head.pos in {"VERB", "AUX"}:
        yield from verbs.doers(sentence, head)
    elif noun is not None:
        yield from nouns.light_subject(sentence, noun)


def _object(sentence: Sentence, head: Token, noun: Token | None) -> Iterator[verbs.Found]:
    if head.pos in {"VERB", "AUX"}:
        yield from verbs.done_to(sentence, head)
    elif noun is not None:
        yield from nouns.hit(sentence, noun)


def _of_noun(rule: Callable[[Sentence, Token], Iterator[verbs.Found]]) -> Callable[..., Iterator[verbs.Found]]:
    def places_of(sentence: Sentence, head: Token, noun: Token | None) -> Iterator[verbs.Found]:
        yield from rule(sentence, noun if noun is not None else head)

    return places_of


def _light_prepositions(sentence: Sentence, head: Token, noun: Token | None) -> Iterator[verbs.Found]:
    """ "launched an attack … against Y" where the parser hung the preposition on the verb."""
    verb = head if head.pos == "VERB" else nouns.carrier(sentence, noun) if noun is not None else None
    if verb is not None and noun is not None and noun.dep in {"dobj", "nsubjpass"}:
        yield from verbs.through(sentence, verb, frozenset({"on", "against", "at", "upon"}))


def _dative(sentence: Sentence, head: Token, _noun: Token | None) -> Iterator[verbs.Found]:
    yield from verbs.through(sentence, head, frozenset({"to"}))


_SOURCES: dict[str, Callable[[Sentence, Token, Token | None], Iterator[verbs.Found]]] = {
    "subject": _subject,
    "object": _object,
    "dative": _dative,
    "possessor": _of_noun(nouns.possessor),
    "owner": _of_noun(nouns.possessor),
    "modifier": _of_noun(nouns.modifier),
    "by": _of_noun(nouns.by_whom),
    "light": _of_noun(nouns.light_subject),
    "complement": _of_noun(nouns.hit),
    "light-prep": _light_prepositions,
    "happening": _of_noun(nouns.happening_object),
}


def _fill(board: _Board, name: RoleName, token: Token, rule: str) -> bool:
    """Add a head and its mates; a pronoun gives what it stands for, or nothing."""
    sentence, added = board.candidate.sentence, False
    for mate in mates(sentence, token):
        head = inner(sentence, mate)
        if head.pos == "PRON" or head.tag in {"WDT", "WP", "PRP", "PRP$"}:
            meant = antecedent(sentence, head, board.setting)
            if meant is not None and board.add(name, *meant, f"{rule}-pronoun", 0.7):
                board.because.append(Because(name.value, "roles:pronoun", sentence.cut([head]), 0.7))
                added = True
        elif is_nominal(head):
            added |= board.add(name, phrase(sentence, head), sentence.cut([head]), rule, 0.85)
    return added


def _side(board: _Board, token: Token) -> RoleName:
    """Recipient for persons, groups and states; target for things and buildings."""
    known = board.codebook.classes_of(token)
    things = known & {"FACILITY", "THING", "WEAPON", "PLACE"}
    people = known & {"PERSON", "GROUP", "ARMED", "STATE"}
    return RoleName.TARGET if things and not people else RoleName.RECIPIENT


def _resume(board: _Board, earlier: Sequence[Candidate]) -> None:
    """ "The blast …": a definite event noun takes the roles it lacks from the nearest earlier event of its type."""
    candidate = board.candidate
    if candidate.token.pos not in {"NOUN", "PROPN"} or not _is_definite(candidate):
        return
    before = [
        c for c in earlier if c.type is candidate.type and 0 <= candidate.sentence.number - c.sentence.number <= _NEAR
    ]
    antecedent_event = next((c for c in reversed(before) if c.roles), None)
    if antecedent_event is None or candidate.type not in {EventType.ASSAULT, EventType.PROTEST, EventType.COERCE}:
        return
    sides = (RoleName.RECIPIENT, RoleName.TARGET)
    for names in ((RoleName.ACTOR,), sides, (RoleName.PLACE,), (RoleName.TIME,)):
        if not board.has(*names):
            for role in antecedent_event.roles:
                if role.name in names:
                    board.add(role.name, role.span, role.head, "resumed", _RESUMED)


def _is_definite(candidate: Candidate) -> bool:
    return any(t.dep == "det" and t.lemma in _DEFINITE for t in candidate.sentence.children(candidate.token))


def _place_of_target(board: _Board) -> None:
    """A building or place that was hit is where it happened, when nothing else says where."""
    if board.has(RoleName.PLACE):
        return
    for role in [r for r in board.roles if r.name is RoleName.TARGET]:
        head = next(iter(board.candidate.sentence.tokens_in(role.head)), None)
        if head is not None and board.codebook.classes_of(head) & {"FACILITY", "PLACE"}:
            board.roles.append(Role(RoleName.PLACE, role.span, role.head))
            board.because.append(Because(RoleName.PLACE.value, "roles:target-is-place", role.span, 0.7))
            return
