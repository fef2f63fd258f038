"""CASE 2021 task 2: the ACLED-style sub-event type of a snippet. Runs the whole line on it.

``data/crosswalks/case2021_type.tsv`` stands in order of precedence: of all that a snippet tells, the first line
that applies names it. That is the lexicon's word; the learned sub-event head reads the snippet too, and the type
that both together make likeliest is the answer. The head was trained on ``train.jsonl``; its card has cross-validated
figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.code import type_model, verdict
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.passages import class_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.export import parties
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import CodedEvent, CountKind, EventType, RoleName, Sentence, Status
from khaldun.pipeline import Pipeline

_OUTSIDE = frozenset({"ORG_CRIME", "NATURAL_DISASTER", "MAN_MADE_DISASTER", "DIPLO", "ATTRIB"})
_ABSTRACT = "abstract of the shared task's report; trained on the source of the types"
_ARMED_TARGETS = frozenset({"military", "militants", "police"})
_DEMONSTRATORS = ("unnamed:protesters", "unnamed:rioters")
_LEFT_OUT = frozenset({Status.HYPOTHETICAL, Status.CALLED_FOR, Status.THREATENED})


class Case2021Task2:
    """The case2021_task2 set."""

    name = "case2021_task2"
    files = ("train.jsonl",)
    headline = "all weighted F1"
    peers = (
        Peer("best shared-task system, 30 classes", 0.771, _ABSTRACT, verified=True),
        Peer("TF-IDF + logistic regression, trained", 0.620, "the set's README", verified=True),
    )

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a snippet; no type when it tells of nothing that has one."""
        texts = [Text(str(r["id"]), r["text"]) for r in records]
        model = type_model.load()
        for record, coded in zip(records, code(texts, line), strict=True):
            by_lexicon = _type(coded)
            learned = model.sub_events([record["text"]])[0] if model else {}
            type_ = verdict.likeliest(learned, by_lexicon)
            yield {"id": record["id"], "lexicon_type": by_lexicon} | ({"type": type_} if type_ else {})

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Weighted F1, macro F1 and accuracy over all classes, and over those of ACLED."""
        made = {row["id"]: row.get("type", "") for row in predictions}
        pairs = [(record["type"], made.get(record["id"], "")) for record in gold]
        figures = class_figures("all", pairs) | class_figures("ACLED's", [p for p in pairs if p[0] not in _OUTSIDE])
        plain = {row["id"]: row["lexicon_type"] for row in predictions if "lexicon_type" in row}
        if plain:
            figures |= class_figures("lexicon", [(record["type"], plain.get(record["id"], "")) for record in gold])
        return figures

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Snippets of another type."""
        made = {row["id"]: row.get("type", "") for row in predictions}
        for record in gold:
            ours = made.get(record["id"], "")
            if ours != record["type"]:
                kind = f"{record['type']} as {ours or 'nothing'}"
                yield Wrong(record["id"], kind, record["type"], ours, record["text"])

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``type``."""
        return "type" in record


def _type(coded: Coded) -> str:
    sentences = {sentence.id: sentence for sentence in coded.dossier.sentences or ()}
    events = [item for item in coded.events if item.event.status not in _LEFT_OUT]
    told = {key for item in events for key in _keys(item, sentences[item.event.sentence])}
    if any(item.event.type is EventType.PROTEST or _on_protesters(item) for item in events):
        told |= {f"PROTEST+{key}" for key in told}
    told |= {f"passed:{passed.reason}" for passed in coded.dossier.passed or ()}
    return next((type_ for key, type_ in crosswalk("case2021_type").items() if key in told), "")


def _keys(item: CodedEvent, sentence: Sentence) -> Iterator[str]:
    """An event's type, and with it mode (``:``), means (``@``), harm (``#``), words (``~``) and sides (``=``)."""
    event = item.event
    yield event.type.value
    yield f"{event.type}:{event.mode}"
    spans = [event.trigger]
    if event.weapon:
        yield f"{event.type}@{event.weapon.category}"
        spans.append(event.weapon.span)
    if any(event.count(kind) for kind in (CountKind.KILLED, CountKind.INJURED)):
        yield f"{event.type}#hurt"
    doer, sides = _doer(item), _sides(item)
    yield f"{event.type}={sides}"
    for lemma in {token.lemma for span in spans for token in sentence.tokens_in(span)}:
        yield f"{event.type}~{lemma}"
        yield f"{event.type}~{lemma}={doer}"


def _on_protesters(item: CodedEvent) -> bool:
    """Whether those who suffer are demonstrators: a protest is told though no word tells of it."""
    names = (RoleName.RECIPIENT, RoleName.TARGET)
    return any(actor.id.startswith(_DEMONSTRATORS) for name in names for actor in item.actors(name))


def _doer(item: CodedEvent) -> str:
    """Whether a state, others, or nobody known acts."""
    codes = [parties.code(actor, None, None) for actor in item.actors()]
    return "state" if parties.STATE in codes else "others" if any(codes) else "unknown"


def _sides(item: CodedEvent) -> str:
    """Whether both sides bear arms."""
    doers = {parties.code(actor, None, None) for actor in item.actors()}
    names = (RoleName.RECIPIENT, RoleName.TARGET)
    others = {parties.code(actor, None, None) for name in names for actor in item.actors(name)}
    hit = item.event.target_kind.category if item.event.target_kind else ""
    armed = bool(others & parties.ARMED) or (hit in _ARMED_TARGETS and parties.CIVILIANS not in others)
    return "clash" if armed and (doers & parties.ARMED or not doers) else "one-sided"
