"""Examples of the sets that come as whole texts, or that name parties without the word that tells of the deed.

The product's own line cuts the sentences and finds the triggers, so that the tagger is taught what it will be asked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from example import Example, Range, key
from plain_sets import cast, our_role, rows

from khaldun.evaluate.aligned import Aligned
from khaldun.evaluate.coding import Coded, Text, code
from khaldun.evaluate.passages import clean_span
from khaldun.model import Event, RoleName, Sentence, Span, Token
from khaldun.pipeline import Pipeline

_ACTED_UPON = (RoleName.RECIPIENT, RoleName.TARGET)
_HARM = {"ASSAULT", "COERCE", "PROTEST"}
_VERBAL = {"ACCUSE", "REQUEST", "REJECT", "PROTEST", "SUPPORT", "CONSULT", "AGREE", "THREATEN"}


@dataclass(frozen=True, slots=True)
class Read:
    """A text sent down the line, with the way back from the set's offsets."""

    coded: Coded
    aligned: Aligned

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, none when the text was refused."""
        return self.coded.dossier.sentences or ()

    def span(self, given: Range) -> Span | None:
        """The clean passage of a range of the set's text."""
        report = self.coded.dossier.report
        return clean_span(report, self.aligned, given) if report else None

    def sentence(self, span: Span | None) -> Sentence | None:
        """The sentence that holds a passage."""
        return next((s for s in self.sentences if span and s.span.contains(span)), None)

    def events(self, sentence: Sentence) -> list[Event]:
        """The events told in a sentence."""
        return [item.event for item in self.coded.events if item.event.sentence == sentence.id]


def read(texts: Iterable[tuple[str, str]], line: Pipeline) -> Iterator[Read]:
    """Send (id, text) pairs down the line."""
    listed = list(texts)
    for (_, text), coded in zip(listed, code([Text(*pair) for pair in listed], line), strict=True):
        report = coded.dossier.report
        yield Read(coded, Aligned(text, report.text if report else ""))


def _ranges(sentence: Sentence, spans: Iterable[Span | None]) -> list[Range]:
    """Passages inside a sentence, as ranges of its text."""
    start = sentence.span.start
    return [(s.start - start, s.stop - start) for s in spans if s is not None and sentence.span.contains(s)]


def wikievents(bench: Path, line: Pipeline) -> Iterator[Example]:
    """Triggers with the arguments that stand in their sentence."""
    listed = list(rows(bench / "wikievents" / "visible" / "dev.jsonl"))
    for row, made in zip(listed, read(((r["docid"], r["text"]) for r in listed), line), strict=True):
        for event in row["events"]:
            trigger = made.span((event["start"], event["end"]))
            sentence = made.sentence(trigger)
            if sentence is None:
                continue
            found = []
            for argument in event["arguments"]:
                ranges = _ranges(sentence, [made.span((argument["start"], argument["end"]))])
                found += [(argument["role"], span) for span in ranges]
            roles, skip = cast(event["type"], found)
            for argument in event["arguments"]:
                role = our_role(event["type"], argument["role"])
                if role and not roles.get(role):
                    roles.pop(role, None)  # told elsewhere
            (at,) = _ranges(sentence, [trigger])
            yield Example("wikievents", row["docid"], sentence.span.quote, at, roles, skip)


def cameo(bench: Path, line: Pipeline) -> Iterator[Example]:
    """Sentences with source and target spans; the trigger is the event whose parties these are."""
    listed = list(rows(bench / "cameo_conflibert" / "visible" / "actors_train.jsonl"))
    for row, made in zip(listed, read(((r["id"], r["text"]) for r in listed), line), strict=True):
        sides = [[made.span((s["start"], s["end"])) for s in row[name]] for name in ("source", "target")]
        others = [made.span(span) for span in _tagged(row, "R")]
        for sentence in made.sentences:
            actor, recipient = (_ranges(sentence, side) for side in sides)
            trigger = _trigger(made, sentence, actor, recipient, "")
            if trigger and (actor or recipient):
                roles = {"actor": actor, "recipient": recipient}
                skip = _ranges(sentence, others)
                yield Example("cameo", key(row["text"]), sentence.span.quote, trigger, roles, skip)
                yield from _contrast(made, sentence, trigger, key(row["text"]))


