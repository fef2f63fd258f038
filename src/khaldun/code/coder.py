"""The code step: from sentences and mentions to events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from khaldun.code import contexts, counts, rules, status, target, triggers, verdict, weapon
from khaldun.code.attribution import chain
from khaldun.code.candidate import Candidate, Setting
from khaldun.code.classify import Classifier
from khaldun.code.gate import Gate
from khaldun.code.roles import assign, refine
from khaldun.code.roles.places_in import places
from khaldun.code.tagging import Tagger
from khaldun.code.triggers import Sighting
from khaldun.knowledge.calibration import Calibration, shipped
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import (
    Because,
    Dossier,
    Event,
    EventType,
    Passed,
    Role,
    RoleName,
    Sentence,
    Status,
    Token,
    event_id,
)

_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_TOLD_BY_NAME = frozenset({"firearms", "targeted", "primitive"})
_OFTEN = 2  # namings of a deed with nobody beside them that make it what a report is about
_PLAIN = 2  # plainer tellings of a type in the report that make a doubtful word count


class Coder:
    """Adds ``events`` and ``passed`` to annotated dossiers, by a codebook.

    ``calibration`` turns the rules' raw scores into confidence; None takes the one that ships.
    """

    name = "code"
    needs = frozenset({"report", "sentences", "quotations", "mentions"})
    gives = frozenset({"events", "passed"})

    def __init__(
        self,
        codebook: Codebook | None = None,
        classifier: Classifier | None = None,
        calibration: Calibration | None = None,
        tagger: Tagger | None = None,
    ) -> None:
        self.codebook = codebook or Codebook.load()
        self.classifier, self.tagger = classifier, tagger
        self.calibration = shipped() if calibration is None else calibration
        models = "".join(f", {model.name}" for model in (classifier, tagger) if model)
        self.made_by = f"{self.codebook.id} {self.codebook.version}, khaldun {_version()}{models}"

    def __call__(self, batch: Sequence[Dossier]) -> list[Dossier]:
        """Code each dossier."""
        return [self._code(dossier) for dossier in batch]

    def places_of(self, sentence: Sentence, token: Token, setting: Setting) -> tuple[Role, ...]:
        """Where the deed of any word of a sentence took place, by the rules and the tagger that serve events."""
        # the type says nothing about where it was
        candidate = Candidate(sentence, (token.index,), token.index, EventType.MOBILIZE, None, "", 0.0)
        roles = [
            (Role(RoleName.PLACE, span, head), rule, score) for span, head, rule, score in places(candidate, setting)
        ]
        because = tuple(Because("place", rule, role.span, score) for role, rule, score in roles)
        plain = replace(candidate, roles=tuple(role for role, *_ in roles), because=because)
        (refined,) = refine([plain], setting, self.codebook, self.tagger)
        return refined.fillers(RoleName.PLACE)

    def _code(self, dossier: Dossier) -> Dossier:
        if dossier.report is None or dossier.sentences is None:
            raise ValueError("code needs a report and its sentences")
        setting = Setting(dossier.report, dossier.sentences, dossier.quotations or (), dossier.mentions or ())
        sightings = [(s, one) for s in setting.sentences for one in triggers.find(self.codebook, s)]
        passed: list[Passed] = []
        gate = Gate(setting, self.codebook)
        kept: list[Candidate] = []
        unsaid: list[tuple[Candidate, Passed]] = []
        for sentence, one in sightings:
            passed += _absorbed(setting, sentence, one)
            candidate = self._candidate(sentence, one, setting, kept)
            refusal = gate.refuse(candidate) or self._doubt(one, sightings, candidate, setting)
            if refusal is None:
                kept.append(candidate)
            else:
                passed.append(refusal)
                if refusal.reason == "nobody" and not (one.entry.weak or one.entry.doubtful):
                    unsaid.append((candidate, refusal))
        if main := _main_deed(unsaid, kept):
            kept.append(main[0])
            passed.remove(main[1])
        events: list[Event] = []
        heard = verdict.hear(refine(kept, setting, self.codebook, self.tagger), self.classifier)
        passed += [_pass(setting, candidate, "untold") for candidate in heard.untold]
        for candidate in heard.kept:
            event = self._event(candidate, setting)
            if event.status is Status.DENIED and not rules.has_parties(candidate):
                passed.append(_pass(setting, candidate, "nobody"))
            else:
                events.append(event)
        told = tuple(map(self.calibration.event, _unique(events)))
        return replace(dossier, events=told, passed=tuple(passed))

    def _candidate(
        self, sentence: Sentence, one: Sighting, setting: Setting, earlier: Sequence[Candidate]
    ) -> Candidate:
        trigger = tuple(sorted({one.head.index, *(t.index for t in one.match.words)}))
        mode = next((m for m in (one.entry.mode, *(o.entry.mode for o in one.alongside)) if m), None)
        plain = Candidate(
            sentence, trigger, one.head.index, one.entry.type, mode, one.entry.id, one.entry.score,
            alongside=tuple(o.head.index for o in one.alongside),
        )  # fmt: skip
        return assign(plain, one, setting, self.codebook, earlier)

    def _doubt(
        self, one: Sighting, all_: Sequence[tuple[Sentence, Sighting]], candidate: Candidate, setting: Setting
    ) -> Passed | None:
        """Weak words with nobody beside them, and doubtful ones in a report that tells of nothing plainer."""
        reason = ""
        anchored = _is_anchored(candidate) or _whole(one)
        if not rules.has_parties(candidate) and ((one.entry.weak and not _is_named_past(candidate)) or not anchored):
            reason = "nobody"
        elif one.entry.doubtful and not one.alongside:
            plainer = Counter(o.entry.type for _, o in all_ if not o.entry.doubtful)
            reason = "doubtful" if plainer[one.entry.type] < _PLAIN else ""
        if not reason:
            return None
        return _pass(setting, candidate, reason)

    def _event(self, candidate: Candidate, setting: Setting) -> Event:
        judged, why_status = status.judge(candidate, setting)
        told = Because("type", candidate.rule, candidate.span, candidate.score)
        candidate, why_rules = rules.apply(candidate, judged)
        counted, why_counts = counts.find(candidate, setting)
        used, why_weapon = weapon.find(candidate, setting)
        hit, why_target = target.find(candidate, setting)
        said, why_said = chain(candidate, setting)
        about, why_about = contexts.find(candidate, setting, self.codebook)
        mode = (Because("mode", candidate.rule, candidate.span, candidate.score),) if candidate.mode else ()
        because = (
            told, *why_rules, *mode, *candidate.because, *why_status, *why_counts, *why_weapon, *why_target, *why_said,
            *why_about, *_alongside(candidate),
        )  # fmt: skip
        sentence, type_ = candidate.sentence, candidate.type
        made = event_id(
            setting.report.id, self.codebook.id, type_, sentence.span.quote, candidate.span.quote, candidate.roles
        )  # fmt: skip
        return Event(
            made, setting.report.id, sentence.id, self.codebook.id, type_, candidate.mode, about, candidate.span,
            candidate.roles, counted, used, hit, judged, said, because, _score(candidate),
            self.made_by, tuple(self._flags(candidate)),
        )  # fmt: skip

    def _flags(self, candidate: Candidate) -> Iterator[str]:
        """What a reader should know is missing or taken from elsewhere."""
        if not candidate.fillers(RoleName.ACTOR):
            yield "no-actor"
        needs = self.codebook.types[candidate.type].recipient_required
        if needs and not (candidate.fillers(RoleName.RECIPIENT) or candidate.fillers(RoleName.TARGET)):
            yield "no-recipient"
        if any(b.rule == "roles:resumed" for b in candidate.because):
            yield "resumed"
        if any(b.rule == "roles:place-of-earlier-event" for b in candidate.because):
            yield "place-from-earlier"


def _alongside(candidate: Candidate) -> Iterator[Because]:
    """The other words of the sentence that tell of the same event: "injured" of "the blast injured ten"."""
    for index in candidate.alongside:
        span = candidate.sentence.cut([candidate.sentence.tokens[index]])
        yield Because("trigger", "coder:alongside", span, candidate.score)


def _main_deed(
    unsaid: Sequence[tuple[Candidate, Passed]], kept: Sequence[Candidate]
) -> tuple[Candidate, Passed] | None:
    """The first telling of a deed that a whole report is about without once saying who, where or when beside it.

    "Deputies look into an accidental shooting": where, when and to whom is told by the sentences after it.
    """
    deeds = [one for one in unsaid if one[0].type is EventType.ASSAULT and one[0].mode in _TOLD_BY_NAME]
    if len(deeds) < _OFTEN or any(one.type is EventType.ASSAULT for one in kept):
        return None
    return deeds[0]


def _is_anchored(candidate: Candidate) -> bool:
    """Whether its own sentence tells who, where or when."""
    elsewhere = {b.span for b in candidate.because if b.rule == "roles:place-of-earlier-event"}
    return any(r.name is not RoleName.INSTRUMENT and r.span not in elsewhere for r in candidate.roles)


def _is_named_past(candidate: Candidate) -> bool:
    """Whether a noun bears year and place of its own: "the September 11, 2001, attacks in New York"."""
    noun = {candidate.head, *candidate.trigger}
    dated = [
        token
        for token in candidate.sentence.tokens
        if _YEAR.fullmatch(token.text) and any(t.index in noun for t in candidate.sentence.ancestors(token))
    ]
    placed = any(b.rule in ("roles:place-attached", "roles:place-modifier") for b in candidate.because)
    return candidate.token.pos == "NOUN" and placed and any(token.dep != "pobj" for token in dated)


def _whole(one: Sighting) -> bool:
    """Whether a verb tells its deed with nobody named: "a curfew was imposed", or somebody is, by an unread pronoun."""
    sides = ("nsubj", "nsubjpass", "dobj")
    pronoun = any(t.pos == "PRON" for t in one.match.near if t.dep in sides)
    return one.is_verb and not one.entry.absorb and (pronoun or not one.match.object_is_filler)


def _pass(setting: Setting, candidate: Candidate, reason: str) -> Passed:
    span, where = candidate.span, candidate.sentence.id
    return Passed(setting.report.id, where, span, candidate.type, reason, f"coder:{reason}", span)


def _score(candidate: Candidate) -> float:
    """Confidence in the event as a whole: the word's own, less when nobody or only one side is told."""
    sides = rules.has_parties(candidate) + bool(candidate.fillers(RoleName.ACTOR))
    return round(candidate.score * (0.7 + 0.15 * sides), 3)


def _absorbed(setting: Setting, sentence: Sentence, one: Sighting) -> Iterator[Passed]:
    """What a verbal act asks for, promises or threatens is told by that act."""
    for inner in one.absorbed:
        span = sentence.cut([inner.head])
        by = sentence.cut([one.head])
        yield Passed(
            setting.report.id, sentence.id, span, inner.entry.type, f"told by {one.entry.type}", "coder:absorbed", by
        )


def _unique(events: Sequence[Event]) -> tuple[Event, ...]:
    """Each event of a sentence once: same type and same roles told by two words count as one, the surer."""
    kept: dict[tuple[str, EventType, frozenset[tuple[str, str]]], Event] = {}
    for event in events:
        parties = frozenset((r.name.value, r.head.quote + str(r.head.start)) for r in event.roles if r.name in _SIDES)
        key = (event.sentence, event.type, parties or frozenset({("trigger", str(event.trigger.start))}))
        if key not in kept or kept[key].score < event.score:
            kept[key] = event
    return tuple(sorted(kept.values(), key=lambda e: (e.trigger.start, e.type)))


_SIDES = (RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET)


def _version() -> str:
    try:
        return version("khaldun")
    except PackageNotFoundError:
        return "unreleased"
