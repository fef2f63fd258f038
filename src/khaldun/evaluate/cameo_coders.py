"""CAMEO sentences that four people coded: is anything told, what, by whom, to whom, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.metrics.prf import classes
from khaldun.evaluate.passages import label_figures, ranges, span_figures
from khaldun.evaluate.task import Peer, Row, Wrong
from khaldun.evaluate.telling import bare, read_as, speakers
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import Dossier, MentionKind, RoleName, Span
from khaldun.pipeline import Pipeline

_FIELDS = ("sources", "targets", "locations", "times")
_PENTA = (0, 1, 2, 3, 4)
_STATEMENT = 0  # CAMEO 01: a statement is an event of its own there
_README = "the set's README: one coder against the other three, held-back part"


class CameoCoders:
    """The cameo_coders set; gold is what more than half of the coders marked."""

    name = "cameo_coders"
    files = ("train.jsonl",)
    headline = "penta micro F1"
    peers = (Peer("a human coder", 0.695, _README, verified=True),)

    def predict(self, records: Sequence[Row], line: Pipeline) -> Iterator[dict[str, Any]]:
        """One row a sentence."""
        for record, coded in zip(records, code((Text(str(r["id"]), r["text"]) for r in records), line), strict=True):
            yield {"id": record["id"], **_answer(record["text"], coded)}

    def score(self, predictions: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
        """Relevance, quad classes (0: statement), and the passages of each part."""
        made = {row["id"]: row for row in predictions}
        joined = [(record, made.get(record["id"], {})) for record in gold]
        said = classes([(str(bool(g["relevant"])), str(bool(p.get("relevant")))) for g, p in joined])
        figures = {"relevant F1": dict(said.per_class)["True"].f1, "relevant accuracy": said.accuracy}
        figures |= label_figures("penta", [(g["consensus"]["penta"], p.get("penta", [])) for g, p in joined], _PENTA)
        for field in _FIELDS:
            figures |= span_figures(field, [(g["consensus"][field], p.get(field, [])) for g, p in joined])
        return figures

    def wrong(self, predictions: Sequence[Row], gold: Sequence[Row]) -> Iterator[Wrong]:
        """Wrong classes and wrong parties."""
        made = {row["id"]: row for row in predictions}
        for record in gold:
            ours, wanted, text = made.get(record["id"], {}), record["consensus"], record["text"]
            if set(wanted["penta"]) != set(ours.get("penta", [])):
                yield Wrong(record["id"], "penta", str(wanted["penta"]), str(ours.get("penta")), text)
            for field in _FIELDS:
                theirs, said = _quotes(text, wanted[field]), _quotes(text, ours.get(field, []))
                if theirs != said:
                    yield Wrong(record["id"], field, " | ".join(theirs), " | ".join(said), text)

    def has_gold(self, record: Row) -> bool:
        """Gold is under ``consensus``."""
        return "consensus" in record


def _answer(given: str, coded: Coded) -> dict[str, Any]:
    dossier = coded.dossier
    if dossier.report is None:
        return {"relevant": False, "penta": []} | {field: [] for field in _FIELDS}
    said = [speaker for speaker in (*speakers(dossier), *_orators(dossier)) if speaker and _known(speaker)]
    table = crosswalk("cameo_coders_penta")
    penta = {int(read_as(item.event, table)) for item in coded.events} | {_STATEMENT for _ in said[:1]}
    aligned = Aligned(given, dossier.report.text)
    parts = {name: ranges(bare(spans, dossier), aligned) for name, spans in _parts(coded, said).items()}
    return {"relevant": bool(penta), "penta": sorted(penta), **parts}


def _orators(dossier: Dossier) -> Iterator[Span]:
    """Who makes a speech, though nothing of it is told."""
    from khaldun.code import grammar
    from khaldun.code.roles.phrases import phrase

    for sentence in dossier.sentences or ():
        for verb in (token for token in sentence.tokens if token.pos == "VERB"):
            held, orator = grammar.object_of(sentence, verb), grammar.subject(sentence, verb)
            if orator and (f"{verb.lemma} {held.lemma}" if held else verb.lemma) in crosswalk("cameo_coders_speech"):
                yield phrase(sentence, orator)


def _known(speaker: Span) -> bool:
    """Whether a speaker stands for somebody: statements of "he" or of private persons are no events there."""
    from khaldun.knowledge.actors import ActorBook
    from khaldun.knowledge.gate import gate_cues
    from khaldun.resolve.actors.reader import PhraseReader

    if speaker.quote.lower().split()[-1] in gate_cues().private:
        return False
    return PhraseReader(ActorBook.load()).read(speaker.quote)[0].actor is not None


def _parts(coded: Coded, said: Sequence[Span]) -> dict[str, list[Span]]:
    roles = [role for item in coded.events for role in item.event.roles]
    times = [mention.span for mention in coded.dossier.mentions or () if mention.kind is MentionKind.TIME]
    return {
        "sources": [*(role.span for role in roles if role.name is RoleName.ACTOR), *said],
        "targets": [role.span for role in roles if role.name in (RoleName.RECIPIENT, RoleName.TARGET)],
        "locations": [role.span for role in roles if role.name is RoleName.PLACE],
        "times": times if roles or said else [],
    }


def _quotes(text: str, rows: Sequence[Row]) -> list[str]:
    return [text[row["start"] : row["end"]] for row in sorted(rows, key=lambda row: int(row["start"]))]
