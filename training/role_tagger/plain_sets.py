"""Examples of the sets that mark the trigger themselves and come cut into sentences."""

from __future__ import annotations

import ast
import csv
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from example import Example, Range, key

_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:(?:de|del|el|al|la|of) )?[A-Z][\w'’.-]*)*")
_BY_REPORT = {"rams", "wikievents", "muc4"}
_DAMAGE = "artifact"  # acted upon where something is wrecked, merely handled elsewhere


def rows(path: Path) -> Iterator[dict]:
    """The records of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


@cache
def kairos() -> dict[str, str]:
    """Our role for each role of RAMS and KAIROS, lower case; those left out have none here."""
    with (Path(__file__).parent / "kairos.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["theirs"]: row["ours"] for row in csv.DictReader(lines, delimiter="\t")}


def our_role(type_: str, role: str) -> str | None:
    """Our role for one of theirs in an event of their type."""
    if role.lower() == _DAMAGE and "damage" in type_.lower():
        return "recipient"
    return kairos().get(role.lower())


def cast(type_: str, arguments: list[tuple[str, Range]]) -> tuple[dict[str, list[Range]], list[Range]]:
    """Roles, and the passages whose role has no counterpart; a journey's goal and a meeting's parties count as ours."""
    roles: dict[str, list[Range]] = {"actor": [], "recipient": [], "place": [], "instrument": []}
    skip = []
    for name, span in arguments:
        ours = our_role(type_, name)
        if ours:
            roles[ours].append(span)
        else:
            skip.append(span)
    return roles, skip


def event_location(bench: Path) -> Iterator[Example]:
    """A marked verb and the names of where it took place."""
    for row in rows(bench / "event_location" / "visible" / "train.jsonl"):
        trigger = row["event"][0]["start"], row["event"][-1]["end"]
        names = [(place["start"], place["end"]) for place in row["locations"]]
        yield Example("event_location", key(row["text"]), row["text"], trigger, {"name": names}, [])


def rams(bench: Path) -> Iterator[Example]:
    """The sentence of each trigger; arguments in other sentences are left out."""
    for row in rows(bench / "rams" / "visible" / "dev.jsonl"):
        first = 0
        for words in row["sentences"]:
            if first <= row["trigger"]["start"] < first + len(words):
                break
            first += len(words)
        text = " ".join(words)
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        inside = [a for a in row["arguments"] if first <= a["start"] and a["end"] <= first + len(words)]
        at = {id(a): (starts[a["start"] - first], starts[a["end"] - first] - 1) for a in inside}
        trigger = row["trigger"]
        roles, skip = cast(row["type"], [(a["role"], at[id(a)]) for a in inside])
        for absent in [a for a in row["arguments"] if id(a) not in at]:
            role = our_role(row["type"], absent["role"])
            if role and not roles.get(role):
                roles.pop(role, None)  # told elsewhere: a pronoun of this sentence may well stand for it
        span = starts[trigger["start"] - first], starts[trigger["end"] - first] - 1
        yield Example("rams", row["docid"], text, span, roles, skip)


def aw_wiki(bench: Path) -> Iterator[Example]:
    """Sentences of WikiEvents with the arguments' texts; a text that stands more than once is not known to be meant."""
    seen = set()
    for row in rows(bench / "plv" / "visible" / "aw_wiki_train.jsonl"):
        text, word = row["text"], row["trigger"]
        if text.count(word) != 1 or (text, word, row["event_type"]) in seen:
            continue
        seen.add((text, word, row["event_type"]))
        found = []
        for role, fillers in ast.literal_eval(row["arguments"]).items():
            found += [(role, (at, at + len(f))) for f in fillers if (at := text.find(f)) >= 0 and text.count(f) == 1]
        roles, skip = cast(row["event_type"], found)
        at = text.find(word)
        yield Example("aw_wiki", f"wiki-{row['doc_id']}", text, (at, at + len(word)), roles, skip)


def frames(bench: Path) -> Iterator[Example]:
    """Our own annotation (``training/annotations/frames``); each word that tells the deed makes an example."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "annotations" / "frames"))
    import frames as annotated

    for sentence in annotated.joined(bench):
        for frame in sentence.frames:
            roles = {
                "actor": [(f.start, f.stop) for f in frame.actor],
                "recipient": [(f.start, f.stop) for f in (*frame.recipient, *frame.target)],
                **{name: [(f.start, f.stop) for f in getattr(frame, name)] for name in ("place", "time", "instrument")},
            }
            names = [name for span in roles["place"] for name in _names(sentence.text, span)]
            if names or not roles["place"]:
                roles["name"] = names
            for trigger in (frame.trigger, *frame.also):
                if not any(a < trigger[1] and trigger[0] < b for spans in roles.values() for a, b in spans):
                    group = sentence.row.id if sentence.row.set in _BY_REPORT else key(sentence.text)
                    yield Example("frames", group, sentence.text, trigger, roles, [])


def _names(text: str, span: Range) -> list[Range]:
    """The names within a phrase: runs of words with a capital, where not everything is in capitals."""
    if text.isupper() or text.islower():
        return []
    return [(span[0] + m.start(), span[0] + m.end()) for m in _NAME.finditer(text[span[0] : span[1]])]
