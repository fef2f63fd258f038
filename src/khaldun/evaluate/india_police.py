"""IndiaPoliceEvents: what the police did, sentence by sentence. Runs the whole line on each report.

The texts are all in small letters and partly broken characters; they go in as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.spans import Range
from khaldun.evaluate.passages import Labelled, label_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.evaluate.telling import read_as
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.knowledge.cues import count_cues
from khaldun.knowledge.role_words import words
from khaldun.model import Actor, CodedEvent, CountKind, Dossier, EventType, Sentence, Span, Status, Token
from khaldun.pipeline import Pipeline
from khaldun.resolve.actors.reader import PhraseReader

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
_FORCES = frozenset({"COP", "MIL"})
"""Sectors of those whose deeds count: the annotators took army and paramilitary with the police."""
_UNDONE = frozenset({Status.DENIED, Status.HYPOTHETICAL, Status.CALLED_FOR, Status.PLANNED, Status.THREATENED})
_THEIRS = "theirs"
"""What a crosswalk line says of deeds that are the forces' though nobody is told to do them."""


class IndiaPolice:
    """The india_police set."""

    name = "india_police"
    files = ("train.jsonl",)
    headline = "sentences macro F1"
    peers = (Peer("TF-IDF + logistic regression, trained", 0.665, "the set's README", verified=True),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a report, with the labels of each sentence."""
        texts = [Text(str(r["docid"]), r["text"], published=r.get("date")) for r in records]
        for record, coded in zip(records, code(texts, line), strict=True):
            labels = _labelled(record, coded)
            sentences = [{"sent_id": n, "labels": sorted(found)} for n, found in labels.items()]
            yield {"docid": record["docid"], "sentences": sentences}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """F1 of labels by sentence and by document."""
        sentences = [(theirs, ours) for _, _, theirs, ours in _sentences(predictions, gold)]
        return label_figures("sentences", sentences, LABELS) | label_figures(
            "documents", _documents(predictions, gold), LABELS
        )

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Labels missed and made up, by sentence."""
        for docid, text, theirs, ours in _sentences(predictions, gold):
            for kind, labels in (("missed", set(theirs) - set(ours)), ("false", set(ours) - set(theirs))):
                for label in sorted(labels):
                    yield Wrong(docid, f"{kind} {label}", " ".join(theirs), " ".join(ours), text)

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``doc_labels``."""
        return "doc_labels" in record


def _sentences(
    predictions: Sequence[Row], gold: Sequence[Row]
) -> Iterator[tuple[str, str, Sequence[str], Sequence[str]]]:
    made = {row["docid"]: {s["sent_id"]: s["labels"] for s in row["sentences"]} for row in predictions}
    for record in gold:
        ours = made.get(record["docid"], {})
        for sentence in record["sentences"]:
            yield record["docid"], sentence["text"], sentence["labels"], ours.get(sentence["sent_id"], [])


def _documents(predictions: Sequence[Row], gold: Sequence[Row]) -> Labelled:
    """A report's labels are those of its sentences."""
    made = {row["docid"]: sorted({x for s in row["sentences"] for x in s["labels"]}) for row in predictions}
    return [(record["doc_labels"], made.get(record["docid"], [])) for record in gold]


def _labelled(record: Row, coded: Coded) -> dict[Any, set[str]]:
    """The labels of each given sentence, by the events told in it."""
    labels: dict[Any, set[str]] = {sentence["sent_id"]: set() for sentence in record["sentences"]}
    report = coded.dossier.report
    if report is None:
        return labels
    aligned, places = Aligned(record["text"], report.text), list(_places(record))
    told = [(item.event.trigger, _labels(item)) for item in coded.events]
    for trigger, found in (*told, *_plain_deeds(coded.dossier)):
        at = aligned.span(trigger.start, trigger.stop)
        home = next((n for n, (start, stop) in places if at and start <= at[0] < stop), None)
        if home is not None:
            labels[home] |= found
    return labels


def _plain_deeds(dossier: Dossier) -> Iterator[tuple[Span, set[str]]]:
    """Whatever the forces are told to do or not to do: verbs outside the codebook count as actions there."""
    reader = PhraseReader(ActorBook.load(), monotone=True)
    for sentence in dossier.sentences or ():
        for verb in sentence.tokens:
            if verb.pos == "VERB" and verb.lemma not in words().saying and _is_of_forces(sentence, verb, reader):
                undone = sentence.child(verb, "neg") is not None or verb.lemma in crosswalk("india_police_verb")
                yield sentence.cut([verb]), {"FAIL"} if undone else {"ANY_ACTION"}


def _is_of_forces(sentence: Sentence, verb: Token, reader: PhraseReader) -> bool:
    from khaldun.code import grammar
    from khaldun.code.roles.phrases import phrase

    doer = grammar.agent(sentence, verb) if grammar.is_passive(sentence, verb) else grammar.subject(sentence, verb)
    if doer is None or doer.pos == "PRON":
        return False
    actor = reader.read(phrase(sentence, doer).quote)[0].actor
    return actor is not None and _forces(actor)


def _places(record: Row) -> Iterator[tuple[Any, Range]]:
    """Where each given sentence stands in the text; they stand in order."""
    cursor = 0
    for sentence in record["sentences"]:
        start = record["text"].find(sentence["text"], cursor)
        if start >= 0:
            cursor = start + len(sentence["text"])
            yield sentence["sent_id"], (start, cursor)


def _labels(item: CodedEvent) -> set[str]:
    """The labels of one event: what the forces did or did not; arrests are theirs though nobody is told."""
    event, acts = item.event, _by_forces(item)
    told = read_as(event, crosswalk("india_police")).split()
    if not acts and (_THEIRS not in told or item.actors()):
        return set()
    labels = {label for label in told if label in LABELS}
    if event.status in _UNDONE or "FAIL" in labels:
        return labels & {"FAIL"}
    if acts and event.type is EventType.ASSAULT and _kills(item):
        labels.add("KILL")
    return labels | {"ANY_ACTION"}


def _by_forces(item: CodedEvent) -> bool:
    return any(_forces(actor) for actor in item.actors())


def _forces(actor: Actor) -> bool:
    return any(_FORCES & set(role.sectors) for role in actor.roles)


def _kills(item: CodedEvent) -> bool:
    """Whether the sentence itself tells of dead: by their number, or by the word for the deed."""
    found = item.event.count(CountKind.KILLED)
    told = found is not None and found.low > 0 and found.span.quote in item.sentence
    return told or any(because.field == "type" and _lemma(because.rule) in _killing() for because in item.event.because)


def _lemma(rule: str) -> str:
    """The word of a lexicon rule: "kill" in "plover:ASSAULT:verb:kill {…}"."""
    return (rule.split(":", 3)[-1].split() or [""])[0]


@cache
def _killing() -> frozenset[str]:
    deadly = [effect for effect in count_cues().effects if effect.kind is CountKind.KILLED]
    return frozenset().union(*(effect.object | effect.subject for effect in deadly)) - {"gun"}
