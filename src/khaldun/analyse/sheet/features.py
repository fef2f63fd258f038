"""What a linear model looks at to tell whether a noun phrase plays a part in a report's incidents, and which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from khaldun.analyse.sheet.phrases import Phrase
from khaldun.code.terms import terms
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.agents import FACILITY, Agents, words_of
from khaldun.knowledge.cues import target_cues, weapon_cues
from khaldun.model import Actor, Dossier, Event, EventType, RoleName, Sentence, Span, Token

ARMED = frozenset({"armed_group", "militia", "criminal", "movement"})
"""Kinds of actors that fight."""
_UP = 4
"""Governors above a phrase that are looked at: its verb, and those the verb hangs on."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a report: its events by sentence, kinds of names by passage, known actors by passage,
    how often a head and a known actor stand there, how many assaults it tells of and in which modes, and the
    sentences by number that tell of them."""

    events: Mapping[str, Sequence[Event]]
    names: Sequence[tuple[Span, str]]
    actors: Sequence[tuple[Span, Actor]]
    heads: Mapping[str, int]
    named: Mapping[str, int]
    deeds: int
    modes: frozenset[str]
    violent: frozenset[int]


def scene_of(dossier: Dossier, book: ActorBook) -> Scene:
    """The scene of a coded report; ``book`` tells which names are known actors."""
    events: dict[str, list[Event]] = {}
    for event in dossier.events or ():
        events.setdefault(event.sentence, []).append(event)
    names = [(m.span, m.kind.value) for m in dossier.mentions or ()]
    known = [one for sentence in dossier.sentences or () for one in _known(sentence, book)]
    names += [(span, f"known {actor.kind}") for span, actor in known]
    heads = Counter(t.lemma.lower() for s in dossier.sentences or () for t in s.tokens if t.pos in ("NOUN", "PROPN"))
    named = Counter(actor.id for _, actor in known if actor.kind in ARMED)
    deeds = [event for event in dossier.events or () if event.type is EventType.ASSAULT]
    modes = frozenset(event.mode or "" for event in deeds)
    told = {event.sentence for event in deeds}
    violent = frozenset(sentence.number for sentence in dossier.sentences or () if sentence.id in told)
    return Scene(events, names, known, heads, named, len(deeds), modes, violent)


def _known(sentence: Sentence, book: ActorBook) -> Iterator[tuple[Span, Actor]]:
    offset = sentence.span.start
    for start, stop, actors in book.find_in(sentence.span.quote):
        if actors:
            yield Span(offset + start, offset + stop, sentence.span.quote[start:stop]), actors[0]


def features(phrase: Phrase, scene: Scene) -> frozenset[str]:
    """The names of the features that hold for a phrase."""
    return frozenset(
        [
            *_own(phrase, scene),
            *_around(phrase),
            *_above(phrase, scene),
            *_told(phrase, scene),
            *_claimed(phrase, scene),
            *_report(phrase, scene),
            *_called(phrase),
        ]
    )


def kinds(tokens: Sequence[Token]) -> tuple[str, str]:
    """The target category and the means category of a phrase, empty where none: those of its last term."""
    found = [[hit.category.name for hit in terms(tokens, cues)] for cues in (target_cues(), weapon_cues())]
    return (found[0] or [""])[-1], (found[1] or [""])[-1]


def _own(phrase: Phrase, scene: Scene) -> Iterator[str]:
    head = phrase.head
    target, means = kinds(phrase.words)
    yield "bias"
    yield f"head={_word(head)}"
    yield f"tag={head.tag}"
    yield f"target={target}"
    yield f"means={means}"
    yield f"entity={head.entity}"
    for token in phrase.words[:-1]:
        yield f"modifier={_word(token)}"
    yield f"length={min(4, len(phrase.words))}"
    if phrase.first < phrase.bare:
        yield "number"
    for kind in _names(phrase, scene):
        yield f"name={kind}"
    before = phrase.sentence.tokens[phrase.first - 1] if phrase.first else None
    yield f"article={before.text.lower() if before and before.tag in ('DT', 'PRP$') else ''}"


def _names(phrase: Phrase, scene: Scene) -> list[str]:
    span = phrase.sentence.cut([phrase.head])
    return [kind for other, kind in scene.names if other.overlaps(span)]


def _around(phrase: Phrase) -> Iterator[str]:
    tokens, first, last = phrase.sentence.tokens, phrase.first, phrase.head.index
    for name, at in (("before", first - 1), ("before2", first - 2), ("after", last + 1), ("after2", last + 2)):
        yield f"{name}={_word(tokens[at]) if 0 <= at < len(tokens) else ''}"
    for child in phrase.sentence.children(phrase.head):
        if child.dep in ("prep", "relcl", "acl", "appos"):
            yield f"{child.dep}={_word(child)}"
            for below in phrase.sentence.children(child):
                if below.dep in ("pobj", "dobj", "agent"):
                    yield f"{child.dep}.{_word(child)}={_word(below)}"


def _above(phrase: Phrase, scene: Scene) -> Iterator[str]:
    """The way up: "dobj of kill", "pobj of by of attack", and the verb above."""
    sentence, token = phrase.sentence, phrase.head
    while token.dep in ("conj", "appos") and token.head != token.index:
        yield f"is-{token.dep}"
        token = sentence.head_of(token)
    way, what = token.dep, _what(phrase)
    yield f"dep={way}"
    named = sorted(set(_names(phrase, scene)))
    for step, above in enumerate(sentence.ancestors(token)):
        if step >= _UP:
            return
        if above.pos == "ADP":
            way += f">{_word(above)}"
        else:
            passive = "p" if sentence.child(above, "nsubjpass", "auxpass") else ""
            yield f"way={way}>{_word(above)}{passive}"
            yield f"above={_word(above)}"
            yield f"above{what}={_word(above)}"
            yield from (f"above {name}={_word(above)}" for name in named)
            way += f">{above.pos}{passive}"
            yield f"shape={way}"
            yield f"shape{what}={way}"
        if above.pos in ("VERB", "AUX") and step:
            return


def _told(phrase: Phrase, scene: Scene) -> Iterator[str]:
    """What the events of the sentence make of it, and which events there are."""
    head, what = phrase.sentence.cut([phrase.head]), _what(phrase)
    for event in scene.events.get(phrase.sentence.id, ()):
        kind = f"{event.type.value}/{event.mode or ''}" if event.type is EventType.ASSAULT else event.type.value
        yield f"with={kind}"
        yield f"with={kind}&{what}"
        for role in event.roles:
            if role.span.contains(head) and role.name not in (RoleName.PLACE, RoleName.TIME):
                yield f"role={role.name.value}/{kind}" + ("" if role.head.overlaps(head) else "/inside")
                yield f"role={role.name.value}&{what}"
        if event.weapon and event.weapon.span.overlaps(head):
            yield "role=weapon"
    for events in scene.events.values():
        for event in events:
            for role in event.roles:
                if role.span.contains(head) and event.sentence != phrase.sentence.id:
                    yield f"elsewhere={role.name.value}/{event.type.value}"
                    yield f"elsewhere={role.name.value}&{what}"


def _claimed(phrase: Phrase, scene: Scene) -> Iterator[str]:
    """Known groups: which, how often named beside others, and whether the sentence claims or blames."""
    head = phrase.sentence.cut([phrase.head])
    stances = {link.stance.value for e in scene.events.get(phrase.sentence.id, ()) for link in e.attribution}
    for span, actor in scene.actors:
        if span.overlaps(head):
            yield f"actor={actor.id}"
            yield from (f"stance={actor.kind}/{stance}" for stance in stances)
            if actor.id in scene.named:
                first = scene.named[actor.id] == max(scene.named.values())
                yield f"groups={min(3, len(scene.named))}{'first' if first else ''}"
                yield f"group named={min(4, scene.named[actor.id])}"
    for event in scene.events.get(phrase.sentence.id, ()):
        if any(link.speaker and link.speaker.contains(head) for link in event.attribution):
            yield "speaker"


def _what(phrase: Phrase) -> str:
    """The category of target or means of a phrase, else the class of agents; empty where none."""
    return "".join(kinds(phrase.words)) or agent_class(phrase)


def _called(phrase: Phrase) -> Iterator[str]:
    """What the phrase's words call somebody, and what is said of people called so."""
    class_ = agent_class(phrase) + (" by name" if phrase.head.pos == "PROPN" else "")
    yield f"agent={class_}"
    sentence, token = phrase.sentence, phrase.head
    while token.dep in ("conj", "appos") and token.head != token.index:
        token = sentence.head_of(token)
    for above in islice(sentence.ancestors(token), _UP):
        if above.pos in ("VERB", "NOUN"):
            passive = "p" if sentence.child(above, "nsubjpass", "auxpass") else ""
            yield f"agent={class_} {token.dep}>{_word(above)}{passive}"
            return


