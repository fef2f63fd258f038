"""How many were killed, injured, abducted, arrested, displaced, or took part.

Statements of the candidate's own sentence come first, those of its own words before all; what the sentence leaves
open is taken from the following sentences as long as they go on about the same event. Of those shot or stabbed, whom
no word declares dead count as injured. Perpetrators are counted apart, after the victims, and named by ``victims``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khaldun.code import clause
from khaldun.code.candidate import Candidate, Setting
from khaldun.code.counts.effects import tallies
from khaldun.code.counts.grammar import Amount, passage
from khaldun.code.counts.scope import belongs, distance, following, tells_fate
from khaldun.code.counts.tally import Tally
from khaldun.code.status.assign import hurt_in_attempt, told_as_fact
from khaldun.knowledge.cues import HIT, count_cues
from khaldun.model import Because, Count, CountKind, EventType, Part

_LEAD = 2
"""Sentences after a headline ("Teen shot in Kesh") whose one death is that of the person it names otherwise."""
_SCORES = {"own": 0.9, "same": 0.8, "next": 0.6}
"""Confidence by where the statement stands: the trigger itself, its sentence, a following sentence. Ranks, not yet
calibrated."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A tally that belongs to the candidate, and where it stands (a key of ``_SCORES``)."""

    tally: Tally
    where: str
    far: int


def find(candidate: Candidate, setting: Setting) -> tuple[tuple[Count, ...], tuple[Because, ...]]:
    """The counts that belong to a candidate (roles assigned) with their reasons, victims before perpetrators."""
    allowed = _allowed(candidate)
    if not allowed:
        return (), ()
    found = _in_own_sentence(candidate, allowed)
    found += _in_following(candidate, setting, allowed, {f.tally.kind for f in found if not f.tally.total})
    chosen = [pick for kind in CountKind for pick in _choose(kind, found)]
    chosen = _without_the_dead(chosen)
    chosen = _with_outcome(found, chosen, setting)
    made = [(_count(f.tally), _because(f)) for f in chosen]
    return tuple(count for count, _ in made), tuple(because for _, because in made)


def _allowed(candidate: Candidate) -> frozenset[str]:
    """The kinds that fit the type; an arrest or a march counts its own people only, an attack all it harms."""
    cues = count_cues()
    kinds = cues.kinds.get(candidate.type, frozenset())
    if candidate.type is EventType.ASSAULT:
        return kinds if _is_abduction(candidate) else kinds - {CountKind.ABDUCTED.value}
    own = {e.kind.value for e in cues.effects if e.kind and candidate.token.lemma in e.object | e.noun}
    return kinds & own or kinds


def _is_abduction(candidate: Candidate) -> bool:
    """Whether the deed takes people, or a word beside it does: a killing told next to an abduction takes nobody."""
    if candidate.mode == "abduct":
        return True
    taking = {word for e in count_cues().effects if e.kind is CountKind.ABDUCTED for word in e.object | e.noun}
    words = (candidate.sentence.tokens[index] for index in (*candidate.trigger, *candidate.alongside))
    return any(t.lemma in taking for t in words)


def _in_own_sentence(candidate: Candidate, allowed: frozenset[str]) -> list[_Found]:
    found = []
    for tally in tallies(candidate.sentence):
        ours = belongs(candidate, tally.word) and not _is_ground(candidate, tally)
        if _name(tally) in allowed and ours and _is_real(candidate, tally):
            far = distance(candidate, tally.word)
            found.append(_Found(tally, "same" if far else "own", far))
    return found


def _is_ground(candidate: Candidate, tally: Tally) -> bool:
    """Whether a killing named by a noun is what a march or an arrest is about ("marched over the death of a boy"), not
    what came of it ("riots that led to the death of a boy")."""
    harm = tally.kind in {None, CountKind.KILLED, CountKind.INJURED}
    if candidate.type is EventType.ASSAULT or tally.word.pos != "NOUN" or tally.amount.low == 0 or not harm:
        return False
    return not any(t.lemma in count_cues().outcome_verbs for t in tally.sentence.ancestors(tally.word))


