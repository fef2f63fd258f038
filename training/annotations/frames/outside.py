"""How far these rows agree with labels the public sets bring along: ``python outside.py BENCH``.

Only events are compared of which both sides mark a word. Places of the event-location set are looked for among an
event's places and targets; arguments of WikiEvents among the parts that their role corresponds to. An overlap counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frames import Frame, Sentence, digest, joined

ROLES = {
    "Victim": ("recipient",), "Target": ("recipient", "target"), "Artifact": ("recipient", "target"),
    "Attacker": ("actor",), "Killer": ("actor",), "Injurer": ("actor",), "Destroyer": ("actor",), "Jailer": ("actor",),
    "Detainee": ("recipient",), "Defendant": ("recipient",), "Place": ("place",),
    "Instrument": ("instrument",), "ExplosiveDevice": ("instrument",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A set's label: the event's word, and a phrase (None: nothing marked) with the parts it may be found in.

    Offsets count from the sentence's start.
    """

    event: tuple[int, int]
    phrase: tuple[int, int] | None
    parts: tuple[str, ...]


def main() -> None:
    """Print how many labels were found."""
    bench = Path(sys.argv[1])
    sentences = list(joined(bench))
    for name, labels in (("event_location", locations), ("wikievents", arguments)):
        pairs = [pair for s in sentences if s.row.set == name for pair in compared(s, labels(bench, s))]
        told = [(frame, label) for frame, label in pairs if label.phrase]
        found = sum(holds(frame, label) for frame, label in told)
        events = len({(id(frame), label.event) for frame, label in pairs})
        print(f"{name}: {found} of {len(told)} labels found, {events} events in both")
        bare = [frame for frame, label in pairs if not label.phrase]
        print(f"  {sum(not frame.place for frame in bare)} of {len(bare)} events without a label have no place here")


def compared(sentence: Sentence, labels: Iterator[Label]) -> Iterator[tuple[Frame, Label]]:
    """Labels with the event of ours that has their word."""
    for label in labels:
        frame = next((f for f in sentence.frames if any(overlap(t, label.event) for t in (f.trigger, *f.also))), None)
        if frame:
            yield frame, label


def holds(frame: Frame, label: Label) -> bool:
    """Whether one of the parts holds the label's phrase."""
    assert label.phrase
    return any(overlap((f.start, f.stop), label.phrase) for part in label.parts for f in getattr(frame, part))


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges share a character."""
    return one[0] < other[1] and other[0] < one[1]


def locations(bench: Path, sentence: Sentence) -> Iterator[Label]:
    """The set's locations; several records share a name, so the hash tells which is meant."""
    for record in _records(bench, sentence):
        if digest(record["text"][sentence.row.start : sentence.row.stop]) != sentence.row.hash:
            continue
        for event in record["event"]:
            word = (event["start"] - sentence.row.start, event["end"] - sentence.row.start)
            places = [(p["start"] - sentence.row.start, p["end"] - sentence.row.start) for p in record["locations"]]
            for place in places or [None]:
                yield Label(word, place, ("place", "target"))


def arguments(bench: Path, sentence: Sentence) -> Iterator[Label]:
    """WikiEvents arguments whose event and phrase stand in the sentence."""
    start, stop = sentence.row.start, sentence.row.stop
    for record in _records(bench, sentence):
        for event in record["events"]:
            for argument in event["arguments"]:
                inside = start <= event["start"] < stop and start <= argument["start"] < stop
                if inside and argument["role"] in ROLES:
                    word = (event["start"] - start, event["end"] - start)
                    yield Label(word, (argument["start"] - start, argument["end"] - start), ROLES[argument["role"]])


def _records(bench: Path, sentence: Sentence) -> Iterator[dict]:
    row = sentence.row
    with (bench / row.set / "visible" / f"{row.file}.jsonl").open(encoding="utf-8") as lines:
        yield from (r for r in map(json.loads, lines) if row.id in (r.get("docid"), r.get("id")))


if __name__ == "__main__":
    main()