def _tagged(row: dict, name: str) -> list[Range]:
    """The ranges of one tag; tokens are joined by single spaces."""
    found: list[Range] = []
    at = 0
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        if tag == f"B-{name}":
            found.append((at, at + len(token)))
        elif tag == f"I-{name}" and found:
            found[-1] = (found[-1][0], at + len(token))
        at += len(token) + 1
    return found


def plv(bench: Path, line: Pipeline) -> Iterator[Example]:
    """Pairs of source and target with their type; pairs that the same trigger tells make one example."""
    grouped: dict[str, list[dict]] = defaultdict(list)
    for row in rows(bench / "plv" / "visible" / "train.jsonl"):
        grouped[row["text"]].append(row)
    for (text, pairs), made in zip(grouped.items(), read(((t, t) for t in grouped), line), strict=True):
        found: dict[tuple[int, Range], dict[str, set[Range]]] = {}
        for row in pairs:
            source, target = (
                made.span(_unmarked(row["marked"], tag)) if f"<{tag}>" in row["marked"] else None for tag in "st"
            )
            sentence = made.sentence(source or target)
            if sentence is None:
                continue
            actor, recipient = _ranges(sentence, [source]), _ranges(sentence, [target])
            trigger = _trigger(made, sentence, actor, recipient, row["root"])
            if trigger:
                roles = found.setdefault((sentence.number, trigger), {"actor": set(), "recipient": set()})
                roles["actor"].update(actor)
                roles["recipient"].update(recipient)
        for (number, trigger), sets in found.items():
            roles = {name: sorted(spans) for name, spans in sets.items()}
            yield Example("plv", key(text), made.sentences[number].span.quote, trigger, roles, [])
            yield from _contrast(made, made.sentences[number], trigger, key(text))


def _unmarked(marked: str, tag: str) -> Range:
    start = len(re.sub(r"</?[st]>", "", marked[: marked.index(f"<{tag}>")]))
    return start, start + len(re.sub(r"</?[st]>", "", marked.split(f"<{tag}>")[1].split(f"</{tag}>")[0]))


def _trigger(made: Read, sentence: Sentence, actor: list[Range], recipient: list[Range], type_: str) -> Range | None:
    """The event that shares most parties with the given ones, the actor before all; else the verb above a party."""
    start, best = sentence.span.start, (0.0, None)
    for event in made.events(sentence):
        doers = [r.span for r in event.roles if r.name is RoleName.ACTOR]
        others = [r.span for r in event.roles if r.name in _ACTED_UPON]
        if actor and not _share(actor, doers, start):
            continue  # "X condemned the killing of Y": X did not kill
        likeness = 0.3 * (event.type.value == type_) + bool(actor) + _share(recipient, others, start)
        if likeness > max(best[0], 0.5):
            best = (likeness, (event.trigger.start - start, event.trigger.stop - start))
    return best[1] or _verb_above(sentence, actor) or _verb_above(sentence, recipient)


def _share(ranges: list[Range], spans: list[Span], start: int) -> bool:
    return any(a + start < m.stop and m.start < b + start for a, b in ranges for m in spans)


def _contrast(made: Read, sentence: Sentence, trigger: Range, group: str) -> Iterator[Example]:
    """Deeds that somebody condemns, demands or protests against, and whose doer is not told: nobody fills the actor."""
    start = sentence.span.start
    events = made.events(sentence)
    told = next((e for e in events if _meet((e.trigger.start - start, e.trigger.stop - start), trigger)), None)
    for event in events:
        silent = not any(r.name is RoleName.ACTOR for r in event.roles)
        if told and told.type.value in _VERBAL and event.type.value in _HARM and silent:
            (at,) = _ranges(sentence, [event.trigger])
            yield Example("contrast", group, sentence.span.quote, at, {"actor": []}, [])


def _verb_above(sentence: Sentence, ranges: list[Range]) -> Range | None:
    start = sentence.span.start
    for a, b in ranges[:1]:
        inside = [t for t in sentence.tokens if t.start >= a + start and t.stop <= b + start]
        top = next((t for t in inside if sentence.head_of(t) not in inside), None)
        verb: Token | None = next((t for t in sentence.ancestors(top) if t.pos == "VERB"), None) if top else None
        if verb:
            return verb.start - start, verb.stop - start
    return None


