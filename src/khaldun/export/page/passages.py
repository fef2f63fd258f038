"""Evidence in context: a sentence with its trigger, roles and counts marked, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.model import CodedEvent, Span

AROUND = 160
"""Characters of context shown on either side of the sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence; ``kind`` is what it was read as (``actor``, ``trigger`` …) or empty."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    """One line of the account: field, rule, quote and confidence."""

    field: str
    rule: str
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Passage:
    """One event's evidence, ready to be shown."""

    event: str
    type: str
    status: str
    before: str
    pieces: tuple[Piece, ...]
    after: str
    outlet: str
    title: str
    url: str
    published: str
    said_by: str
    reasons: tuple[Reasoning, ...]


def passage(coded: CodedEvent) -> Passage:
    """The passage of one coded event."""
    event, report = coded.event, coded.report
    start = sentence_start(coded)
    stop = start + len(coded.sentence)
    return Passage(
        event=event.id,
        type=event.type.value,
        status=event.status.value,
        before=_before(report.text, start),
        pieces=tuple(pieces(coded.sentence, start, marks(coded))),
        after=_after(report.text, stop),
        outlet=report.outlet or "outlet not named",
        title=report.title or "",
        url=report.url if report.url and report.url.startswith(("http://", "https://")) else "",
        published=report.published.at.date().isoformat() if report.published else "",
        said_by=said_by(coded),
        reasons=tuple(
            Reasoning(because.field, because.rule, because.span.quote if because.span else "", because.score)
            for because in (*event.because, *(b for link in coded.links if link.rank == 0 for b in link.because))
        ),
    )


def sentence_start(coded: CodedEvent) -> int:
    """Where the event's sentence begins in the report's text: the occurrence that holds the trigger."""
    earliest = max(0, coded.event.trigger.stop - len(coded.sentence))
    found = coded.report.text.find(coded.sentence, earliest)
    if found < 0:
        raise ValueError(f"the sentence of {coded.event.id} is not in its report")
    return found


def marks(coded: CodedEvent) -> list[tuple[Span, str]]:
    """What to mark, the most telling first: trigger, counts, weapon, roles."""
    event = coded.event
    found = [(event.trigger, "trigger"), *((count.span, "count") for count in event.counts)]
    if event.weapon:
        found.append((event.weapon.span, "instrument"))
    return [*found, *((role.span, role.name.value) for role in event.roles)]


def pieces(sentence: str, start: int, marked: list[tuple[Span, str]]) -> Iterator[Piece]:
    """The sentence cut where marks begin and end; where marks overlap, the first listed wins."""
    kinds = [""] * len(sentence)
    for span, kind in reversed(marked):
        for at in range(max(0, span.start - start), min(len(sentence), span.stop - start)):
            kinds[at] = kind
    begin = 0
    for at in range(1, len(sentence) + 1):
        if at == len(sentence) or kinds[at] != kinds[begin]:
            yield Piece(sentence[begin:at], kinds[begin])
            begin = at


def said_by(coded: CodedEvent) -> str:
    """The chain of speakers in the text's own words, outermost first."""
    chain = [link.speaker.quote if link.speaker else "an unnamed voice" for link in coded.event.attribution]
    stances = [link.stance.value for link in coded.event.attribution]
    return " → ".join(f"{who} ({stance})" for who, stance in zip(chain, stances, strict=True))


def _before(text: str, start: int) -> str:
    cut = text[max(0, start - AROUND) : start]
    return ("…" if start > AROUND else "") + cut.rpartition("\n\n")[2].lstrip()


def _after(text: str, stop: int) -> str:
    cut = text[stop : stop + AROUND].partition("\n\n")[0].rstrip()
    return cut + ("…" if cut and stop + AROUND < len(text) and "\n\n" not in text[stop : stop + AROUND] else "")