def _in_following(
    candidate: Candidate, setting: Setting, allowed: frozenset[str], have: set[CountKind | None]
) -> list[_Found]:
    found: list[_Found] = []
    if candidate.type is not EventType.ASSAULT:  # the dead told after an arrest or a march are the attack's
        allowed = allowed - {CountKind.KILLED.value, CountKind.INJURED.value, HIT}
    for number, sentence in enumerate(following(candidate, setting), 1):
        for tally in tallies(sentence):
            fresh = tally.total or tally.kind not in have
            if fresh and _name(tally) in allowed and _is_real(candidate, tally) and _is_free(tally):
                found.append(_Found(tally, "next", 100 * number + tally.word.index))
        have |= {f.tally.kind for f in found if not f.tally.total}
    return found


def _name(tally: Tally) -> str:
    return HIT if tally.kind is None else tally.kind.value


def _is_real(candidate: Candidate, tally: Tally) -> bool:
    """Told as a fact; that nobody was hurt is a denied deed and a real count, a wound "in an attempt" a real wound."""
    if tally.amount.low == 0 or told_as_fact(tally.sentence, tally.word.index, candidate):
        return True
    return tally.kind is CountKind.INJURED and hurt_in_attempt(tally.sentence, tally.word.index, candidate)


def _is_free(tally: Tally) -> bool:
    """Whether a statement of a later sentence stands in no clause about some other event."""
    borders = count_cues().clause_borders
    for at in (tally.word, *tally.sentence.ancestors(tally.word)):
        mark = clause.opener(tally.sentence, at)
        if (at.dep == "relcl" and not tells_fate(tally.sentence, at)) or (
            at.dep == "advcl" and mark is not None and clause.low(mark) in borders
        ):
            return False
    return True


def _choose(kind: CountKind, found: Sequence[_Found]) -> list[_Found]:
    """The best statement of one kind, that of the perpetrators, and the running total."""
    mine = sorted((f for f in found if f.tally.kind is kind), key=lambda f: f.far)
    plain = [f for f in mine if not f.tally.total]
    victims = [f for f in plain if not _of_perpetrators(f.tally)]
    others = [f for f in plain if _of_perpetrators(f.tally)]
    totals = [f for f in mine if f.tally.total]
    return [*_added(victims), *others[:1], *totals[:1]]


def _added(found: Sequence[_Found]) -> list[_Found]:
    """The nearest statement, with those added to it that count "two others", "another man"."""
    if not found:
        return []
    best = found[0]
    for other in found[1:]:
        if other.tally.sentence is best.tally.sentence and _is_more(best.tally, other.tally):
            joined = _joined(best.tally.amount, other.tally.amount)
            best = replace(best, tally=replace(best.tally, amount=joined, rule="counts:sum"))
    return [best]


def _joined(one: Amount, other: Amount) -> Amount:
    first, second = sorted((one, other), key=lambda amount: amount.tokens[0].index)
    return first.plus(second)


def _is_more(first: Tally, later: Tally) -> bool:
    """Whether two statements of one kind count different people."""
    ahead, behind = sorted((first, later), key=lambda tally: tally.amount.tokens[0].index)
    if set(ahead.amount.tokens) & set(behind.amount.tokens):
        return False
    said = (*behind.amount.tokens, *behind.sentence.children(behind.word))
    return any(clause.low(t) in count_cues().more for t in said) and ahead.word != behind.word


def _of_perpetrators(tally: Tally) -> bool:
    words = {t.lemma for t in (*tally.amount.victims, *tally.amount.tokens[-1:])}
    return bool(words & count_cues().perpetrators)


def _without_the_dead(chosen: Sequence[_Found]) -> list[_Found]:
    """One person who was hurt and then died is counted once: "suffered wounds and later died"."""
    dead = [f.tally.amount for f in chosen if f.tally.kind is CountKind.KILLED and not f.tally.total]
    return [
        f
        for f in chosen
        if f.tally.kind is not CountKind.INJURED or not any(_same_person(f.tally.amount, amount) for amount in dead)
    ]