def cameo_coders(bench: Path, line: Pipeline) -> Iterator[Example]:
    """Actions that at least two coders marked; a party counts when half of them gave it, else it is left open."""
    listed = list(rows(bench / "cameo_coders" / "visible" / "train.jsonl"))
    for row, made in zip(listed, read(((r["id"], r["text"]) for r in listed), line), strict=True):
        clusters = _clusters(row)
        for spans in clusters:
            trigger = made.span(spans[0]["action"])
            sentence = made.sentence(trigger)
            if sentence is None:
                continue
            roles: dict[str, list[Range]] = {}
            skip: list[Range] = []
            for theirs, ours in (("source", "actor"), ("target", "recipient")):
                votes = Counter(span for one in spans for span in one[theirs])
                kept = {span for span, n in votes.items() if 2 * n >= len(spans)}
                roles[ours] = _ranges(sentence, map(made.span, kept))
                skip += _ranges(sentence, map(made.span, votes.keys() - kept))
            if len(clusters) == 1:
                places = [(p["start"], p["end"]) for p in row["consensus"]["locations"]]
                times = [(p["start"], p["end"]) for p in row["consensus"]["times"]]
                roles["name"] = _ranges(sentence, map(made.span, places))
                roles["time"] = _ranges(sentence, map(made.span, times))
            (at,) = _ranges(sentence, [trigger])
            yield Example("cameo_coders", row["id"], sentence.span.quote, at, roles, skip)


def _clusters(row: dict) -> list[list[dict]]:
    """Events of several coders whose actions overlap."""
    made: list[list[dict]] = []
    for coder in row["coders"]:
        for event in coder["events"]:
            if not event["action"]:
                continue
            one = {name: [(s["start"], s["end"]) for s in event[name]] for name in ("source", "target")}
            one["action"] = (event["action"][0]["start"], event["action"][0]["end"])
            same = next((c for c in made if any(_meet(one["action"], o["action"]) for o in c)), None)
            if same is None:
                made.append([one])
            else:
                same.append(one)
    return [cluster for cluster in made if len(cluster) > 1]


def _meet(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def muc4(bench: Path, line: Pipeline) -> Iterator[Example]:
    """Templates laid over the sentences that hold their strings; a role whose strings are absent is unknown there."""
    listed = [r for r in rows(bench / "muc4" / "visible" / "train.jsonl") if r["templates"]]
    for row, made in zip(listed, read(((r["docid"], r["text"]) for r in listed), line), strict=True):
        slots = [_slots(t) for t in row["templates"] if not t["optional"]]
        for sentence in made.sentences:
            roles = max((_found(sentence.span.quote, one) for one in slots), key=_filled, default={})
            if _filled(roles) < 2:
                continue
            for event in made.events(sentence):
                (at,) = _ranges(sentence, [event.trigger])
                free = not any(_meet(at, span) for spans in roles.values() for span in spans)
                if event.type.value in _HARM and free:
                    yield Example("muc4", row["docid"], sentence.span.quote, at, roles, [])


def _slots(template: dict) -> dict[str, list[str]]:
    """The strings of a template by our roles; the last name of a place is the closest."""
    fills = {
        "actor": ("perp_individual", "perp_org"),
        "recipient": ("phys_target", "hum_target_name", "hum_target_desc"),
        "instrument": ("instrument_id",),
    }
    made = {
        role: [v for name in names for fill in template[name] for v in fill["values"]] for role, names in fills.items()
    }
    alternatives = (template["location"] or {}).get("alts", [])
    made["name"] = [alt[-1]["name"] for alt in alternatives if len(alt) > 1 and isinstance(alt[-1], dict)]
    return made


def _found(text: str, slots: dict[str, list[str]]) -> dict[str, list[Range]]:
    made = {}
    for role, strings in slots.items():
        spans = [m.span() for s in strings for m in re.finditer(rf"\b{re.escape(s)}\b", text, re.IGNORECASE)]
        outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
        if outer:
            made[role] = sorted(set(outer))
    return made


def _filled(roles: dict[str, list[Range]]) -> float:
    """How much of a template a sentence holds: a place or a means alone is no sign of it."""
    return sum(1.0 if name in ("actor", "recipient") else 0.5 for name in roles) if "recipient" in roles else 0.0
