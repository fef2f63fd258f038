"""Cleans plain text, often a page saved as text: finds the title and paragraphs, sets stamps and furniture apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.clean.characters import put_right
from khaldun.clean.furniture import Furniture, furniture, is_caption
from khaldun.clean.layout import chunks, columns_of, is_wrapped, paragraphs
from khaldun.clean.outlets import outlet_line
from khaldun.clean.page import Page, Passage, SeenStamp, with_lead
from khaldun.clean.stamps import stamp_with_name, stamps_of_line
from khaldun.knowledge.names import fold
from khaldun.model import Dropped, Part

_TITLE_MAX = 220
_TITLE_WITHIN = 6  # a title stands among the first few kept lines, below at most a section and a kicker
_KICKER = 5  # words of a section or place above the title, at most
_PROSE = 200  # characters from which a paragraph after "Related stories" is the report going on
_TAIL_FROM = 0.4  # share of the text after which an end marker ends the report

_DATELINE = re.compile(
    r"^(?-i:[A-Z][A-Z.'\- ]{2,}(?:,\s*[\w .]+)?|[\w .'\-]{2,40},\s*\w{3,9}\.? \d{1,2}).{0,40}[\-–—:]\s"
)
_FIELD = re.compile(
    r"(?P<name>title|headline|url|link|source url|outlet|publication|newspaper|language)\s*:\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_FIELDS_WITHIN = 14
_OUTLET_WITHIN = 3
_OUTLET = "name of the outlet"
_NAMES = {
    "headline": "title",
    "link": "url",
    "source url": "url",
    "publication": "outlet",
    "newspaper": "outlet",
    "language": "lang",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph or a line of furniture, in the order of the page. ``at`` is the share of the text before it."""

    text: str
    at: float
    furniture: Furniture | None = None
    stamps: tuple[SeenStamp, ...] = ()
    alone: bool = True


def clean_plain(text: str, *, title: str | None = None) -> Page:
    """The page of a plain text. ``title``, when known from elsewhere, is looked for and not repeated."""
    lines = _without_tail(list(_lines(put_right(text))))
    title = _given(lines, "title") or title
    found = _title(lines, title)
    if found is None and title is None and any(map(_is_outlet, lines)):
        lines = [replace(line, furniture=None) if _is_outlet(line) else line for line in lines]
        found = _title(lines, title)  # what looked like the outlet's name is the title
    kept = [line for line in lines if line.furniture is None]
    passages = [_passage(line) for line in kept if line is not found]
    heading = found.text.lstrip("# ") if found else title
    return Page(
        title=heading,
        passages=with_lead(_with_standfirst(lines, found, _with_body(passages))),
        dropped=tuple(Dropped(line.text, line.furniture.why) for line in lines if line.furniture),
        stamps=tuple(stamp for line in lines for stamp in line.stamps),
        byline=_given(lines, "byline"),
        outlet=_given(lines, "outlet"),
        url=_given(lines, "url"),
        lang=_given(lines, "lang"),
    )


def _lines(text: str) -> Iterator[_Line]:
    seen, number = 0, 0
    all_ = list(chunks(text))
    columns = columns_of(all_)
    for chunk in all_:
        for piece, alone in _pieces(chunk, columns):
            number += 1
            at = seen / max(1, len(text))
            seen += len(piece) + 1
            yield _judged(piece, at, number, alone=alone)


def _pieces(chunk: Sequence[str], columns: int) -> Iterator[tuple[str, bool]]:
    """The furniture lines and the paragraphs of a chunk, in order, and whether each stood between blank lines."""
    prose: list[str] = []
    for line, standing in zip(chunk, _standing(chunk, columns), strict=True):
        if standing:
            yield from ((paragraph, False) for paragraph in paragraphs(prose, columns))
            prose = []
            yield " ".join(line.split()), False
        else:
            prose.append(line)
    joined = paragraphs(prose, columns)
    yield from ((paragraph, len(joined) == 1 and len(prose) == len(chunk)) for paragraph in joined)


