"""A codebook as plain values: checked and compiled once, decoded word by word as texts use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from khaldun.knowledge.codebook_reader import Reader
from khaldun.knowledge.codebooks import Codebook, Entry, Example, Mode, TypeDefinition
from khaldun.knowledge.compiled import compiled
from khaldun.knowledge.patterns import parse_pattern
from khaldun.model import EventType

Row = tuple[Any, ...]


class Lexicon(Mapping[str, tuple[Entry, ...]]):
    """The entries of each lemma; those of a lemma are decoded when it is first met."""

    def __init__(self, rows: Mapping[str, tuple[Row, ...]]) -> None:
        self._rows = rows
        self._met: dict[str, tuple[Entry, ...]] = {}

    def __getitem__(self, lemma: str) -> tuple[Entry, ...]:
        found = self._met.get(lemma)
        if found is None:
            found = self._met[lemma] = tuple(map(_entry, self._rows[lemma]))
        return found

    def __contains__(self, lemma: object) -> bool:
        return lemma in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def load(folder: Path) -> Codebook:
    """The codebook of a folder. Raises ``CodebookError`` with all problems."""
    files = sorted(folder.rglob("*.toml"))
    about = f"{folder.name} {[file.relative_to(folder).as_posix() for file in files]}"
    row = compiled("codebook", files, lambda: _plain(Reader(folder).codebook()), about=about)
    id, version, types, verbs, nouns, classes, entities, light, contexts = row
    return Codebook(
        id, version, {one.type: one for one in map(_type, types)}, Lexicon(verbs), Lexicon(nouns),
        classes, entities, light, contexts,
    )  # fmt: skip


def _plain(book: Codebook) -> Row:
    verbs, nouns = ({word: tuple(map(_row, es)) for word, es in of.items()} for of in (book.verbs, book.nouns))
    types = tuple(map(_type_row, book.types.values()))
    rest = (dict(of) for of in (book.classes, book.entities, book.light, book.contexts))
    return book.id, book.version, types, verbs, nouns, *rest


def _row(entry: Entry) -> Row:
    return (
        entry.id, entry.pattern.text, entry.type.value, entry.mode, entry.score, entry.actor, entry.recipient,
        entry.reciprocal, entry.result, entry.absorb, entry.weak, entry.doubtful,
    )  # fmt: skip


def _entry(row: Row) -> Entry:
    id, pattern, type_, *rest = row
    return Entry(id, parse_pattern(pattern), EventType(type_), *rest)


def _type_row(one: TypeDefinition) -> Row:
    modes = tuple((mode.name, mode.definition, mode.scale) for mode in one.modes)
    examples = tuple((e.text, e.event, e.actor, e.recipient, e.mode) for e in one.examples)
    return one.type.value, one.definition, one.recipient_required, one.quad, one.scale, modes, examples


def _type(row: Row) -> TypeDefinition:
    type_, definition, required, quad, scale, modes, examples = row
    told = tuple(Mode(*mode) for mode in modes), tuple(Example(*example) for example in examples)
    return TypeDefinition(EventType(type_), definition, required, quad, scale, *told)
