"""Who and what takes part in the violence that a report tells of, wherever in the report it is named.

A linear model judges every noun phrase; phrases that mean one person, group or thing become one participant, which
stands where its surest mention stands and is worded after its fullest one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.analyse.sheet.features import ARMED, Scene, agent_class, features, kinds, scene_of
from khaldun.analyse.sheet.phrases import Phrase, phrases
from khaldun.analyse.sheet.weights import SHARES, Share, Weights
from khaldun.annotate.words import load as word_lists
from khaldun.code.counts.grammar import measure
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.countries import Countries
from khaldun.model import Dossier, Span, Token

_WITH_NUMBER = frozenset({Share.PERPETRATOR, Share.MEANS})
"""Shares whose wording keeps its number: "five soldiers", but "houses" of "three houses"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase with its score for one share, and for all."""

    phrase: Phrase
    score: float
    rivals: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant. ``mentions`` are the sentences (numbers) that name it with scores, surest first; ``low`` to
    ``high`` how many it are (0, None: untold); ``kind`` and ``means`` categories of ``data/cues``, ``called`` the class
    of agents its surest mention names, or empty."""

    share: Share
    span: Span
    words: str
    mentions: tuple[tuple[int, float], ...]
    low: int
    high: int | None
    kind: str
    means: str
    actor: str
    plural: bool
    title: str
    group: str
    spans: tuple[Span, ...] = ()
    rivals: tuple[float, ...] = (0.0,) * len(SHARES)
    origin: str = ""
    called: str = ""

    @property
    def score(self) -> float:
        """The score of the surest mention."""
        return self.mentions[0][1]


def participants(dossier: Dossier, book: ActorBook, model: Weights, *, least: float = 0.0) -> tuple[Participant, ...]:
    """The participants of an annotated and coded report with a score above ``least``, surest first a share."""
    scene = scene_of(dossier, book)
    judged = ((phrase, model.scores(features(phrase, scene))) for phrase in phrases(dossier))
    return joined(judged, scene, least)


def joined(judged: Iterable[tuple[Phrase, tuple[float, ...]]], scene: Scene, least: float) -> tuple[Participant, ...]:
    """The participants that judged phrases name, each phrase with its score for every share."""
    found: dict[Share, list[Mention]] = defaultdict(list)
    for phrase, scores in judged:
        for share, score in zip(SHARES, scores, strict=True):
            if score > least:
                found[share].append(Mention(phrase, score, scores))
    made = [_participant(share, group, scene) for share in SHARES for group in _groups(share, found[share], scene)]
    return tuple(sorted(made, key=lambda one: (SHARES.index(one.share), -one.score)))


def with_read_off(found: Sequence[Participant]) -> tuple[Participant, ...]:
    """With those that another tells of: victims described by a title, groups named beside their people."""
    made = list(found)
    for one in found:
        if one.share is Share.NAMED and one.title and not _told(made, Share.DESCRIBED, one.title):
            made.append(replace(one, share=Share.DESCRIBED, words=one.title, title="", origin="title"))
        if one.share is Share.PERPETRATOR and one.group and not _told(made, Share.GROUP, one.group):
            made.append(replace(one, share=Share.GROUP, words=one.group, group="", origin="beside"))
    return tuple(made)


def _told(found: Iterable[Participant], share: Share, words: str) -> bool:
    return any(one.share is share and one.words.lower() == words.lower() for one in found)


def _groups(share: Share, found: Sequence[Mention], scene: Scene) -> Iterator[list[Mention]]:
    """Mentions of one participant together."""
    groups: list[tuple[frozenset[str], list[Mention]]] = []
    for mention in sorted(found, key=lambda m: -len(_key(share, m.phrase, scene))):
        key = _key(share, mention.phrase, scene)
        home = next((members for other, members in groups if _same(share, key, other)), None)
        if home is None:
            groups.append((key, [mention]))
        else:
            home.append(mention)
    for _, members in groups:
        yield sorted(members, key=lambda m: -m.score)


