"""The code step: from sentences and mentions to events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.code import counts, rules, status, target, triggers, weapon
from khaldun.code.attribution import chain
from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles import assign
from khaldun.code.triggers import Sighting
from khaldun.knowledge.codebooks import Codebook
from khaldun.model import Because, Dossier, Event, Passed, RoleName, Sentence, event_id

_PARTIES = (RoleName.ACTOR, RoleName.RECIPIENT, RoleName.TARGET)


class Coder:
    """Adds ``events`` and ``passed`` to annotated dossiers, by a codebook."""

    name = "code"
    needs = frozenset({"report", "sentences", "quotations", "mentions"})
    gives = frozenset({"events", "passed"})

    def __init__(self, codebook: Codebook | None = None) -> None:
        self.codebook = codebook or Codebook.load()

    def __call__(self, batch: Sequence[Dossier]) -> list[Dossier]:
        """Code each dossier."""
        return [self._code(dossier) for dossier in batch]

    def _code(self, dossier: Dossier) -> Dossier:
        if dossier.report is None or dossier.sentences is None:
            raise ValueError("code needs a report and its sentences")
        setting = Setting(dossier.report, dossier.sentences, dossier.quotations or (), dossier.mentions or ())
        events: list[Event] = []
        passed: list[Passed] = []
        earlier: list[Candidate] = []
        for sentence in setting.sentences:
            for one in triggers.find(self.codebook, sentence):
                candidate = self._candidate(sentence, one, setting, earlier)
                if candidate is not None:
                    earlier.append(candidate)
                    events.append(self._event(candidate, setting))
        return replace(dossier, events=tuple(events), passed=tuple(passed))

    def _candidate(
        self, sentence: Sentence, one: Sighting, setting: Setting, earlier: Sequence[Candidate]
    ) -> Candidate | None:
        trigger = tuple(sorted({one.head.index, *(t.index for t in one.match.words)}))
        mode = next((m for m in (one.entry.mode, *(o.entry.mode for o in one.alongside)) if m), None)
        plain = Candidate(
            sentence, trigger, one.head.index, one.entry.type, mode, one.entry.id, one.entry.score,
            alongside=tuple(o.head.index for o in one.alongside),
        )  # fmt: skip
        made = assign(plain, one, setting, self.codebook, earlier)
        if one.entry.weak and not any(r.name in _PARTIES for r in made.roles):
            return None
        return made

    def _event(self, candidate: Candidate, setting: Setting) -> Event:
        judged, why_status = status.judge(candidate, setting)
        candidate, judged, why_rules = rules.apply(candidate, judged)
        counted, why_counts = counts.find(candidate, setting)
        used, why_weapon = weapon.find(candidate, setting)
        hit, why_target = target.find(candidate, setting)
        said, why_said = chain(candidate, setting)
        because = (
            Because("type", candidate.rule, candidate.span, candidate.score), *candidate.because,
            *why_status, *why_rules, *why_counts, *why_weapon, *why_target, *why_said,
        )  # fmt: skip
        sentence = candidate.sentence
        made = event_id(
            setting.report.id,
            self.codebook.id,
            candidate.type,
            sentence.span.quote,
            candidate.span.quote,
            candidate.roles,
        )
        return Event(
            made, setting.report.id, sentence.id, self.codebook.id, candidate.type, candidate.mode, (), candidate.span,
            candidate.roles, counted, used, hit, judged, said, because, candidate.score, f"{self.codebook.id} {self.codebook.version}",
        )  # fmt: skip
