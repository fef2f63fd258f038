"""PLV: the PLOVER class between a marked source and a marked target. Runs the whole line on each sentence.

Each sentence is answered by lexicon and classifier together, as the line weighs them, for the marked pair. The
classifier that ships was trained on ``train.jsonl``: figures on that file say nothing of it. So each sentence is coded
by the lexicon alone as well; the model card has held-out figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.code import type_model, verdict
from khaldun.code.classify import Classifier, Question
from khaldun.code.coder import Coder
from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Text, code
from khaldun.evaluate.metrics.prf import classes
from khaldun.evaluate.metrics.spans import Range
from khaldun.evaluate.passages import class_figures, clean_span
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.evaluate.telling import read_as
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import Dossier, Event, EventType, Role, RoleName, Sentence, Span
from khaldun.pipeline import Pipeline

_PAPER = "Hu et al. 2024, table of the paper's repository"
_SUFFERERS = (RoleName.RECIPIENT, RoleName.TARGET)
_FIRM = 2.0
"""Likeness of a filler that is the marked passage by its head word."""


class Plv:
    """The PLV set (``root``, ``penta``) and the WikiEvents half of A/W (``right_direction``)."""

    name = "plv"
    files = ("train.jsonl", "aw_wiki_train.jsonl")
    headline = "root macro F1"
    peers = (
        Peer("UniversalPetrarch", 0.463, _PAPER, verified=True),
        Peer("GPT-4", 0.615, _PAPER, verified=True),
        Peer("ZSP tree (RoBERTa-large)", 0.824, _PAPER, verified=True),
        Peer("ConfliBERT, supervised", 0.867, _PAPER, verified=True),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a sentence; a sentence without any candidate has neither class."""
        model, lexicon = type_model.load(), Coder()
        texts = [Text(str(r["id"]), r["text"]) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            dossier = coded.dossier
            plain = lexicon([dossier])[0] if dossier.sentences is not None else dossier
            pair = _Pair(record, plain)
            answer = pair.answer(model)
            yield {"id": record["id"], **answer, "lexicon_root": pair.answer(None).get("root", "")}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Macro F1, weighted F1 and accuracy of each class that the file has; cooperation against conflict."""
        made = {row["id"]: row for row in predictions}
        figures: dict[str, float] = {}
        for field in ("root", "penta", "right_direction"):
            if field in gold[0] and any(field in row for row in predictions):
                figures |= class_figures(field, [(str(g[field]), _said(made.get(g["id"]), field)) for g in gold])
        if "root" in gold[0]:
            pairs = [(g["root"], _said(made.get(g["id"]), "lexicon_root")) for g in gold]
            figures |= class_figures("lexicon root", pairs)
        if "penta" in gold[0]:
            sides = classes([(_side(g), _side(made.get(g["id"], {}))) for g in gold])
            figures["conflict or cooperation macro F1"] = sides.macro_f1
        return figures

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Sentences whose class or direction is wrong."""
        made = {row["id"]: row for row in predictions}
        for record in gold:
            field = "root" if "root" in record else "right_direction"
            wanted, ours = str(record[field]), _said(made.get(record["id"]), field)
            if wanted != ours:
                yield Wrong(record["id"], f"{wanted} as {ours or 'nothing'}", wanted, ours, record["marked"])

    def has_gold(self, record: Row) -> bool:
        """Gold is ``root`` or ``right_direction``."""
        return "root" in record or "right_direction" in record


def _said(row: Row | None, field: str) -> str:
    value = row.get(field) if row else None
    return "" if value is None else str(value)


def _side(row: Row) -> str:
    penta = row.get("penta")
    return "none" if penta is None else "conflict" if int(penta) >= 3 else "coop"


def _marks(marked: str) -> tuple[Range, Range] | None:
    """Where source and target stand in the text without its marks; None when a mark is missing."""
    try:
        opened, closed, begun, ended = (marked.index(mark) for mark in ("<s>", "</s>", "<t>", "</t>"))
    except ValueError:
        return None
    places = {"<s>": opened, "</s>": closed, "<t>": begun, "</t>": ended}

    def plain(at: int) -> int:
        return at - sum(len(mark) for mark, place in places.items() if place < at)

    return (plain(opened), plain(closed)), (plain(begun), plain(ended))


def asked_event(record: Row, dossier: Dossier) -> Event | None:
    """The event of a coded sentence that is told of the marked pair; None when no filler meets a mark."""
    pair = _Pair(record, dossier)
    best = max(dossier.events or (), key=pair.rank, default=None)
    return best if best is not None and pair.rank(best)[0] > 0 else None


class _Pair:
    """A sentence coded by the lexicon, with the passages of source and target."""

    def __init__(self, record: Row, dossier: Dossier) -> None:
        self.dossier = dossier
        report, marks = dossier.report, _marks(record["marked"])
        self.source = self.target = None
        if report is not None and marks is not None:
            aligned = Aligned(record["text"], report.text)
            self.source, self.target = (clean_span(report, aligned, mark) for mark in marks)

    def answer(self, model: Classifier | None) -> dict[str, Any]:
        """Class, quad class and direction: by lexicon and classifier, or by the lexicon alone."""
        best = max(self.dossier.events or (), key=self.rank, default=None)
        right = {"right_direction": int(best is None or not self._against(best))}
        told = self._weighed(best, model) if model else {}
        if told:
            return {**_likeliest(told), **right}
        passed = self._passed_over()
        root = read_as(best, crosswalk("plv_root")) if best else crosswalk("plv_root")[passed.value] if passed else ""
        return {"root": root, "penta": int(crosswalk("plv_penta")[root]), **right} if root else right

    def rank(self, event: Event) -> tuple[float, float]:
        """How well an event fits the pair, its confidence breaking ties."""
        fit = max(self._fit(event, self.source, self.target), 0.75 * self._fit(event, self.target, self.source))
        return fit, event.score

    def _fit(self, event: Event, doer: Span | None, sufferer: Span | None) -> float:
        """0 to 4: how far the fillers are the marked passages."""
        suffering = [role for name in _SUFFERERS for role in event.fillers(name)]
        return _likeness(event.fillers(RoleName.ACTOR), doer) + _likeness(suffering, sufferer)

    def _parties(self, event: Event) -> int:
        """How many of the marked passages the event has for fillers, whichever does the deed."""
        doers = event.fillers(RoleName.ACTOR)
        suffering = [role for name in _SUFFERERS for role in event.fillers(name)]
        ways = ((self.source, self.target), (self.target, self.source))
        return max(sum(_likeness(r, m) >= _FIRM for r, m in zip((doers, suffering), way, strict=True)) for way in ways)

    def _against(self, event: Event) -> bool:
        """Whether the event tells of the pair the other way round, or of the two side by side."""
        forward = self._fit(event, self.source, self.target)
        if forward < self._fit(event, self.target, self.source):
            return True
        doers = event.fillers(RoleName.ACTOR)
        return min(_likeness(doers, self.source), _likeness(doers, self.target)) >= _FIRM

    def _passed_over(self) -> EventType | None:
        """What the lexicon saw in a sentence that tells of no event: a candidate passed over."""
        passed = self.dossier.passed or ()
        return passed[0].type if passed else None

    def _weighed(self, event: Event | None, model: Classifier) -> dict[EventType, float]:
        """Each type's probability by the classifier, the lexicon's word added; none where nothing is marked."""
        question = self._question(event)
        types = model.opinions([question])[0].types if question else {}
        if event is None:
            return verdict.weighed(types, None)
        return verdict.weighed(types, _as_type(event), self._parties(event))

    def _question(self, event: Event | None) -> Question | None:
        """The sentence as the classifier takes it, with the marked passages for actor and recipient."""
        mark = self.source or self.target
        sentence = next((s for s in self.dossier.sentences or () if mark and s.span.overlaps(mark)), None)
        if sentence is None:
            return None
        trigger = event.trigger if event else _root(sentence)
        # the question has no empty type; what a sentence without any candidate is given does not matter
        lexicon = event.type if event else self._passed_over() or EventType.CONSULT
        return Question(sentence.span.quote, sentence.span.start, trigger, lexicon, self.source, self.target)


def _as_type(event: Event) -> EventType:
    """The type that the set's classes see in an event: sanctions are force there, good deeds refused a refusal."""
    root = read_as(event, crosswalk("plv_root"))
    if root in set(EventType):
        return EventType(root)
    return event.type if crosswalk("plv_root")[event.type.value] == root else EventType.CONCEDE


def _likeliest(told: dict[EventType, float]) -> dict[str, Any]:
    """The likeliest class, and the quad class whose types are likeliest together."""
    roots: dict[str, float] = defaultdict(float)
    quads: dict[int, float] = defaultdict(float)
    for type_, probability in told.items():
        root = crosswalk("plv_root")[type_.value]
        roots[root] += probability
        quads[int(crosswalk("plv_penta")[root])] += probability
    return {"root": max(roots, key=lambda root: roots[root]), "penta": max(quads, key=lambda quad: quads[quad])}


def _likeness(roles: Sequence[Role], mark: Span | None) -> float:
    """``_FIRM`` for a filler whose head word is in the marked passage, 0.5 for one that only touches it."""
    if mark is None:
        return 0.0
    return max((_FIRM if r.head.overlaps(mark) else 0.5 if r.span.overlaps(mark) else 0.0 for r in roles), default=0.0)


def _root(sentence: Sentence) -> Span:
    head = next((token for token in sentence.tokens if token.head == token.index), sentence.tokens[0])
    return sentence.cut([head])