def agent_class(phrase: Phrase) -> str:
    """The class of the last agent word of a phrase ("peasant", "bodyguards"), empty where it has none."""
    words = words_of(phrase.span.quote)
    found = [match.class_.name if match.class_ else FACILITY for match in Agents.load().matches(words)]
    return found[-1] if found else ""


def _report(phrase: Phrase, scene: Scene) -> Iterator[str]:
    what = _what(phrase)
    for mode in scene.modes:
        yield f"mode={mode}&{what}"
    number = phrase.sentence.number
    yield f"near={number in scene.violent}/{number - 1 in scene.violent}/{number + 1 in scene.violent}"
    yield f"deeds={min(4, scene.deeds)}"
    yield f"sentence={min(5, phrase.sentence.number)}"
    yield f"part={phrase.sentence.part.value}"
    yield f"often={min(4, scene.heads.get(phrase.head.lemma.lower(), 0))}"
    quoted = any(t.text in ('"', "``", "''") for t in phrase.sentence.tokens)
    yield f"quote={quoted}"
    if any(t.text.lower() in ("i", "we", "our", "my") for t in phrase.sentence.tokens):
        yield "speech"


def _word(token: Token) -> str:
    return (token.lemma or token.text).lower()


__all__ = ["Scene", "agent_class", "features", "kinds", "scene_of"]
