"""The invariant of the project, as a function: which filled fields of a coding lack evidence that holds."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.model import CodedEvent, Event, Span


def spans(coded: CodedEvent) -> Iterator[Span]:
    event = coded.event
    yield event.trigger
    yield from (role.span for role in event.roles)
    yield from (role.head for role in event.roles)
    yield from (count.span for count in event.counts)
    yield from (part for said in event.attribution for part in (said.speaker, said.cue) if part)
    if event.weapon:
        yield event.weapon.span
    if event.target_kind:
        yield event.target_kind.span
    yield from (because.span for because in event.because if because.span)
    for link in coded.links:
        if link.span:
            yield link.span
        yield from (because.span for because in link.because if because.span)


def filled(event: Event) -> set[str]:
    fields = {
        "type",
        "status",
        *(role.name.value for role in event.roles),
        *(count.kind.value for count in event.counts),
    }
    optional = {
        "mode": event.mode,
        "contexts": event.contexts,
        "weapon": event.weapon,
        "target_kind": event.target_kind,
        "attribution": event.attribution,
    }
    return fields | {name for name, value in optional.items() if value}


def problems(coded: CodedEvent) -> list[str]:
    event, text = coded.event, coded.report.text
    found = [f"{event.id}: {span} does not hold" for span in spans(coded) if not span.holds_in(text)]
    reasons = {because.field for because in event.because if because.rule}
    found += [f"{event.id}: {field} has no reason" for field in sorted(filled(event) - reasons)]
    found += [f"{event.id}: a link without a reason" for link in coded.links if not link.because]
    if coded.sentence not in text:
        found.append(f"{event.id}: its sentence is not in the report")
    return found
