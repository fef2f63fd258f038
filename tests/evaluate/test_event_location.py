from __future__ import annotations

import pytest

from khaldun.evaluate.event_location import EventLocation
from tests.evaluate.official import compare, same, some


def _told(text, verb, line):
    start = text.index(verb)
    row = {"id": "1", "text": text, "event": [{"start": start, "end": start + len(verb), "text": verb}]}
    made = next(iter(EventLocation().predict([row], line)))
    return [text[x["start"] : x["end"]] for x in made["locations"]]


def test_the_place_of_the_marked_verb_only(line):
    text = "Rebels killed five soldiers in Mosul on Monday. Police arrested two men in Kirkuk."
    assert _told(text, "killed", line) == ["Mosul"]
    assert _told(text, "arrested", line) == ["Kirkuk"]


def test_a_verb_without_event_has_a_place_too(line):
    assert _told("The minister slept in Geneva.", "slept", line) == ["Geneva"]


def test_no_place_told(line):
    assert _told("Rebels killed five soldiers on Monday.", "killed", line) == []


@pytest.mark.bench
def test_agrees_with_the_sets_scorer(line, tmp_path):
    ours, theirs = compare(EventLocation(), some("event_location", "train.jsonl", every=300), line, tmp_path)
    pairs = [("exact F1", theirs["exact"]["f1"]), ("overlap F1", theirs["overlap"]["f1"])]
    same(ours, [*pairs, ("whole answer right", theirs["whole_answer_right"])])