def _same_person(one: Amount, other: Amount) -> bool:
    """Whether two single persons are one: the same passage, or the same noun and not "a man … a man"."""
    if one.low != 1 or other.low != 1 or other.high != 1:
        return False
    if one.tokens == other.tokens:
        return True
    names = {t.lemma for t in one.victims} & {t.lemma for t in other.victims}
    later = max(one, other, key=lambda amount: amount.tokens[0].start)
    return bool(names) and clause.low(later.tokens[0]) not in {"a", "an", "one"} | count_cues().more


def _with_outcome(found: Sequence[_Found], chosen: list[_Found], setting: Setting) -> list[_Found]:
    """What became of those shot or stabbed: dead by a later statement, else injured but for the dead among them.

    Where fewer are said to be injured than were hit ("five were shot, one seriously"), those hit are counted.
    """
    hits = sorted((f for f in found if f.tally.kind is None), key=lambda f: f.far)
    if not hits:
        return chosen
    own = {f.tally.kind: f for f in reversed(chosen) if not f.tally.total}
    best, dead, hurt = hits[0], own.get(CountKind.KILLED), own.get(CountKind.INJURED)
    if dead is None and hurt is None and (death := _later_death(best.tally, setting)) is not None:
        return [*chosen, _Found(death, "next", best.far)]
    left = _survivors(best, dead.tally.amount.low if dead else 0)
    if hurt is None:
        return [*chosen, *left]
    more = left and left[0].tally.amount.low > hurt.tally.amount.low and hurt.tally.amount.low > 0
    return [*(f for f in chosen if f is not hurt), *left] if more else chosen


def _survivors(hit: _Found, dead: int) -> list[_Found]:
    amount = hit.tally.amount
    if any(clause.low(t) in count_cues().more for t in amount.tokens):
        dead = 0  # "three others were shot": the dead were counted before
    if amount.low <= dead:
        return []
    rest = replace(amount, low=amount.low - dead, high=None if amount.high is None else amount.high - dead)
    return [replace(hit, tally=replace(hit.tally, kind=CountKind.INJURED, amount=rest, rule="counts:hit-not-dead"))]


def _later_death(hit: Tally, setting: Setting) -> Tally | None:
    """The statement, anywhere in the report, that the very person shot or stabbed died: same noun, one person."""
    if hit.amount.low != 1:
        return None
    names = {t.lemma for t in hit.amount.victims}
    for sentence in setting.sentences:
        for tally in tallies(sentence):
            said = tally.kind is CountKind.KILLED and tally.amount.low == 1 and not tally.total
            near = 0 <= sentence.number - hit.sentence.number <= count_cues().follow
            pronoun = near and tally.amount.tokens[-1].pos == "PRON"
            lead = hit.sentence.part is Part.HEADLINE and 0 < sentence.number - hit.sentence.number <= _LEAD
            if said and (pronoun or lead or names & {t.lemma for t in tally.amount.victims}):
                return tally
    return None


def _count(tally: Tally) -> Count:
    if tally.kind is None:
        raise ValueError("a tally without a kind cannot be written down")
    amount = tally.amount
    said = amount.victims or tuple(t for t in amount.tokens if clause.low(t) in count_cues().perpetrators)
    victims = ", ".join(dict.fromkeys(t.text for t in said)) or None
    return Count(tally.kind, amount.low, amount.high, passage(tally.sentence, amount), victims, tally.total)


def _because(found: _Found) -> Because:
    tally = found.tally
    field = (tally.kind or CountKind.INJURED).value
    rule = tally.rule if _is_exact(tally) else f"{tally.rule}:vague"
    return Because(field, rule, passage(tally.sentence, tally.amount), _SCORES[found.where])


def _is_exact(tally: Tally) -> bool:
    """Whether the count rests on a number or on single persons, and not on a vague word alone ("dozens")."""
    vague = count_cues().vague
    return not any(clause.low(t) in vague and vague[clause.low(t)].high is None for t in tally.amount.tokens)
