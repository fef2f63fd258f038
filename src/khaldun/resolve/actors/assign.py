"""Actor and recipient phrases to actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.agents import singular, words_of
from khaldun.knowledge.names import fold
from khaldun.model import Actor, Because, Dossier, Event, Link, Mention, Report, Role, RoleName, Sentence, Span
from khaldun.resolve.actors.context import ReportContext, read_context
from khaldun.resolve.actors.outline import word_lists
from khaldun.resolve.actors.reader import PhraseReader, Reading

_ROLES = (RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET)
_MOST = 4
"""Readings kept for one passage."""
_VAGUE = frozenset({"unnamed:unknown", "unnamed:armed", "unnamed:rebels", "unnamed:criminals", "unnamed:militia"})
"""What "the group" or "the militants" read as by themselves; another mention may say who they are."""
_DEFINITE = frozenset({"the", "this", "that", "these"})
_AT_HOME = frozenset({"actors:country-of-report", "actors:name-by-kind"})
"""Readings whose country is the report's."""
_REACH = 600
"""How many characters back "the group" may look for the group: three sentences or so of news prose."""


def resolve_actors(dossier: Dossier, book: ActorBook) -> tuple[Link, ...]:
    """One link or more (ranked) for every actor, recipient and target filler of a coded dossier.

    A filler that stands for nobody known has one link to None, whose reason says what was looked for.
    """
    if dossier.report is None or not dossier.events:
        return ()
    resolver = _Resolver(dossier, dossier.report, book)
    return tuple(
        link for event in dossier.events for role in event.roles if role.name in _ROLES
        for link in resolver.links(event, role)
    )  # fmt: skip


class _Resolver:
    """Reads the fillers of one report's events."""

    def __init__(self, dossier: Dossier, report: Report, book: ActorBook) -> None:
        self.text = report.text
        self.day = report.published.at.date() if report.published else None
        self.context: ReportContext = read_context(report, book)
        self.reader = PhraseReader(book, local=self.context.local(), monotone=self.context.monotone)
        self.sentences = {sentence.id: sentence for sentence in dossier.sentences or ()}
        self.mentions = dossier.mentions or ()

    def links(self, event: Event, role: Role) -> Iterator[Link]:
        """The ranked links of one filler."""
        sentence = self.sentences.get(event.sentence)
        near = self.context.near(sentence.span) if sentence else None
        readings = self.reader.read(role.span.quote, near=near[1] if near else None)
        if readings[0].rule == "actors:private-person" and sentence and not _is_person(sentence, role.span):
            readings = (replace(readings[0], rule="actors:unknown-name"),)
        found = [(reading, self._because(role, reading, near)) for reading in readings]
        if readings[0].actor is None or readings[0].actor.id in _VAGUE:
            found = [*self._elsewhere(role), *found]
        for rank, (reading, because) in enumerate(_each_once(found)):
            yield Link(event.id, role.name, role.span, reading.actor, rank, round(reading.score, 3), because)

    def _because(self, role: Role, reading: Reading, near: tuple[Span, object] | None) -> tuple[Because, ...]:
        span = Span.of(self.text, role.span.start + reading.start, role.span.start + reading.stop)
        reasons = [Because(role.name, reading.rule, span, reading.score)]
        if reading.rule in _AT_HOME and near is not None:
            reasons.append(Because(role.name, reading.rule, near[0], reading.score))
        words = f" {fold(span.quote)} "
        told = ((name, known) for name, known in self.context.introduced.items() if f" {name} " in words)
        reasons += [Because(role.name, known.rule, known.span) for _, known in told]
        return (*reasons, *_role_held(role, reading.actor, self.day, span))

    def _elsewhere(self, role: Role) -> Iterator[tuple[Reading, tuple[Because, ...]]]:
        """Who a pronoun or a description stands for: another mention of its chain, else the group named last."""
        for mention in self._chain(role):
            reading = self.reader.read(mention.span.quote)[0]
            if reading.actor is not None and reading.actor.id not in _VAGUE:
                told = Reading(reading.actor, 0.8 * reading.score, "actors:coreference", 0, len(role.span.quote))
                yield told, self._told(role, told, mention.span)
                return
        group = self.context.last_group(role.span.start)
        if group and group[0].stop > role.span.start - _REACH and (score := self._trust(role)):
            told = Reading(group[1], score, "actors:group-named-before", 0, len(role.span.quote))
            yield told, self._told(role, told, group[0])

    def _trust(self, role: Role) -> float:
        """How far a description points at the group named before: "the group" does, "the rebels" may, others do not.

        0.75 and 0.5 lie on both sides of the 0.7 of an agent by itself; where a report names one group only,
        its rebels are that group.
        """
        before = self.text[: role.span.start].split()[-1:] if role.span.quote[0].islower() else []
        words = [singular(word.folded) for word in words_of(" ".join((*before, role.span.quote)))]
        words = words if words[0] in _DEFINITE else words[len(before) :]
        if not 2 <= len(words) <= 4 or words[0] not in _DEFINITE:
            return 0.0
        alone = len({group.id for _, group in self.context.groups}) == 1
        if words[-1] in word_lists()["groups"]:
            return 0.75
        return (0.75 if alone else 0.5) if words[-1] in word_lists()["fighters"] else 0.0

    def _told(self, role: Role, reading: Reading, elsewhere: Span) -> tuple[Because, ...]:
        reasons = tuple(Because(role.name, reading.rule, span, reading.score) for span in (role.span, elsewhere))
        return (*reasons, *_role_held(role, reading.actor, self.day, elsewhere))

    def _chain(self, role: Role) -> list[Mention]:
        """The other mentions of the chain that a filler belongs to, the nearest before it first."""
        own = [m for m in self.mentions if m.chain is not None and m.span.overlaps(role.head)]
        if not own:
            return []
        others = [m for m in self.mentions if m.chain == own[0].chain and not m.span.overlaps(role.head)]
        return sorted(others, key=lambda m: (m.span.start > role.span.start, abs(m.span.start - role.span.start)))


def _is_person(sentence: Sentence, span: Span) -> bool:
    """Whether the language model takes a name for a person's, or does not take it for any other's."""
    entities = {token.entity for token in sentence.tokens_in(span)} - {""}
    return not entities or "PERSON" in entities


def _role_held(role: Role, actor: Actor | None, day: date | None, span: Span) -> tuple[Because, ...]:
    """What the actor was on the day of the report, when its roles have changed over time."""
    if actor is None or len(actor.roles) < 2:
        return ()
    held = actor.role_on(day)
    if held is None:
        return ()
    told = f"actors:role-held:{held.country or 'none'}:{'+'.join(held.sectors) or 'none'}"
    return (Because(role.name, told, span),)


def _each_once(
    found: Iterable[tuple[Reading, tuple[Because, ...]]],
) -> list[tuple[Reading, tuple[Because, ...]]]:
    """Each actor once, the best reading first, and "nobody" only when there is no actor."""
    ranked = sorted(found, key=lambda pair: -pair[0].score)
    best: dict[str, tuple[Reading, tuple[Because, ...]]] = {}
    for pair in ranked:
        if pair[0].actor is not None:
            best.setdefault(pair[0].actor.id, pair)
    return list(best.values())[:_MOST] or ranked[:1]