def _standing(chunk: Sequence[str], columns: int) -> Iterator[bool]:
    """For each line whether it is furniture of its own and not part of a sentence that runs through it.

    A sentence may break before "by two helicopters": a line counts only after the end of a sentence, after other
    furniture, or below the chunk's first line (a title).
    """
    wrapped = is_wrapped(chunk, columns)
    before = True
    for number, line in enumerate(chunk):
        may = before or (number == 1 and not wrapped)
        found = may and _is_furniture(line)
        yield found
        before = found or line.endswith((".", "!", "?", "”", '"', ")"))


def _is_furniture(line: str) -> bool:
    bare = " ".join(line.split())
    return bool(furniture(bare, plain=True) or stamps_of_line(bare) or _FIELD.fullmatch(bare))


def _judged(text: str, at: float, number: int, *, alone: bool) -> _Line:
    field = _FIELD.fullmatch(text) if number <= _FIELDS_WITHIN else None
    if field:
        name = field.group("name").lower()
        return _Line(
            text, at, Furniture("a field of the head", False, _NAMES.get(name, name), field.group("value").strip())
        )
    if (dated := stamp_with_name(text)) and number <= _FIELDS_WITHIN and (outlet := outlet_line(dated[1])):
        return _Line(text, at, Furniture("publication stamp", False, "outlet", outlet), (dated[0],))
    if stamps := stamps_of_line(text):
        return _Line(text, at, Furniture("publication stamp"), stamps)
    known = furniture(text, plain=True)
    if known is None and number <= _OUTLET_WITHIN and (outlet := outlet_line(text)):
        known = Furniture(_OUTLET, False, "outlet", outlet)
    return _Line(text, at, known, (), alone)


def _without_tail(lines: list[_Line]) -> list[_Line]:
    """Everything after "Related stories" marked as furniture too, until prose resumes."""
    marker = ""
    judged: list[_Line] = []
    for line in lines:
        if line.furniture is None and marker:
            if len(line.text) >= _PROSE and line.text.endswith((".", "”", '"', "!", "?")):
                marker = ""
            else:
                line = _Line(line.text, line.at, Furniture(f"after “{marker}”"))
        elif line.furniture and line.furniture.tail and line.at >= _TAIL_FROM:
            marker = line.text
        judged.append(line)
    return judged


def _is_outlet(line: _Line) -> bool:
    return line.furniture is not None and line.furniture.why == _OUTLET


def _title(lines: Sequence[_Line], known: str | None) -> _Line | None:
    """The line that is the title: the known one where it stands, else the first that reads like one."""
    kept = [line for line in lines if line.furniture is None]
    head = kept[:_TITLE_WITHIN]
    if known:
        return next((line for line in head if fold(line.text.lstrip("# ")) == fold(known)), None)
    for at, line in enumerate(head[:2]):
        if at and len(head[0].text.split()) > _KICKER:
            break
        if _reads_like_title(line.text) and any(len(after.text) > 40 for after in kept[at + 1 :]):
            return line
    return None


def _reads_like_title(text: str) -> bool:
    if text.startswith("# "):
        return True
    words = text.split()
    return (
        2 <= len(words) <= 40
        and len(text) <= _TITLE_MAX
        and not text.endswith((".", ",", ";", ":", "…"))
        and not _DATELINE.match(text)
        and not is_caption(text)
    )


def _passage(line: _Line) -> Passage:
    return Passage(Part.CAPTION if is_caption(line.text) else Part.BODY, line.text.lstrip("#").strip() or line.text)


def _with_body(passages: list[Passage]) -> list[Passage]:
    """A text that is nothing but captions is a report made of them."""
    if any(passage.part is Part.BODY for passage in passages):
        return passages
    return [Passage(Part.BODY, passage.text) for passage in passages]


def _with_standfirst(lines: Sequence[_Line], title: _Line | None, passages: list[Passage]) -> list[Passage]:
    """A single paragraph between the title and the byline or credits is the standfirst."""
    if title is None:
        return passages
    after = lines[lines.index(title) + 1 :]
    opening = [line.furniture is None for line in after[:2]]
    if opening != [True, False] or len(passages) < 2 or after[0].text != passages[0].text:
        return passages
    return [Passage(Part.LEAD, passages[0].text), *passages[1:]] if passages[0].part is Part.BODY else passages


def _given(lines: Sequence[_Line], name: str) -> str | None:
    values = (line.furniture.value for line in lines if line.furniture and line.furniture.gives == name)
    return next((value for value in values if value), None)
