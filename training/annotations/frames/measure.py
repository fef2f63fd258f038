"""Measures the line against these rows, field by field: ``PYTHONPATH=src python measure.py BENCH [SET]``.

Each sentence is coded alone, as the annotator read it. An event here and events of the line belong together when their
trigger words overlap; what several such events of the line hold is taken together. Phrases agree when they overlap.
Recipients and targets are compared as one part. Precision counts the line's phrases, recall the rows' phrases; ``told``
is the share of events whose part the rows fill and the line fills rightly at least once.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from frames import COUNTS, Frame, Sentence, joined

from khaldun import config
from khaldun.evaluate.coding import Text, code
from khaldun.model import CountKind, Event, RoleName
from khaldun.run import line

PARTS = {
    "actor": ((RoleName.ACTOR,), ("actor",)),
    "other": ((RoleName.RECIPIENT, RoleName.TARGET), ("recipient", "target")),
    "place": ((RoleName.PLACE,), ("place",)),
    "time": ((RoleName.TIME,), ("time",)),
    "speaker": ((), ("speaker",)),
}
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence on one line, its rows' events with offsets moved to it, and the line's events."""

    text: str
    frames: tuple[Frame, ...]
    at: tuple[int, ...]
    events: tuple[Event, ...]

    def moved(self, start: int, stop: int) -> Range:
        """Offsets of the annotated sentence in ``text``."""
        return self.at[start], self.at[stop - 1] + 1


def main() -> None:
    """Print the figures."""
    wanted = sys.argv[2:]
    sentences = [s for s in joined(Path(sys.argv[1]), missing=True) if not wanted or s.row.set in wanted]
    tally: Counter[str] = Counter()
    for case in cases(sentences):
        tally.update(counted(case))
    print(
        f"{tally['sentences']} sentences, {tally['frames']} events in the rows, {tally['events']} in the line's coding"
    )
    print(f"found {tally['met'] / tally['frames']:.3f}  right {tally['used'] / tally['events']:.3f}")
    for label in ("type", "status"):
        print(f"{label:9}{tally[label] / tally['met']:.3f} equal")
    for part in PARTS:
        right, ours, held, gold = (tally[f"{part} {what}"] for what in ("right", "ours", "held", "gold"))
        told = tally[f"{part} told"] / max(1, tally[f"{part} filled"])
        print(
            f"{part:9}precision {right / max(1, ours):.3f} recall {held / max(1, gold):.3f} told {told:.3f} of {gold}"
        )
    for count in COUNTS:
        print(f"{count:9}{tally[count]} of {tally[count + ' either']} equal where either tells one")


def cases(sentences: Iterable[Sentence]) -> Iterator[Case]:
    """Each sentence with the line's coding of it; sentences that cleaning changes are left out."""
    listed = [(sentence, *on_one_line(sentence.text)) for sentence in sentences]
    texts = (Text(str(number), text) for number, (_, text, _) in enumerate(listed))
    for (sentence, text, at), coded in zip(listed, code(texts, line.build(config.load())), strict=True):
        if coded.dossier.report and coded.dossier.report.text == text:
            yield Case(text, sentence.frames, at, tuple(one.event for one in coded.events))


def on_one_line(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with single blanks, and where each of its characters went."""
    plain, at = "", []
    for letter in text:
        if not letter.isspace():
            plain += letter
        elif plain and plain[-1] != " ":
            plain += " "
        at.append(max(0, len(plain) - 1))
    return plain.rstrip(), tuple(at)


def counted(case: Case) -> Iterator[str]:
    """What to add one to."""
    used: set[str] = set()
    yield "sentences"
    for frame in case.frames:
        yield "frames"
        words = [case.moved(*word) for word in (frame.trigger, *frame.also)]
        met = [e for e in case.events if any(overlap((e.trigger.start, e.trigger.stop), word) for word in words)]
        if met:
            used |= {e.id for e in met}
            yield from labelled(case, frame, met, words[0])
    for event in case.events:
        yield "events"
        if event.id in used:
            yield "used"


def labelled(case: Case, frame: Frame, met: list[Event], word: Range) -> Iterator[str]:
    """The fields of an event that both have."""
    main = next((e for e in met if overlap((e.trigger.start, e.trigger.stop), word)), met[0])
    yield "met"
    if main.type == frame.type:
        yield "type"
    if main.status == frame.status:
        yield "status"
    for part, (ours, theirs) in PARTS.items():
        yield from parted(
            part, phrases(met, ours), [case.moved(f.start, f.stop) for n in theirs for f in getattr(frame, n)]
        )
    for count in COUNTS:
        told = {(c.low, c.high) for e in met for c in e.counts if c.kind is CountKind(count)}
        wanted = getattr(frame, count)
        if told or wanted:
            yield f"{count} either"
        if wanted and (wanted.low, wanted.high) in told:
            yield count


def phrases(met: list[Event], roles: tuple[RoleName, ...]) -> list[Range]:
    """The passages of some roles; of no role, the innermost speakers."""
    if not roles:
        spoken = [e.attribution[-1].speaker for e in met if e.attribution]
        return sorted({(s.start, s.stop) for s in spoken if s})
    return sorted({(r.span.start, r.span.stop) for e in met for r in e.roles if r.name in roles})


def parted(part: str, ours: list[Range], gold: list[Range]) -> Iterator[str]:
    """Precision, recall and whether anything right was told, of one part of one event."""
    yield from (f"{part} ours" for _ in ours)
    yield from (f"{part} gold" for _ in gold)
    yield from (f"{part} right" for one in ours if any(overlap(one, other) for other in gold))
    held = sum(any(overlap(one, other) for one in ours) for other in gold)
    yield from (f"{part} held" for _ in range(held))
    if gold:
        yield f"{part} filled"
        if held:
            yield f"{part} told"


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges share a character."""
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