def _key(share: Share, phrase: Phrase, scene: Scene) -> frozenset[str]:
    """The words that tell a participant from others; a known actor is told by its name's words in the book."""
    if share is Share.GROUP and (actor := _actor(phrase, scene)):
        return frozenset({actor})
    tokens = _name(phrase) if share is Share.NAMED else phrase.words
    return frozenset(_stem(token.text) for token in tokens if token.text[0].isalnum())


def _stem(word: str) -> str:
    low = word.lower()
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def _same(share: Share, key: frozenset[str], other: frozenset[str]) -> bool:  # noqa: ARG001
    return key <= other


def _actor(phrase: Phrase, scene: Scene) -> str:
    span = phrase.sentence.cut(phrase.words)
    return next((actor.id for other, actor in scene.actors if other.overlaps(span)), "")


def _group(phrase: Phrase, scene: Scene) -> str:
    """The armed group that a phrase for persons names beside them: "FMLN guerrillas", "members of the ELN"."""
    whole, head = phrase.with_complement(), phrase.sentence.cut([phrase.head])
    inside = (
        (span, actor)
        for span, actor in scene.actors
        if whole.start <= span.start and span.stop <= whole.stop and not span.overlaps(head)
    )
    return next((" ".join(span.quote.split()) for span, actor in inside if actor.kind in ARMED), "")


def _name(phrase: Phrase) -> Sequence[Token]:
    """The name at the end of a phrase, without titles: "police commander Col. Juan Ruiz" is Juan Ruiz."""
    lists = word_lists()
    kept: list[Token] = []
    for token in reversed(phrase.words):
        low = token.text.lower().rstrip(".")
        titled = low in lists.titles or low in lists.short_titles
        people = bool(kept) and Countries.load().demonym(low.title()) is not None
        if token.pos != "PROPN" or titled or people:
            break
        kept.insert(0, token)
    return kept or phrase.words


def _participant(share: Share, group: Sequence[Mention], scene: Scene) -> Participant:
    best = group[0].phrase
    span, words = _worded(share, [m.phrase for m in group])
    amount = measure(best.sentence, best.head)
    target, means = kinds(best.words)
    places: dict[int, float] = {}
    for mention in group:
        places.setdefault(mention.phrase.sentence.number, mention.score)
    return Participant(
        share, span, words, tuple(places.items()), amount.low if amount else 0, amount.high if amount else None,
        target, means, _actor(best, scene), best.head.tag in ("NNS", "NNPS"),
        _title([m.phrase for m in group]) if share is Share.NAMED else "",
        next(filter(None, (_group(m.phrase, scene) for m in group)), "") if share is Share.PERPETRATOR else "",
        tuple(m.phrase.span for m in group), group[0].rivals, called=agent_class(best),
    )  # fmt: skip


def _title(found: Sequence[Phrase]) -> str:
    """The longest run of words before the name."""
    runs = [[t.text for t in phrase.words if t.index < _name(phrase)[0].index] for phrase in found]
    return max((" ".join(run) for run in runs), key=len)


def _worded(share: Share, found: Sequence[Phrase]) -> tuple[Span, str]:
    """The passage that words a participant: the fullest name, else the surest phrase with what follows "of"."""
    if share is Share.NAMED:
        fullest = max(found, key=lambda phrase: len(_name(phrase)))
        span = fullest.sentence.cut(_name(fullest))
    elif share is Share.GROUP:
        span = found[0].sentence.cut(found[0].words)
    else:
        span = _described(share, found[0])
    return span, " ".join(span.quote.split())


def _described(share: Share, phrase: Phrase) -> Span:
    whole = phrase.with_complement()
    if share in _WITH_NUMBER:
        return whole
    start = phrase.words[0].start
    return Span(start, whole.stop, whole.quote[start - whole.start :])


def by_share(found: Iterable[Participant], share: Share) -> tuple[Participant, ...]:
    """The participants of one share."""
    return tuple(one for one in found if one.share is share)
